"""How good the suggestions were: counted over a real project."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotator.domain.errors import Cancelled
from annotator.domain.span import Span
from annotator.domain.statistics import DecisionCount
from annotator.domain.suggestion import Decision, Prediction
from annotator.services import projects
from annotator.services.jobs import JobContext
from annotator.services.suggestion_report import Standing, standings
from tests.factories import ANA, NER, make_scheme
from tests.services.helpers import import_text, span_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from annotator.domain.ids import DocumentId
    from annotator.services.projects import Services

TEXT = "Ada met Ben, Cleo and Dora in Brest; Emil stayed in Riga."
FOUND = (
    ("Ada", "ACTOR", 0.95),
    ("Ben", "ACTOR", 1.0),
    ("Cleo", "ACTOR", 0.55),
    ("Dora", "ACTOR", 0.1),
    ("Emil", "ACTOR", None),
    ("Brest", "LOCATION", None),
    ("Riga", "LOCATION", None),
)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    with projects.create_project(tmp_path / "p.annotator", ANA, scheme=make_scheme()) as made:
        yield made


@pytest.fixture
def document_id(services: Services) -> DocumentId:
    """An article with suggestions nobody has decided about."""
    on = import_text(services, TEXT)
    document = services.project.document(on)
    runs = {NER: [Prediction(span_of(services, on, words), *rest) for words, *rest in FOUND]}
    assert services.project.store_suggestions(on, document.text_sha256, runs)
    return on


def count(services: Services) -> list[Standing]:
    return [*services.suggestion_report.job().work(JobContext())]


def test_what_became_of_each_kind_is_counted(services: Services, document_id: DocumentId):
    ada, ben, cleo, dora, brest, _, _ = services.project.suggestions(document_id)
    services.editing.accept(ada.id)
    services.editing.accept(ben.id)
    services.editing.relabel(cleo.id, "LOCATION")
    services.editing.reject(dora.id)
    services.editing.reject(brest.id)

    actors, locations = count(services)

    assert (actors.suggester, actors.label) == (NER.name, "ACTOR")
    assert (actors.accepted, actors.corrected, actors.rejected, actors.pending) == (2, 1, 1, 1)
    assert (actors.offered, actors.decided, actors.share) == (5, 4, 0.5)
    assert [(one.accepted, one.decided) for one in actors.bands] == [
        (0, 1),
        (0, 0),
        (0, 1),
        (0, 0),
        (2, 2),
    ]
    assert [one.share for one in actors.bands] == [0.0, None, 0.0, None, 1.0]
    assert (locations.label, locations.rejected, locations.pending) == ("LOCATION", 1, 1)
    assert locations.bands == ()


def test_what_was_undone_or_removed_does_not_count(services: Services, document_id: DocumentId):
    first = services.project.suggestions(document_id)[0]
    services.editing.accept(first.id)
    services.editing.undo(document_id)
    assert [one.decided for one in count(services)] == [0, 0]
    assert [one.share for one in count(services)] == [None, None]

    services.editing.remove_article(document_id)
    assert count(services) == []


def test_withheld_suggestions_were_not_offered():
    counts = [
        DecisionCount("a.v1", "ACTOR", Decision.WITHHELD, 2, 3),
        DecisionCount("a.v1", "ACTOR", Decision.PENDING, None, 4),
        DecisionCount("a.v1", "ACTOR", Decision.ACCEPTED, 4, 1),
    ]

    (found,) = standings(counts)

    assert (found.withheld, found.offered, found.decided) == (3, 5, 1)


def test_counting_stops_when_it_is_told_to(services: Services):
    on = import_text(services, "Rain. " * 1_000)
    many = [Prediction(Span(start, start + 4), "ACTOR") for start in range(5_000)]
    sha256 = services.project.document(on).text_sha256
    services.project.store_suggestions(on, sha256, {NER: many})
    context = JobContext()
    context.cancel()

    with pytest.raises(Cancelled):
        services.suggestion_report.job().work(context)
