"""The whole program by keyboard, and every control with a name for those who do not see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QInputDialog,
    QKeySequenceEdit,
    QWidget,
)

from annotator.services.settings import SettingsFile
from annotator.services.starting import open_starter, samples
from annotator.ui.dialogs.file_dialog import FileDialog
from annotator.ui.program import Program
from annotator.ui.theme import THEMES
from tests.factories import ANA

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

_CLOSES = ("quit", "close_project")
_BOXES = QComboBox, QAbstractSpinBox, QKeySequenceEdit


@pytest.fixture
def settings(tmp_path: Path) -> SettingsFile:
    made = SettingsFile(tmp_path / "settings.json")
    made.update(annotator_id=int(ANA.id), annotator_name=ANA.name)
    return made


@pytest.fixture
def program(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, settings: SettingsFile
) -> Iterator[Program]:
    """The window on the starter's articles, one quote of which is the current span."""
    path = tmp_path / "starter.annotator"
    with open_starter(path, ANA) as services:
        from annotator.services.jobs import JobContext

        services.importing.job([samples()]).work(JobContext())
    before = qapp.styleSheet(), qapp.palette()
    built = Program(qapp, settings)
    window = built.window
    window.resize(1280, 800)
    with qtbot.waitExposed(window):
        built.show(path)
    qtbot.waitUntil(lambda: built.desk.document is not None, timeout=20_000)
    qtbot.waitUntil(lambda: not window.jobs.is_busy, timeout=60_000)
    yield built
    window.close()
    window.deleteLater()
    qapp.setStyleSheet(before[0])
    qapp.setPalette(before[1])


def settle() -> None:
    for _ in range(6):
        QApplication.processEvents()


def name_of(widget: QWidget) -> str:
    """What a screen reader calls it."""
    found = QAccessible.queryAccessibleInterface(widget)
    return found.text(QAccessible.Text.Name) if found is not None else ""


