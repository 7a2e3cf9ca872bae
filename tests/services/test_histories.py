"""The steps of an article, and the way to any of them."""

from __future__ import annotations

import pytest

from annotator.domain.document import Status
from annotator.domain.edits import StepState
from annotator.domain.errors import UnknownName
from annotator.domain.span import Span
from annotator.services import histories
from annotator.services.histories import BEGINNING
from annotator.services.jobs import JobContext
from tests.services.helpers import import_text

TEXT = "Ana met Ben in Oslo. Ben said no."


@pytest.fixture
def document_id(services):
    return import_text(services, TEXT)


@pytest.fixture
def five(services, document_id):
    """Five steps: three actors, a place, done."""
    for start, end in ((0, 3), (8, 11), (21, 24)):
        services.editing.add(document_id, Span(start, end), "ACTOR")
    services.editing.add(document_id, Span(15, 19), "LOCATION")
    services.editing.set_status(document_id, Status.DONE)
    return services.histories.steps(document_id)


def state(services, document_id):
    return services.browsing.marks(document_id), services.browsing.info(document_id)


def test_steps_are_listed_with_who_and_what(services, five):
    assert [one.verb for one in five] == ["Add ACTOR"] * 3 + ["Add LOCATION", "Mark as done"]
    assert [one.changes for one in five] == [2, 1, 1, 1, 1]
    assert {one.state for one in five} == {StepState.DONE}
    assert not any(one.is_wide for one in five)


def test_the_way_there_and_back_leads_to_the_same(services, document_id, five):
    last = state(services, document_id)

    assert services.histories.go_to(document_id, five[1].number) == 3
    assert len(services.browsing.marks(document_id)) == 2
    assert services.histories.go_to(document_id, BEGINNING) == 2
    assert services.browsing.marks(document_id) == []
    assert services.histories.go_to(document_id, five[4].number) == -5

    assert state(services, document_id) == last


def test_what_was_undone_is_lost_when_something_else_is_done(services, document_id, five):
    services.histories.go_to(document_id, five[3].number)
    services.editing.delete(services.browsing.marks(document_id)[0].id)

    steps = services.histories.steps(document_id)
    assert [one.state for one in steps][3:] == [
        StepState.DONE,
        StepState.DROPPED,
        StepState.DONE,
    ]
    with pytest.raises(UnknownName):
        services.histories.go_to(document_id, five[4].number)
    assert services.histories.steps(document_id) == steps


def test_going_somewhere_is_announced_step_by_step(services, document_id, five):
    heard = []
    services.changes.subscribe(heard.append)

    services.histories.go_to(document_id, five[2].number)

    assert len(heard) == 2
    assert all(document_id in one.documents for one in heard)


def test_a_long_way_is_a_job_of_which_all_is_told(services, document_id, monkeypatch):
    for start, end in ((0, 3), (8, 11)):
        services.editing.add(document_id, Span(start, end), "ACTOR")
    told = []
    services.changes.subscribe(told.append)
    assert not services.histories.is_long(document_id, BEGINNING)
    monkeypatch.setattr(histories, "_MOST_AT_ONCE", 1)
    assert services.histories.is_long(document_id, BEGINNING)

    undone = services.histories.job_to(document_id, BEGINNING).work(JobContext())

    assert undone == 2
    assert services.browsing.marks(document_id) == []
    assert [one.documents for one in told] == [frozenset({document_id})] * 2
