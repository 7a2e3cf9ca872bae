"""Joining marks whether they are annotations yet or not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from annotator.domain.errors import NotAllowed, UnknownName
from annotator.domain.labels import RelationType
from annotator.domain.scheme_steps import Revise
from annotator.domain.suggestion import Decision
from annotator.services.jobs import JobContext
from tests.factories import TEXT
from tests.services.helpers import import_text, span_of, suggest

if TYPE_CHECKING:
    from annotator.domain.ids import DocumentId
    from annotator.services.projects import Services

SAID, WHO = "“We will not move.”", "Nadia Orbeli"


@pytest.fixture
def document_id(services: Services) -> DocumentId:
    return import_text(services, TEXT)


def found(services: Services, document_id: DocumentId) -> list[tuple[str, str]]:
    text = services.project.document(document_id).text
    return [
        (one.label, one.span.text_of(text)) for one in services.project.annotations(document_id)
    ]


def test_suggestions_at_both_ends_are_accepted_in_one_step(services, document_id):
    quote, actor = suggest(services, document_id, (SAID, "QUOTE"), (WHO, "ACTOR"))
    before = services.browsing.marks(document_id)

    relation = services.editing.join(quote, actor)

    assert sorted(found(services, document_id)) == [("ACTOR", WHO), ("QUOTE", SAID)]
    assert services.browsing.relations_of(relation.source_id) == (relation,)
    assert services.project.suggestion(actor).decision is Decision.ACCEPTED

    services.editing.undo(document_id)

    assert services.browsing.marks(document_id) == before
    assert services.editing.history_status(document_id).undo_verb is None


def test_an_annotation_is_joined_as_it_is(services, document_id):
    quote = services.editing.add(document_id, span_of(services, document_id, SAID), "QUOTE")
    (actor,) = suggest(services, document_id, (WHO, "ACTOR"))

    relation = services.editing.join(quote, actor)

    assert relation.source_id == quote
    assert services.project.annotation(relation.target_id).provenance.suggestion_id == actor


def test_joining_again_changes_nothing(services, document_id):
    quote = services.editing.add(document_id, span_of(services, document_id, SAID), "QUOTE")
    actor = services.editing.add(document_id, span_of(services, document_id, WHO), "ACTOR")
    first = services.editing.join(quote, actor)

    assert services.editing.join(quote, actor) == first
    services.editing.undo(document_id)
    assert services.browsing.relations_of(quote) == ()


def test_what_no_relation_joins_stays_a_suggestion(services, document_id):
    quote, actor = suggest(services, document_id, (SAID, "QUOTE"), (WHO, "ACTOR"))

    with pytest.raises(NotAllowed):
        services.editing.join(actor, quote)
    with pytest.raises(UnknownName):
        services.editing.join(quote, 12345)

    assert found(services, document_id) == []


@pytest.fixture
def knowing(services):
    """The project, with a relation that leads from actors to actors as well."""
    scheme = services.project.scheme()
    knows = RelationType("KNOWS", ("ACTOR",), ("ACTOR",))
    draft = services.schemes.draft()
    after = replace(scheme, relations=(*scheme.relations, knows))
    services.schemes.job(draft.then(Revise(after))).work(JobContext())
    return services


@pytest.mark.parametrize("is_suggestion", [True, False])
def test_nothing_is_joined_to_itself(knowing, document_id, is_suggestion):
    (actor,) = suggest(knowing, document_id, (WHO, "ACTOR"))
    if not is_suggestion:
        actor = knowing.editing.accept(actor)
    before = knowing.browsing.marks(document_id)

    with pytest.raises(NotAllowed, match="to itself"):
        knowing.editing.join(actor, actor)

    assert knowing.browsing.marks(document_id) == before


def test_a_suggestion_that_names_itself_is_accepted_without_a_relation(knowing, document_id):
    (one,) = suggest(knowing, document_id, (WHO, "ACTOR", WHO))
    knowing.editing.accept(one)
    assert knowing.project.relations(document_id) == ()
    knowing.editing.undo(document_id)

    assert knowing.bulk.accept_all(document_id).work(JobContext()) is not None

    assert knowing.project.relations(document_id) == ()
    assert found(knowing, document_id) == [("ACTOR", WHO)]
    assert knowing.project.check() == []
