from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from annotator.domain.edits import Change
from annotator.domain.entries import RegistryEntry
from annotator.domain.ids import EntryId
from annotator.domain.span import Span
from annotator.domain.suggestion import Decision, Prediction
from annotator.store import checking
from annotator.store.project import Project
from annotator.store.sealing import allow_seals
from tests.factories import (
    ANA,
    NER,
    NOON,
    make_annotation,
    make_creation,
    make_document,
    make_edit,
    make_relation,
)


@pytest.fixture
def worked_on(path, project, document):
    """The path of a closed project that holds one of everything."""
    quote, actor = make_annotation(document, 31, 48, "QUOTE"), make_annotation(document)
    project.apply(make_creation(quote, actor, make_relation(quote, actor)))
    predictions = [Prediction(Span(0, 3), "ACTOR"), Prediction(Span(4, 9), "ACTOR")]
    project.store_suggestions(document.id, document.text_sha256, {NER: predictions})
    first = project.suggestions(document.id)[0]
    project.apply(make_edit(document.id, Change(first, replace(first, decision=Decision.REJECTED))))
    project.apply(make_edit(document.id, Change(actor, replace(actor, note="Seen"))))
    project.undo(document.id, annotator_id=ANA.id, at=NOON)
    scheme = project.scheme()
    relation = replace(scheme.relations[0], description="Who says it")
    project.apply(make_edit(None, Change(scheme, replace(scheme, relations=(relation,)))))
    homs = RegistryEntry(EntryId(77), "ACTOR", "Nadia Orbeli", ("Orbeli",))
    named = replace(actor, entry_id=homs.id)
    project.apply(make_edit(document.id, Change(None, homs), Change(actor, named)))
    info = project.info(document.id)
    project.apply(make_edit(document.id, Change(info, replace(info, tags=("a", "b"), note="Odd"))))
    project.close()
    return path


def spoil(path, *statements):
    with closing(sqlite3.connect(path)) as connection:
        allow_seals(connection)
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def check(path):
    with Project.open(path) as project:
        return project.check()


def test_a_sound_project_has_nothing_wrong(worked_on):
    assert check(worked_on) == []


def test_progress_reaches_its_end(worked_on):
    steps = []
    with Project.open(worked_on, read_only=True) as project:
        project.check(lambda done, total: steps.append((done, total)))

    assert steps[-1][0] == steps[-1][1]
    assert steps == sorted(steps)


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE body SET text = text || '!'", "is not the one that was imported"),
        ("DELETE FROM body", "has no text"),
        ('UPDATE annotation SET "end" = 9999 WHERE start = 11', "passes the end of the article"),
        ('UPDATE suggestion SET "end" = 9999', "passes the end of the article"),
        ("UPDATE relation SET source_id = target_id", "is not allowed: SPEAKER leads from QUOTE"),
        ("UPDATE relation SET label = 'AUTHOR'", "There is no relation named “AUTHOR”"),
        ("UPDATE annotation SET note = 'Forged'", "is not what its history leads to"),
        ("DELETE FROM relation", "is not what its history leads to"),
        ("UPDATE suggestion SET decision = 'accepted'", "history does not know of the suggestion"),
        ("UPDATE suggestion SET decision = 'pending'", "is not what its history leads to"),
        (
            "INSERT INTO annotation SELECT 5, document_id, 0, 3, label, annotator_id, 0, 0,"
            " '', '', 'human', NULL, NULL, NULL, NULL FROM annotation LIMIT 1",
            "The history does not know of the annotation 0000000000005",
        ),
        (
            "UPDATE setting SET value = replace(value, 'Who says it', '')"
            " WHERE name = 'label scheme'",
            "is not what its history leads to",
        ),
        ("DELETE FROM annotator", "Row 1 of the table"),
        ("UPDATE registry_entry SET kind = 'Forged'", "is not what its history leads to"),
        (
            "INSERT INTO registry_entry VALUES (5, 'ACTOR', 'X', '[]', '', '', '', '', NULL, NULL)",
            "The history does not know of the entry 0000000000005",
        ),
        (
            "UPDATE registry_entry SET label = 'LOCATION'",
            "has the label ACTOR and names “Nadia Orbeli”, which has LOCATION",
        ),
        (
            "UPDATE annotation SET entry_id = 5 WHERE start = 11",
            "refers to a row of registry_entry",
        ),
        ("DELETE FROM entry_name WHERE name = 'orbeli'", "cannot be found by its names"),
        ("UPDATE document SET annotation_count = 7", "counts 7 annotations and has 2"),
        ("UPDATE document SET pending_count = 7", "counts 7 open suggestions and has 1"),
        ("UPDATE document SET longest_span = 2", "does not know how long its longest span is"),
        ("DELETE FROM document_tag WHERE tag = 'a'", "cannot be found by the tags it has"),
        (
            "INSERT INTO body_search(body_search, rowid, text)"
            " SELECT 'delete', document_id, text FROM body",
            "cannot be found by the words it has",
        ),
        (
            "INSERT INTO document_search(document_search, rowid, title, outlet, byline, tags, note)"
            " SELECT 'delete', id, title, outlet, byline, tags, note FROM document",
            "cannot be found by the words it has",
        ),
        (
            "INSERT INTO body_search(rowid, text) VALUES (5, 'Forged')",
            "The search knows of 1 article that is not there",
        ),
    ],
)
def test_what_was_changed_behind_our_back_is_found(worked_on, statement, sentence):
    spoil(worked_on, statement)

    found = check(worked_on)

    assert any(sentence in one for one in found), found


def test_a_log_with_a_gap_is_found(worked_on):
    spoil(
        worked_on,
        "DROP TRIGGER change_keeps_delete",
        "DELETE FROM change WHERE edit_seq = 1 AND kind = 'relation'",
        "DROP TRIGGER change_keeps_update",
        "UPDATE change SET after = replace(after, 'Seen', 'Saw') WHERE after LIKE '%Seen%'",
    )

    found = check(worked_on)

    assert any("does not fit together" in one for one in found)
    assert any("history does not know of the relation" in one for one in found)


def test_a_broken_index_is_found(worked_on):
    spoil(
        worked_on,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = replace(sql, 'label)', 'note)')"
        " WHERE name = 'annotation_mark'",
    )

    with Project.open(worked_on) as project:
        (first, *_) = project.check()

    assert first.startswith("The file is damaged: SQLite finds “")


def test_many_articles_are_checked_in_batches(path, project, monkeypatch):
    monkeypatch.setattr(checking, "_BATCH", 2)
    documents = [make_document(f"Article {number}") for number in range(5)]
    project.add_documents([(one, make_creation(make_annotation(one, 0, 4))) for one in documents])
    assert project.check() == []
    project.close()

    spoil(path, "UPDATE annotation SET note = 'Forged'", "UPDATE body SET text = 'x'")

    found = check(path)
    assert len([one for one in found if "history leads to" in one]) == 5
    assert len([one for one in found if "was imported" in one]) == 6
