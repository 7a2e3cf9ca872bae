"""Spans that an import left out find their place again."""

from __future__ import annotations

import json

from annotator.domain.span import Span
from annotator.services.jobs import JobContext
from annotator.services.reading import Source
from tests.services.helpers import do_import

TEXT = "“We stay,” Nadia Orbeli said. Orbeli left Tbilisi; Orbeli came back."


def bring(services, *spans, relations=()):
    line = {"text": TEXT, "spans": list(spans), "relations": list(relations)}
    return do_import(services, Source(json.dumps(line).encode(), "theirs.jsonl"))


def span(start, end, label="ACTOR", **more):
    return {"start": start, "end": end, "label": label, **more}


def proposals(services, report, **labels):
    return services.repairing.propose(report.misfits, labels).work(JobContext())


def repaired(services, repairs):
    added = services.repairing.apply(repairs).work(JobContext())
    (document_id,) = services.project.article_ids()
    return added, services.project.annotations(document_id)


def test_words_that_stand_elsewhere_are_found_where_they_stand(services):
    report = bring(services, span(0, 7, "LOCATION", text="Tbilisi"))

    (repair,) = proposals(services, report)

    assert repair.span.text_of(TEXT) == "Tbilisi"
    assert repair.is_certain


def test_of_several_places_the_nearest_is_proposed_and_not_certain(services):
    last = TEXT.rindex("Orbeli")
    report = bring(services, span(last + 1, last + 7, text="Orbeli"))

    (repair,) = proposals(services, report)

    assert (repair.span.start, repair.places, repair.is_certain) == (last, 3, False)


def test_words_that_were_changed_a_little_are_found_by_their_likeness(services):
    report = bring(services, span(500, 520, text="Nadja Orbeli"))

    (repair,) = proposals(services, report)

    assert repair.span.text_of(TEXT) == "Nadia Orbeli"
    assert 85 <= repair.likeness < 100
    assert not repair.is_certain


def test_words_that_stand_nowhere_have_no_place(services):
    report = bring(services, span(500, 520, text="Something else altogether"), span(9, 3))

    assert [one.span for one in proposals(services, report)] == [None, None]


def test_a_label_that_the_scheme_lacks_is_taken_for_another(services):
    report = bring(services, span(11, 23, "PER", text="Nadia Orbeli"), span(11, 16, "PER"))

    assert services.repairing.unknown_labels(report.misfits) == [("PER", 2)]
    assert [one.label for one in proposals(services, report)] == ["", ""]
    added, annotations = repaired(services, proposals(services, report, PER="ACTOR"))

    assert added == 2
    assert [(one.span, one.label) for one in annotations] == [
        (Span(11, 16), "ACTOR"),
        (Span(11, 23), "ACTOR"),
    ]


def test_repairs_are_one_edit_and_bring_the_lost_relations(services):
    report = bring(
        services,
        span(0, 10, "QUOTE", id="q"),
        span(500, 512, id="a", text="Nadia Orbeli", annotator="Zoë", note="chair"),
        relations=[{"label": "SPEAKER", "from": "q", "to": "a"}],
    )
    (document_id,) = services.project.article_ids()
    assert services.project.relations(document_id) == ()

    added, annotations = repaired(services, proposals(services, report))

    (relation,) = services.project.relations(document_id)
    assert added == 1
    assert relation.target_id == annotations[1].id
    assert annotations[1].note == "chair"
    assert services.project.annotators()[annotations[1].annotator_id] == "Zoë"
    services.editing.undo(document_id)
    assert services.project.relations(document_id) == ()
    assert len(services.project.annotations(document_id)) == 1
    assert services.project.check() == []


def test_what_is_there_already_is_not_added_again(services):
    report = bring(services, span(500, 512, text="Nadia Orbeli"))
    repairs = proposals(services, report)
    assert repaired(services, repairs)[0] == 1
    assert repaired(services, repairs)[0] == 0


def test_what_a_repaired_span_brings_comes_with_it(services):
    spans = [
        span(0, 10, "SAYING", id="q", text="“We stay,”", annotator="Dot"),
        span(11, 23, "PER", id="a", text="Nadia Orbeli", canonical={"name": "Nadia Orbeli"}),
    ]
    relations = [{"label": "SPEAKER", "from": "q", "to": "a", "annotator": "Dot"}]
    report = bring(services, *spans, relations=relations)
    wanted = proposals(services, report, SAYING="QUOTE", PER="ACTOR")

    first = repaired(services, wanted)
    again = repaired(services, wanted)

    assert (first[0], again[0]) == (2, 0)
    (document_id,) = services.project.article_ids()
    (relation,) = services.project.relations(document_id)
    names = services.project.annotators()
    assert [names[one.annotator_id] for one in first[1]] == ["Dot", "Ana"]
    assert names[relation.annotator_id] == "Dot"
    actor = first[1][1]
    assert services.project.registry.entry(actor.entry_id).name == "Nadia Orbeli"


def test_a_span_that_somebody_else_has_is_not_added_where_the_file_names_nobody(services):
    bring(services, span(11, 23, annotator="Dot"))
    report = bring(services, span(11, 23, "PER"))

    added, annotations = repaired(services, proposals(services, report, PER="ACTOR"))

    assert (added, len(annotations)) == (0, 1)


def test_words_that_are_only_alike_are_proposed_whole(services):
    report = bring(
        services,
        span(500, 520, text="Nadja Orbel"),
        span(500, 520, text="Nadja Orbeli x"),
    )

    proposed = [one.span.text_of(TEXT) for one in proposals(services, report)]

    assert proposed == ["Nadia Orbeli", "Nadia Orbeli"]


def test_a_proposal_tells_what_stands_around_its_place(services):
    report = bring(services, span(0, 7, "LOCATION", text="Tbilisi"), span(9, 3))

    found, lost = proposals(services, report)

    assert found.around == (TEXT[: TEXT.index("Tbilisi")][-60:], "Tbilisi", "; Orbeli came back.")
    assert lost.around == ("", "", "")
