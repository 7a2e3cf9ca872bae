"""Every job may be cancelled at any moment: the project is sound, and holds all of it or nothing.

What is documented to keep what it has done so far (imports, learning) keeps whole articles.
"""

from __future__ import annotations

import ast
import json
import random
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import settings

import annotator
from annotator.domain.document import ArticleFilter, ListOrder, Status
from annotator.domain.errors import Cancelled
from annotator.domain.ids import DocumentId, EntryId
from annotator.domain.occurrences import Words
from annotator.domain.query import Pattern
from annotator.domain.query_line import parse
from annotator.domain.registry import EntryFilter
from annotator.domain.scheme_steps import RenameLabel
from annotator.domain.span import Span
from annotator.services import backing_up, choosing_columns, credits, projects, sharing
from annotator.services.article_editing import ArticleChanges
from annotator.services.exports.request import ExportRequest
from annotator.services.jobs import JobContext
from annotator.services.occurrences import Listing
from annotator.services.reading import Source
from annotator.services.recovering import recovery_job
from tests.factories import ANA, make_scheme
from tests.services.helpers import import_text, span_of, suggest
from tests.services.whole_project import whole

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.domain.edits import Edit
    from annotator.domain.ids import AnnotationId
    from annotator.domain.misfits import Misfit
    from annotator.services.jobs import Job
    from annotator.services.projects import Services
    from annotator.services.stories import Stories

_ARTICLES = 8
_FEW, _MANY = 3, 60
"""Moments at which a job is cancelled; in the soak profile many."""


class Cancelling(JobContext):
    """Asks to stop at the n-th moment at which the job says or asks anything; 0 for never."""

    def __init__(self, at: int = 0) -> None:
        super().__init__()
        self.moments = 0
        self._at = at

    def report(self, done: int, total: int | None, note: str = "") -> None:
        self._pass()
        super().report(done, total, note)

    @property
    def is_cancelled(self) -> bool:
        self._pass()
        return super().is_cancelled

    def _pass(self) -> None:
        self.moments += 1
        if self.moments == self._at:
            self.cancel()


class Case(NamedTuple):
    """One job. make: from the services, a folder of its own, and the articles' ids.

    keeps: what was done before it was cancelled stays.
    """

    make: Callable[[Services, Path, list[DocumentId]], Job[object]]
    keeps: bool = False


def entries(services: Services) -> list[EntryId]:
    return [EntryId(one) for one in services.registry.ids(EntryFilter())]


def places(services: Services, ids: list[DocumentId], words: str) -> list[tuple[DocumentId, Span]]:
    return [(one, span_of(services, one, words)) for one in ids]


