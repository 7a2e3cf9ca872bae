from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.services.jobs import JobContext
from tests.factories import TEXT
from tests.services.helpers import span_of

if TYPE_CHECKING:
    from annotator.domain.ids import DocumentId
    from annotator.services.projects import Services


def relabel(services: Services, document_id: DocumentId, times: int) -> None:
    span = span_of(services, document_id, TEXT.split()[0])
    mark_id = services.editing.add(document_id, span, "ACTOR")
    for number in range(times - 1):
        services.editing.relabel(mark_id, ("LOCATION", "ACTOR")[number % 2])


def test_a_few_edits_make_nothing_due(services: Services, document_id: DocumentId):
    services.housekeeping.job().work(JobContext())
    relabel(services, document_id, 3)

    assert not services.housekeeping.is_due


def test_after_many_edits_it_is_due_once(services: Services, document_id: DocumentId):
    relabel(services, document_id, 40)
    assert services.housekeeping.is_due

    services.housekeeping.job().work(JobContext())

    assert not services.housekeeping.is_due
    assert len(services.project.annotations(document_id)) == 1


def test_once_warm_there_is_nothing_left_to_do(services: Services, document_id: DocumentId):
    for _ in services.housekeeping.warm_up():
        pass

    assert list(services.housekeeping.warm_up()) == []
    relabel(services, document_id, 2)
