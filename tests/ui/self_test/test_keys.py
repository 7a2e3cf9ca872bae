"""Keys that are pressed by the program do what they do from a keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from annotator.services.self_test.steps import Wrong
from annotator.ui.self_test.keys import Keyboard

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A window with two fields."""
    window = QWidget()
    layout = QVBoxLayout(window)
    for name in ("first", "second"):
        field = QLineEdit(window)
        field.setObjectName(name)
        layout.addWidget(field)
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def first(window: QWidget) -> QLineEdit:
    """The one with the keyboard in it."""
    first = window.findChild(QLineEdit, "first")
    first.setFocus()
    return first


@pytest.fixture
def keyboard(window: QWidget, first: QLineEdit) -> Keyboard:
    return Keyboard(window, first)


def add_action(home: QWidget, keys: str, context: Qt.ShortcutContext, done: list[str]) -> QAction:
    action = QAction(keys, home)
    action.setObjectName(keys)
    action.setShortcut(QKeySequence(keys))
    action.setShortcutContext(context)
    action.triggered.connect(lambda: done.append(keys))
    home.addAction(action)
    return action


WINDOW = Qt.ShortcutContext.WindowShortcut
WIDGET = Qt.ShortcutContext.WidgetShortcut
AROUND = Qt.ShortcutContext.WidgetWithChildrenShortcut


def test_a_letter_is_typed_where_the_keyboard_is(keyboard: Keyboard, first: QLineEdit):
    keyboard.press("A")
    keyboard.press("Shift+B")
    keyboard.press("C", 2)

    assert first.text() == "aBcc"
    assert keyboard.pressed == 4


def test_a_key_that_moves_moves(keyboard: Keyboard, first: QLineEdit):
    first.setText("harbour")
    keyboard.press("Home")
    keyboard.press("Shift+Right", 3)

    assert first.selectedText() == "har"


@pytest.mark.parametrize("context", [WINDOW, AROUND])
def test_a_shortcut_comes_before_the_widget(
    keyboard: Keyboard, window: QWidget, first: QLineEdit, context: Qt.ShortcutContext
):
    done: list[str] = []
    add_action(window, "Ctrl+E", context, done)

    keyboard.press("Ctrl+E")

    assert done == ["Ctrl+E"]
    assert first.text() == ""


def test_a_shortcut_of_another_widget_is_none(keyboard: Keyboard, window: QWidget):
    done: list[str] = []
    add_action(window.findChild(QLineEdit, "second"), "Ctrl+E", AROUND, done)
    add_action(window, "Ctrl+E", WIDGET, done)

    keyboard.press("Ctrl+E")

    assert done == []


def test_what_the_widget_claims_for_itself_is_no_shortcut(
    keyboard: Keyboard, window: QWidget, first: QLineEdit
):
    done: list[str] = []
    add_action(window, "A", WINDOW, done)

    keyboard.press("A")

    assert (done, first.text()) == ([], "a")


def test_what_cannot_be_done_now_is_not_done(keyboard: Keyboard, window: QWidget):
    done: list[str] = []
    add_action(window, "Ctrl+E", WINDOW, done).setEnabled(False)

    keyboard.press("Ctrl+E")

    assert done == []


def test_two_things_on_one_key_are_an_error(keyboard: Keyboard, window: QWidget):
    done: list[str] = []
    add_action(window, "Ctrl+E", WINDOW, done)
    add_action(window, "Ctrl+E", AROUND, done)

    with pytest.raises(Wrong, match="several things"):
        keyboard.press("Ctrl+E")
    assert done == []
