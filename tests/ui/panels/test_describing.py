"""Spans and their history in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.domain.annotation import Origin, Provenance
from annotator.domain.edits import Change, HistoryEntry
from annotator.domain.ids import SuggestionId
from annotator.domain.span import Span
from annotator.domain.suggestion import SuggesterInfo, Suggestion
from annotator.ui.panels.span.describing import describe_history, describe_origin, quoted, shortened
from tests.factories import NER, NOON, make_annotation, make_document

DOCUMENT = make_document("Mayor Ilse Brandt spoke in Kiel.")
ANNOTATION = make_annotation(DOCUMENT, 6, 17, "ACTOR")
SUGGESTION = Suggestion(
    SuggestionId(4), DOCUMENT.id, Span(6, 17), "ACTOR", NER, 0.75, reason="named entity, PERSON"
)


def name(_: int) -> str:
    return "Ana"


def test_a_suggestion_says_who_suggests_it():
    told = describe_origin(SUGGESTION, name)

    assert told == f"Suggested by {NER.name} {NER.version}, {NER.model}."


def test_a_suggester_without_a_version_is_told_without_a_gap():
    info = SuggesterInfo("ner-7", "")

    assert describe_origin(replace(SUGGESTION, suggester=info), name) == "Suggested by ner-7."


def test_an_annotation_remembers_why_it_was_suggested():
    provenance = Provenance(Origin.ACCEPTED, SUGGESTION.id, NER, 0.75)
    accepted = replace(ANNOTATION, provenance=provenance)

    assert describe_origin(accepted, name, SUGGESTION).startswith("Accepted by Ana, ")
    assert describe_origin(accepted, name, SUGGESTION).endswith("named entity, PERSON.")
    assert describe_origin(accepted, name).endswith("score 75%.")
    assert "Suggested" not in describe_origin(ANNOTATION, name)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({}, {"label": "LOCATION"}, "(ACTOR → LOCATION)"),
        ({}, {"span": Span(0, 17)}, "(6–17 → 0–17)"),
        ({}, {"attributes": (("kind", "person"),)}, "(kind – → kind person)"),
        ({"note": "who?"}, {"note": "the mayor of Kiel"}, "(“who?” → “the mayor of Kiel”)"),
        ({}, {"note": "new"}, "(– → “new”)"),
    ],
)
def test_the_history_tells_what_was_before_and_after(before, after, told):
    old = replace(ANNOTATION, **before)
    entry = HistoryEntry("do", "Change", "Ana", NOON, (Change(old, replace(old, **after)),))

    assert describe_history(entry).endswith(f"Ana: Change {told}")


def test_an_undo_is_told_as_one():
    entry = HistoryEntry("undo", "Add ACTOR", "Ana", NOON, (Change(ANNOTATION, None),))

    assert describe_history(entry).endswith("Ana: Undo: Add ACTOR")


def test_a_long_text_keeps_both_ends():
    assert shortened("word " * 90).count("…") == 1
    assert quoted("“Rain,” she said") == "“Rain,” she said"
    assert quoted("Rain") == "“Rain”"
