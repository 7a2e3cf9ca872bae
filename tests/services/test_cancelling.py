"""Exports and imports that are cancelled half way leave nothing behind."""

from __future__ import annotations

import tempfile
import threading
import zipfile
from typing import TYPE_CHECKING

import psutil
import pytest

from annotator.domain.errors import Cancelled
from annotator.domain.span import Span
from annotator.domain.splitting import SplitPlan
from annotator.formats.registry import describe, formats
from annotator.services import projects
from annotator.services.exports.request import ExportRequest
from annotator.services.jobs import JobContext
from tests.factories import ANA, make_scheme
from tests.services.helpers import import_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from annotator.services.jobs import Progress
    from annotator.services.projects import Services

EXPORTERS = tuple(one.name for one in describe(formats()) if one.writes)
_ARTICLES = 6


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that temporary files go to, also those of child processes."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


@pytest.fixture(autouse=True)
def nobody_left_at_work() -> Iterator[None]:
    """Threads, daemons among them, and processes are those that were there before."""
    threads, processes = set(threading.enumerate()), _processes()
    yield
    assert set(threading.enumerate()) <= threads
    assert _processes() <= processes


def _processes() -> set[psutil.Process]:
    """Those below this one, without the one that Python itself keeps when it has spawned any."""
    return {
        one
        for one in psutil.Process().children(recursive=True)
        if "resource_tracker" not in " ".join(one.cmdline())
    }


def cancelling_at(done: int) -> JobContext:
    """A context that is cancelled as soon as so much is done."""

    def watch(step: Progress) -> None:
        if step.done >= done:
            context.cancel()

    context = JobContext(watch, clock=iter(range(1_000_000)).__next__)
    return context


@pytest.fixture
def filled(services: Services) -> Services:
    """A project with a few annotated articles."""
    for number in range(_ARTICLES):
        document_id = import_text(services, f"Mayor Orbeli spoke. Edition {number}.")
        services.editing.add(document_id, Span(6, 12), "ACTOR")
    return services


@pytest.mark.parametrize("split", [None, SplitPlan({"train": 0.5, "test": 0.5})])
@pytest.mark.parametrize("name", EXPORTERS)
def test_a_cancelled_export_leaves_nothing(filled, tmp_path, temporary, name, split):
    out = tmp_path / "out"
    out.mkdir()
    context = cancelling_at(_ARTICLES // 2)

    with pytest.raises(Cancelled):
        filled.exporting.job(ExportRequest(name, split=split), out / "export").work(context)

    assert list(out.iterdir()) == []
    assert list(temporary.iterdir()) == []


def test_a_cancelled_import_keeps_what_is_stored_and_ends_its_process(tmp_path, temporary):
    archive = tmp_path / "news.zip"
    with zipfile.ZipFile(archive, "w") as made:
        for number in range(200):
            made.writestr(f"{number}.txt", f"Article number {number}.")
    lines = tmp_path / "lines.txt"
    lines.write_text("The last one.")
    path = tmp_path / "In.annotator"
    projects.create_project(path, ANA, scheme=make_scheme()).close()
    with projects.open_project(path, ANA, in_window=True) as services:
        context = cancelling_at(1)  # the archive was read

        report = services.importing.job([archive, lines]).work(context)

        assert len(report.imported) == 200
        assert list(temporary.iterdir()) == []
        assert sorted(services.project.article_ids()) == sorted(report.imported)


def test_an_import_is_cancelled_in_the_middle_of_a_file(tmp_path, temporary):
    archive = tmp_path / "news.zip"
    with zipfile.ZipFile(archive, "w") as made:
        for number in range(200):
            made.writestr(f"{number}.txt", f"Article number {number}.")
    path = tmp_path / "In.annotator"
    projects.create_project(path, ANA, scheme=make_scheme()).close()
    with projects.open_project(path, ANA, in_window=True) as services:
        context = JobContext()
        services.changes.subscribe(lambda _: context.cancel())  # the first are stored
        report = services.importing.job([archive]).work(context)

        assert 0 < len(report.imported) < 200
        assert list(temporary.iterdir()) == []
