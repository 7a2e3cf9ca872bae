from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from annotator.domain.document import ArticleFilter, Status
from annotator.domain.edits import Change
from annotator.domain.errors import EditConflict, UnknownName
from annotator.store.project import Project
from tests.factories import (
    ANA,
    NER,
    NOON,
    make_annotation,
    make_creation,
    make_document,
    make_edit,
    make_project,
    make_scheme,
)
from tests.strategies import document_infos, few, texts


def set_info(project, document, **fields):
    before = project.info(document.id)
    project.apply(make_edit(document.id, Change(before, replace(before, **fields))))


@pytest.fixture
def documents():
    return [
        make_document("One.", title="Storm hits the coast", outlet="Daily", byline="Nadia Orbeli"),
        make_document("Two.", title="Élections à Tbilissi", outlet="Le Jour", status=Status.DONE),
        make_document("Three.", title="STORM WARNING", outlet="Weekly", status=Status.FLAGGED),
        make_document("Four.", title="Hidden storm", hidden=True),
    ]


@pytest.fixture
def project(path, documents):
    with make_project(path, *documents) as project:
        yield project


@given(text=texts(min_size=1), info=document_infos)
@few(examples=25)
def test_texts_and_metadata_come_back_exactly(tmp_path_factory, text, info):
    document = replace(make_document(text), info=info)
    path = tmp_path_factory.mktemp("p") / "x.annotator"
    make_project(path, document).close()

    with Project.open(path) as project:
        assert project.document(document.id) == document
        assert project.info(document.id) == info


def test_an_empty_text_comes_back_exactly(project):
    document = make_document("")
    project.add_documents([(document, None)])

    assert project.document(document.id) == document


def test_an_article_that_is_not_there_is_named(project):
    with pytest.raises(UnknownName, match="no article named"):
        project.document(5)
    with pytest.raises(UnknownName, match="no article named"):
        project.info(5)


def test_an_article_may_come_with_annotations(project):
    document = make_document()
    annotation = make_annotation(document)
    project.add_documents([(document, make_creation(annotation, verb="Import"))])

    assert project.annotations(document.id) == (annotation,)
    assert project.history_status(document.id).undo_verb == "Import"


def test_a_text_that_is_here_already_is_refused_and_nothing_is_added(project, documents):
    fresh, double = make_document("Five."), make_document("One.")

    with pytest.raises(EditConflict):
        project.add_documents([(fresh, None), (double, None)])

    assert project.known_texts([fresh.text_sha256]) == {}
    assert len(project.article_ids()) == 3


def test_texts_are_known_by_their_hash_also_those_of_hidden_articles(project, documents):
    hashes = [document.text_sha256 for document in documents]

    assert project.known_texts([*hashes, "0" * 64]) == {
        document.text_sha256: document.id for document in documents
    }
    assert project.known_texts([]) == {}


def test_the_list_shows_visible_articles_in_the_order_of_import(project, documents):
    assert list(project.article_ids()) == [document.id for document in documents[:3]]


@pytest.mark.parametrize(
    ("where", "shown"),
    [
        (ArticleFilter(statuses=frozenset({Status.NEW})), [0]),
        (ArticleFilter(statuses=frozenset({Status.DONE, Status.FLAGGED})), [1, 2]),
        (ArticleFilter(statuses=frozenset()), []),
        (ArticleFilter(words="storm"), [0, 2]),
        (ArticleFilter(words="  orbeli STORM "), [0]),
        (ArticleFilter(words="élections"), [1]),
        (ArticleFilter(words="ÉLECTIONS jour"), [1]),
        (ArticleFilter(words="storm", statuses=frozenset({Status.FLAGGED})), [2]),
        (ArticleFilter(words="%"), [0, 1, 2]),
        (ArticleFilter(words="dailynadia"), []),
    ],
)
def test_the_list_is_filtered_by_status_and_words(project, documents, where, shown):
    assert list(project.article_ids(where)) == [documents[index].id for index in shown]


def test_the_words_of_a_changed_title_are_found(project, documents):
    metadata = replace(documents[0].info.metadata, title="Flood")
    set_info(project, documents[0], metadata=metadata)

    assert list(project.article_ids(ArticleFilter(words="flood"))) == [documents[0].id]
    assert list(project.article_ids(ArticleFilter(words="hits"))) == []


def test_a_hidden_article_leaves_the_list_and_comes_back_by_undo(project, documents):
    document = documents[0]
    set_info(project, document, hidden=True)
    assert document.id not in project.article_ids()
    assert project.document(document.id).text == document.text

    project.undo(document.id, annotator_id=ANA.id, at=NOON)
    assert document.id in project.article_ids()


def test_rows_come_in_the_order_asked_for_with_their_counts(project, documents):
    one, two = documents[0], documents[2]
    project.apply(make_creation(make_annotation(one, 0, 1), make_annotation(one, 0, 2)))
    prediction = _prediction(0, 3)
    project.store_suggestions(one.id, one.text_sha256, {NER: [prediction]})
    set_info(project, two, flag_reason="Which storm?")

    rows = project.rows([two.id, one.id])

    assert [row.id for row in rows] == [two.id, one.id]
    assert rows[0].flag_reason == "Which storm?"
    assert rows[0].status is Status.FLAGGED
    assert (rows[1].title, rows[1].outlet, rows[1].published) == (
        "Storm hits the coast",
        "Daily",
        "",
    )
    assert (rows[1].length, rows[1].annotation_count, rows[1].pending_count) == (4, 2, 1)


def test_rows_of_articles_that_are_not_there_are_left_out(project, documents):
    assert [row.id for row in project.rows([5, documents[0].id])] == [documents[0].id]
    assert project.rows([]) == []


def test_the_next_unfinished_article_wraps_round(project, documents):
    one, _, three, _ = documents

    assert project.next_unfinished(None) == one.id
    assert project.next_unfinished(one.id) == three.id
    assert project.next_unfinished(three.id) == one.id


def test_when_all_others_are_done_there_is_no_next_article(project, documents):
    set_info(project, documents[2], status=Status.DONE)

    assert project.next_unfinished(documents[0].id) is None
    assert project.next_unfinished(documents[2].id) == documents[0].id

    set_info(project, documents[0], status=Status.DONE)
    assert project.next_unfinished(None) is None


def test_a_project_without_articles_has_no_next_one(path):
    path = path.with_name("Other.annotator")
    with Project.create(path, scheme=make_scheme()) as project:
        assert project.next_unfinished(None) is None
        assert project.rows([]) == []


def _prediction(start, end):
    from annotator.domain.span import Span
    from annotator.domain.suggestion import Prediction

    return Prediction(Span(start, end), "ACTOR")
