"""The choice of typeface, distances and colours, beside the real article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QPushButton, QSpinBox, QWidget

from annotator.services.settings import SettingsFile
from annotator.ui.dialogs.reading import ReadingDialog
from annotator.ui.editor.typography import Typography
from annotator.ui.program import Program
from annotator.ui.theme import THEMES, base_theme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import TypeVar

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    W = TypeVar("W", bound=QWidget)


def find(widget: QWidget, kind: type[W], name: str) -> W:
    found = widget.findChild(kind, name)
    assert found is not None, name
    return found


@pytest.fixture
def settings(tmp_path: Path) -> SettingsFile:
    return SettingsFile(tmp_path / "settings.json")


@pytest.fixture
def program(qapp: QApplication, settings: SettingsFile, qtbot: QtBot) -> Iterator[Program]:
    before = qapp.styleSheet(), qapp.palette()
    built = Program(qapp, settings)
    with qtbot.waitExposed(built.window):
        built.window.show()
    yield built
    built.window.close()
    built.window.deleteLater()
    qapp.setStyleSheet(before[0])
    qapp.setPalette(before[1])


@pytest.fixture
def dialog(program: Program, qtbot: QtBot) -> ReadingDialog:
    program.actions["reading"].trigger()
    return find(program.window, ReadingDialog, "reading_dialog")


def test_the_window_goes_on_working_beside_it(program: Program, dialog: ReadingDialog):
    assert dialog.isVisible()
    assert not dialog.isModal()

    program.actions["reading"].trigger()
    assert program.window.findChildren(ReadingDialog) == [dialog]


def test_the_article_follows_each_change(
    program: Program, dialog: ReadingDialog, settings: SettingsFile, qtbot: QtBot
):
    view = program.window.view
    find(dialog, QDoubleSpinBox, "reading_size").setValue(20)
    qtbot.waitUntil(lambda: view.font().pointSizeF() == 20)

    find(dialog, QSpinBox, "line_length").setValue(50)
    find(dialog, QDoubleSpinBox, "line_spacing").setValue(1.8)
    find(dialog, QDoubleSpinBox, "paragraph_spacing").setValue(1.1)
    qtbot.waitUntil(lambda: settings.value.paragraph_spacing == 1.1)
    value = settings.value
    assert (value.reading_size, value.line_length, value.line_spacing) == (20, 50, 1.8)


def test_a_change_just_before_closing_is_kept(
    program: Program, dialog: ReadingDialog, settings: SettingsFile
):
    find(dialog, QSpinBox, "line_length").setValue(61)
    dialog.close()
    assert settings.value.line_length == 61


def test_it_shows_again_what_was_chosen(
    program: Program, dialog: ReadingDialog, qtbot: QtBot, settings: SettingsFile
):
    families = find(dialog, QComboBox, "reading_family")
    families.setCurrentIndex(families.count() - 1)
    chosen = families.currentData()
    find(dialog, QComboBox, "theme").setCurrentIndex(2)
    find(dialog, QComboBox, "theme").activated.emit(2)
    dialog.close()
    qtbot.waitUntil(lambda: not program.window.findChildren(ReadingDialog))

    program.actions["reading"].trigger()
    again = find(program.window, ReadingDialog, "reading_dialog")
    assert chosen == settings.value.reading_family
    assert again.typography().family == chosen
    assert find(again, QComboBox, "theme").currentData() == "dark"


def test_standard_values_take_everything_back(
    dialog: ReadingDialog, settings: SettingsFile, qtbot: QtBot
):
    find(dialog, QSpinBox, "line_length").setValue(61)
    qtbot.waitUntil(lambda: settings.value.line_length == 61)
    find(dialog, QPushButton, "standard_values").click()
    qtbot.waitUntil(lambda: settings.value.line_length == 78)
    assert dialog.typography() == Typography()


def test_a_key_that_is_held_down_sets_the_article_once(dialog: ReadingDialog, qtbot: QtBot):
    told: list[Typography] = []
    dialog.typography_chosen.connect(told.append)
    box = find(dialog, QSpinBox, "line_length")
    for _ in range(10):
        qtbot.keyClick(box, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: bool(told))
    assert [one.line_length for one in told] == [88]


@pytest.mark.parametrize("setting", THEMES)
def test_each_theme_can_be_chosen(
    program: Program, dialog: ReadingDialog, settings: SettingsFile, setting: str
):
    box = find(dialog, QComboBox, "theme")
    box.setCurrentIndex(box.findData(setting))
    box.activated.emit(box.currentIndex())

    dark, high_contrast = THEMES[setting]
    theme = base_theme(dark=dark, high_contrast=high_contrast)
    assert settings.value.theme == setting
    assert program.window.palette().window().color() == theme.window
    assert program.window.view.palette().base().color() == theme.background


def test_light_or_dark_keeps_high_contrast(program: Program, settings: SettingsFile):
    settings.update(theme="contrast-light")
    program.actions["switch_theme"].trigger()
    assert settings.value.theme == "contrast-dark"
    program.actions["switch_theme"].trigger()
    assert settings.value.theme == "contrast-light"


def test_the_next_start_looks_the_same(
    qapp: QApplication, program: Program, settings: SettingsFile, qtbot: QtBot
):
    settings.update(reading_size=17.0, line_length=60, theme="contrast-dark")
    program.window.close()
    again = Program(qapp, settings)
    qtbot.addWidget(again.window)
    assert again.window.view.font().pointSizeF() == 17
    background = base_theme(dark=True, high_contrast=True).background
    assert again.window.view.palette().base().color() == background
