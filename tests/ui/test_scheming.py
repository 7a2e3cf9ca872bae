"""The label scheme, edited in the window: everything else follows."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from annotator.services import projects
from annotator.services.settings import SettingsFile
from annotator.ui.application import application
from annotator.ui.dialogs.scheme.editor import SchemeEditor
from annotator.ui.program import Program
from tests.factories import ANA
from tests.services.helpers import import_text, span_of
from tests.ui.conftest import SCHEME

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

PATIENCE_MS = 30_000


@pytest.fixture
def program(
    qapp: object, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path
) -> Iterator[Program]:
    """The window on a project with one annotation."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # show() takes it; give it back
    path = tmp_path / "Storm.annotator"
    with projects.create_project(path, ANA, scheme=SCHEME) as services:
        document_id = import_text(services, "Maria Lindqvist was in Paris.")
        services.editing.add(document_id, span_of(services, document_id, "Paris"), "LOCATION")
    program = Program(application(), SettingsFile())
    program.show(path)
    qtbot.waitUntil(lambda: program.desk.document is not None, timeout=PATIENCE_MS)
    idle(program, qtbot)
    yield program
    program.window.close()
    program.window.deleteLater()


def idle(program: Program, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not program.window.jobs.is_busy, timeout=PATIENCE_MS)


def opened(program: Program, qtbot: QtBot) -> SchemeEditor:
    program.actions["label_scheme"].trigger()
    (editor,) = program.window.findChildren(SchemeEditor)
    qtbot.waitUntil(editor.isActiveWindow)
    return editor


def field(editor: SchemeEditor, name: str) -> QLineEdit:
    found = editor.findChild(QLineEdit, name)
    assert found is not None
    return found


def retype(qtbot: QtBot, line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def apply(editor: SchemeEditor, program: Program, qtbot: QtBot) -> None:
    button = editor.findChild(QPushButton, "scheme_apply")
    assert button is not None
    button.click()
    idle(program, qtbot)


def keys(program: Program) -> dict[str, str]:
    return {action.text(): action.shortcut().toString() for action in program.actions.labels()}


def test_keys_colours_and_panels_follow_and_one_click_takes_it_back(program: Program, qtbot: QtBot):
    editor = opened(program, qtbot)
    retype(qtbot, field(editor, "scheme_name"), "PERSON")
    retype(qtbot, field(editor, "scheme_key"), "p")
    apply(editor, program, qtbot)

    assert keys(program)["PERSON"] == "P"
    assert "PERSON" in program.window.hint.text() or program.desk.current is None
    services = program.workbench.services
    assert services is not None
    notice = program.window.notice
    assert notice.text().startswith("Done: ")
    undo = notice.findChild(QPushButton, "notice_button")
    assert undo is not None
    undo.click()
    idle(program, qtbot)
    assert keys(program)["ACTOR"] == "A"
    assert services.project.scheme() == SCHEME


def test_what_the_editor_took_back_is_not_offered_to_be_taken_back(program: Program, qtbot: QtBot):
    editor = opened(program, qtbot)
    retype(qtbot, field(editor, "scheme_name"), "PERSON")
    apply(editor, program, qtbot)
    assert program.window.notice.text().startswith("Done: ")

    editor.undo_wanted.emit()
    idle(program, qtbot)

    assert program.window.notice.text() == ""


def test_marks_in_the_open_article_follow(program: Program, qtbot: QtBot):
    editor = opened(program, qtbot)
    editor._show("LOCATION")
    retype(qtbot, field(editor, "scheme_name"), "PLACE")
    apply(editor, program, qtbot)

    marks = program.window.view.marks()
    assert {mark.label for mark in marks if not mark.is_suggestion} == {"PLACE"}
    assert "LOCATION" not in {mark.label for mark in marks}
    program.actions["undo"].trigger()  # from the article it touched, too
    idle(program, qtbot)
    labels = {mark.label for mark in program.window.view.marks() if not mark.is_suggestion}
    assert labels == {"LOCATION"}


def test_a_key_of_the_program_is_refused_with_the_name_of_the_action(
    program: Program, qtbot: QtBot
):
    editor = opened(program, qtbot)
    retype(qtbot, field(editor, "scheme_key"), "n")

    problem = editor.findChild(QLabel, "scheme_key_problem")
    assert problem is not None
    assert "“Next unfinished article”" in problem.text()


def test_the_editor_stays_with_the_window_and_goes_with_the_project(program: Program, qtbot: QtBot):
    editor = opened(program, qtbot)
    assert not editor.isModal()
    assert opened(program, qtbot) is editor
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert not editor.isVisible()
    program.workbench.close_project()
    QApplication.sendPostedEvents(None, 52)  # what was to be deleted later
    assert program.window.findChildren(SchemeEditor) == []


def test_the_guideline_of_the_span_is_shown_and_put_away_by_key(program: Program, qtbot: QtBot):
    guideline = program.window.inspector.guideline
    services = program.workbench.services
    assert services is not None
    (location,) = (one for one in program.window.view.marks() if not one.is_suggestion)
    program.desk.set_current(location)
    qtbot.waitUntil(lambda: not program.window.inspector._soon.isActive())
    mark = program.desk.current
    assert mark is not None
    assert guideline.isHidden()  # nothing is said about locations yet
    editor = opened(program, qtbot)
    editor._show(mark.label)
    description = editor.findChild(QWidget, "scheme_description")
    assert description is not None
    description.insertPlainText("A place that has a name.")
    apply(editor, program, qtbot)

    qtbot.waitUntil(lambda: not guideline.isHidden())
    said = guideline.findChild(QLabel, "guideline_description")
    assert said is not None
    assert said.text() == "A place that has a name."
    program.actions["guideline"].trigger()
    assert guideline.isHidden()
    assert SettingsFile().value.guideline is False  # and so it stays after a restart
    program.actions["guideline"].trigger()
    assert not guideline.isHidden()
