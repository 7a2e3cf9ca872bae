"""Undo and redo across edits of the label scheme: what it forbids never comes back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from annotator.domain.errors import NotAllowed
from annotator.domain.labels import AttributeKind, AttributeSpec, Label, LabelScheme
from annotator.domain.scheme_steps import DeleteLabel, RenameLabel, Revise
from annotator.services.jobs import JobContext
from tests.factories import TEXT
from tests.services.helpers import import_text, span_of, suggest

if TYPE_CHECKING:
    from annotator.domain.ids import AnnotationId, DocumentId
    from annotator.domain.scheme_steps import Step
    from annotator.services.projects import Services

RUMOUR = Label("RUMOUR", "#5a3300", "#e0b060")


def revise(services: Services, *steps: Step) -> None:
    """Makes another scheme the project's."""
    draft = services.schemes.draft()
    for step in steps:
        draft = draft.then(step)
    assert services.schemes.job(draft).work(JobContext()) is not None


def with_rumours(services: Services) -> Revise:
    """One more label."""
    scheme = services.project.scheme()
    return Revise(replace(scheme, labels=(*scheme.labels, RUMOUR)))


def put(services: Services, document_id: DocumentId, words: str, label: str) -> AnnotationId:
    """Annotates words."""
    return services.editing.add(document_id, span_of(services, document_id, words), label)


def problems(services: Services) -> list[str]:
    """What a check of the project finds."""
    return services.checking.job().work(JobContext())


def test_a_label_that_went_does_not_come_back_by_redo(services, document_id):
    put(services, document_id, "Tbilisi", "LOCATION")
    services.editing.undo(document_id)
    revise(services, DeleteLabel("LOCATION"))

    with pytest.raises(NotAllowed, match=r"label scheme has changed since.*LOCATION"):
        services.editing.redo(document_id)

    assert services.project.annotations(document_id) == ()
    assert problems(services) == []


def test_a_label_that_was_renamed_does_not_come_back_by_undo_until_the_name_does(
    services, document_id
):
    tbilisi = put(services, document_id, "Tbilisi", "LOCATION")
    services.editing.delete(tbilisi)
    revise(services, RenameLabel("LOCATION", "PLACE"))

    with pytest.raises(NotAllowed, match="label scheme has changed since"):
        services.editing.undo(document_id)
    services.project_edits.undo()
    services.editing.undo(document_id)

    assert [one.label for one in services.project.annotations(document_id)] == ["LOCATION"]


def test_attributes_that_went_do_not_come_back(services, document_id):
    mayor = put(services, document_id, "Nadia Orbeli", "ACTOR")
    services.editing.set_attributes(mayor, (("role", "mayor"),))
    services.editing.set_attributes(mayor, ())
    scheme = services.project.scheme()
    bare = tuple(replace(one, attributes=()) for one in scheme.labels)
    revise(services, Revise(replace(scheme, labels=bare)))

    with pytest.raises(NotAllowed, match=r"label scheme has changed since.*role"):
        services.editing.undo(document_id)


def test_relations_whose_type_went_do_not_come_back(services, document_id):
    mayor = put(services, document_id, "Nadia Orbeli", "ACTOR")
    quote = put(services, document_id, "“We will not move.”", "QUOTE")
    services.editing.unrelate(services.editing.relate(quote, mayor))
    revise(services, Revise(LabelScheme(services.project.scheme().labels)))

    with pytest.raises(NotAllowed, match=r"label scheme has changed since.*SPEAKER"):
        services.editing.undo(document_id)

    assert problems(services) == []


def test_a_relabelling_of_the_project_is_not_undone_below_a_relation_that_needs_it(
    services, document_id
):
    other = import_text(services, f"{TEXT} Again.")
    words = [(one, span_of(services, one, "Nadia Orbeli")) for one in (document_id, other)]
    services.bulk.tag(words, "LOCATION").work(JobContext())
    services.bulk.relabel(words, "LOCATION", "ACTOR").work(JobContext())
    (mayor,) = services.project.annotations(document_id)
    quote = put(services, document_id, "“We will not move.”", "QUOTE")
    services.editing.relate(quote, mayor.id)

    with pytest.raises(NotAllowed, match="SPEAKER"):
        services.project_edits.undo()

    assert problems(services) == []


def test_a_scheme_is_not_undone_while_annotations_have_its_labels(services, document_id):
    revise(services, with_rumours(services))
    put(services, document_id, "Monday", "RUMOUR")

    with pytest.raises(NotAllowed, match=r"1 annotation.* RUMOUR"):
        services.project_edits.undo()
    services.editing.undo(document_id)
    services.project_edits.undo()

    assert "RUMOUR" not in services.project.scheme()
    assert problems(services) == []


def test_a_scheme_is_not_undone_while_annotations_have_its_attributes(services, document_id):
    scheme = services.project.scheme()
    place = scheme.label("LOCATION")
    grown = replace(
        place, attributes=(*place.attributes, AttributeSpec("seen", AttributeKind.FLAG))
    )
    labels = tuple(grown if one is place else one for one in scheme.labels)
    revise(services, Revise(replace(scheme, labels=labels)))
    tbilisi = put(services, document_id, "Tbilisi", "LOCATION")
    services.editing.set_attributes(tbilisi, (("seen", True),))

    with pytest.raises(NotAllowed, match="seen"):
        services.project_edits.undo()

    assert services.project.scheme().label("LOCATION") == grown


def test_undoing_a_scheme_takes_the_suggestions_of_its_labels_along(services, document_id):
    revise(services, with_rumours(services))
    (rumour,) = suggest(services, document_id, ("Monday", "RUMOUR"))

    services.project_edits.undo()

    assert services.project.suggestion(rumour) is None
    assert services.project.marks(document_id) == []


def test_the_check_knows_labels_that_are_not_in_the_scheme(services, document_id):
    tbilisi = put(services, document_id, "Tbilisi", "LOCATION")
    with services.project._database.writing() as connection:
        connection.exec_driver_sql("UPDATE annotation SET label = 'GHOST' WHERE id = ?", (tbilisi,))

    assert any("GHOST" in sentence for sentence in problems(services))
