"""What a suggestion says besides its label goes into what is made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotator.domain.suggestion import Prediction
from annotator.services.jobs import JobContext
from tests.factories import NER
from tests.services.helpers import import_text, span_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.domain.ids import DocumentId
    from annotator.services.projects import Services

    Accept = Callable[[Services, DocumentId, str], object]

TEXT = "Mayor Ada Quill left. “We stay,” she said."


def one_by_one(services: Services, on: DocumentId, label: str) -> None:
    for one in services.project.suggestions(on):
        if one.label == label and one.is_pending:
            services.editing.accept(one.id)


def all_at_once(services: Services, on: DocumentId, _: str) -> None:
    services.bulk.accept_all(on).work(JobContext())


@pytest.fixture
def article(services: Services) -> DocumentId:
    on = import_text(services, TEXT)
    ada = span_of(services, on, "Ada Quill")
    found = [
        Prediction(ada, "ACTOR", attributes=(("acts", True), ("role", "Mayor"))),
        Prediction(
            span_of(services, on, "“We stay,”"),
            "QUOTE",
            source=span_of(services, on, "she"),
            cue=span_of(services, on, "said"),
            referent=ada,
            attributes=(("role", "Mayor"),),
        ),
    ]
    sha256 = services.project.document(on).text_sha256
    assert services.project.store_suggestions(on, sha256, {NER: found})
    return on


@pytest.mark.parametrize("accept", [one_by_one, all_at_once])
def test_what_a_pronoun_stands_for_becomes_the_speaker(
    services: Services, article: DocumentId, accept: Accept
) -> None:
    accept(services, article, "QUOTE")

    (relation,) = services.project.relations(article)
    ends = {one.id: one.span.text_of(TEXT) for one in services.project.annotations(article)}
    assert (ends[relation.source_id], ends[relation.target_id]) == ("“We stay,”", "Ada Quill")


@pytest.mark.parametrize("accept", [one_by_one, all_at_once])
def test_a_pronoun_that_is_annotated_is_the_speaker_itself(
    services: Services, article: DocumentId, accept: Accept
) -> None:
    services.editing.add(article, span_of(services, article, "she"), "ACTOR")

    accept(services, article, "QUOTE")

    (relation,) = services.project.relations(article)
    ends = {one.id: one.span.text_of(TEXT) for one in services.project.annotations(article)}
    assert ends[relation.target_id] == "she"


@pytest.mark.parametrize("accept", [one_by_one, all_at_once])
def test_attributes_that_the_scheme_has_are_kept(
    services: Services, article: DocumentId, accept: Accept
) -> None:
    for label in ("ACTOR", "QUOTE"):
        accept(services, article, label)

    found = {one.label: one.attributes for one in services.project.annotations(article)}
    assert found == {"ACTOR": (("role", "Mayor"),), "QUOTE": ()}
    assert services.project.check() == []
