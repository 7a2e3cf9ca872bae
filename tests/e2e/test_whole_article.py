"""One article from the first key to the exported line, and all the way back, by keys alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit

from annotator.domain.document import ArticleFilter, Status
from annotator.domain.ids import DocumentId
from annotator.services import projects
from annotator.services.exports.request import ExportRequest
from annotator.services.jobs import JobContext
from tests.e2e.stage import Stage, play
from tests.factories import ANA
from tests.services.helpers import import_text

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from annotator.services.projects import Services

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
HEADLINE = "Two bridges shut after the flood 😀"
TEXT = (
    f"{HEADLINE}\n"
    "“We will rebuild them,” said Irena Halas, the transport minister, in Ostrava.\n"
    "Residents of the lower town doubt that the work will end this year.\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "Flood.annotator"
    with projects.create_project(path, ANA) as services:
        import_text(services, TEXT)
    return path


def only_article(services: Services) -> DocumentId:
    return DocumentId(services.browsing.ids(ArticleFilter())[0])


def state(project: Path) -> tuple[object, ...]:
    with projects.open_project(project, ANA) as services:
        one = only_article(services)
        marks = [mark[:5] for mark in services.browsing.marks(one)]
        return marks, services.project.relations(one), services.browsing.info(one)


def decide(stage: Stage) -> None:
    """The name and the quotation are right, the town is one, whatever else is suggested is not."""
    stage.press(Qt.Key.Key_Tab)
    while stage.texts(suggestions=True):
        if stage.shown == "“Ostrava”":
            stage.press("l")
            stage.press(Qt.Key.Key_Tab)
        elif stage.shown.startswith(("“We will", "“Irena Halas")):
            stage.press(Qt.Key.Key_Return)
        else:
            stage.press(Qt.Key.Key_Backspace)


def add_claim_and_claimant(stage: Stage) -> None:
    """The last sentence's content is a claim; who doubts it is an actor, and its claimant."""
    stage.press(Qt.Key.Key_Home, CTRL)
    stage.press_often(TEXT.index("Residents"), Qt.Key.Key_Right)
    stage.press_often(4, Qt.Key.Key_Right, CTRL | SHIFT)
    stage.press(Qt.Key.Key_Right, CTRL | SHIFT)
    stage.press("a")
    stage.press(Qt.Key.Key_Escape)
    stage.press(Qt.Key.Key_Home, CTRL)
    stage.press_often(TEXT.index("the work"), Qt.Key.Key_Right)
    stage.press("}")
    stage.press_often(2, Qt.Key.Key_Left, SHIFT)  # the line end and the full stop
    stage.press("c")
    stage.press(Qt.Key.Key_S, SHIFT)
    stage.press(Qt.Key.Key_Return)


def test_annotate_an_article_fully_export_it_and_undo_everything(
    qtbot: QtBot, project: Path, tmp_path: Path
):
    undone: list[str] = []

    def annotate(stage: Stage) -> None:
        stage.wait_for_suggestions()
        decide(stage)
        add_claim_and_claimant(stage)
        stage.press("t")
        note = stage.find("inspector_note")
        assert isinstance(note, QPlainTextEdit)
        stage.wait(note.hasFocus)
        stage.press("who counts as a resident?")
        stage.press(Qt.Key.Key_Tab)
        stage.window.view.setFocus()
        stage.press("d")

    def undo_everything(stage: Stage) -> None:
        stage.wait_for_suggestions()
        action = next(one for one in stage.window.actions() if one.objectName() == "undo")
        while action.isEnabled():
            undone.append(action.text())
            stage.press(Qt.Key.Key_Z, CTRL)
        assert stage.texts(suggestions=False) == []

    def look(stage: Stage) -> None:
        stage.wait_for_suggestions()

    play(qtbot, project, look)
    before = state(project)
    play(qtbot, project, annotate)
    line = exported(project, tmp_path / "flood.jsonl")
    play(qtbot, project, undo_everything)

    spans = {one["id"]: one for one in line["spans"]}
    assert [(one["label"], one["text"]) for one in spans.values()] == [
        ("QUOTE", "“We will rebuild them,”"),
        ("ACTOR", "Irena Halas"),
        ("LOCATION", "Ostrava"),
        ("ACTOR", "Residents of the lower town"),
        ("CLAIM", "the work will end this year"),
    ]
    joined = [(spans[one["from"]]["label"], spans[one["to"]]["text"]) for one in line["relations"]]
    assert sorted(joined) == [("CLAIM", "Residents of the lower town"), ("QUOTE", "Irena Halas")]
    assert "who counts as a resident?" in {one["note"] for one in spans.values()}
    assert line["status"] == str(Status.DONE)
    assert state(project) == before
    assert undone[:5] == [
        f"&Undo “{verb}”"
        for verb in (
            "Mark as done",
            "Edit note",
            "Set CLAIMANT",
            "Add CLAIM",
            "Add ACTOR",
        )
    ]


def exported(project: Path, target: Path) -> dict[str, Any]:
    with projects.open_project(project, ANA) as services:
        services.exporting.job(ExportRequest(), target).work(JobContext())
    (line,) = target.read_text(encoding="utf-8").splitlines()
    return json.loads(line)
