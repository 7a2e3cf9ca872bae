from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotator.domain.annotation import Origin
from annotator.domain.document import Status
from annotator.domain.errors import NotAllowed, OffsetError, UnknownName
from annotator.domain.span import Span
from annotator.domain.suggestion import Decision
from annotator.services.bulk import Choice
from annotator.services.changes import changed_by
from annotator.services.jobs import JobContext
from tests.factories import ANA, make_annotation, make_creation
from tests.services.helpers import import_text, span_of, suggest

if TYPE_CHECKING:
    from annotator.domain.ids import DocumentId
    from annotator.services.changes import Changed
    from annotator.services.projects import Services


def test_an_added_annotation_is_stored_with_its_annotator(services, document_id):
    span = span_of(services, document_id, "Nadia Orbeli")

    services.editing.add(document_id, span, "ACTOR")

    (annotation,) = services.project.annotations(document_id)
    assert (annotation.span, annotation.label, annotation.annotator_id) == (span, "ACTOR", ANA.id)
    assert annotation.provenance.origin is Origin.HUMAN


def test_the_first_edit_starts_a_new_article_and_undo_makes_it_new_again(services, document_id):
    services.editing.add(document_id, Span(0, 3), "ACTOR")
    assert services.browsing.info(document_id).status is Status.IN_PROGRESS

    services.editing.undo(document_id)

    assert services.browsing.info(document_id).status is Status.NEW
    assert services.project.annotations(document_id) == ()


def test_accepting_a_suggestion_is_one_undo_step(services, document_id):
    (suggestion_id,) = suggest(services, document_id, ("Nadia Orbeli", "ACTOR"))
    services.editing.accept(suggestion_id)
    (annotation,) = services.project.annotations(document_id)
    assert annotation.provenance.suggestion_id == suggestion_id
    assert annotation.provenance.origin is Origin.ACCEPTED

    services.editing.undo(document_id)

    assert services.project.annotations(document_id) == ()
    assert services.project.suggestion(suggestion_id).decision is Decision.PENDING


def test_accepting_a_quote_joins_it_to_its_speaker(services, document_id):
    actor, quote = suggest(
        services,
        document_id,
        ("Nadia Orbeli", "ACTOR"),
        ("“We will not move.”", "QUOTE", "Nadia Orbeli"),
    )

    services.editing.accept(quote)

    (relation,) = services.project.relations(document_id)
    labels = {one.id: one.label for one in services.project.annotations(document_id)}
    assert relation.label == "SPEAKER"
    assert (labels[relation.source_id], labels[relation.target_id]) == ("QUOTE", "ACTOR")
    assert services.project.suggestion(actor).decision is Decision.ACCEPTED


def test_a_speaker_that_is_annotated_already_is_not_doubled(services, document_id):
    actor = services.editing.add(
        document_id, span_of(services, document_id, "Nadia Orbeli"), "ACTOR"
    )
    (quote,) = suggest(services, document_id, ("“We will not move.”", "QUOTE", "Nadia Orbeli"))

    services.editing.accept(quote)

    (relation,) = services.project.relations(document_id)
    assert relation.target_id == actor
    assert len(services.project.annotations(document_id)) == 2


def test_relabelling_a_suggestion_corrects_it(services, document_id):
    (suggestion_id,) = suggest(services, document_id, ("Tbilisi", "ACTOR"))

    services.editing.relabel(suggestion_id, "LOCATION")

    (annotation,) = services.project.annotations(document_id)
    assert annotation.label == "LOCATION"
    assert annotation.provenance.origin is Origin.CORRECTED
    assert services.project.suggestion(suggestion_id).decision is Decision.CORRECTED


def test_resizing_an_accepted_annotation_makes_it_a_correction(services, document_id):
    (suggestion_id,) = suggest(services, document_id, ("Nadia", "ACTOR"))
    annotation_id = services.editing.accept(suggestion_id)

    services.editing.resize(annotation_id, span_of(services, document_id, "Nadia Orbeli"))

    (annotation,) = services.project.annotations(document_id)
    assert annotation.id == annotation_id
    assert annotation.provenance.origin is Origin.CORRECTED
    assert services.project.suggestion(suggestion_id).decision is Decision.CORRECTED


