from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from annotator.domain.document import Status
from annotator.domain.edits import Change, HistoryStatus
from annotator.domain.errors import EditConflict, OffsetError
from annotator.domain.span import Span
from annotator.domain.suggestion import Decision, Prediction
from annotator.store.history import Folded, fold
from annotator.store.project import Project
from annotator.store.sealing import allow_seals
from tests.factories import (
    ANA,
    BEN,
    NER,
    NOON,
    make_annotation,
    make_creation,
    make_document,
    make_edit,
    make_relation,
)

LATER = NOON + timedelta(minutes=5)


def undo(project, document):
    return project.undo(document.id, annotator_id=ANA.id, at=NOON)


def redo(project, document):
    return project.redo(document.id, annotator_id=ANA.id, at=NOON)


@pytest.fixture
def annotation(project, document):
    annotation = make_annotation(document)
    project.apply(make_creation(annotation))
    return annotation


def test_accepting_a_suggestion_is_one_undo_step(project, document):
    project.store_suggestions(
        document.id, document.text_sha256, {NER: [Prediction(Span(11, 23), "ACTOR", 0.9)]}
    )
    (pending,) = project.suggestions(document.id)
    accepted = replace(pending, decision=Decision.ACCEPTED)
    annotation = make_annotation(document)
    edit = make_edit(document.id, Change(pending, accepted), Change(None, annotation))
    project.apply(edit)
    assert project.annotations(document.id) == (annotation,)
    assert project.suggestions(document.id) == (accepted,)

    assert undo(project, document) == edit

    assert project.annotations(document.id) == ()
    assert project.suggestions(document.id) == (pending,)
    assert redo(project, document) == edit
    assert project.suggestions(document.id) == (accepted,)


def test_an_edit_can_be_undone_after_opening_again(path, project, document, annotation):
    project.close()

    with Project.open(path) as project:
        assert project.history_status(document.id).undo_verb == "Add annotation"
        undo(project, document)
        assert project.annotations(document.id) == ()
    with Project.open(path) as project:
        assert project.history_status(document.id) == HistoryStatus(None, "Add annotation")
        redo(project, document)
        assert project.annotations(document.id) == (annotation,)


def test_where_there_is_nothing_to_undo_nothing_happens(project, document):
    assert undo(project, document) is None
    assert redo(project, document) is None
    assert project.history(document.id) == ()


def test_each_document_has_its_own_undo(project, document, annotation):
    other = make_document("Another article.")
    project.add_documents([(other, None)])
    project.apply(make_creation(make_annotation(other, 0, 7)))

    undo(project, document)

    assert project.annotations(document.id) == ()
    assert len(project.annotations(other.id)) == 1
    assert project.history_status(None) == HistoryStatus()


def test_edits_of_the_whole_project_have_their_own_undo(project, document, annotation):
    before = project.info(document.id)
    done = replace(before, status=Status.DONE)
    project.apply(make_edit(None, Change(before, done), verb="Set all done"))

    assert project.history_status(None).undo_verb == "Set all done"
    assert project.undo(None, annotator_id=ANA.id, at=NOON).verb == "Set all done"
    assert project.info(document.id) == before
    assert project.annotations(document.id) == (annotation,)


def test_a_new_edit_ends_redo(project, document, annotation):
    undo(project, document)
    assert project.history_status(document.id).redo_verb is not None

    project.apply(make_creation(make_annotation(document, 0, 3), verb="Add another"))

    assert project.history_status(document.id) == HistoryStatus("Add another", None)
    assert redo(project, document) is None


def test_redo_brings_edits_back_in_their_order(project, document):
    for verb in ("one", "two", "three"):
        project.apply(make_creation(make_annotation(document), verb=verb))
    assert [undo(project, document).verb for _ in range(3)] == ["three", "two", "one"]
    assert [redo(project, document).verb for _ in range(3)] == ["one", "two", "three"]
    assert redo(project, document) is None


@pytest.mark.parametrize(
    "stale",
    [
        {"label": "QUOTE"},
        {"note": "seen"},
        {"span": Span(0, 3)},
        {"attributes": (("role", "mayor"),)},
    ],
)
def test_a_change_of_what_is_no_longer_so_is_refused(project, document, annotation, stale):
    current = replace(annotation, **stale)
    project.apply(make_edit(document.id, Change(annotation, current)))

    with pytest.raises(EditConflict):
        project.apply(make_edit(document.id, Change(annotation, replace(annotation, note="x"))))
    with pytest.raises(EditConflict):
        project.apply(make_edit(document.id, Change(annotation, None)))

    assert project.annotations(document.id) == (current,)


