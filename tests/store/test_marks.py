from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.domain.edits import Change
from annotator.domain.segments import Mark
from annotator.domain.span import Span
from annotator.domain.suggestion import Decision, Prediction
from tests.factories import NER, make_annotation, make_creation, make_document, make_edit

_SPAN = Span(11, 23)


@pytest.fixture
def suggestion(project, document):
    """A pending suggestion of the span."""
    predictions = [Prediction(_SPAN, "ACTOR", 0.5)]
    project.store_suggestions(document.id, document.text_sha256, {NER: predictions})
    return project.suggestions(document.id)[0]


def test_a_span_that_nothing_is_has_no_mark(project, document, suggestion):
    other = make_document("Rain fell on the coast.")
    project.add_documents([(other, None)])

    assert project.mark_of(document.id, Span(11, 22), "ACTOR") is None
    assert project.mark_of(document.id, Span(12, 23), "ACTOR") is None
    assert project.mark_of(document.id, _SPAN, "LOCATION") is None
    assert project.mark_of(other.id, _SPAN, "ACTOR") is None


def test_a_pending_suggestion_is_found_until_it_is_decided(project, document, suggestion):
    found = project.mark_of(document.id, _SPAN, "ACTOR")
    assert found == Mark(11, 23, suggestion.id, "ACTOR", True, 0.5)

    rejected = replace(suggestion, decision=Decision.REJECTED)
    project.apply(make_edit(document.id, Change(suggestion, rejected)))

    assert project.mark_of(document.id, _SPAN, "ACTOR") is None


def test_of_some_suggestions_those_that_are_pending_here_are_read(project, document, suggestion):
    predictions = [Prediction(_SPAN, "ACTOR", 0.5), Prediction(Span(0, 4), "ACTOR")]
    project.store_suggestions(document.id, document.text_sha256, {NER: predictions})
    other = make_document("Rain fell on the coast.")
    project.add_documents([(other, None)])
    (decided, pending) = sorted(project.suggestions(document.id), key=lambda one: one.score is None)
    project.apply(
        make_edit(document.id, Change(decided, replace(decided, decision=Decision.REJECTED)))
    )

    ids = [decided.id, pending.id, suggestion.id + 1]
    assert project.pending_among(document.id, ids) == [Mark(0, 4, pending.id, "ACTOR", True)]
    assert project.pending_among(document.id, [decided.id]) == []
    assert project.pending_among(other.id, ids) == []


def test_an_annotation_comes_before_a_suggestion_and_the_older_before_the_newer(
    project, document, suggestion
):
    older, newer = (make_annotation(document) for _ in range(2))
    project.apply(make_creation(newer, older))

    found = project.mark_of(document.id, _SPAN, "ACTOR")

    assert found == Mark(11, 23, min(older.id, newer.id), "ACTOR", False)
