from __future__ import annotations

import types
from dataclasses import replace

import pytest

from annotator.domain.document import AnnotatedDocument, Status
from annotator.domain.edits import Change
from annotator.domain.span import Span
from annotator.domain.statistics import Statistics
from annotator.domain.suggestion import Decision, Prediction
from annotator.store import reading
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


@pytest.fixture
def documents():
    return [make_document(f"Article number {number}, with words.") for number in range(5)]


@pytest.fixture
def project(path, documents):
    with make_project(path, *documents) as project:
        yield project


def test_an_article_comes_with_all_that_belongs_to_it(project, documents):
    document, other = documents[:2]
    quote = make_annotation(document, 8, 14, "QUOTE", annotator_id=BEN.id)
    actor = make_annotation(document, 0, 7)
    relation = make_relation(quote, actor)
    project.apply(make_creation(quote, actor, relation))
    project.apply(make_creation(make_annotation(other, 0, 7)))
    project.store_suggestions(
        document.id, document.text_sha256, {NER: [Prediction(Span(0, 3), "ACTOR")]}
    )

    (read,) = project.annotated_documents([document.id], suggestions=True)

    assert read == AnnotatedDocument(
        document=document,
        annotations=(actor, quote),
        relations=(relation,),
        suggestions=project.suggestions(document.id),
        annotators={ANA.id: "Ana", BEN.id: "Ben"},
    )


def test_suggestions_are_read_when_wanted_and_only_pending_ones(project, documents):
    document = documents[0]
    predictions = [Prediction(Span(0, 3), "ACTOR"), Prediction(Span(3, 5), "ACTOR")]
    project.store_suggestions(document.id, document.text_sha256, {NER: predictions})
    first, second = project.suggestions(document.id)
    project.apply(make_edit(document.id, Change(first, replace(first, decision=Decision.REJECTED))))

    (without,) = project.annotated_documents([document.id], suggestions=False)
    (with_them,) = project.annotated_documents([document.id], suggestions=True)

    assert without.suggestions == ()
    assert with_them.suggestions == (second,)


def test_articles_come_in_the_order_asked_for_over_all_batches(project, documents, monkeypatch):
    monkeypatch.setattr(reading, "_BATCH", 2)
    ids = [document.id for document in reversed(documents)]

    read = project.annotated_documents([*ids, 5], suggestions=True)

    assert isinstance(read, types.GeneratorType)
    assert [one.document.id for one in read] == ids


def test_the_project_may_be_written_to_while_it_is_read(project, documents, monkeypatch):
    monkeypatch.setattr(reading, "_BATCH", 2)
    ids = [document.id for document in documents]

    for read in project.annotated_documents(ids, suggestions=True):
        project.apply(make_creation(make_annotation(read.document, 0, 7)))

    assert [len(project.annotations(one)) for one in ids] == [1] * 5


def test_an_empty_project_counts_nothing(path):
    with make_project(path.with_name("Empty.annotator")) as project:
        assert project.statistics() == Statistics()


def test_what_is_visible_is_counted(project, documents):
    one, two, hidden = documents[:3]
    project.apply(make_creation(make_annotation(hidden, 0, 7)))
    for document, fields in ((two, {"status": Status.DONE}), (hidden, {"hidden": True})):
        info = project.info(document.id)
        project.apply(make_edit(document.id, Change(info, replace(info, **fields))))
    quote, actor = make_annotation(one, 8, 14, "QUOTE"), make_annotation(one, 0, 7)
    project.apply(make_creation(quote, actor, make_relation(quote, actor)))
    project.apply(make_creation(make_annotation(two, 0, 7)))
    predictions = [Prediction(Span(0, 3), "ACTOR"), Prediction(Span(3, 5), "ACTOR")]
    project.store_suggestions(one.id, one.text_sha256, {NER: predictions})
    first = project.suggestions(one.id)[0]
    project.apply(make_edit(one.id, Change(first, replace(first, decision=Decision.REJECTED))))

    assert project.statistics() == Statistics(
        articles={"done": 1, "new": 3},
        annotations={"ACTOR": 2, "QUOTE": 1},
        suggestions={"ACTOR": {"pending": 1, "rejected": 1}},
        relations={"SPEAKER": 1},
        characters=4 * len(one.text),
    )