def test_deleting_an_accepted_annotation_rejects_its_suggestion(services, document_id):
    (suggestion_id,) = suggest(services, document_id, ("Tbilisi", "LOCATION"))
    annotation_id = services.editing.accept(suggestion_id)

    services.editing.delete(annotation_id)

    assert services.project.suggestion(suggestion_id).decision is Decision.REJECTED
    services.editing.undo(document_id)
    assert services.project.suggestion(suggestion_id).decision is Decision.ACCEPTED


def test_deleting_an_annotation_takes_its_relations_along_and_undo_brings_them_back(
    services, document_id
):
    actor = services.editing.add(document_id, span_of(services, document_id, "Nadia"), "ACTOR")
    quote = services.editing.add(document_id, span_of(services, document_id, "“We"), "QUOTE")
    relation = services.editing.relate(quote, actor)

    services.editing.delete(actor)
    assert services.project.relations(document_id) == ()

    services.editing.undo(document_id)
    assert [one.id for one in services.project.relations(document_id)] == [relation]


def test_a_quote_has_one_speaker_at_a_time(services, document_id):
    first = services.editing.add(document_id, span_of(services, document_id, "Nadia"), "ACTOR")
    second = services.editing.add(document_id, span_of(services, document_id, "mayor"), "ACTOR")
    quote = services.editing.add(document_id, span_of(services, document_id, "“We"), "QUOTE")
    services.editing.relate(quote, first)

    services.editing.relate(quote, second)

    assert [one.target_id for one in services.project.relations(document_id)] == [second]


def test_relations_that_the_scheme_forbids_are_refused(services, document_id):
    place = services.editing.add(document_id, span_of(services, document_id, "Tbilisi"), "LOCATION")
    quote = services.editing.add(document_id, span_of(services, document_id, "“We"), "QUOTE")

    with pytest.raises(NotAllowed, match="QUOTE to LOCATION"):
        services.editing.relate(quote, place)


def test_relabelling_drops_relations_that_the_new_label_may_not_have(services, document_id):
    actor = services.editing.add(document_id, span_of(services, document_id, "Nadia"), "ACTOR")
    quote = services.editing.add(document_id, span_of(services, document_id, "“We"), "QUOTE")
    services.editing.relate(quote, actor)

    services.editing.relabel(quote, "LOCATION")
    assert services.project.relations(document_id) == ()

    services.editing.undo(document_id)
    assert len(services.project.relations(document_id)) == 1


def test_adding_what_is_suggested_accepts_the_suggestion(services, document_id):
    (suggestion_id,) = suggest(services, document_id, ("Tbilisi", "LOCATION"))

    services.editing.add(document_id, span_of(services, document_id, "Tbilisi"), "LOCATION")

    assert services.project.suggestion(suggestion_id).decision is Decision.ACCEPTED


def test_adding_the_same_twice_makes_one(services, document_id):
    first = services.editing.add(document_id, Span(0, 3), "ACTOR")
    assert services.editing.add(document_id, Span(0, 3), "ACTOR") == first


def test_a_decided_suggestion_is_not_decided_again(services, document_id):
    (suggestion_id,) = suggest(services, document_id, ("Tbilisi", "LOCATION"))
    services.editing.reject(suggestion_id)

    with pytest.raises(NotAllowed):
        services.editing.accept(suggestion_id)


def test_spans_outside_of_the_text_and_unknown_labels_are_refused(services, document_id):
    with pytest.raises(OffsetError):
        services.editing.add(document_id, Span(0, 10_000), "ACTOR")
    with pytest.raises(UnknownName, match="ACTOR, CLAIM, LOCATION, QUOTE"):
        services.editing.add(document_id, Span(0, 3), "WEAPON")
    assert services.project.annotations(document_id) == ()


def test_attributes_are_checked_against_the_scheme(services, document_id):
    actor = services.editing.add(document_id, Span(0, 3), "ACTOR")

    services.editing.set_attributes(actor, (("role", "mayor"),))
    with pytest.raises(UnknownName):
        services.editing.set_attributes(actor, (("colour", "red"),))

    assert services.project.annotation(actor).attributes == (("role", "mayor"),)


