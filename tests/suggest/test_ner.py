from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from annotator.suggest.base import Parsed
from annotator.suggest.ner import NerSuggester

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


def test_other_kinds_are_left_out() -> None:
    assert suggested(["Monday", "came"], (0, 1, "DATE")) == []


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
