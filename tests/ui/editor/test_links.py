"""Relations drawn over the text: seen where they should be, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QEnterEvent, QImage, QTextCursor
from PySide6.QtTest import QTest

from annotator.domain.segments import Mark
from annotator.domain.span import Span
from annotator.ui.editor.links import Link
from annotator.ui.editor.resting_pointer import RestingPointer

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from annotator.ui.editor.view import ArticleView

FIRST = "Nadia Orbeli came late."
LAST = "“We will not move,” she said."
TEXT = "\n".join([FIRST, *["Nothing is said in between. " * 3] * 60, LAST])
NEAR = "Nadia Orbeli came late.\nThe port was shut.\n“We will not move,” she said.\nRain fell."


def span_of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def link_in(text: str) -> Link:
    return Link(span_of(text, "“We will not move,”"), span_of(text, "Nadia Orbeli"), "SPEAKER")


def picture(view: ArticleView) -> QImage:
    return view.viewport().grab().toImage()


def changed(before: QImage, after: QImage) -> QRect:
    """The rectangle around all pixels that differ."""
    points = [
        (x, y)
        for x in range(before.width())
        for y in range(before.height())
        if before.pixel(x, y) != after.pixel(x, y)
    ]
    if not points:
        return QRect()
    columns, rows = zip(*points, strict=True)
    return QRect(QPoint(min(columns), min(rows)), QPoint(max(columns), max(rows)))


def box_of(view: ArticleView, text: str, words: str) -> QRect:
    span, cursor = span_of(text, words), QTextCursor(view.document())
    cursor.setPosition(span.start)
    first = view.cursorRect(cursor)
    cursor.setPosition(span.end)
    return first.united(view.cursorRect(cursor))


def test_a_link_joins_both_ends_and_touches_nothing_beyond(view: ArticleView):
    view.set_article(NEAR, [])
    before = picture(view)

    view.set_links([link_in(NEAR)])

    area = changed(before, picture(view))
    source, target = (box_of(view, NEAR, one) for one in ("“We will not move,”", "Nadia Orbeli"))
    assert area.contains(source.center())
    assert area.contains(target.center())
    assert area.top() < target.top()
    assert area.bottom() > source.bottom()
    assert area.bottom() < box_of(view, NEAR, "Rain fell").center().y()


def test_the_words_of_the_ends_stay_readable(view: ArticleView):
    view.set_article(NEAR, [])
    words = box_of(view, NEAR, "Nadia Orbeli").adjusted(2, 3, -2, -3)
    before = picture(view).copy(words)
    view.set_links([link_in(NEAR)])
    assert picture(view).copy(words) == before


def test_no_link_leaves_nothing_behind(view: ArticleView):
    view.set_article(NEAR, [])
    before = picture(view)
    view.set_links([link_in(NEAR)])
    view.set_links([])
    assert picture(view) == before

    view.set_links([link_in(NEAR)])
    view.set_article(NEAR, [])
    assert picture(view) == before


def test_what_was_drawn_is_repainted_without_being_asked_to(view: ArticleView, qtbot: QtBot):
    view.set_article(NEAR, [])
    for links in ([link_in(NEAR)], []):
        view.set_links(links)
        qtbot.waitUntil(lambda: shows_the_truth(view), timeout=2000)


def shows_the_truth(view: ArticleView) -> bool:
    fresh = view.grab().toImage()
    screen = view.screen().grabWindow(view.winId()).toImage()
    return screen.convertToFormat(fresh.format()) == fresh


@pytest.mark.parametrize("at_end", [False, True])
def test_an_arrow_leads_to_an_end_off_the_screen(view: ArticleView, at_end: bool):
    view.set_article(TEXT, [])
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() if at_end else 0)
    before = picture(view)

    view.set_links([link_in(TEXT)])

    area = changed(before, picture(view))
    box = box_of(view, TEXT, "“We will not move,”" if at_end else "Nadia Orbeli")
    above, below = box.top() - area.top(), area.bottom() - box.bottom()
    assert (above > below + 8) == at_end
    assert (below > above + 8) != at_end
    assert max(above, below) < 40  # not over all the text in between


def test_between_two_ends_that_are_both_off_the_screen_nothing_is_drawn(view: ArticleView):
    view.set_article(TEXT, [])
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    before = picture(view)
    view.set_links([link_in(TEXT)])
    assert picture(view) == before


def test_links_follow_the_text_when_it_is_scrolled(view: ArticleView, qtbot: QtBot):
    view.set_article(TEXT, [])
    view.set_links([link_in(TEXT)])
    for value in (3, 40, 400, 0):
        view.verticalScrollBar().setValue(value)
        qtbot.waitUntil(lambda: shows_the_truth(view), timeout=2000)


def test_a_source_on_several_lines_is_joined_from_the_nearest(view: ArticleView):
    text = "“" + "We will not move. " * 30 + "”\nNadia Orbeli said so."
    view.set_article(text, [])
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    before = picture(view)
    quote = Span(0, text.index("\n"))
    view.set_links([Link(quote, span_of(text, "Nadia Orbeli"), "SPEAKER")])
    assert not changed(before, picture(view)).isNull()


def test_ends_in_both_directions_of_writing_are_joined(view: ArticleView):
    text = "قال المتحدث باسم الحكومة\n“المفاوضات ستستأنف” said Amina."
    view.set_article(text, [])
    before = picture(view)
    view.set_links(
        [Link(span_of(text, "“المفاوضات ستستأنف”"), span_of(text, "المتحدث"), "SPEAKER")]
    )
    area = changed(before, picture(view))
    assert area.right() > view.viewport().width() // 2  # the spokesman stands on the right


def test_the_current_mark_gets_no_second_outline(view: ArticleView):
    target = span_of(NEAR, "Nadia Orbeli")
    view.set_article(NEAR, [Mark(target.start, target.end, 1, "ACTOR", False)])
    left = box_of(view, NEAR, "Nadia Orbeli").left() - 3
    middle = box_of(view, NEAR, "Nadia Orbeli").center().y()
    beside = QRect(left, middle - 3, 2, 6)
    bare = picture(view).copy(beside)
    view.set_links([link_in(NEAR)])
    assert picture(view).copy(beside) != bare
    view.set_current(1)
    view.set_links([])
    without = picture(view).copy(beside)
    view.set_links([link_in(NEAR)])
    assert picture(view).copy(beside) == without


def test_one_arrow_stands_for_all_that_is_off_the_screen(view: ArticleView):
    text = "\n".join(f"Quote {number} by Orbeli." for number in range(600))
    view.set_article(text, [])
    actor = span_of(text, "Orbeli")
    links = [Link(span_of(text, f"Quote {number} "), actor, "SPEAKER") for number in range(600)]
    before = picture(view)
    areas = []
    for some in (links[100:], links[100:103]):
        view.set_links(some)
        areas.append(changed(before, picture(view)))
    assert areas[0].height() == areas[1].height()
    assert 0 < areas[0].width() - areas[1].width() < 30  # "× 500" and "× 3"


# ---------------------------------------------------------------- the pointer


def test_a_pointer_that_lies_still_is_told_of_once(view: ArticleView, qtbot: QtBot):
    pointer = RestingPointer(view.viewport())
    with qtbot.waitSignal(pointer.rested, timeout=3000) as told:
        QTest.mouseMove(view.viewport(), QPoint(50, 50))
        QTest.mouseMove(view.viewport(), QPoint(60, 52))
    assert told.args == [QPointF(60, 52)]


def test_leaving_and_pressing_end_the_rest(view: ArticleView, qtbot: QtBot, qapp: QApplication):
    pointer = RestingPointer(view.viewport())
    rests: list[QPointF] = []
    pointer.rested.connect(rests.append)
    with qtbot.waitSignal(pointer.left):
        QTest.mouseMove(view.viewport(), QPoint(50, 50))
        qapp.sendEvent(view.viewport(), QEvent(QEvent.Type.Leave))
    with qtbot.waitSignal(pointer.left):
        QTest.mouseMove(view.viewport(), QPoint(55, 50))
        QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(55, 50))
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(55, 50))
    with qtbot.waitSignal(pointer.rested, timeout=3000):
        qapp.sendEvent(view.viewport(), QEnterEvent(QPointF(9, 9), QPointF(9, 9), QPointF(9, 9)))
        QTest.mouseMove(view.viewport(), QPoint(70, 50))
    assert rests == [QPointF(70, 50)]
