"""What the view says and is told, in code points; and which keys it leaves to the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAction, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QMainWindow

from annotator.domain.errors import OffsetError
from annotator.domain.segments import Mark
from annotator.domain.span import Span
from annotator.ui.editor.view import ArticleView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

TEXT = (
    "Amina 👩🏽‍⚖️ told 東京 “قال الرئيس” in Homs 🇸🇾.\n"
    "cafe\u0301 naïve 𝕏 क्षि\u00a0end\u2028second line\n"
    "\n"
    "last words"
)

key = Qt.Key
ctrl = Qt.KeyboardModifier.ControlModifier
shift = Qt.KeyboardModifier.ShiftModifier


def make_mark(start: int, end: int, id: int = 1, label: str = "ACTOR") -> Mark:
    return Mark(start, end, id, label, is_suggestion=False)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, len(TEXT) - 1), st.integers(1, 30))
def test_what_is_selected_is_what_was_asked_for(view: ArticleView, start: int, length: int) -> None:
    if view.text_in(Span(0, 1)) != TEXT[0]:
        view.set_article(TEXT, [])
    span = Span(start, min(len(TEXT), start + length))

    view.select(span)

    text = TEXT[span.start : span.end]
    selected = view.selected_span()
    if not text.strip():
        assert selected is None
    else:
        assert selected is not None
        assert TEXT[selected.start : selected.end] == text.strip()
        assert span.contains(selected)
    assert view.caret() == span.end


@pytest.fixture(autouse=True)
def shown(view: ArticleView) -> None:
    view.set_article(TEXT, [])
    view.setFocus()


def test_an_article_opens_with_the_caret_at_its_start(view: ArticleView) -> None:
    view.select(Span(3, 9))

    view.set_article("Another one.", [])

    assert view.caret() == 0
    assert view.selected_span() is None


def test_white_space_around_a_selection_is_left_out(view: ArticleView) -> None:
    end = TEXT.index("told") + 5

    view.select(Span(TEXT.index("told") - 1, end))

    assert view.text_in(view.selected_span() or Span(0, 1)) == "told"


def test_each_move_of_the_selection_is_told_once(view: ArticleView, qtbot: QtBot) -> None:
    told: list[Span | None] = []
    view.selection_changed.connect(lambda: told.append(view.selected_span()))

    view.select(Span(0, 5))
    view.select(Span(0, 5))
    view.set_caret(2)
    view.clear_selection()

    assert told == [Span(0, 5), None]


def test_opening_an_article_is_told_as_a_move(view: ArticleView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.selection_changed):
        view.set_article("Another one.", [])


def test_the_keyboard_moves_and_selects(view: ArticleView, qtbot: QtBot) -> None:
    qtbot.keyClick(view, key.Key_Right, ctrl)
    assert view.caret() == TEXT.index("👩🏽‍⚖️")
    qtbot.keyClick(view, key.Key_Right, shift)
    assert view.text_in(view.selected_span() or Span(0, 1)) == "👩🏽‍⚖️"
    qtbot.keyClick(view, key.Key_End, ctrl)
    assert view.caret() == len(TEXT)
    qtbot.keyClick(view, key.Key_Home)
    assert view.caret() == TEXT.index("last")
    qtbot.keyClick(view, key.Key_Home, ctrl | shift)
    assert view.selected_span() == Span(0, TEXT.index("\n\nlast"))


def test_what_is_copied_is_the_article(view: ArticleView, qtbot: QtBot) -> None:
    qtbot.keyClick(view, key.Key_A, ctrl)
    qtbot.keyClick(view, key.Key_C, ctrl)

    assert QGuiApplication.clipboard().text() == TEXT


@pytest.mark.parametrize(
    ("pressed", "modifiers", "text"),
    [
        (key.Key_A, Qt.KeyboardModifier.NoModifier, "a"),
        (key.Key_1, Qt.KeyboardModifier.NoModifier, "1"),
        (key.Key_Space, Qt.KeyboardModifier.NoModifier, " "),
        (key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r"),
        (key.Key_Delete, Qt.KeyboardModifier.NoModifier, ""),
        (key.Key_Backspace, Qt.KeyboardModifier.NoModifier, ""),
        (key.Key_Escape, Qt.KeyboardModifier.NoModifier, ""),
        (key.Key_Z, ctrl, ""),
        (key.Key_Left, Qt.KeyboardModifier.AltModifier, ""),
    ],
)
def test_other_keys_are_left_to_the_window(
    view: ArticleView, pressed: Qt.Key, modifiers: Qt.KeyboardModifier, text: str
) -> None:
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
        event = QKeyEvent(kind, pressed, modifiers, text)
        event.accept()
        QGuiApplication.sendEvent(view, event)
        assert not event.isAccepted(), kind


@pytest.mark.parametrize("shortcut", ["A", "Del", "Ctrl+Z", "Space", "Return"])
def test_shortcuts_of_the_window_work_over_the_article(qtbot: QtBot, shortcut: str) -> None:
    window, view, done = QMainWindow(), ArticleView(), []
    qtbot.addWidget(window)
    window.setCentralWidget(view)
    action = QAction("Do it", window)
    action.setShortcut(shortcut)
    action.triggered.connect(lambda: done.append(shortcut))
    window.addAction(action)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    view.setFocus()

    combination = action.shortcut()[0]
    qtbot.keyClick(view, combination.key(), combination.keyboardModifiers())

    assert done == [shortcut]


def test_marks_come_in_reading_order(view: ArticleView) -> None:
    inner, outer, late = make_mark(0, 5, 7), make_mark(0, 20, 9), make_mark(6, 10, 2)

    view.set_marks([late, inner, outer])

    assert list(view.marks()) == [outer, inner, late]
    assert view.marks_at(2) == [inner, outer]
    assert view.marks_at(7) == [late, outer]
    assert view.marks_at(20) == []
    assert view.marks_at(len(TEXT)) == []


def test_marks_change_by_their_ids(view: ArticleView) -> None:
    view.set_article(TEXT, [make_mark(0, 5, 1), make_mark(6, 9, 2)])

    view.change_marks(removed=[make_mark(0, 5, 1)], added=[make_mark(6, 10, 2, "QUOTE")])

    assert list(view.marks()) == [make_mark(6, 10, 2, "QUOTE")]


def test_a_mark_past_the_end_is_refused(view: ArticleView) -> None:
    with pytest.raises(OffsetError):
        view.set_article("short", [make_mark(3, 6)])


def test_no_offset_is_clipped(view: ArticleView) -> None:
    with pytest.raises(OffsetError):
        view.set_caret(len(TEXT) + 1)


def test_assistive_technology_meets_the_text_where_it_is_drawn(view: ArticleView) -> None:
    interface = QAccessible.queryAccessibleInterface(view)
    text = interface.textInterface()
    u16 = len(TEXT.encode("utf-16-le")) // 2

    assert interface.text(QAccessible.Text.Name) == "Article"
    assert text.characterCount() == u16
    assert text.text(0, 5) == "Amina"
    view.select(Span(0, 5))
    assert (text.selectionCount(), text.cursorPosition()) == (1, 5)
    last = u16 - len("last words")
    for offset in (0, 1, 4, last, last + 3):
        box = text.characterRect(offset)
        assert box.height() > 5
        assert text.offsetAtPoint(box.center()) in (offset, offset + 1)