CASES: dict[str, Case] = {
    "ArticleEditing.job_for": Case(
        lambda s, _, ids: s.article_editing.job_for(ids, ArticleChanges(Status.DONE, added=("x",)))
    ),
    "restore_job": Case(lambda s, folder, _: backing_up.restore_job(backup(s), copied(s, folder))),
    "overview_job": Case(lambda s, *_: backing_up.overview_job(s.path)),
    "preview_job": Case(lambda s, *_: backing_up.preview_job(backup(s), s.path)),
    "open_as_copy_job": Case(
        lambda s, folder, _: backing_up.open_as_copy_job(backup(s), folder / "copy.annotator")
    ),
    "BackingUp.job": Case(lambda s, *_: s.backing_up.job()),
    "BackingUp.overview_job": Case(lambda s, *_: s.backing_up.overview_job()),
    "BackingUp.preview_job": Case(lambda s, *_: s.backing_up.preview_job(backup(s))),
    "BackingUp.copy_job": Case(lambda s, f, _: s.backing_up.copy_job(f / "copy.annotator")),
    "BackingUp.prepare_job": Case(lambda s, *_: s.backing_up.prepare_job(backup(s))),
    "Browsing.ids_job": Case(lambda s, *_: s.browsing.ids_job(ArticleFilter(), ListOrder())),
    "BulkEditing.accept_all": Case(lambda s, _, ids: s.bulk.accept_all(ids[0])),
    "BulkEditing.reject_all": Case(lambda s, _, ids: s.bulk.reject_all(ids[0])),
    "BulkEditing.tag": Case(lambda s, _, ids: s.bulk.tag(places(s, ids, "Homs"), "LOCATION")),
    "BulkEditing.untag": Case(lambda s, _, ids: s.bulk.untag(places(s, ids, "Orbeli"), "ACTOR")),
    "BulkEditing.relabel": Case(
        lambda s, _, ids: s.bulk.relabel(places(s, ids, "Orbeli"), "ACTOR", "LOCATION")
    ),
    "Checking.job": Case(lambda s, *_: s.checking.job()),
    "tables_job": Case(lambda _, folder, __: choosing_columns.tables_job([table(folder)])),
    "look_job": Case(lambda _, folder, __: choosing_columns.look_job(table(folder), {})),
    "Concordance.job": Case(lambda s, *_: s.finding.concordance(parse("Homs"), None).job()),
    "credits.job": Case(lambda *_: credits.job()),
    "Exporting.job": Case(lambda s, f, _: s.exporting.job(ExportRequest("csv"), f / "out.csv")),
    "Exporting.preflight": Case(lambda s, *_: s.exporting.preflight(ExportRequest("csv"))),
    "Exporting.beginning": Case(lambda s, *_: s.exporting.beginning(ExportRequest("csv"))),
    "Finding.find_job": Case(lambda s, *_: s.finding.find_job(TEXT * 50, Pattern("Homs"))),
    "Histories.job_to": Case(lambda s, _, ids: s.histories.job_to(ids[0], 0)),
    "Housekeeping.job": Case(lambda s, *_: s.housekeeping.job()),
    "Importing.job": Case(
        lambda s, *_: s.importing.job(
            [Source(f"News {n}.".encode(), f"new{n}.txt") for n in range(5)], "text"
        ),
        keeps=True,
    ),
    "Memory.learn_job": Case(lambda s, *_: s.memory.learn_job(), keeps=True),
    "Occurrences.job": Case(lambda s, *_: s.occurrences.job(Words("Homs"), Listing())),
    "Occurrences.annotated_job": Case(
        lambda s, *_: s.occurrences.annotated_job(Words("Orbeli"), "ACTOR", Listing())
    ),
    "Occurrences.places_job": Case(
        lambda s, _, ids: s.occurrences.places_job(places(s, ids, "Homs"), Listing())
    ),
    "ProjectEdits.history_job": Case(
        lambda s, _, ids: s.project_edits.history_job(tagged(s, ids).document_id, redo=False)
    ),
    "ProjectEdits.take_back": Case(lambda s, _, ids: s.project_edits.take_back(tagged(s, ids))),
    "PuttingBack.job": Case(lambda s, *_: gone(s).putting_back.job()),
    "recovery_job": Case(lambda s, f, _: recovery_job(copied(s, f), f / "saved.annotator")),
    "Registering.link_alike": Case(
        lambda s, _, ids: s.registering.link_alike(linked(s, ids), everywhere=True)
    ),
    "Registering.link_name": Case(
        lambda s, *_: s.registering.link_name("Orbeli", "ACTOR", entries(s)[0])
    ),
    "Registering.enter_name": Case(lambda s, *_: s.registering.enter_name("Orbeli", "ACTOR")),
    "Registering.merge": Case(lambda s, *_: s.registering.merge(entries(s), entries(s)[0])),
    "Registering.split_mentions": Case(
        lambda s, _, ids: s.registering.split_mentions(entries(s)[0], [linked(s, ids)], "Other")
    ),
    "Registering.split_aliases": Case(
        lambda s, *_: s.registering.split_aliases(entries(s)[0], aliased(s))
    ),
    "Registering.delete": Case(lambda s, *_: s.registering.delete(entries(s))),
    "RegistryBrowsing.unlinked_job": Case(lambda s, *_: s.registry.unlinked_job(["ACTOR"])),
    "Repairing.propose": Case(lambda s, *_: s.repairing.propose(misfits(s), {})),
    "Repairing.apply": Case(
        lambda s, *_: s.repairing.apply(
            s.repairing.propose(misfits(s), {"WHO": "ACTOR"}).work(JobContext())
        )
    ),
    "Schemes.preview": Case(
        lambda s, *_: s.schemes.preview(s.schemes.draft().then(RenameLabel("ACTOR", "WHO")))
    ),
    "Schemes.job": Case(
        lambda s, *_: s.schemes.job(s.schemes.draft().then(RenameLabel("ACTOR", "WHO")))
    ),
    "sharing.job": Case(lambda s, *_: sharing.job(s.path)),
    "Stories.job": Case(lambda s, *_: s.stories.job(), keeps=True),
    "Stories.carry_over_job": Case(
        lambda s, _, ids: grouped(s, ids).carry_over_job(ids[0]), keeps=True
    ),
    "SuggestionReport.job": Case(lambda s, *_: s.suggestion_report.job()),
}
ELSEWHERE = {
    "learn_job": "Memory.learn_job is it",
    "ProjectEdits.job": "what the verbs that make one edit are made of",
    "Suggesting.job": "tests/services/test_suggesting.py: it needs processes of its own",
    "self_test": "tests/services/self_test",
    "self_test_apart": "tests/services/self_test",
}
_CHANGING = (
    *("ArticleEditing", "BulkEditing", "Histories", "Importing", "Memory.learn", "ProjectEdits"),
    *("Registering", "Repairing.apply", "Schemes.job", "Stories.carry"),
)
TEXT = "Mayor Orbeli spoke in Homs. “We stay,” Orbeli said in Homs."


