"""The job that learns: what it tells, and what happens meanwhile."""

from __future__ import annotations

from itertools import count, cycle
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from annotator.domain.errors import Cancelled
from annotator.domain.memory import MEMORY, Phrase, Rule
from annotator.services import projects
from annotator.services.changes import Changed
from annotator.services.jobs import JobContext
from annotator.store import memory, memory_due, memory_learning, memory_study
from tests.factories import ANA
from tests.services.helpers import import_text, suggest
from tests.services.memory_helpers import learn, offered, tag

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.domain.ids import DocumentId
    from annotator.services.projects import Services

RELEASED = Path(__file__).parents[1] / "data" / "projects"


@pytest.fixture
def first(services: Services) -> DocumentId:
    return import_text(services, "Rebels took Port Merrow.\n“We go,” said the mayor of Osby.\n")


@pytest.fixture
def second(services: Services) -> DocumentId:
    return import_text(services, "In Port Merrow, rebels met. Port Merrows? Port Merrow!", "2.txt")


def test_it_tells_which_articles_and_that_the_table_changed(services, first, second):
    tag(services, first, "Port Merrow")
    told: list[Changed] = []
    services.changes.subscribe(told.append)

    learn(services)

    ids = {one.id for one in services.project.suggestions(second)}
    assert told == [
        Changed(memory=True),
        Changed(documents=frozenset({second}), suggestions=frozenset(ids)),
    ]
    assert not services.memory.is_behind()
    told.clear()
    learn(services)
    assert told == []


def test_it_tells_which_suggestions_came_went_and_moved(services, first, second):
    (withheld, _) = suggest(services, second, ("Port Merrow", "ACTOR"), ("rebels", "ACTOR"))
    tag(services, first, "Port Merrow")
    told: list[Changed] = []
    services.changes.subscribe(told.append)

    def moved() -> frozenset[int]:
        told.clear()
        learn(services)
        (changed,) = (one for one in told if one.documents)
        assert changed.documents == {second}
        return changed.suggestions

    came = moved()
    own = {one.id for one in services.project.suggestions(second) if one.suggester == MEMORY}
    assert came == {withheld, *own}
    services.memory.add("Port Merrow", "LOCATION")  # surer
    assert moved() == own
    services.memory.set_rule([Phrase("Port Merrow", "LOCATION")], Rule.IGNORE)
    assert moved() == came


def test_a_long_article_is_written_and_told_of_in_parts(services, first):
    third = import_text(services, "Port Merrow. " * 1_001, "3.txt")
    tag(services, first, "Port Merrow")
    told: list[Changed] = []
    services.changes.subscribe(told.append)

    report = learn(services)

    parts = [one.suggestions for one in told if one.documents]
    assert (report.articles, report.changed) == (2, 1)
    assert max(map(len, parts)) <= 200
    assert sum(map(len, parts)) == 1_001
    assert frozenset().union(*parts) == {one.id for one in services.project.suggestions(third)}


def test_of_a_long_article_the_rest_is_left_when_somebody_edits_it(services, first):
    third = import_text(services, "Port Merrow. " * 500 + "Osby.", "3.txt")
    tag(services, first, "Port Merrow")
    memory = services.project.memory
    while memory.learn_some() is not None or memory.spread_some():
        pass

    steps = memory.refresh_some(third)
    (_, moved) = next(steps)
    tag(services, third, "Osby")
    rest = list(steps)

    assert 0 < len(moved[third]) < 500
    assert all(third not in more for _, more in rest)
    assert services.memory.is_behind()
    learn(services)
    assert offered(services, third) == [("Port Merrow", "LOCATION")] * 500
    assert services.project.check() == []


def test_what_changes_no_suggestion_is_not_told(services, first, second):
    tag(services, first, "Port Merrow")
    learn(services)
    told: list[Changed] = []
    services.editing.set_note(services.project.annotations(first)[0].id, "by the sea")
    services.changes.subscribe(told.append)
    assert services.memory.is_behind()
    learn(services)
    assert told == []


def test_a_cancelled_job_goes_on_where_it_was(services, first):
    others = [import_text(services, f"{n} Port Merrow", f"{n}.txt") for n in range(200)]
    tag(services, first, "Port Merrow")
    context = JobContext()

    def stop(changed: Changed) -> None:
        if changed.documents:
            context.cancel()

    forget = services.changes.subscribe(stop)
    with pytest.raises(Cancelled):
        services.memory.learn_job().work(context)
    forget()

    done = [one for one in others if offered(services, one)]
    assert 0 < len(done) < len(others)
    assert services.memory.is_behind()
    report = learn(services)
    assert all(offered(services, one) for one in others)
    assert report.changed == len(others) - len(done)


