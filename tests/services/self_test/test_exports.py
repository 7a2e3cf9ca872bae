"""Formats that fail, and annotations that come back otherwise, are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotator.domain.errors import ExportFailed
from annotator.services import projects
from annotator.services.exporting import Exporting
from annotator.services.jobs import JobContext
from annotator.services.self_test import article, exports
from annotator.services.self_test.exports import export_and_read_back
from annotator.services.self_test.steps import TESTER, Trial, Wrong
from tests.services.helpers import import_text, span_of, suggest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def trial(tmp_path: Path) -> Trial:
    """With an article that has an annotation, and a quote that is suggested."""
    trial = Trial(tmp_path, JobContext())
    with projects.create_project(trial.project, TESTER) as services:
        trial.document_id = import_text(services, article.TEXT)
        last = span_of(services, trial.article, article.LAST_WORD)
        services.editing.add(trial.article, last, "LOCATION")
        quote = ("The waves are too high", "QUOTE", "Marta Nunes")
        suggest(services, trial.article, ("Marta Nunes", "ACTOR"), quote)
    return trial


def test_all_formats_are_written_and_everything_comes_back(trial: Trial):
    found = export_and_read_back(trial)

    assert dict(found.figures) == {"formats": 17, "annotations": 3, "relations": 1}


def test_a_format_that_cannot_be_written_is_named(trial: Trial, monkeypatch: pytest.MonkeyPatch):
    job = Exporting.job

    def refuse(self: Exporting, request, target):
        if request.format == "brat":
            raise ExportFailed("There is no room.")
        return job(self, request, target)

    monkeypatch.setattr(Exporting, "job", refuse)

    with pytest.raises(Wrong, match="1 formats could not be written") as caught:
        export_and_read_back(trial)

    assert caught.value.details == "brat: There is no room."


def test_offsets_that_are_off_are_noticed(trial: Trial, monkeypatch: pytest.MonkeyPatch):
    write = exports._write_all

    def shift(*args):
        written = write(*args)
        path = trial.folder / "exports" / "jsonl.jsonl"
        text = path.read_text(encoding="utf-8").replace(
            '"text":"Marta Nunes"', '"text":"arta Nunes"'
        )
        path.write_text(text, encoding="utf-8")
        return written

    monkeypatch.setattr(exports, "_write_all", shift)

    with pytest.raises(Wrong, match="Offsets"):
        export_and_read_back(trial)


def test_what_does_not_come_back_is_missed(trial: Trial, monkeypatch: pytest.MonkeyPatch):
    carried = exports._carried
    seen = []

    def forget(services):
        found = carried(services)
        if seen:
            found.popitem()
        seen.append(found)
        return found

    monkeypatch.setattr(exports, "_carried", forget)

    with pytest.raises(Wrong, match="came back otherwise"):
        export_and_read_back(trial)
