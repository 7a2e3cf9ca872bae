"""Hands that do anything anywhere in the window, the same each time for the same seed."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QMenu,
    QTableView,
    QTextEdit,
    QWidget,
)

from annotator.domain.ids import DocumentId

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.ui.program import Program

LEAVE_ALONE = {
    *("quit", "new_project", "open_project", "open_starter", "close_project"),
    *("import_files", "import_folder", "paste_article", "export", "model"),
}
"""Actions that leave the project, or ask for files."""

_KEYS = (
    *(Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space),
    *(Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_F2, Qt.Key.Key_F6, Qt.Key.Key_Menu),
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down),
    *(Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown),
)
_HELD = (
    *(Qt.KeyboardModifier.NoModifier,) * 4,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
)
_TYPED = "abceghlmopqsx.,[]{}/12 Homs*é😀"
_TOUCHED = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView, QAbstractSpinBox, QTextEdit)
_LONGEST_S = 60.0
_LONGEST_JOB_S = 300.0
"""Both also hold on a machine that is busy: a test of the installation is a job, of 10 s alone."""


class Monkey:
    """Does one thing after another; `journal` says what it did, for whoever looks for the cause.

    Whatever blocks (a menu, a dialog that waits for an answer) is left after a moment.
    hurried: does not always wait for jobs to end, so that no two runs are quite the same.
    """

    def __init__(self, program: Program, seed: int, *, hurried: bool = False) -> None:
        self.program = program
        self.window = program.window
        self.journal: list[str] = []
        self._random = random.Random(seed)
        self._hurried = hurried
        services = program.workbench.services
        assert services is not None
        self._articles = list(services.project.article_ids())
        self._ways: list[tuple[int, Callable[[], str]]] = [
            (12, self.trigger),
            (10, self.press_in_the_article),
            (10, self.press_where_the_keyboard_is),
            (8, self.click_in_the_article),
            (6, self.drag_in_the_article),
            (8, self.touch_a_widget),
            (4, self.type_something),
            (4, self.go_to_an_article),
            (2, self.resize_the_window),
            (1, self.come_back),
        ]
        self._free = QTimer(self.window)
        self._free.setInterval(50)
        self._free.timeout.connect(self._leave_what_blocks)
        self._free.start()

    def step(self) -> None:
        """Does something, and lets everything come of it."""
        weights = [weight for weight, _ in self._ways]
        ((_, way),) = self._random.choices(self._ways, weights)
        self.journal.append(way.__name__)
        begun = time.monotonic()
        self.journal[-1] = f"{way.__name__}: {way()}"
        QApplication.processEvents()
        assert time.monotonic() - begun < _LONGEST_S, "the window hung"
        if not self._hurried or self._random.random() < 0.7:
            self.settle()

    def settle(self) -> None:
        """Until nothing works in the background and nothing waits to be shown."""
        patience = time.monotonic() + _LONGEST_JOB_S
        while self.window.jobs.is_busy:
            QTest.qWait(5)
            assert time.monotonic() < patience, "a job does not end"
        for _ in range(6):
            QApplication.processEvents()

    def stop(self) -> None:
        """Leaves what is open."""
        self._free.stop()
        self._leave_what_blocks()
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog):
                widget.reject()

    # ------------------------------------------------------------ ways

    def trigger(self) -> str:
        """An action, by its name."""
        offers = [
            one
            for one in self.program.actions.offers()
            if one.action.isEnabled() and one.name not in LEAVE_ALONE
        ]
        chosen = self._random.choice(offers)
        chosen.action.trigger()
        return chosen.name

    def press_in_the_article(self) -> str:
        """A key, with the article in front and the keyboard in it."""
        self.window.activateWindow()
        self.window.view.setFocus()
        return self._press(self.window.view)

    def press_where_the_keyboard_is(self) -> str:
        """A key for whatever has the keyboard."""
        return self._press(QApplication.focusWidget() or self.window)

    def click_in_the_article(self) -> str:
        """One click or two, with either button."""
        port, place = self.window.view.viewport(), self._place(self.window.view.viewport())
        held = self._random.choice(_HELD)
        button = self._random.choice([Qt.MouseButton.LeftButton] * 4 + [Qt.MouseButton.RightButton])
        for _ in range(self._random.choice([1, 1, 2])):
            QTest.mouseClick(port, button, held, place)
        if self._random.random() < 0.2:
            QTest.mouseDClick(port, Qt.MouseButton.LeftButton, held, place)
        return f"{place} {held}"

    def drag_in_the_article(self) -> str:
        """From one place to another, perhaps out of the article."""
        port = self.window.view.viewport()
        start, end = self._place(port), self._place(port)
        if self._random.random() < 0.1:
            end = QPoint(end.x(), port.height() + 40)
        held = self._random.choice(_HELD)
        QTest.mousePress(port, Qt.MouseButton.LeftButton, held, start)
        for step in range(1, 5):
            QTest.mouseMove(port, start + (end - start) * step / 4)
            if self._random.random() < 0.05:
                QTest.keyClick(port, Qt.Key.Key_Escape)
        QTest.mouseRelease(port, Qt.MouseButton.LeftButton, held, end)
        return f"{start} to {end} {held}"

    def touch_a_widget(self) -> str:
        """A button, a field, a line of a list."""
        found = [
            widget
            for top in QApplication.topLevelWidgets()
            if top.isVisible() and not isinstance(top, QMenu)
            for widget in top.findChildren(QWidget)
            if isinstance(widget, _TOUCHED) and widget.isVisible() and widget.isEnabled()
        ]
        widget = self._random.choice(found)
        name = f"{type(widget).__name__} {widget.objectName()}"
        if widget is self.window.view:
            return name
        if isinstance(widget, QAbstractItemView):
            return f"{name} {self._click_a_line(widget)}"
        if isinstance(widget, QAbstractButton):
            QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
            return name
        widget.setFocus()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        return name

    def type_something(self) -> str:
        """Some letters."""
        typed = "".join(self._random.choices(_TYPED, k=self._random.randint(1, 5)))
        widget = QApplication.focusWidget() or self.window
        for letter in typed:
            if letter.isascii():
                QTest.keyClicks(widget, letter)
                widget = QApplication.focusWidget() or self.window
        return typed

    def go_to_an_article(self) -> str:
        """Any of the project's; one that was removed comes back."""
        services = self.program.workbench.services
        assert services is not None
        chosen = self._random.choice(self._articles)
        services.article_editing.restore(DocumentId(chosen))
        self.program.queue.open_article(DocumentId(chosen))
        return str(chosen)

    def resize_the_window(self) -> str:
        """To any size that it may have."""
        self.window.resize(self._random.randint(300, 1500), self._random.randint(200, 1000))
        return str(self.window.size())

    def come_back(self) -> str:
        """Closes the project, and opens it again."""
        services = self.program.workbench.services
        assert services is not None
        path = services.path
        self.program.actions["close_project"].trigger()
        QApplication.processEvents()
        assert self.program.workbench.services is None
        self.program.workbench.open_project(path)
        return path.name

    # ------------------------------------------------------------ parts

    def _press(self, widget: QWidget) -> str:
        held = self._random.choice(_HELD)
        if self._random.random() < 0.4:
            letter = self._random.choice("abceghlmopqsxz12.")
            if held & Qt.KeyboardModifier.ControlModifier and letter not in "abcefgklz":
                held = Qt.KeyboardModifier.NoModifier
            QTest.keyClick(widget, letter, held)
            return f"{letter} {held}"
        key = self._random.choice(_KEYS)
        QTest.keyClick(widget, key, held)
        return f"{key} {held}"

    def _place(self, widget: QWidget) -> QPoint:
        return QPoint(
            self._random.randrange(max(1, widget.width())),
            self._random.randrange(max(1, min(widget.height(), 400))),
        )

    def _click_a_line(self, view: QAbstractItemView) -> str:
        model = view.model()
        rows = model.rowCount() if model is not None else 0
        if not rows:
            return "empty"
        row = self._random.randrange(min(50, rows))
        # of a list Qt does not tell the columns
        columns = model.columnCount() if isinstance(view, QTableView) else 1
        index = model.index(row, self._random.randrange(columns), QModelIndex())
        view.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        place = view.visualRect(index).center()
        QTest.mouseClick(
            view.viewport(), Qt.MouseButton.LeftButton, self._random.choice(_HELD), place
        )
        if self._random.random() < 0.3:
            QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        return f"{row}"

    def _leave_what_blocks(self) -> None:
        popup, dialog = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        if popup is not None:
            if isinstance(popup, QMenu) and self._random.random() < 0.3:
                QTest.keyClick(popup, Qt.Key.Key_Down)
            popup.close()
        elif isinstance(dialog, QDialog):
            self.journal.append(f"left {dialog.objectName() or type(dialog).__name__}")
            dialog.reject()
