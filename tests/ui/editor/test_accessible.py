"""What a screen reader is told: the text by Qt's own interface, the spans in words."""

from __future__ import annotations

from statistics import median
from time import process_time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleTextInterface
from PySide6.QtTest import QTest

from annotator.domain.segments import Mark
from annotator.domain.span import Span
from annotator.ui.editor.accessible import announce, describe_mark, relation_titles
from annotator.ui.panels.span.relation_list import Joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.ui.editor.view import ArticleView

TEXT = "Amina 👩🏽‍⚖️ told Reuters.\nThe talks in 東京 go on."
MINISTER = Mark(0, 12, 1, "ACTOR", False)
QUOTE = Mark(20, 40, 2, "QUOTE", False)


def interface(view: ArticleView) -> QAccessibleTextInterface:
    found = QAccessible.queryAccessibleInterface(view)
    assert found is not None
    text = found.textInterface()
    assert text is not None
    return text


@pytest.fixture
def listened_to() -> Iterator[None]:
    """As if a screen reader ran."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


# ---------------------------------------------------------------- the text


def test_the_text_and_the_caret_can_be_read(view: ArticleView):
    view.set_article(TEXT, [])
    text = interface(view)

    in_utf_16 = len(TEXT.encode("utf-16-le")) // 2
    assert text.characterCount() == in_utf_16
    assert text.text(0, 5) == "Amina"
    view.set_caret(TEXT.index("Reuters"))
    start = text.cursorPosition()
    assert text.text(start, start + 7) == "Reuters"


def test_the_selection_can_be_read_and_made(view: ArticleView):
    view.set_article(TEXT, [])
    text = interface(view)
    view.select(Span(TEXT.index("Reuters"), TEXT.index("Reuters") + 7))
    # PySide gives back start and end, which the call fills in where they can be filled in
    assert text.selectionCount() == 1

    text.setSelection(0, 0, 5)
    assert view.selected_span() == Span(0, 5)


def test_characters_are_where_they_are_painted(view: ArticleView):
    view.set_article(TEXT * 40, [Mark(0, 5, 1, "ACTOR", False)])
    view.grab()
    text = interface(view)
    for words in ("Amina", "told", "Reuters", "talks", "go on"):
        offset = len(TEXT[: TEXT.index(words)].encode("utf-16-le")) // 2
        box = text.characterRect(offset)
        assert (
            view.rect().translated(view.mapToGlobal(view.rect().topLeft())).contains(box.center())
        )
        assert text.offsetAtPoint(box.topLeft() + QPoint(1, 9)) == offset


@pytest.mark.usefixtures("listened_to")
def test_a_caret_that_moves_in_five_megabytes_costs_what_it_costs_in_fifty_kilobytes(
    view: ArticleView,
):
    costs = []
    for length in (50_000, 5_000_000):
        view.set_article(("word " * 60 + "\n") * (length // 301), [])
        text = interface(view)
        view.set_caret(length // 2)
        view.setFocus()
        taken = []
        for _ in range(40):
            start = process_time()
            QTest.keyClick(view, Qt.Key.Key_Right)
            at = text.cursorPosition()
            text.text(at, at + 1)
            text.characterRect(at)
            taken.append(process_time() - start)
        costs.append(median(taken))
    assert costs[1] < 4 * costs[0] + 0.0005


# ---------------------------------------------------------------- the spans


def test_a_span_is_told_in_words():
    suggestion = Mark(0, 12, 1, "ACTOR", True, 0.9)
    assert describe_mark(suggestion, "Nadia  Orbeli", []) == (
        "ACTOR suggestion, Nadia Orbeli, score 90%"
    )
    assert describe_mark(QUOTE, "“We will not move.”", [("Speaker", "Nadia Orbeli")]) == (
        "QUOTE annotation, “We will not move.”, speaker Nadia Orbeli"
    )
    assert describe_mark(MINISTER, "Nadia Orbeli", [("Speaker in 3 quotes", "")]) == (
        "ACTOR annotation, Nadia Orbeli, speaker in 3 quotes"
    )


def test_a_long_span_is_told_in_short():
    assert len(describe_mark(QUOTE, "word " * 5_000, [("Speaker", "name " * 5_000)])) < 600


def test_of_many_relations_the_count_is_told():
    away = Joined("CLAIMANT", MINISTER, leads_away=True)
    quotes = [Joined("SPEAKER", QUOTE, leads_away=False)] * 300
    assert relation_titles([away, *quotes]) == [(away, "Claimant"), (None, "Speaker in 300 quotes")]


@pytest.mark.usefixtures("listened_to")
def test_what_is_current_can_be_asked_for_at_any_time(view: ArticleView):
    announce(view, "ACTOR annotation, Nadia Orbeli")
    found = QAccessible.queryAccessibleInterface(view)
    assert found is not None
    assert found.text(QAccessible.Text.Name) == "Article"
    assert found.text(QAccessible.Text.Description) == "ACTOR annotation, Nadia Orbeli"

    announce(view, "")
    assert found.text(QAccessible.Text.Description) == ""
