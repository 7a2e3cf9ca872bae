from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.annotation import Origin, Provenance
from annotator.domain.edits import Change
from annotator.domain.entries import RegistryEntry
from annotator.domain.errors import EditConflict
from annotator.domain.segments import Mark, in_order
from annotator.domain.span import Span
from annotator.domain.suggestion import Decision, Prediction
from tests.factories import (
    ANA,
    BEN,
    NER,
    make_annotation,
    make_creation,
    make_document,
    make_edit,
    make_project,
    make_relation,
)
from tests.strategies import annotations, few, spans


@given(st.lists(annotations, max_size=5, unique_by=lambda one: one.id))
@few(examples=25)
def test_annotations_come_back_exactly(tmp_path_factory, made):
    document = make_document("x" * 2_000)
    made = [replace(one, document_id=document.id, annotator_id=BEN.id) for one in made]
    path = tmp_path_factory.mktemp("p") / "x.annotator"
    with make_project(path, document) as project:
        named = {one.entry_id for one in made} - {None}
        entries = [RegistryEntry(number, "ACTOR", f"Entry {number}") for number in named]
        values = (*entries, *made)
        project.apply(make_edit(document.id, *(Change(None, one) for one in values)))

        assert project.annotations(document.id) == tuple(
            sorted(made, key=lambda one: (one.span, one.id))
        )
        for one in made:
            assert project.annotation(one.id) == one
            assert repr(project.annotation(one.id)) == repr(one)


def test_what_is_not_there_is_none(project, document):
    assert project.annotation(5) is None
    assert project.relation(5) is None
    assert project.suggestion(5) is None
    assert project.marks(5) == []


def test_an_annotation_may_name_a_suggestion_of_another_project(project, document):
    provenance = Provenance(Origin.ACCEPTED, 12345, NER, 0.25)
    annotation = make_annotation(document, provenance=provenance)
    project.apply(make_creation(annotation))

    assert project.annotation(annotation.id) == annotation


@given(
    st.lists(st.tuples(spans(30), st.booleans(), st.sampled_from(["ACTOR", "QUOTE"])), max_size=12),
    st.sampled_from([None, 0.5, 1 / 3, 0.1 + 0.2]),
)
@few(examples=25)
def test_marks_are_annotations_and_pending_suggestions_by_start(tmp_path_factory, places, score):
    document = make_document("x" * 30)
    path = tmp_path_factory.mktemp("p") / "x.annotator"
    predictions = [
        Prediction(span, label, score if span.start % 2 else None)
        for span, is_mine, label in places
        if not is_mine
    ]
    with make_project(path, document) as project:
        for span, is_mine, label in places:
            if is_mine:
                project.apply(make_creation(make_annotation(document, span.start, span.end, label)))
        project.store_suggestions(document.id, document.text_sha256, {NER: predictions})

        expected = [
            Mark(one.span.start, one.span.end, one.id, one.label, False)
            for one in project.annotations(document.id)
        ] + [
            Mark(one.span.start, one.span.end, one.id, one.label, True, one.score)
            for one in project.suggestions(document.id)
        ]
        marks = project.marks(document.id)

    assert in_order(marks) == in_order(expected)
    assert [mark.start for mark in marks] == sorted(mark.start for mark in marks)
    assert {mark.is_suggestion for mark in marks} <= {True, False}


def test_decided_suggestions_are_no_marks(project, document):
    project.store_suggestions(
        document.id, document.text_sha256, {NER: [Prediction(Span(0, 3), "ACTOR")]}
    )
    (suggestion,) = project.suggestions(document.id)
    rejected = replace(suggestion, decision=Decision.REJECTED)
    project.apply(make_edit(document.id, Change(suggestion, rejected)))

    assert project.marks(document.id) == []
    assert project.suggestion(suggestion.id) == rejected


def test_relations_are_found_from_either_end(project, document):
    quote = make_annotation(document, 31, 48, "QUOTE")
    actor, other = make_annotation(document), make_annotation(document, 4, 9)
    relation, second = make_relation(quote, actor), make_relation(quote, other)
    project.apply(make_creation(quote, actor, other, relation, second))

    assert project.relations(document.id) == (relation, second)
    assert project.relations_of(quote.id) == (relation, second)
    assert project.relations_of(actor.id) == (relation,)
    assert project.relation(second.id) == second


def test_an_annotation_and_its_relations_go_in_any_order(project, document):
    quote, actor = make_annotation(document, 31, 48, "QUOTE"), make_annotation(document)
    relation = make_relation(quote, actor)
    project.apply(make_edit(document.id, *(Change(None, one) for one in (relation, quote, actor))))

    project.apply(make_edit(document.id, Change(actor, None), Change(relation, None)))

    assert project.relations(document.id) == ()
    assert project.annotations(document.id) == (quote,)


def test_a_relation_cannot_lose_its_end(project, document):
    quote, actor = make_annotation(document, 31, 48, "QUOTE"), make_annotation(document)
    relation = make_relation(quote, actor)
    project.apply(make_creation(quote, actor, relation))

    with pytest.raises(EditConflict):
        project.apply(make_edit(document.id, Change(actor, None)))

    assert project.relations_of(actor.id) == (relation,)
    project.apply(make_creation(make_annotation(document, 0, 3)))  # the project still works
    assert project.check() == []


def test_an_annotation_by_someone_unknown_is_refused(project, document):
    with pytest.raises(EditConflict):
        project.apply(make_creation(make_annotation(document, annotator_id=99)))

    assert project.annotations(document.id) == ()
    assert project.annotators() == {ANA.id: "Ana", BEN.id: "Ben"}


def test_what_shares_a_character_with_a_span_is_found(project, document):
    made = [make_annotation(document, start, end) for start, end in [(0, 5), (5, 9), (3, 20)]]
    project.apply(make_creation(*made))
    predictions = [Prediction(Span(start, end), "ACTOR") for start, end in [(8, 9), (9, 12)]]
    project.store_suggestions(document.id, document.text_sha256, {NER: predictions})
    before, after = project.suggestions(document.id)

    assert project.annotations_over(document.id, Span(5, 9)) == (made[2], made[1])
    assert project.annotations_over(document.id, Span(20, 21)) == ()
    assert project.pending_over(document.id, Span(5, 9)) == (before,)
    assert project.pending_over(document.id, Span(11, 30)) == (after,)

    rejected = replace(before, decision=Decision.REJECTED)
    project.apply(make_edit(document.id, Change(before, rejected)))
    assert project.pending_over(document.id, Span(5, 9)) == ()