def test_the_article_that_is_looked_at_comes_first(services, first):
    others = [import_text(services, f"{n} Port Merrow", f"{n}.txt") for n in range(100)]
    tag(services, first, "Port Merrow")
    told: list[Changed] = []
    services.changes.subscribe(told.append)
    services.memory.learn_job(first=others[-1]).work(JobContext())
    batches = [changed.documents for changed in told if changed.documents]
    assert len(batches) > 1
    assert others[-1] in batches[0]


def disturb(monkeypatch: pytest.MonkeyPatch, gesture: Callable[[], object]) -> None:
    """Has something done each time that the job has looked at articles, before it writes."""
    plans = memory_study.FileStudy._plans

    def disturbed(*args):
        found = plans(*args)
        gesture()
        return found

    monkeypatch.setattr(memory_study.FileStudy, "_plans", disturbed)


def test_it_leaves_where_somebody_is_at_work_and_goes_on_elsewhere(services, first, monkeypatch):
    busy, *others = (import_text(services, f"{n} Port Merrow", f"{n}.txt") for n in range(12))
    tag(services, first, "Port Merrow")
    with monkeypatch.context() as patch:
        steps = cycle([services.editing.undo, services.editing.redo])
        tag(services, busy, "Merrow", "ACTOR")
        disturb(patch, lambda: next(steps)(busy))
        learn(services)
    assert offered(services, busy) == []
    assert all(offered(services, one) == [("Port Merrow", "LOCATION")] for one in others)
    assert services.memory.is_behind()

    if services.project.annotations(busy):
        services.editing.undo(busy)
    learn(services)
    assert offered(services, busy) == [("Port Merrow", "LOCATION")]
    assert not services.memory.is_behind()


@pytest.mark.parametrize("others", [["Port Merrow"], ["rebels"]])
def test_what_a_run_stores_while_it_looks_is_looked_at(
    services, first, second, monkeypatch, others
):
    tag(services, first, "Port Merrow")
    runs = count()
    disturb(
        monkeypatch,
        lambda: (
            suggest(services, second, *((one, "LOCATION") for one in others))
            if not next(runs)
            else None
        ),
    )
    learn(services)
    learn(services)
    places = sorted(one.span for one in services.project.suggestions(second) if one.is_pending)
    assert len(places) == len(set(places)) == 1 + len({"Port Merrow", *others})


def test_what_is_tagged_while_it_looks_is_not_offered(services, first, second, monkeypatch):
    tag(services, first, "Port Merrow")
    while services.project.memory.learn_some() is not None:
        pass
    while services.project.memory.spread_some():
        pass

    def once() -> None:
        if not services.project.annotations(second):
            tag(services, second, "Port Merrow", "ACTOR")

    disturb(monkeypatch, once)
    while list(services.project.memory.refresh_some(second)):
        pass

    assert offered(services, second) == [("Port Merrow", "LOCATION")]


def test_a_phrase_is_followed_through_many_articles_in_parts(services, first, monkeypatch):
    monkeypatch.setattr(memory_due, "_ARTICLES_AT_A_TIME", 3)
    others = [import_text(services, f"{n} Port Merrow", f"{n}.txt") for n in range(10)]
    learn(services)
    tag(services, first, "Port Merrow")
    learn(services)
    assert all(offered(services, one) for one in others)


def test_what_two_have_read_is_counted_once(services, first):
    tag(services, first, "Port Merrow")
    store, scheme = services.project.memory, services.project.scheme()
    with store._database.reading() as connection:
        lessons = [memory_learning.read_lesson(connection) for _ in range(2)]
    for lesson in lessons:
        with store._database.writing() as connection:
            memory_learning.take_in(connection, lesson, scheme)
    assert services.memory.row(Phrase("Port Merrow", "LOCATION")).tagged == 1


def test_a_run_that_was_read_before_something_was_learnt_is_looked_at_again(
    services, first, second, monkeypatch
):
    services.memory.add("Osby", "LOCATION")
    learn(services)
    old = services.project.memory.look(second)
    tag(services, first, "Port Merrow")
    learn(services)
    monkeypatch.setattr(memory.MemoryRows, "look", lambda *_: old)

    suggest(services, second, ("Port Merrow", "ACTOR"))
    assert ("Port Merrow", "ACTOR") in offered(services, second)
    assert services.memory.is_behind()
    learn(services)

    assert offered(services, second) == [("Port Merrow", "LOCATION")] * 2


def test_a_project_of_a_former_version_learns_from_all_of_its_history(tmp_path: Path):
    path = tmp_path / "Former.annotator"
    path.write_bytes((RELEASED / "version-2.annotator").read_bytes())
    with projects.open_project(path, ANA) as services:
        assert services.memory.is_behind()
        learn(services)
        assert services.memory.table().rows
        assert services.project.check() == []