def test_a_refused_edit_changes_nothing_at_all(project, document, annotation):
    entries = project.history(document.id)
    fresh = make_annotation(document, 0, 3)
    gone = make_annotation(document)

    with pytest.raises(EditConflict):
        project.apply(make_edit(document.id, Change(None, fresh), Change(gone, None)))

    assert project.annotations(document.id) == (annotation,)
    assert project.history(document.id) == entries


def test_creating_what_is_there_already_is_refused(project, document, annotation):
    with pytest.raises(EditConflict):
        project.apply(make_creation(annotation))


def test_an_edit_is_made_once(project, document):
    edit = make_creation(make_annotation(document))
    project.apply(edit)
    undo(project, document)

    with pytest.raises(EditConflict):
        project.apply(edit)


@pytest.mark.parametrize("kind", ["document", "scheme"])
def test_articles_and_schemes_are_neither_made_nor_deleted_by_edits(project, document, kind):
    value = document.info if kind == "document" else project.scheme()

    for change in (Change(None, value), Change(value, None)):
        with pytest.raises(ValueError, match="no edit can"):
            project.apply(make_edit(document.id, change))


def test_an_annotation_past_the_end_of_its_text_is_refused(project, document, annotation):
    beyond = Span(0, len(document.text) + 1)

    with pytest.raises(OffsetError):
        project.apply(make_creation(make_annotation(document, beyond.start, beyond.end)))
    with pytest.raises(OffsetError):
        project.apply(make_edit(document.id, Change(annotation, replace(annotation, span=beyond))))

    assert project.annotations(document.id) == (annotation,)


def test_an_annotation_of_an_article_that_is_not_there_is_refused(project):
    with pytest.raises(EditConflict):
        project.apply(make_creation(make_annotation(make_document("Elsewhere, far away from."))))


def test_an_edit_without_changes_leaves_no_entry(project, document):
    project.apply(make_edit(document.id))

    assert project.history(document.id) == ()
    assert project.history_status(document.id) == HistoryStatus()


def test_the_log_tells_who_did_what_and_when(project, document, annotation):
    project.undo(document.id, annotator_id=BEN.id, at=LATER)

    done, undone = project.history(document.id)

    assert (done.kind, done.verb, done.annotator, done.at) == ("do", "Add annotation", "Ana", NOON)
    assert done.changes == (Change(None, annotation),)
    assert (undone.kind, undone.verb, undone.annotator) == ("undo", "Add annotation", "Ben")
    assert undone.at == LATER
    assert undone.changes == (Change(annotation, None),)


def test_the_log_of_one_value_shows_no_other(project, document):
    quote, actor = make_annotation(document, 31, 48, "QUOTE"), make_annotation(document)
    relation = make_relation(quote, actor)
    project.apply(make_creation(quote, actor, relation))
    relabelled = replace(quote, label="CLAIM")
    project.apply(make_edit(document.id, Change(quote, relabelled), verb="Relabel"))

    assert [entry.verb for entry in project.history_of(quote.id)] == ["Add annotation", "Relabel"]
    assert [entry.changes for entry in project.history_of(quote.id)] == [
        (Change(None, quote),),
        (Change(quote, relabelled),),
    ]
    assert [entry.changes for entry in project.history_of(relation.id)] == [
        (Change(None, relation),)
    ]
    assert project.history_of(5) == ()


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM edit",
        "DELETE FROM change",
        "UPDATE edit SET verb = 'Nothing'",
        "UPDATE change SET after = NULL",
    ],
)
def test_the_log_only_grows(path, project, annotation, statement):
    project.close()

    with closing(sqlite3.connect(path)) as connection:
        allow_seals(connection)
        with pytest.raises(sqlite3.IntegrityError, match="the history only grows"):
            connection.execute(statement)


@pytest.mark.parametrize(
    ("entries", "folded"),
    [
        ([], Folded(None, None)),
        ([(1, "do", None)], Folded(1, None)),
        ([(1, "do", None), (2, "undo", 1)], Folded(None, 1)),
        ([(1, "do", None), (2, "undo", 1), (3, "do", None)], Folded(3, None)),
        ([(1, "do", None), (2, "undo", 1), (3, "do", None), (4, "undo", 3)], Folded(None, 3)),
        (
            [(1, "do", None), (2, "do", None), (3, "undo", 2), (4, "undo", 1), (5, "redo", 1)],
            Folded(1, 2),
        ),
    ],
)
def test_what_can_be_undone_is_folded_from_the_log(entries, folded):
    assert fold(reversed(entries)) == folded


def test_folding_reads_no_more_of_the_log_than_it_needs():
    def backwards():
        yield 9, "do", None
        raise AssertionError("read on")

    assert fold(backwards()) == Folded(9, None)
