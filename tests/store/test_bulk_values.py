"""Many changes of one kind at once are what they are one by one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from annotator.domain.document import Status
from annotator.domain.edits import Change
from annotator.domain.errors import EditConflict
from annotator.domain.labels import LabelScheme
from annotator.domain.span import Span
from annotator.domain.suggestion import Decision, Prediction
from annotator.store import bulk_values
from tests.factories import (
    ANA,
    NER,
    NOON,
    make_annotation,
    make_creation,
    make_document,
    make_edit,
    make_project,
    make_relation,
)

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.domain.document import Document
    from annotator.store.project import Project

MANY = bulk_values.LEAST * 2


@pytest.fixture
def document() -> Document:
    return make_document("word " * MANY)


def spans() -> list[Span]:
    return [Span(5 * number, 5 * number + 4) for number in range(MANY)]


def annotate(project: Project, document: Document) -> None:
    """Annotates every word, joins each second one to the first, and suggests every word."""
    first, *others = spans()
    made = [make_annotation(document, one.start, one.end, "QUOTE") for one in others]
    made.insert(0, make_annotation(document, first.start, first.end, "ACTOR"))
    joined = [make_relation(one, made[0]) for one in made[2::2]]
    project.apply(make_creation(*made, *joined))
    predictions = [Prediction(one, "ACTOR", 0.1 + 0.2, Span(0, 4)) for one in spans()]
    project.store_suggestions(document.id, document.text_sha256, {NER: predictions})


def everything(project: Project, document: Document) -> list[object]:
    of = (project.annotations, project.relations, project.suggestions, project.info)
    return [read(document.id) for read in of]  # type: ignore[operator]


def changes_of(project: Project, document: Document) -> list[Change]:
    """Every second value of each kind is deleted, the others are changed."""
    annotations = project.annotations(document.id)
    relations = project.relations(document.id)
    suggestions = project.suggestions(document.id)
    return [
        *(Change(one, None) for one in relations),
        *(
            Change(one, None if place % 2 else replace(one, label="CLAIM", note="é", attributes=()))
            for place, one in enumerate(annotations)
        ),
        *(
            Change(one, None if place % 2 else replace(one, decision=Decision.REJECTED))
            for place, one in enumerate(suggestions)
        ),
    ]


@pytest.mark.parametrize("at_once", [True, False])
def test_a_large_edit_and_its_undo(
    tmp_path: Path, document: Document, monkeypatch: pytest.MonkeyPatch, *, at_once: bool
):
    monkeypatch.setattr(bulk_values, "LEAST", 2 if at_once else 10**9)
    with make_project(tmp_path / "Many.annotator", document) as project:
        annotate(project, document)
        before = everything(project, document)
        changes = changes_of(project, document)

        project.apply(make_edit(document.id, *changes))

        kept = [change.after for change in changes if change.after is not None]
        assert [
            *project.relations(document.id),
            *project.annotations(document.id),
            *project.suggestions(document.id),
        ] == kept
        project.undo(document.id, annotator_id=ANA.id, at=NOON)
        assert everything(project, document) == before
        assert project.check() == []
        project.redo(document.id, annotator_id=ANA.id, at=NOON)
        assert list(project.annotations(document.id)) == kept[: len(kept) // 2]
        assert project.check() == []


def test_details_of_many_articles(tmp_path: Path):
    documents = [make_document(f"Text {number}.") for number in range(MANY)]
    with make_project(tmp_path / "Many.annotator", *documents) as project:
        changes = [
            Change(one.info, replace(one.info, status=Status.DONE, tags=(f"tag {place}",)))
            if place % 2
            else Change(one.info, replace(one.info, hidden=True, note="why"))
            for place, one in enumerate(documents)
        ]
        plain = [change for change in changes if not change.after.tags]  # type: ignore[union-attr]

        project.apply(make_edit(None, *plain))
        project.apply(make_edit(None, *(one for one in changes if one not in plain)))

        assert [project.info(one.id) for one in documents] == [one.after for one in changes]
        assert len(project.article_ids()) == MANY // 2
        assert project.check() == []


@pytest.mark.parametrize("place", [0, MANY // 2, MANY - 1])
@pytest.mark.parametrize("is_gone", [True, False])
def test_one_value_that_moved_on_refuses_all(
    tmp_path: Path, document: Document, place: int, *, is_gone: bool
):
    with make_project(tmp_path / "Many.annotator", document) as project:
        annotate(project, document)
        annotations = [
            one for one in project.annotations(document.id) if not project.relations_of(one.id)
        ]
        changes = [
            Change(one, replace(one, note="new")) for one in project.annotations(document.id)
        ]
        other = annotations[place % len(annotations)]
        meanwhile = None if is_gone else replace(other, note="theirs")
        project.apply(make_edit(document.id, Change(other, meanwhile)))
        before = everything(project, document)

        with pytest.raises(EditConflict) as conflict:
            project.apply(make_edit(None, *changes))

        assert conflict.value.document_id == document.id
        assert everything(project, document) == before


def test_a_value_that_is_changed_twice_is_changed_in_turn(tmp_path: Path, document: Document):
    with make_project(tmp_path / "Many.annotator", document) as project:
        annotate(project, document)
        found = project.annotations(document.id)
        first = [Change(one, replace(one, note="1")) for one in found]
        second = [Change(one.after, replace(one.after, note="2")) for one in first]  # type: ignore[type-var]

        project.apply(make_edit(document.id, *first, *second))

        assert {one.note for one in project.annotations(document.id)} == {"2"}


def test_what_is_not_known_to_be_many_is_left_to_the_other_way(document: Document):
    annotations = [make_annotation(document) for _ in range(bulk_values.LEAST)]
    changes = [Change(one, None) for one in annotations]

    assert bulk_values.takes(type(annotations[0]), changes)
    assert not bulk_values.takes(type(annotations[0]), changes[1:])
    assert not bulk_values.takes(LabelScheme, changes)
