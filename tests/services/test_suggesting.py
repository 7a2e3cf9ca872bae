"""Filling a project with suggestions, through real processes and a small pipeline."""

from __future__ import annotations

import os
import signal
import threading
from typing import TYPE_CHECKING

import psutil
import pytest

from annotator.domain.errors import KnownError, WorkerFailed
from annotator.domain.scheme_steps import DeleteLabel, RenameLabel
from annotator.domain.suggestion import Decision, SuggesterInfo
from annotator.services import projects, suggesting
from annotator.services.jobs import JobContext
from annotator.suggest.messages import SuggestRequest, SuggestResponse
from annotator.suggest.process import SuggestionProcess
from tests.factories import ANA, make_scheme
from tests.services.helpers import import_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from annotator.domain.ids import DocumentId
    from annotator.services.jobs import Progress
    from annotator.services.projects import Services
    from annotator.services.suggestion_run import SuggestReport

NER = ("spacy.ner.v1",)
QUOTES = ("rules.quotes.v1",)  # needs no pipeline, so its processes start fast
DEADLY = "This article kills."


@pytest.fixture(scope="session")
def ruler_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A blank pipeline on disk that knows two names."""
    import spacy

    path = tmp_path_factory.mktemp("pipelines") / "ruler"
    pipeline = spacy.blank("en")
    pipeline.add_pipe("entity_ruler").add_patterns(
        [
            {"label": "PERSON", "pattern": "Ada Quill"},
            {"label": "GPE", "pattern": "Port Merrow"},
        ]
    )
    pipeline.to_disk(path)
    return path


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[..., Services]]:
    """Makes a project which suggests with one suggester; closes it afterwards."""
    opened: list[Services] = []

    def make(model: object = "", suggesters: tuple[str, ...] = QUOTES) -> Services:
        path = tmp_path / "Storm.annotator"
        if not path.exists():
            projects.create_project(path, ANA, scheme=make_scheme()).close()
        services = projects.open_project(path, ANA, model=str(model), suggesters=suggesters)
        opened.append(services)
        return services

    yield make
    for services in opened:
        services.close()


@pytest.fixture
def services(make: Callable[..., Services]) -> Services:
    """A project that looks for quotes by rules alone."""
    return make()


def articles(services: Services, count: int, first: int = 0) -> list[DocumentId]:
    """Imports so many articles, each with one quotation."""
    return [
        import_text(services, f"“Number {number},” said Ada Quill in Port Merrow.\n")
        for number in range(first, first + count)
    ]


def run(
    services: Services,
    *,
    workers: int = 1,
    on_progress: Callable[[Progress], None] = lambda _: None,
) -> SuggestReport:
    return services.suggesting.job(workers=workers).work(JobContext(on_progress))


def order_of(services: Services) -> list[DocumentId]:
    """The articles in the order in which they are done, filled as they are."""
    done: list[DocumentId] = []
    services.changes.subscribe(lambda changed: done.extend(changed.documents))
    return done


def workers_alive() -> list[int]:
    """The suggestion processes of this process."""
    return [
        child.pid
        for child in psutil.Process().children(recursive=True)
        if child.status() != psutil.STATUS_ZOMBIE and "spawn_main" in " ".join(child.cmdline())
    ]


# ---------------------------------------------------------------- ordinary runs


def test_all_articles_get_suggestions_with_who_made_them(make, ruler_model: Path):
    services = make(ruler_model, NER)
    ids = articles(services, 3)

    report = run(services)

    assert (report.articles, report.failures, report.restarts) == (3, {}, 0)
    assert report.suggestions == {"ACTOR": 3, "LOCATION": 3}
    for document_id in ids:
        text = services.project.document(document_id).text
        found = services.project.suggestions(document_id)
        assert [(one.label, one.span.text_of(text)) for one in found] == [
            ("ACTOR", "Ada Quill"),
            ("LOCATION", "Port Merrow"),
        ]
        assert {one.suggester.name for one in found} == {"spacy.ner.v1"}
        assert {one.suggester.model for one in found} == {"en_pipeline 0.0.0"}
        assert {one.decision for one in found} == {Decision.PENDING}


def test_suggestions_come_under_the_projects_own_names(make, ruler_model: Path):
    services = make(ruler_model, NER)
    draft = services.schemes.draft().then(RenameLabel("ACTOR", "PERSON"))
    services.schemes.job(draft.then(DeleteLabel("LOCATION"))).work(JobContext())
    (document_id,) = articles(services, 1)

    report = run(services)

    assert [one.label for one in services.project.suggestions(document_id)] == ["PERSON"]
    assert report.suggestions == {"PERSON": 1}


def test_a_second_run_does_nothing_and_a_new_article_only_itself(services):
    articles(services, 3)
    run(services)
    done = order_of(services)

    assert run(services).articles == 0
    assert done == []

    (late,) = articles(services, 1, first=3)
    done.clear()
    assert run(services).articles == 1
    assert done == [late]


def test_a_run_over_nothing_ends_at_once(services):
    report = run(services, workers=3)

    assert (report.articles, report.suggestions) == (0, {})


def test_what_was_decided_is_not_suggested_again(make, ruler_model: Path):
    services = make(ruler_model, NER)
    (document_id,) = articles(services, 1)
    run(services)
    accepted, rejected = services.project.suggestions(document_id)
    services.editing.accept(accepted.id)
    services.editing.reject(rejected.id)

    services.close()
    again = make(ruler_model, (*NER, *QUOTES))
    run(again)

    by_label = {one.label: one.decision for one in again.project.suggestions(document_id)}
    assert by_label["ACTOR"] is Decision.ACCEPTED
    assert by_label["LOCATION"] is Decision.REJECTED
    assert by_label["QUOTE"] is Decision.PENDING


def test_each_article_is_published_when_it_is_stored(services):
    ids = articles(services, 5)
    seen: list[int] = []

    def look(changed: object) -> None:
        (document_id,) = changed.documents
        seen.append(len(services.project.suggestions(document_id)))

    services.changes.subscribe(look)
    run(services)

    assert seen == [1] * len(ids)


def test_progress_goes_from_loading_to_all(services):
    articles(services, 4)
    steps: list[Progress] = []

    run(services, on_progress=steps.append)

    assert steps[0].total is None
    assert steps[0].note
    assert (steps[-1].done, steps[-1].total) == (4, 4)


def test_the_article_that_is_looked_at_is_done_next(services):
    ids = articles(services, 30)
    done: list[DocumentId] = []
    wanted = ids[-1]

    def look(changed: object) -> None:
        done.extend(changed.documents)
        if len(done) == 3:
            services.suggesting.prioritise(ids[-2])
            services.suggesting.prioritise(wanted)

    services.suggesting.prioritise(ids[10])
    services.changes.subscribe(look)
    run(services)

    assert done[0] == ids[10]
    assert sorted(done) == sorted(ids)
    # one article is on its way to the process while the one before it is stored
    assert done.index(wanted) <= 5
    assert done.index(ids[-2]) == done.index(wanted) + 1


def test_an_article_that_is_looked_at_twice_is_done_once(services):
    ids = articles(services, 3)
    for _ in range(3):
        services.suggesting.prioritise(ids[2])
    done = order_of(services)

    run(services)

    assert done == [ids[2], ids[0], ids[1]]


def test_two_processes_share_the_work(services):
    ids = articles(services, 40)
    done = order_of(services)

    report = run(services, workers=2)

    assert sorted(done) == sorted(ids)
    assert (report.articles, report.suggestions) == (40, {"QUOTE": 40})
    assert len(workers_alive()) == 1  # one is kept for the next run


@pytest.mark.parametrize("workers", [1, 2])
def test_a_paused_run_waits_between_two_articles_and_goes_on(services, workers: int):
    ids = articles(services, 12)
    done = order_of(services)
    context = JobContext()
    services.changes.subscribe(lambda _: context.pause() if len(done) < 6 else None)
    job = services.suggesting.job(workers=workers)
    reports: list[SuggestReport] = []
    thread = threading.Thread(target=lambda: reports.append(job.work(context)))
    thread.start()

    while not done and thread.is_alive():
        thread.join(0.05)
    thread.join(0.5)
    assert thread.is_alive()
    assert 1 <= len(done) < len(ids)
    assert len(services.project.suggestions(done[0])) == 1  # what was in hand is stored
    while thread.is_alive():
        context.resume()
        thread.join(0.05)

    assert sorted(done) == sorted(ids)
    assert reports[0].articles == len(ids)


def test_a_paused_run_can_be_stopped(services):
    articles(services, 3)
    context = JobContext()
    services.changes.subscribe(lambda _: context.pause())
    thread = threading.Thread(target=lambda: services.suggesting.job().work(context))
    thread.start()
    thread.join(3)
    assert thread.is_alive()
    assert services.suggesting.job().can_pause

    context.cancel()
    thread.join(10)

    assert not thread.is_alive()
    assert run(services).articles > 0  # the rest is done by the next run


def test_stale_answers_are_dropped(services, monkeypatch: pytest.MonkeyPatch):
    first, second = articles(services, 2)
    real = SuggestionProcess.suggest

    def late(
        self: SuggestionProcess, requests: Iterable[SuggestRequest], **options: object
    ) -> Iterator[object]:
        for answer in real(self, requests, **options):
            if answer.document_id == first:
                answer = SuggestResponse(first, "of another text", answer.runs)
            yield answer

    monkeypatch.setattr(SuggestionProcess, "suggest", late)
    report = run(services)

    assert services.project.suggestions(first) == ()
    assert len(services.project.suggestions(second)) == 1
    assert list(report.failures) == [first]
    assert report.articles == 1


# ---------------------------------------------------------------- stopping


def test_a_cancelled_run_keeps_what_was_done_and_the_next_one_goes_on(services):
    articles(services, 50)
    context = JobContext()
    done: list[DocumentId] = []

    def look(changed: object) -> None:
        done.extend(changed.documents)
        if len(done) == 5:
            context.cancel()

    services.changes.subscribe(look)
    report = services.suggesting.job().work(context)

    assert 5 <= report.articles < 50
    assert report.articles == len(done)
    assert not report.failures
    assert run(services).articles == 50 - report.articles


def test_a_run_cancelled_before_it_began_returns_an_empty_report(services):
    articles(services, 2)
    context = JobContext()
    context.cancel()

    report = services.suggesting.job().work(context)

    assert report.articles == 0
    assert run(services).articles == 2


def test_closing_ends_the_process(services):
    articles(services, 2)
    run(services)
    (pid,) = workers_alive()

    services.close()

    assert workers_alive() == []
    assert not psutil.pid_exists(pid)


def test_the_process_is_kept_for_the_next_run(services):
    articles(services, 1)
    run(services)
    before = workers_alive()
    articles(services, 1, first=1)
    run(services)

    assert workers_alive() == before
    assert len(before) == 1


# ---------------------------------------------------------------- what goes wrong


@pytest.mark.parametrize(
    ("model", "names", "sentence"),
    [
        ("no_such_pipeline", NER, "“no_such_pipeline” cannot be loaded"),
        ("", ("no.such.v1",), "no suggester named “no.such.v1”"),
    ],
)
def test_what_cannot_be_loaded_is_named(make, model: str, names: tuple[str, ...], sentence: str):
    with pytest.raises(KnownError, match=sentence):
        run(make(model, names))

    assert workers_alive() == []


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_process_that_is_killed_is_started_anew(services):
    ids = articles(services, 20)
    done: list[DocumentId] = []

    def look(changed: object) -> None:
        done.extend(changed.documents)
        if len(done) == 4:
            (pid,) = workers_alive()
            os.kill(pid, signal.SIGKILL)

    services.changes.subscribe(look)
    report = run(services)

    assert sorted(done) == sorted(ids)
    assert (report.articles, report.restarts, report.failures) == (20, 1, {})


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_process_that_died_between_two_runs_is_no_matter(services):
    articles(services, 1)
    run(services)
    (pid,) = workers_alive()
    os.kill(pid, signal.SIGKILL)
    psutil.Process(pid).wait(5)
    articles(services, 1, first=1)

    report = run(services)

    assert (report.articles, report.failures) == (1, {})


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_process_that_dies_as_it_starts_is_started_again(
    services, monkeypatch: pytest.MonkeyPatch
):
    articles(services, 2)
    spawn, deaths = SuggestionProcess._spawn, iter(range(2))

    def spawn_what_dies(process: SuggestionProcess) -> None:
        spawn(process)
        if next(deaths, None) is not None:
            assert process.pid is not None
            os.kill(process.pid, signal.SIGKILL)

    monkeypatch.setattr(SuggestionProcess, "_spawn", spawn_what_dies)

    report = run(services)

    assert (report.articles, report.failures) == (2, {})


class Fragile:
    """A suggestion process that dies of an article which says so, as some native crash would."""

    info = SuggesterInfo("fragile.v1", "1")
    starts: list[int]

    def __init__(self) -> None:
        self.suspect: DocumentId | None = None
        self._is_running = False

    def start(self, model: str, names: object, **_: object) -> tuple[SuggesterInfo, ...]:
        if not self._is_running:
            self.starts.append(threading.get_ident())
        self._is_running = True
        return (self.info,)

    def suggest(self, requests: Iterable[SuggestRequest], **_: object) -> Iterator[SuggestResponse]:
        for request in requests:
            self.suspect = request.document_id
            if DEADLY in request.text:
                self._is_running = False
                raise WorkerFailed("The suggestion process ended unexpectedly (signal SIGSEGV).")
            runs = ((self.info, ((0, 1, "ACTOR", None, None, "", None, None, ()),)),)
            yield SuggestResponse(request.document_id, request.fingerprint, runs)

    def close(self) -> None:
        self._is_running = False


@pytest.fixture
def fragile(services: Services, monkeypatch: pytest.MonkeyPatch) -> Services:
    """A project whose suggestion processes die of some articles."""
    Fragile.starts = []
    monkeypatch.setattr(suggesting, "SuggestionProcess", Fragile)
    return services


@pytest.mark.parametrize("workers", [1, 2])
def test_an_article_that_kills_twice_is_given_up_and_the_others_go_on(fragile, workers: int):
    good = articles(fragile, 3)
    bad = import_text(fragile, DEADLY)
    good += articles(fragile, 6, first=3)

    report = run(fragile, workers=workers)

    assert report.articles == len(good)
    assert report.restarts == 2
    assert list(report.failures) == [bad]
    assert "SIGSEGV" in report.failures[bad]
    assert 3 <= len(Fragile.starts) <= workers + 2
    assert all(fragile.project.suggestions(one) for one in good)


def test_articles_that_kill_do_not_stop_a_run_while_others_succeed(fragile):
    for number in range(6):
        import_text(fragile, f"{DEADLY} {number}")
        articles(fragile, 1, first=number)

    report = run(fragile)

    assert (report.articles, len(report.failures), report.restarts) == (6, 6, 12)


def test_a_process_that_always_dies_ends_the_run_with_a_sentence(fragile):
    for number in range(20):
        import_text(fragile, f"{DEADLY} {number}")

    with pytest.raises(WorkerFailed, match="unexpectedly"):
        run(fragile)

    assert len(Fragile.starts) <= 21