def test_removing_an_article_hides_it_and_undo_brings_it_back(services, document_id):
    services.editing.remove_article(document_id)
    assert services.browsing.statistics().articles.get("new", 0) == 0

    services.editing.undo(document_id)
    assert services.browsing.statistics().articles["new"] == 1


def test_a_flag_keeps_its_reason_until_the_status_changes(services, document_id):
    services.editing.set_status(document_id, Status.FLAGGED, "photo caption only")
    assert services.browsing.info(document_id).flag_reason == "photo caption only"

    services.editing.set_status(document_id, Status.DONE)
    assert services.browsing.info(document_id).flag_reason == ""


def test_each_edit_is_published_after_it_is_stored(services: Services, document_id: DocumentId):
    seen: list[int] = []

    def listen(changed: Changed) -> None:
        assert changed.documents == {document_id}
        seen.append(len(services.project.annotations(document_id)))

    services.changes.subscribe(listen)
    services.editing.add(document_id, Span(0, 3), "ACTOR")
    services.editing.undo(document_id)

    assert seen == [1, 0]


def test_undo_belongs_to_one_article(services, document_id):
    other = import_text(services, "Another article, about something else.", "other.txt")
    services.editing.add(document_id, Span(0, 3), "ACTOR")

    assert services.editing.undo(other) is None
    assert len(services.project.annotations(document_id)) == 1


def test_what_undo_would_do_is_known_after_each_gesture(services, document_id):
    def known():
        told = services.editing.history_status(document_id)
        assert told == services.project.history_status(document_id)
        return told.undo_verb, told.redo_verb

    assert known() == (None, None)
    services.editing.add(document_id, Span(0, 3), "ACTOR")
    assert known() == ("Add ACTOR", None)
    services.editing.add(document_id, Span(4, 9), "LOCATION")
    assert known() == ("Add LOCATION", None)
    services.editing.undo(document_id)
    assert known() == ("Add ACTOR", "Add LOCATION")
    services.editing.redo(document_id)
    assert known() == ("Add LOCATION", None)
    other = import_text(services, "Rain fell on the coast.")
    assert known() == ("Add LOCATION", None)
    services.editing.add(other, Span(0, 4), "ACTOR")
    assert known() == ("Add LOCATION", None)
    assert services.editing.history_status(other).undo_verb == "Add ACTOR"


def test_an_edit_that_came_another_way_is_what_undo_takes_back(services, document_id):
    services.editing.add(document_id, Span(0, 3), "ACTOR")
    assert services.editing.history_status(document_id).undo_verb == "Add ACTOR"
    document = services.project.document(document_id)
    edit = make_creation(make_annotation(document), verb="Tag all")

    services.project.apply(edit)
    services.changes.publish(changed_by(edit))

    assert services.editing.history_status(document_id).undo_verb == "Tag all"


def test_a_gesture_that_fails_changes_nothing_about_undo(services, document_id):
    services.editing.add(document_id, Span(0, 3), "ACTOR")

    with pytest.raises(OffsetError):
        services.editing.add(document_id, Span(4, 9_999), "ACTOR")

    assert services.editing.history_status(document_id).undo_verb == "Add ACTOR"
    assert len(services.project.annotations(document_id)) == 1


CITED = "Harbour Union leader Ada Quill said no. Quill's lawyer said yes."


@pytest.mark.parametrize("at_once", [False, True])
@pytest.mark.parametrize(
    ("source", "expected"),
    [("Harbour Union leader Ada Quill", ["Ada Quill"]), ("Quill's lawyer", [])],
)
def test_a_claim_is_joined_to_who_makes_it_not_to_whoever_its_source_names(
    services, at_once, source, expected
):
    document_id = import_text(services, CITED, "cited.txt")
    words = "yes" if source.startswith("Quill") else "no"
    found = [("Harbour Union", "ACTOR"), ("Ada Quill", "ACTOR"), (words, "CLAIM", source)]
    *_, claim = suggest(services, document_id, *found)

    if at_once:
        services.bulk.accept_all(document_id, Choice(frozenset({"CLAIM"}))).work(JobContext())
    else:
        services.editing.accept(claim)

    joined = [
        services.project.annotation(relation.target_id).span.text_of(CITED)
        for relation in services.project.relations(document_id)
    ]
    assert joined == expected
