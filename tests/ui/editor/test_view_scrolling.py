"""Heights become known as blocks are seen; what is on the screen must not jump."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor

from annotator.domain.segments import Mark
from annotator.domain.span import Span

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from annotator.ui.editor.view import ArticleView


def article() -> tuple[str, list[Mark]]:
    """300 paragraphs of very different length, with marks that make lines higher."""
    chance = random.Random(5)
    paragraphs = [
        " ".join(["word", "東京の当局者", "mississippi"][chance.randrange(3)] for _ in range(count))
        for count in (chance.choice([1, 5, 40, 200]) for _ in range(300))
    ]
    text = "\n".join(paragraphs)
    starts = range(0, len(text) - 30, 90)
    return text, [
        Mark(start, start + chance.randrange(1, 30), id, "ACTOR", is_suggestion=False)
        for id, start in enumerate(starts)
    ]


@pytest.fixture(autouse=True)
def shown(view: ArticleView) -> None:
    view.set_article(*article())
    view.setFocus()


def line_at_top(view: ArticleView) -> tuple[int, int]:
    """UTF-16 offset of the first whole line, and its y in the viewport."""
    for y in range(0, 200, 4):
        cursor = view.cursorForPosition(QPoint(0, y))
        top = view.cursorRect(cursor).top()
        if top >= 0:
            return cursor.position(), top
    raise AssertionError("no line begins on the screen")


def y_of(view: ArticleView, offset: int) -> int:
    cursor = QTextCursor(view.document())
    cursor.setPosition(offset)
    return view.cursorRect(cursor).top()


def test_scrolling_moves_the_text_by_as_much_as_the_bar(view: ArticleView) -> None:
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    for step in (-40, 60, -60, 40, *[-60] * 80):
        offset, before = line_at_top(view)
        bar.setValue(bar.value() + step)
        assert y_of(view, offset) == before - step


def test_scrolling_up_reaches_the_very_top(view: ArticleView) -> None:
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 20)
    for _ in range(3_000):
        if bar.value() == 0:
            break
        bar.setValue(bar.value() - 60)
    assert bar.value() == 0
    assert 0 <= y_of(view, 0) < 60


def test_scrolling_to_the_end_shows_the_last_line(view: ArticleView, qtbot: QtBot) -> None:
    bar = view.verticalScrollBar()

    bar.setValue(bar.maximum())

    last = view.document().characterCount() - 1
    assert 0 < y_of(view, last) < view.viewport().height()
    assert bar.value() == bar.maximum()


def test_the_end_is_reached_where_it_lies_lower_than_was_thought(view: ArticleView) -> None:
    text = "\n".join(["東京の当局者は否定した。" * 60] * 30)  # twice as wide as was estimated
    view.set_article(text, [])
    bar = view.verticalScrollBar()

    bar.setValue(bar.maximum())

    assert 0 < y_of(view, len(text)) < view.viewport().height()
    assert bar.value() == bar.maximum()


def test_the_caret_is_followed_to_either_end(view: ArticleView, qtbot: QtBot) -> None:
    bar, ctrl = view.verticalScrollBar(), Qt.KeyboardModifier.ControlModifier

    qtbot.keyClick(view, Qt.Key.Key_End, ctrl)
    assert bar.value() == bar.maximum()
    assert 0 < view.cursorRect().top() < view.viewport().height()

    qtbot.keyClick(view, Qt.Key.Key_Home, ctrl)
    assert bar.value() == 0


@pytest.mark.parametrize("key", [Qt.Key.Key_PageDown, Qt.Key.Key_Down, Qt.Key.Key_PageUp])
def test_the_caret_stays_on_the_screen(view: ArticleView, qtbot: QtBot, key: Qt.Key) -> None:
    view.set_caret(len(article()[0]) // 2)
    view.ensureCursorVisible()
    for _ in range(15):
        before = view.caret()
        qtbot.keyClick(view, key)
        assert view.caret() != before
        box = view.cursorRect()
        assert box.top() >= 0
        assert box.bottom() <= view.viewport().height()


def test_what_is_far_is_revealed_a_third_from_the_top(view: ArticleView) -> None:
    text, _ = article()
    height = view.viewport().height()
    for start in (len(text) // 2, len(text) // 5, len(text) * 3 // 4):
        view.reveal(Span(start, start + 4))
        u16 = len(text[:start].encode("utf-16-le")) // 2
        assert abs(y_of(view, u16) - height // 3) < 40


def test_what_is_on_the_screen_is_not_moved_to_be_revealed(view: ArticleView) -> None:
    view.reveal(Span(5_000, 5_003))
    value = view.verticalScrollBar().value()

    view.reveal(Span(5_000, 5_003))

    assert view.verticalScrollBar().value() == value


def test_the_last_words_can_be_revealed(view: ArticleView) -> None:
    text, _ = article()

    view.reveal(Span(len(text) - 4, len(text)))

    assert 0 < y_of(view, view.document().characterCount() - 1) < view.viewport().height()


def test_selecting_elsewhere_does_not_scroll(view: ArticleView) -> None:
    view.reveal(Span(9_000, 9_004))
    offset, before = line_at_top(view)

    view.select(Span(20_000, 20_010))
    view.set_caret(3)

    assert y_of(view, offset) == before


def test_marks_above_the_window_do_not_move_it(view: ArticleView) -> None:
    text, marks = article()
    view.reveal(Span(9_000, 9_004))
    offset, before = line_at_top(view)

    view.set_marks([mark for mark in marks if mark.id % 3])
    assert y_of(view, offset) == before
    view.set_marks([])
    assert y_of(view, offset) == before
    view.change_marks(removed=[], added=[Mark(0, len(text), 1, "QUOTE", is_suggestion=False)])
    assert y_of(view, offset) == before


def test_another_width_keeps_the_line_at_the_top(view: ArticleView) -> None:
    view.reveal(Span(9_000, 9_004))
    offset, before = line_at_top(view)

    view.resize(420, 400)
    assert y_of(view, offset) == before
    view.zoom_by(3)
    assert y_of(view, line_at_top(view)[0]) >= 0
    assert abs(y_of(view, offset) - before) < 60


def test_a_new_article_is_shown_from_its_top(view: ArticleView) -> None:
    view.reveal(Span(9_000, 9_004))

    view.set_article("A short one.", [])

    assert view.verticalScrollBar().value() == 0
    assert view.verticalScrollBar().maximum() == 0
    assert 0 <= y_of(view, 0) < 60


def test_nothing_moves_while_another_article_is_put_there(view: ArticleView) -> None:
    """What lies over the text would ask where the words of the old article stand in the new one."""
    asked = []

    def ask() -> None:
        asked.append(view.boxes(Span(0, 4)))

    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    view.moved.connect(ask)
    bar.setValue(bar.value() + 200)
    assert asked

    asked.clear()
    view.set_article("Short.", [])

    assert not asked
