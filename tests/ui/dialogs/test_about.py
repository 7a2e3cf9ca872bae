"""Help > About: versions, licences and credits, by keys alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QTableView, QWidget

from annotator import __version__
from annotator.services.credits import Component, Credits, DataCredit
from annotator.services.settings import SettingsFile
from annotator.ui.dialogs.about import AboutDialog, unwrapped
from annotator.ui.program import Program

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeVar

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    W = TypeVar("W", bound=QWidget)

CREDITS = Credits(
    "1.2",
    "MIT License\n\nDo what you like.",
    (
        Component("numpy", "2.4.6", "BSD-3-Clause", "Redistribution is permitted."),
        Component("PySide6", "6.11.3", "LGPL-3.0-only", ""),
    ),
    (DataCredit("GeoNames", "", "CC-BY-4.0", "GeoNames", "Names of places come from GeoNames."),),
    ("Qt may be replaced.", "Its source is elsewhere."),
    Path("legal") / "sbom.cdx.json",
)


def find(widget: QWidget, kind: type[W], name: str) -> W:
    found = widget.findChild(kind, name)
    assert found is not None, name
    return found


@pytest.fixture
def dialog(qtbot: QtBot) -> AboutDialog:
    made = AboutDialog()
    qtbot.addWidget(made)
    made.show_credits(CREDITS)
    made.show()
    return made


def names(dialog: AboutDialog) -> list[str]:
    model = find(dialog, QTableView, "about_table").model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def text(dialog: AboutDialog) -> str:
    return find(dialog, QPlainTextEdit, "about_text").document().toRawText()


def test_the_program_comes_first_then_data_then_components(dialog: AboutDialog):
    assert names(dialog) == ["Annotator", "GeoNames", "numpy", "PySide6"]


def test_what_the_licences_of_others_ask_for_is_said_at_once(dialog: AboutDialog):
    for sentence in (
        "Qt may be replaced.",
        "Names of places",
        "Do what you like.",
        "sbom.cdx.json",
    ):
        assert sentence in text(dialog)


def test_arrow_keys_show_the_text_of_the_next_work(dialog: AboutDialog, qtbot: QtBot):
    table = find(dialog, QTableView, "about_table")
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert text(dialog) == "Names of places come from GeoNames."
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert text(dialog) == "Redistribution is permitted."
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert "Under the licence LGPL-3.0-only" in text(dialog)


def test_typing_finds_by_name_and_by_licence(dialog: AboutDialog, qtbot: QtBot):
    search = find(dialog, QLineEdit, "about_search")
    qtbot.keyClicks(search, "lgpl")
    assert names(dialog) == ["PySide6"]
    search.clear()
    qtbot.keyClicks(search, "num bsd")
    assert names(dialog) == ["numpy"]
    assert text(dialog) == "Redistribution is permitted."
    qtbot.keyClicks(search, "x")
    assert (names(dialog), text(dialog)) == ([], "")


def test_version_details_are_copied(dialog: AboutDialog, qtbot: QtBot):
    qtbot.keyClick(find(dialog, QPushButton, "about_copy"), Qt.Key.Key_Space)
    assert QGuiApplication.clipboard().text() == CREDITS.details()


def test_everything_that_takes_keys_has_a_name(dialog: AboutDialog):
    widgets = [
        find(dialog, QLineEdit, "about_search"),
        find(dialog, QTableView, "about_table"),
        find(dialog, QPlainTextEdit, "about_text"),
    ]
    assert all(widget.accessibleName() for widget in widgets)


def test_lines_that_were_only_full_are_joined():
    full = "This sentence is long enough to have been ended by the margin and"
    wrapped = (
        f"{full}\ngoes on here.\n\n{full}\n  * an item\n{full}\n(b) another\nShort.\nOwn line."
    )
    assert unwrapped(wrapped).splitlines() == [
        f"{full} goes on here.",
        "",
        full,
        "  * an item",
        full,
        "(b) another",
        "Short.",
        "Own line.",
    ]


# ------------------------------------------------------------ in the window


@pytest.fixture
def program(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[Program]:
    made = Program(qapp, SettingsFile(tmp_path / "settings.json"))
    made.show(None)
    yield made
    made.window.close()


def test_the_help_menu_opens_it_and_it_is_filled_soon(program: Program, qtbot: QtBot):
    program.actions["about"].trigger()
    dialog = find(program.window, AboutDialog, "about_dialog")
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: "spacy" in names(dialog), timeout=20_000)
    assert names(dialog)[0] == "Annotator"
    assert "GNU Lesser General Public License" in text(dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()

    program.actions["about"].trigger()
    assert dialog.isVisible()
    title = find(dialog, QLabel, "article_title")
    assert title.text() == f"Annotator {__version__}"
