"""What was confirmed before a sudden end is there; if it were not, that is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotator.domain.ids import AnnotationId
from annotator.domain.span import Span
from annotator.services import projects
from annotator.services.jobs import JobContext
from annotator.services.self_test import article, killing
from annotator.services.self_test.killing import Confirmed, kill_at_work
from annotator.services.self_test.steps import TESTER, Trial, Wrong
from tests.services.helpers import import_text

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def trial(tmp_path: Path) -> Trial:
    """With a project, and the article in it."""
    trial = Trial(tmp_path, JobContext())
    with projects.create_project(trial.project, TESTER) as services:
        trial.document_id = import_text(services, article.TEXT)
    return trial


def test_nothing_is_lost(trial: Trial):
    found = kill_at_work(trial)

    confirmed = int(found.figures["confirmed_edits"])
    assert confirmed >= 25
    with projects.open_project(trial.project, TESTER) as services:
        # one may have been stored before it could be confirmed; the last one was undone
        assert len(services.project.annotations(trial.article)) >= confirmed - 1


def test_an_edit_that_was_lost_is_missed(trial: Trial, monkeypatch: pytest.MonkeyPatch):
    never_stored = Confirmed(AnnotationId(7), Span(0, 7), "ACTOR")
    kill = killing.Child.kill
    monkeypatch.setattr(killing.Child, "kill", lambda child: [*kill(child), never_stored])

    with pytest.raises(Wrong, match=r"1 of \d+ confirmed edits were lost"):
        kill_at_work(trial)


def test_a_project_that_is_damaged_by_it_is_no_success(
    trial: Trial, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(projects.Project, "check", lambda *_: ["page 4 is torn"])

    with pytest.raises(Wrong, match="damaged") as caught:
        kill_at_work(trial)

    assert caught.value.details == "page 4 is torn"
