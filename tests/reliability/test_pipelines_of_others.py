"""A pipeline from a path may hold programs: whoever names one is told, and asked in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMessageBox, QPushButton

from annotator.cli.words import opened
from annotator.services import projects
from annotator.services.describing import installed_models, is_from_a_folder
from annotator.ui.dialogs.language_model import LanguageModelDialog
from tests.factories import ANA
from tests.reliability.every_action import program_on, services_of
from tests.services.helpers import import_text

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "Storm.annotator"
    with projects.create_project(path, ANA) as services:
        import_text(services, "Maria Lindqvist was in Paris.")
    return path


@pytest.fixture
def pipeline(tmp_path: Path) -> Path:
    folder = tmp_path / "<b>pipeline"
    folder.mkdir()
    return folder


def test_only_a_path_is_from_a_folder(pipeline: Path, monkeypatch: pytest.MonkeyPatch):
    assert is_from_a_folder(str(pipeline))
    assert not is_from_a_folder("")
    assert not is_from_a_folder("no_such_pipeline")
    monkeypatch.chdir(pipeline.parent)
    (pipeline.parent / installed_models()[0]).mkdir()
    assert not is_from_a_folder(installed_models()[0])  # spaCy takes the installed one


def test_the_terminal_says_it(project: Path, pipeline: Path, capsys: pytest.CaptureFixture[str]):
    opened(project, model=installed_models()[0]).close()
    assert "programs" not in capsys.readouterr().err
    opened(project, model=str(pipeline)).close()
    told = capsys.readouterr().err
    assert "can hold programs" in told
    assert "pipelines you trust" in told


@pytest.mark.parametrize("agreed", [False, True])
def test_the_window_asks_before_such_a_pipeline_is_loaded(
    qapp: object, project: Path, pipeline: Path, qtbot: QtBot, agreed: bool
):
    asked: list[tuple[str, str]] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, LanguageModelDialog):
            box = dialog.findChild(QComboBox, "model_name")
            assert box is not None
            box.setEditText(str(pipeline))
            QTimer.singleShot(50, answer)
            dialog.accept()
        elif isinstance(dialog, QMessageBox):
            default = dialog.defaultButton()
            asked.append((dialog.text(), default.text() if default else ""))
            assert dialog.textFormat() is Qt.TextFormat.PlainText
            if agreed:
                buttons = dialog.findChildren(QPushButton)
                next(one for one in buttons if "Use" in one.text()).click()
            else:
                QTest.keyClick(dialog, Qt.Key.Key_Escape)

    with program_on(project, qtbot) as program:
        before = services_of(program)
        QTimer.singleShot(50, program, answer)
        program.actions["model"].trigger()

        assert [str(pipeline) in text and "trust" in text for text, _ in asked] == [True]
        assert "Cancel" in asked[0][1]
        assert (services_of(program) is before) is not agreed
        qtbot.waitUntil(lambda: not program.window.jobs.is_busy, timeout=30_000)