def backup(services: Services) -> Path:
    made = services.project.back_up()
    return made or sorted(services.path.with_name(services.path.name + "-backups").iterdir())[-1]


def copied(services: Services, folder: Path) -> Path:
    """The project once more, closed, beside nothing."""
    target = folder / "other.annotator"
    if not target.exists():
        services.backing_up.copy_job(target).work(JobContext())
    return target


def table(folder: Path) -> Path:
    path = folder / "table.csv"
    path.write_text("title,text\nA,Words.\n" * 20)
    return path


def gone(services: Services) -> Services:
    """A project whose file was removed after something had been stored in it."""
    if services.path.exists():
        services.filters.save("All", ArticleFilter(), ListOrder())
        services.path.unlink()
    return services


def tagged(services: Services, ids: list[DocumentId]) -> Edit:
    edit = services.bulk.tag(places(services, ids, "spoke"), "LOCATION").work(JobContext())
    assert edit is not None
    return edit


def grouped(services: Services, ids: list[DocumentId]) -> Stories:
    """The stories, when it is known what the first article has that its copies have not."""
    services.editing.add(ids[0], span_of(services, ids[0], "We stay"), "ACTOR")
    services.stories.job().work(JobContext())
    return services.stories


def linked(services: Services, ids: list[DocumentId]) -> AnnotationId:
    """An annotation that has an entry."""
    return next(one.id for one in services.project.annotations(ids[0]) if one.entry_id is not None)


def aliased(services: Services) -> list[str]:
    services.registering.add_alias(entries(services)[0], "The mayor")
    return ["The mayor"]