def belongs_to_a_box(widget: QWidget) -> bool:
    """Whether it is the list or the line of a box, which is named itself."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, _BOXES):
        above = above.parentWidget()
    return above is not None and bool(name_of(above))


def nameless(root: QWidget) -> set[str]:
    """The controls of a window that can have the keyboard and have no name."""
    return {
        f"{type(one).__name__} {one.objectName()}"
        for one in [root, *root.findChildren(QWidget)]
        if one.focusPolicy() != Qt.FocusPolicy.NoFocus
        and one.isVisibleTo(root)
        and not name_of(one).strip()
        and not belongs_to_a_box(one)
    }


def ours() -> list[QWidget]:
    """Our windows that are open."""
    return [one for one in QApplication.topLevelWidgets() if one.isVisible()]


# ---------------------------------------------------------------- names


def test_every_control_that_any_action_shows_has_a_name(
    program: Program, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(FileDialog, "ask", lambda _: [])
    monkeypatch.setattr(QInputDialog, "getItem", lambda *_, **__: ("", False))
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("", False))
    found = nameless(program.window)
    waiting = QTimer()  # whatever waits for an answer gets it
    waiting.timeout.connect(lambda: found.update(_dismiss()))
    waiting.start(50)
    program.desk.go_to_suggestion(1)
    for menu in program.window.menuBar().actions():
        for action in menu.menu().actions():
            if action.objectName() in _CLOSES or action.isSeparator() or not action.isEnabled():
                continue
            action.trigger()
            settle()
            for window in ours():
                found |= {f"{action.objectName()}: {one}" for one in nameless(window)}
                if window is not program.window:
                    window.close()
    settle()
    waiting.stop()
    assert found == set()


def _dismiss() -> set[str]:
    """Closes the menu or dialog that waits for an answer."""
    waiting = QApplication.activePopupWidget() or QApplication.activeModalWidget()
    if waiting is None:
        return set()
    found = nameless(waiting)
    waiting.close()
    return found


def test_every_control_of_the_welcome_has_a_name(qapp: QApplication, program: Program):
    program.workbench.close_project()
    settle()
    assert nameless(program.window) == set()


def test_every_entry_of_a_menu_can_be_reached_by_its_letter(program: Program):
    for menu in program.window.menuBar().actions():
        assert "&" in menu.text()


# ---------------------------------------------------------------- the keyboard


def walk(program: Program, qtbot: QtBot) -> list[QWidget]:
    """Every widget that F6 and Tab lead to."""
    reached: list[QWidget] = []
    program.window.view.setFocus()
    for _ in range(5):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
        settle()
        for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            start = QApplication.focusWidget()
            for _ in range(40):
                here = QApplication.focusWidget()
                if here not in reached:
                    reached.append(here)
                if here is program.window.view:
                    break  # Tab belongs to the suggestions there
                qtbot.keyClick(here, key)
                settle()
            start.setFocus()
    return reached


def test_f6_leads_round_the_panes(program: Program, qtbot: QtBot):
    for with_span in (False, True):
        program.desk.set_current(program.window.view.marks()[0] if with_span else None)
        settle()
        program.window.view.setFocus()
        panes = []
        for _ in range(4):
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
            settle()
            panes.append(QApplication.focusWidget())
        inspector, articles = program.window.inspector, program.window.articles
        assert panes[0] is inspector or inspector.isAncestorOf(panes[0])
        assert panes[1].objectName() == "tour_skip"
        assert articles.isAncestorOf(panes[2])
        assert panes[3] is program.window.view
        for pane in panes[2::-1]:
            qtbot.keyClick(
                QApplication.focusWidget(), Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier
            )
            settle()
            assert QApplication.focusWidget() is pane


def test_tab_and_f6_lead_to_every_control(program: Program, qtbot: QtBot):
    _choose_annotation(program)

    reached = walk(program, qtbot)

    window = program.window
    wanted = {
        one
        for one in window.findChildren(QWidget)
        if one.isVisibleTo(window)
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None
        and one is not window.inspector  # it has the keyboard only while nothing is in it
        and one.isEnabled()
        and not one.isWindow()
    }
    missing = {f"{type(one).__name__} {one.objectName()}" for one in wanted - set(reached)}
    assert missing == set()


@pytest.mark.parametrize("theme", THEMES)
def test_one_sees_where_the_keyboard_is(program: Program, qtbot: QtBot, theme: str):
    program.looks.choose_theme(theme)
    _choose_annotation(program)
    window = program.window
    reached = [one for one in walk(program, qtbot) if not isinstance(one, QAbstractItemView)]
    reached += window.findChildren(QAbstractItemView, "articles")
    hidden = set()
    for one in reached:
        window.setFocus()
        settle()
        without = picture_around(one)
        one.setFocus(Qt.FocusReason.TabFocusReason)
        settle()
        if not differs(without, picture_around(one)):
            hidden.add(f"{type(one).__name__} {one.objectName()}")
    assert hidden == set()


def test_one_sees_the_keyboard_on_an_empty_inspector(program: Program):
    program.desk.set_current(None)
    window = program.window
    window.setFocus()
    settle()
    without = picture_around(window.inspector)
    window.inspector.setFocus()
    settle()
    assert differs(without, picture_around(window.inspector))


def _choose_annotation(program: Program) -> None:
    """Makes a quote with a speaker the current span, so that all fields are there."""
    view = program.window.view
    quote = next(one for one in view.marks() if one.label == "QUOTE" and one.is_suggestion)
    program.desk.set_current(quote)
    program.desk.accept()
    settle()
    program.desk.set_current(view.marks_at(quote.start)[0])
    settle()
    assert program.window.findChildren(QWidget, "relation_link")


def picture_around(widget: QWidget) -> QImage:
    window = widget.window()
    corner = widget.mapTo(window, QPoint(0, 0))
    return window.grab(QRect(corner, widget.size()).adjusted(-3, -3, 3, 3)).toImage()


def differs(one: QImage, other: QImage) -> bool:
    """Whether more than a few pixels do."""
    count = 0
    for y in range(one.height()):
        for x in range(one.width()):
            count += one.pixel(x, y) != other.pixel(x, y)
            if count > 12:
                return True
    return False
