"""Clicks on marks, and the handles of the current one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from annotator.domain.segments import Mark
from annotator.domain.span import Span

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from annotator.ui.editor.view import ArticleView

TEXT = "The spokesman 👩🏽‍⚖️ of the defence ministry said on Tuesday that talks would resume."
LEFT = Qt.MouseButton.LeftButton
NO_KEY = Qt.KeyboardModifier.NoModifier


def mark_of(words: str, id: int, label: str = "ACTOR") -> Mark:
    start = TEXT.index(words)
    return Mark(start, start + len(words), id, label, is_suggestion=False)


QUOTE = mark_of("of the defence ministry said", 1, "QUOTE")
ACTOR = mark_of("the defence ministry", 2)
PLACE = mark_of("defence", 3, "LOCATION")


@pytest.fixture(autouse=True)
def shown(view: ArticleView) -> None:
    view.set_article(TEXT, [QUOTE, ACTOR, PLACE])


def at(view: ArticleView, offset: int) -> QPoint:
    """Where a caret before the character stands, half a line down, in the viewport."""
    cursor = QTextCursor(view.document())
    cursor.setPosition(len(TEXT[:offset].encode("utf-16-le")) // 2)
    return view.cursorRect(cursor).center()


def middle_of(view: ArticleView, words: str) -> QPoint:
    return at(view, TEXT.index(words) + len(words) // 2) + QPoint(2, 0)


def pressed(view: ArticleView) -> list[Mark]:
    found: list[Mark] = []
    view.mark_pressed.connect(found.append)
    return found


def test_a_click_presses_the_innermost_mark(view: ArticleView, qtbot: QtBot) -> None:
    found = pressed(view)

    qtbot.mouseClick(view.viewport(), LEFT, NO_KEY, middle_of(view, "defence"))

    assert found == [PLACE]


def test_clicking_again_goes_on_outwards_and_round(view: ArticleView, qtbot: QtBot) -> None:
    found = pressed(view)

    for _ in range(4):
        qtbot.mouseClick(view.viewport(), LEFT, NO_KEY, middle_of(view, "defence"))

    assert found == [PLACE, ACTOR, QUOTE, PLACE]


def test_a_click_beside_all_marks_presses_none(view: ArticleView, qtbot: QtBot) -> None:
    found = pressed(view)

    qtbot.mouseClick(view.viewport(), LEFT, NO_KEY, middle_of(view, "Tuesday"))
    qtbot.mouseClick(view.viewport(), LEFT, NO_KEY, QPoint(300, 350))

    assert found == []
    assert view.caret() > 0


def test_a_click_on_a_chip_presses_its_mark(view: ArticleView, qtbot: QtBot) -> None:
    found = pressed(view)
    start = at(view, QUOTE.start)

    qtbot.mouseClick(view.viewport(), LEFT, NO_KEY, start + QPoint(6, -18))

    assert found == [QUOTE]


def test_selecting_with_the_mouse_presses_nothing(view: ArticleView, qtbot: QtBot) -> None:
    found = pressed(view)
    start, end = at(view, ACTOR.start), at(view, ACTOR.end)

    drag(view, start, end)

    assert found == []
    assert view.selected_span() == Span(ACTOR.start, ACTOR.end)


def drag(view: ArticleView, start: QPoint, end: QPoint, *, release: bool = True) -> None:
    port = view.viewport()
    QTest.mousePress(port, LEFT, NO_KEY, start)
    QTest.mouseMove(port, start + (end - start) / 2)
    QTest.mouseMove(port, end)
    if release:
        QTest.mouseRelease(port, LEFT, NO_KEY, end)


def resizes(view: ArticleView) -> list[tuple[Mark, Span]]:
    found: list[tuple[Mark, Span]] = []
    view.resized.connect(lambda mark, span: found.append((mark, span)))
    return found


@pytest.mark.parametrize(
    ("handle", "to", "expected"),
    [
        (ACTOR.end, TEXT.index(" on Tuesday"), "the defence ministry said"),
        (ACTOR.start, TEXT.index("defence"), "defence ministry"),
        (ACTOR.start, TEXT.index("👩🏽‍⚖️"), "👩🏽‍⚖️ of the defence ministry"),
        (ACTOR.end, TEXT.index("ministry"), "the defence"),
    ],
)
def test_a_dragged_handle_resizes_the_current_mark_once(
    view: ArticleView, handle: int, to: int, expected: str
) -> None:
    view.set_current(ACTOR.id)
    found = resizes(view)

    drag(view, at(view, handle), at(view, to))

    assert [(mark, view.text_in(span)) for mark, span in found] == [(ACTOR, expected)]
    assert view.selected_span() is None
    assert ACTOR in view.marks()


def test_a_handle_does_not_pass_the_other_end(view: ArticleView) -> None:
    view.set_current(ACTOR.id)
    found = resizes(view)

    drag(view, at(view, ACTOR.end), at(view, 2))

    assert all(span.start == ACTOR.start for _, span in found)


def test_a_handle_put_back_changes_nothing(view: ArticleView) -> None:
    view.set_current(ACTOR.id)
    found = resizes(view)

    drag(view, at(view, ACTOR.end), at(view, ACTOR.end))

    assert found == []


def test_escape_lets_go_of_a_handle(view: ArticleView, qtbot: QtBot) -> None:
    view.set_current(ACTOR.id)
    found, before = resizes(view), view.viewport().grab().toImage()
    end = at(view, TEXT.index("Tuesday"))

    drag(view, at(view, ACTOR.end), end, release=False)
    assert view.viewport().grab().toImage() != before
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.viewport().grab().toImage() == before
    QTest.mouseRelease(view.viewport(), LEFT, NO_KEY, end)

    assert found == []


def test_the_pointer_shows_what_can_be_dragged(view: ArticleView) -> None:
    view.set_current(ACTOR.id)
    QTest.mouseMove(view.viewport(), at(view, ACTOR.end))
    assert view.viewport().cursor().shape() == Qt.CursorShape.SizeHorCursor

    QTest.mouseMove(view.viewport(), middle_of(view, "Tuesday"))
    assert view.viewport().cursor().shape() == Qt.CursorShape.IBeamCursor


def test_without_a_current_mark_there_is_nothing_to_drag(view: ArticleView) -> None:
    found = resizes(view)

    drag(view, at(view, ACTOR.end), at(view, TEXT.index("Tuesday")))

    assert found == []
    assert view.selected_span() is not None