def misfits(services: Services) -> tuple[Misfit, ...]:
    record = {"text": "Orbeli spoke.", "spans": [{"start": 0, "end": 6, "label": "WHO"}]}
    source = Source(json.dumps(record).encode(), "bad.jsonl")
    report = services.importing.job([source], "jsonl").work(JobContext())
    assert report.misfits
    return tuple(report.misfits)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that has something of everything, closed."""
    path = tmp_path_factory.mktemp("prepared") / "Storm.annotator"
    with projects.create_project(path, ANA, scheme=make_scheme()) as services:
        for number in range(_ARTICLES):
            document_id = import_text(services, f"{TEXT} Edition {number}.", f"{number}.txt")
            orbeli = services.editing.add(document_id, Span(6, 12), "ACTOR")
            suggest(services, document_id, ("Mayor", "ACTOR"), ("Homs", "LOCATION"))
            if number < 2:
                services.registering.make_entry(orbeli, f"Orbeli {number}")
    return path


@pytest.fixture
def copy(prepared: Path, tmp_path: Path) -> Callable[[int], Path]:
    """Makes the project anew, in a folder of its own."""

    def make(number: int) -> Path:
        folder = tmp_path / str(number)
        folder.mkdir()
        return Path(shutil.copy(prepared, folder / prepared.name))

    return make


def run(case: Case, path: Path, at: int) -> Ran:
    """Runs a job on a project, asked to stop at a moment."""
    with projects.open_project(path, ANA) as services:
        ids = sorted(map(DocumentId, services.project.article_ids()))
        job = case.make(services, path.parent, ids)
        seen = sorted(map(DocumentId, services.project.article_ids()))
        before = whole(services, seen)
        context = Cancelling(at)
        try:
            job.work(context)
        except Cancelled:
            has_ended = False
        else:
            has_ended = True
        later = sorted(map(DocumentId, services.project.article_ids()))
        unchanged = later == seen and whole(services, seen) == before
        problems = services.project.check()
        again = case.make(services, path.parent, ids) if not has_ended and unchanged else None
        if again is not None:
            again.work(JobContext())
            problems += services.project.check()
    left = [
        one.name for one in path.parent.rglob("*") if "draft" in one.name or one.suffix == ".tmp"
    ]
    return Ran(context.moments, has_ended, unchanged, problems + left)


class Ran(NamedTuple):
    """What became of a run. moments: how often the job could have been stopped."""

    moments: int
    has_ended: bool
    unchanged: bool
    problems: list[str]


def does_change(name: str) -> bool:
    """Whether a job is there to change articles, annotations or entries."""
    return name.startswith(_CHANGING)


def moments_of(total: int, seed: int) -> list[int]:
    """Where to stop a job that has so many moments: first, last, and some at random."""
    many = _MANY if settings.get_current_profile_name() == "soak" else _FEW
    if total <= many:
        return list(range(1, total + 1))
    hazard = random.Random(seed)
    return sorted({1, total, *hazard.sample(range(2, total), many - 2)})


@pytest.mark.parametrize("name", CASES)
def test_a_job_that_is_cancelled_at_any_moment_leaves_all_of_it_or_nothing(
    name: str, copy: Callable[[int], Path]
):
    case = CASES[name]
    whole_run = run(case, copy(0), 0)
    assert whole_run.has_ended
    assert whole_run.unchanged != does_change(name)  # else the job has had nothing to do
    assert whole_run.problems == []
    for at in moments_of(whole_run.moments, seed=7):
        ran = run(case, copy(at), at)
        assert ran.problems == [], at
        if not case.keeps and not ran.has_ended:
            assert ran.unchanged, at


def test_every_job_that_the_services_offer_is_among_them():
    found = set()
    for path in (Path(annotator.__file__).parent / "services").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for home in (tree, *(one for one in tree.body if isinstance(one, ast.ClassDef))):
            for one in home.body:
                if not isinstance(one, ast.FunctionDef) or one.returns is None:
                    continue
                if ast.unparse(one.returns).startswith("Job[") and not one.name.startswith("_"):
                    module = f"{path.stem}." if one.name == "job" else ""
                    prefix = f"{home.name}." if isinstance(home, ast.ClassDef) else module
                    found.add(f"{prefix}{one.name}")
    assert found == CASES.keys() | ELSEWHERE.keys()
