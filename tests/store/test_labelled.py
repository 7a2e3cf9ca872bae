"""Reading whatever has certain labels, in all of a project."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.domain.edits import Change
from annotator.domain.entries import RegistryEntry
from annotator.domain.ids import EntryId
from annotator.domain.suggestion import Decision
from tests.factories import (
    make_annotation,
    make_creation,
    make_document,
    make_edit,
    make_project,
    make_relation,
    make_scheme,
    make_suggestion,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_it_is_found_in_every_article_the_hidden_ones_included(tmp_path: Path):
    first, hidden = make_document("First story of two."), make_document("Second story of two.")
    with make_project(tmp_path / "a.annotator", first, hidden) as project:
        actor = make_annotation(first, 0, 5, "ACTOR")
        quote = make_annotation(first, 6, 11, "QUOTE")
        other = make_annotation(hidden, 0, 6, "ACTOR")
        link = make_relation(quote, actor)
        entry = RegistryEntry(EntryId(5), "ACTOR", "First")
        pending = make_suggestion(first, 0, 5, "ACTOR")
        decided = make_suggestion(hidden, 0, 6, "ACTOR", decision=Decision.REJECTED)
        project.apply(make_creation(actor, quote, link))
        project.apply(make_creation(other))
        for one in (pending, decided):
            project.apply(make_edit(one.document_id, Change(None, one)))
        named = replace(actor, entry_id=entry.id)
        project.apply(make_edit(None, Change(None, entry), Change(actor, named)))
        info = project.info(hidden.id)
        project.apply(make_edit(hidden.id, Change(info, replace(info, hidden=True))))

        found = project.labelled

        assert found.counts() == {"ACTOR": 2, "QUOTE": 1}
        assert found.annotations(["ACTOR"]) == [named, other]
        assert found.annotations([]) == []
        assert found.suggestions(["ACTOR"]) == [pending, decided]
        assert found.relations(names=["SPEAKER"], at=["QUOTE"]) == [link]
        assert found.relations(names=[], at=["ACTOR"]) == [link]
        assert found.relations(names=["CLAIMANT"], at=["CLAIM"]) == []
        assert found.entries(["ACTOR"]) == [entry]
        assert found.entries(["QUOTE"]) == []


def test_a_name_that_the_scheme_is_given_is_looked_for_everywhere(tmp_path: Path):
    document, scheme = make_document(), make_scheme()
    fewer, more = replace(scheme, labels=scheme.labels[:-1], relations=()), make_scheme()
    with make_project(tmp_path / "a.annotator", document) as project:
        info = make_suggestion(document).suggester
        assert project.store_suggestions(document.id, document.text_sha256, {info: []})

        project.apply(make_edit(None, Change(scheme, fewer), verb="Delete a label"))
        assert list(project.documents_without_run([info])) == []

        project.apply(make_edit(None, Change(fewer, more), verb="Add a label"))
        assert list(project.documents_without_run([info])) == [document.id]
