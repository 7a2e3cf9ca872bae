from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Span, SpanGroup

from annotator.suggest.base import Parsed
from annotator.suggest.ner import NerSuggester, SpancatSuggester
from tests.suggest.tagged import tagged

VOCAB = spacy.blank("en").vocab


def suggested(words: list[str], *entities: tuple[int, int, str]) -> list[tuple[str, str]]:
    spaces = [i + 1 < len(words) and words[i + 1][0].isalpha() for i in range(len(words))]
    doc = Doc(VOCAB, words=words, spaces=spaces)
    doc.ents = [
        doc[start:end].char_span(0, len(doc[start:end].text), label)
        for start, end, label in entities
    ]
    parsed = Parsed(doc.text, doc)
    return [(one.span.text_of(doc.text), one.label) for one in NerSuggester().suggest(parsed)]


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("PERSON", "ACTOR"),
        ("ORG", "ACTOR"),
        ("NORP", "ACTOR"),
        ("GPE", "LOCATION"),
        ("LOC", "LOCATION"),
        ("FAC", "LOCATION"),
    ],
)
def test_kinds_become_labels(kind: str, label: str) -> None:
    assert suggested(["Merrow", "rose"], (0, 1, kind)) == [("Merrow", label)]


def test_kinds_without_a_label_keep_their_name_for_schemes_that_know_it() -> None:
    assert suggested(["Monday", "came"], (0, 1, "DATE")) == [("Monday", "DATE")]


def test_a_label_map_renames_and_leaves_out() -> None:
    suggester = NerSuggester({"PERSON": "SOURCE", "DATE": ""}, name="example.courts.v1")
    doc = tagged("Quill//PERSON came Monday//DATE")
    found = suggester.suggest(Parsed(doc.text, doc))
    assert suggester.name == "example.courts.v1"
    assert [(one.span.text_of(doc.text), one.label) for one in found] == [("Quill", "SOURCE")]


def categorised(scores: list[float] | None) -> list[tuple[str, str, float | None]]:
    doc = tagged("the Harbour Board met Quill")
    spans = [Span(doc, 0, 3, "ORG"), Span(doc, 1, 2, "GPE"), Span(doc, 4, 5, "JUDGE")]
    doc.spans["sc"] = SpanGroup(doc, spans=[*spans, Span(doc, 1, 2, "ORG")])
    if scores:
        doc.spans["sc"].attrs["scores"] = scores
    found = SpancatSuggester({"ORG": "ACTOR", "GPE": "LOCATION"}).suggest(Parsed(doc.text, doc))
    return [(one.span.text_of(doc.text), one.label, one.score) for one in found]


def test_categorised_spans_of_two_labels_may_overlap_and_have_scores() -> None:
    assert categorised([0.5, 0.75, 1.0, 0.25]) == [
        ("Harbour", "LOCATION", 0.75),
        ("Harbour Board", "ACTOR", 0.5),
        ("Quill", "JUDGE", 1.0),
    ]


def test_of_categorised_spans_of_one_label_the_longest_stays_without_scores() -> None:
    assert categorised(None) == [
        ("Harbour", "LOCATION", None),
        ("Harbour Board", "ACTOR", None),
        ("Quill", "JUDGE", None),
    ]


@pytest.mark.parametrize("suggester", [NerSuggester(), SpancatSuggester()])
def test_without_a_doc_there_is_nothing(suggester: NerSuggester | SpancatSuggester) -> None:
    assert list(suggester.suggest(Parsed("Quill came."))) == []


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["The", "Harbour", "Board"], "Harbour Board"),
        (["Merrow", "'s"], "Merrow"),
        (["Merrow", "’s"], "Merrow"),
        (["Harbour", "Board", "\n", "Ships"], "Harbour Board"),
        (["The", "Hague"], "The Hague"),
        (["Theresa", "Moor"], "Theresa Moor"),
    ],
)
def test_only_the_name_is_suggested(words: list[str], name: str) -> None:
    assert suggested(words, (0, len(words), "ORG")) == [(name, "ACTOR")]


def test_marks_without_a_letter_are_no_name() -> None:
    assert suggested(["the", "“"], (0, 2, "ORG")) == []
