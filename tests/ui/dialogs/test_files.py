"""Asking where a file or a folder is to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QWidget,
)

from annotator.ui.dialogs.file_dialog import FileDialog
from annotator.ui.dialogs.files import ask_folder, ask_target, may_replace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def then(act: Callable[[QDialog], None]) -> None:
    """Does something with the dialog that opens next."""

    def begin() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        try:
            act(dialog)
        finally:
            if dialog.isVisible():
                dialog.reject()

    QTimer.singleShot(50, begin)


def name_of(dialog: QDialog) -> QLineEdit:
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert name is not None
    return name


def test_a_new_folder_is_proposed_and_taken(parent: QWidget, qtbot: QtBot, tmp_path: Path):
    seen = []

    def act(dialog: QDialog) -> None:
        seen.append(name_of(dialog).text())
        qtbot.keyClick(name_of(dialog), Qt.Key.Key_Return)

    then(act)
    chosen = ask_folder(parent, "Export", tmp_path / "Storm spacy", lambda _: False)

    assert seen == ["Storm spacy"]
    assert chosen == tmp_path / "Storm spacy"
    assert not chosen.exists()


def test_a_folder_that_may_be_replaced_is_taken_and_any_other_gone_into(
    parent: QWidget, qtbot: QtBot, tmp_path: Path
):
    for name in ("old export", "articles"):
        (tmp_path / name).mkdir()
    shown = []

    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, QFileDialog)
        for name in ("articles", "..", "old export"):
            name_of(dialog).setText(name)
            qtbot.keyClick(name_of(dialog), Qt.Key.Key_Return)
            shown.append((dialog.directory().dirName(), name_of(dialog).text()))

    then(act)
    chosen = ask_folder(
        parent, "Export", tmp_path / "Storm", lambda path: path.name == "old export"
    )

    assert shown[:2] == [("articles", "Storm"), (tmp_path.name, "Storm")]
    assert chosen == tmp_path / "old export"


def test_no_folder_is_chosen_by_escape(parent: QWidget, qtbot: QtBot, tmp_path: Path):
    then(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape))
    assert ask_folder(parent, "Export", tmp_path / "Storm", lambda _: True) is None


@pytest.mark.parametrize(("wanted", "agreed"), [("Replace", True), ("Cancel", False)])
def test_what_is_there_is_replaced_only_by_the_button_for_it(
    parent: QWidget, tmp_path: Path, wanted: str, agreed: bool
):
    seen = []

    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, QMessageBox)
        seen.append((dialog.text(), dialog.defaultButton().text().replace("&", "")))
        buttons = dialog.findChildren(QPushButton)
        next(one for one in buttons if one.text().replace("&", "") == wanted).click()

    then(act)
    assert may_replace(parent, tmp_path / "out") is agreed
    assert seen == [("“out” is there already.", "Cancel")]


@pytest.mark.parametrize("agreed", [True, False])
def test_a_file_that_has_the_name_only_with_its_extension_is_asked_about(
    parent: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, agreed: bool
):
    (tmp_path / "out.csv").write_text("old")
    asked: list[Path] = []
    monkeypatch.setattr(FileDialog, "ask", lambda _: [tmp_path / "out"])
    monkeypatch.setattr(
        "annotator.ui.dialogs.files.may_replace", lambda _, path: (asked.append(path), agreed)[1]
    )
    chosen = ask_target(parent, "Export", "out", ".csv", asks_replace=True)

    assert asked == [tmp_path / "out.csv"]
    assert chosen == (tmp_path / "out.csv" if agreed else None)
