"""The story that the window plays: a window that is not sound is found out."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import pytest

from annotator.services import projects
from annotator.services.self_test import article
from annotator.services.self_test.steps import TESTER, WindowTask, Wrong
from annotator.ui.editor.view import ArticleView
from annotator.ui.parts.desk import ArticleDesk
from annotator.ui.self_test.acting import act
from tests.services.helpers import import_text, suggest

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def task(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> WindowTask:
    """A project with the article and some suggestions; no language model is loaded."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # the window takes it; give it back
    path = tmp_path / "self-test.annotator"
    with projects.create_project(path, TESTER) as services:
        document_id = import_text(services, article.TEXT)
        found = [("Lisbon", "LOCATION"), ("Marta Nunes", "ACTOR"), ("Jonas Weber", "ACTOR")]
        suggest(services, document_id, *found)
    monkeypatch.setattr("annotator.ui.parts.suggestion_runs.SuggestionRuns.suggest", lambda _: None)
    return WindowTask(path, document_id, article.LAST_WORD, time.time(), tmp_path / "window.png")


def test_a_sound_window_passes(task: WindowTask):
    (found,) = act(task)

    assert found.platform == "offscreen"
    assert 0 < found.first_paint <= found.opened
    assert found.keys == 19
    assert task.picture.read_bytes().startswith(b"\x89PNG")
    with projects.open_project(task.project, TESTER) as services:
        (lisbon, last) = services.project.annotations(task.document_id)
        assert lisbon.span.text_of(article.TEXT) == "Lisbon"
        assert (last.span.text_of(article.TEXT), last.label) == (article.LAST_WORD, "ACTOR")


def test_a_window_that_shows_something_else_fails(
    task: WindowTask, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(ArticleView, "marks", lambda _: ())

    with pytest.raises(Wrong, match="shows something else than the file holds"):
        list(act(task))


def test_what_comes_from_the_background_may_be_shown_a_moment_later(
    task: WindowTask, monkeypatch: pytest.MonkeyPatch
):
    marks = ArticleView.marks
    looks: list[int] = []

    def late(view: ArticleView) -> object:
        looks.append(len(looks))
        return marks(view) if len(looks) > 3 else ()

    monkeypatch.setattr(ArticleView, "marks", late)

    assert list(act(task))


def test_a_key_that_does_nothing_fails(task: WindowTask, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ArticleDesk, "accept", lambda _: None)

    with pytest.raises(Wrong, match="not accepted by Enter"):
        list(act(task))


def test_undo_that_does_nothing_fails(task: WindowTask, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ArticleDesk, "undo", lambda _: None)

    with pytest.raises(Wrong, match="Undo by key does not take everything back"):
        list(act(task))


def test_redo_that_does_nothing_fails(task: WindowTask, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ArticleDesk, "redo", lambda _: None)

    with pytest.raises(Wrong, match="Redo by key does not bring everything back"):
        list(act(task))


def test_an_error_behind_a_key_fails(task: WindowTask, monkeypatch: pytest.MonkeyPatch):
    def break_down(_: ArticleDesk) -> None:
        raise ValueError("Lisbon")

    monkeypatch.setattr(ArticleDesk, "reject", break_down)

    with pytest.raises(Wrong, match=r"An error was met in the window \(ValueError\)") as caught:
        list(act(task))
    assert "Lisbon" not in caught.value.details


def test_a_project_that_does_not_open_fails(task: WindowTask, monkeypatch: pytest.MonkeyPatch):
    task.project.write_bytes(b"SQLite format 3\0 and no more")
    monkeypatch.setattr("annotator.ui.self_test.acting.wait_until", lambda _: None)

    with pytest.raises(Wrong, match="did not open the project"):
        list(act(task))
