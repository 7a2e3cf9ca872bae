"""What is on the screen, pixel for pixel."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFont, QTextCursor

from annotator.domain.segments import Mark
from annotator.domain.span import Span
from annotator.ui.theme import theme_for

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

    from annotator.domain.labels import LabelScheme
    from annotator.ui.editor.view import ArticleView

PARAGRAPHS = (
    '"Our forces have begun the final phase," said the commander, news agency AFP reported.',
    "قال المتحدث باسم الحكومة (Ministry of Defence) إن المفاوضات ستستأنف يوم الاثنين.",
    "Amina 👩🏽‍⚖️ told Reuters that “المفاوضات” would go on in 東京 and Homs 🇸🇾 as planned.",
    "Nothing is marked here.",
)
TEXT = "\n".join(PARAGRAPHS)
LABELS = ("ACTOR", "LOCATION", "CLAIM", "QUOTE")


def mark_of(words: str, id: int = 1, label: str = "ACTOR", *, is_suggestion: bool = False) -> Mark:
    start = TEXT.index(words)
    return Mark(start, start + len(words), id, label, is_suggestion)


def picture(view: ArticleView) -> QImage:
    return view.viewport().grab().toImage()


def box_of(view: ArticleView, words: str) -> QRect:
    """The rectangle of words on one line, in the viewport."""
    mark = mark_of(words)
    corners = []
    for offset in (mark.start, mark.end):
        cursor = QTextCursor(view.document())
        cursor.setPosition(len(TEXT[:offset].encode("utf-16-le")) // 2)
        corners.append(view.cursorRect(cursor))
    return corners[0].united(corners[1])


def differing(one: QImage, other: QImage, box: QRect) -> int:
    """How many pixels of a rectangle differ."""
    return sum(
        one.pixel(x, y) != other.pixel(x, y)
        for x in range(box.left(), box.right() + 1)
        for y in range(box.top(), box.bottom() + 1)
    )


@pytest.fixture(autouse=True)
def shown(view: ArticleView) -> None:
    view.set_article(TEXT, [])


def test_a_mark_changes_its_words_and_no_other_paragraph(view: ArticleView) -> None:
    before, other = picture(view), box_of(view, PARAGRAPHS[1])

    view.change_marks(removed=[], added=[mark_of("AFP")])

    after = picture(view)
    box = box_of(view, "AFP").adjusted(1, 1, -2, -1)
    plain = QRect(box.left(), box.bottom(), box.width(), 1)
    assert differing(before, after, plain) == box.width()
    moved = box_of(view, PARAGRAPHS[1]).top() - other.top()
    assert moved >= 0
    line = QRect(0, other.top(), view.viewport().width(), other.height())
    assert before.copy(line) == after.copy(line.translated(0, moved))


def test_words_beside_a_mark_are_not_filled(view: ArticleView) -> None:
    view.change_marks(removed=[], added=[mark_of("AFP")])

    shown, background = picture(view), view.palette().base().color()
    inside, beside = box_of(view, "AFP"), box_of(view, "agency")
    assert shown.pixelColor(inside.center().x(), inside.top()) != background
    assert shown.pixelColor(beside.center().x(), beside.top()) == background


def test_a_suggestion_is_weaker_than_an_annotation(view: ArticleView) -> None:
    view.set_article(TEXT, [mark_of("AFP")])
    annotation, box = picture(view), box_of(view, "AFP")
    view.set_article(TEXT, [mark_of("AFP", is_suggestion=True)])
    suggestion = picture(view)

    background = view.palette().base().color()
    top = box.center().x(), box.top()
    assert annotation.pixelColor(*top) != background
    assert suggestion.pixelColor(*top) == background
    under = QRect(box.left(), box.bottom() + 1, box.width(), 6)
    inked = [
        sum(
            image.pixelColor(x, y) != background
            for x in range(under.left(), under.right())
            for y in range(under.top(), under.bottom())
        )
        for image in (annotation, suggestion)
    ]
    assert 0 < inked[1] < inked[0]


def test_the_chip_says_the_label(view: ArticleView) -> None:
    pictures = []
    for label in LABELS:
        view.set_article(TEXT, [mark_of("AFP", label=label)])
        box = box_of(view, "AFP")
        pictures.append(picture(view).copy(box.left(), box.top() - 14, 70, 14))
    assert all(one != other for one, other in pairwise(pictures))


def test_both_of_two_marks_on_the_same_words_are_seen(
    view: ArticleView, scheme: LabelScheme
) -> None:
    view.set_article(TEXT, [mark_of("AFP", 1, "ACTOR"), mark_of("AFP", 2, "QUOTE")])
    theme = theme_for(scheme, dark=False)
    box = box_of(view, "AFP")
    shown = picture(view)
    column = {
        shown.pixelColor(box.center().x(), y).name() for y in range(box.bottom(), box.bottom() + 16)
    }

    for label in ("ACTOR", "QUOTE"):
        assert theme.label_style(label).colour.name() in column


def test_a_mark_that_ends_inside_the_other_direction_leaves_the_rest_bare(
    view: ArticleView,
) -> None:
    view.set_article(TEXT, [mark_of("الحكومة (Ministry")])
    shown, background = picture(view), view.palette().base().color()

    for words, is_filled in (("Ministry", True), ("Defence", False)):
        box = box_of(view, words[2:4])  # a caret's place is ambiguous where directions meet
        assert (shown.pixelColor(box.center().x(), box.top() + 1) != background) == is_filled


def test_the_current_mark_stands_out(view: ArticleView) -> None:
    view.set_article(TEXT, [mark_of("AFP"), mark_of("Reuters", 2)])
    before, box, other = picture(view), box_of(view, "AFP"), box_of(view, "Reuters")

    view.set_current(1)
    current = picture(view)
    assert differing(before, current, box) > box.width() * box.height() // 2
    assert differing(before, current, other) == 0

    view.set_current(2)
    assert differing(before, picture(view), other) > 0
    view.set_current(None)
    assert picture(view) == before


@pytest.mark.parametrize("seed", range(4))
def test_changed_marks_look_as_if_the_article_had_opened_with_them(
    view: ArticleView, qtbot: QtBot, seed: int
) -> None:
    chance = random.Random(seed)

    def some_mark(id: int) -> Mark:
        start = chance.randrange(len(TEXT) - 1)
        end = min(len(TEXT), start + chance.choice([1, 4, 9, 30, 90]))
        return Mark(start, end, id, chance.choice(LABELS), chance.random() < 0.4)

    shown = {mark.id: mark for mark in (some_mark(id) for id in range(8))}
    view.set_article(TEXT, list(shown.values()))
    picture(view)
    for step in range(6):
        if step % 3 == 2:
            shown = {mark.id: mark for mark in (some_mark(id) for id in range(4, 12))}
            view.set_marks(list(shown.values()))
        else:
            gone = shown.pop(chance.choice(list(shown)))
            new = some_mark(100 + step)
            shown[new.id] = new
            view.change_marks(removed=[gone], added=[new])

    changed = picture(view)
    view.set_article(TEXT, list(shown.values()))
    assert picture(view) == changed


def test_what_changes_is_repainted_without_being_asked_to(view: ArticleView, qtbot: QtBot) -> None:
    """Qt repaints only what it is told of: the backing store must not keep old pixels."""
    view.set_article(TEXT * 3, [])
    qtbot.wait(1)
    screen = view.screen()
    window = view.winId()
    view.change_marks(removed=[], added=[mark_of("Reuters"), mark_of("AFP", 2, "QUOTE")])
    view.set_current(1)
    view.select(Span(0, 12))
    qtbot.waitUntil(lambda: _screen_shows(screen.grabWindow(window).toImage(), view), timeout=2000)


def _screen_shows(screen: QImage, view: ArticleView) -> bool:
    fresh = view.grab().toImage()
    return screen.convertToFormat(fresh.format()) == fresh


def test_a_larger_font_takes_more_room(view: ArticleView) -> None:
    before = box_of(view, "AFP")
    view.zoom_by(4)
    larger = box_of(view, "AFP")
    assert larger.height() > before.height() * 1.3
    view.zoom_by(-4)
    assert box_of(view, "AFP") == before

    font = QFont(view.font())
    font.setPointSizeF(24)
    view.set_reading_font(font)
    assert box_of(view, "AFP").height() > larger.height()


def test_lines_are_no_longer_than_reads_well(view: ArticleView) -> None:
    view.resize(1600, 400)
    view.set_article("word " * 200, [])
    widths = []
    for x in (0, 1599):
        offset = view.cursorForPosition(QPoint(x, 60)).position()
        widths.append(offset)
    assert 55 <= widths[1] - widths[0] <= 90


def test_dark_is_dark(view: ArticleView, scheme: LabelScheme) -> None:
    view.set_article(TEXT, [mark_of("AFP")])
    view.set_theme(theme_for(scheme, dark=True))

    assert picture(view).pixelColor(2, 2).lightness() < 60
