from __future__ import annotations

import json

import pytest

from annotator.domain.errors import InvalidScheme
from annotator.domain.labels import (
    AttributeKind,
    AttributeSpec,
    Label,
    LabelScheme,
    RelationType,
)
from annotator.formats.scheme_file import read_scheme, write_scheme

LABEL = {"name": "A", "colour": "#102030"}


def test_a_scheme_comes_back_as_it_was_written():
    scheme = LabelScheme(
        labels=(
            Label(
                "QUOTE",
                "#aa0000",
                "#ffaaaa",
                "q",
                "Words “as spoken”.",
                (
                    AttributeSpec("kind", AttributeKind.CHOICE, "How.", ("direct", "mixed")),
                    AttributeSpec("sure", AttributeKind.FLAG),
                ),
            ),
            Label(
                "ACTOR",
                "#0000aa",
                "#aaaaff",
                accepted=("Mayor Ilse Brandt", "the Council"),
                rejected=("she",),
                aliases=("PERSON", "ORG"),
            ),
        ),
        relations=(RelationType("SPEAKER", ("QUOTE",), ("ACTOR",), "Who said it."),),
    )
    assert read_scheme(write_scheme(scheme), "s.json") == scheme


def test_what_is_left_out_gets_a_default():
    scheme = read_scheme(json.dumps({"labels": [LABEL]}).encode(), "s.json")
    assert scheme.labels == (Label("A", "#102030", "#102030"),)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{", "not valid JSON"),
        ("[]", "The file is no JSON object"),
        ({}, "no labels"),
        ({"labels": []}, "no labels"),
        ({"labels": {}}, "not a list"),
        ({"labels": ["A"]}, "A label is no JSON object"),
        ({"labels": [{"name": "A"}]}, "A has no colour"),
        ({"labels": [{**LABEL, "name": 5}]}, "name of A label is not a text"),
        ({"labels": [{**LABEL, "color": "#ffffff"}]}, "unknown key “color”"),
        ({"labels": [{**LABEL, "colour": "red"}]}, "no colour; write #rrggbb"),
        ({"labels": [{**LABEL, "accepted": "x"}]}, "accepted of A are not a list"),
        ({"labels": [{**LABEL, "aliases": [1]}]}, "aliases of A are not a list"),
        (
            {"labels": [{**LABEL, "aliases": ["X"]}, {**LABEL, "name": "B", "aliases": ["X"]}]},
            "“X”",
        ),
        ({"labels": [LABEL, LABEL]}, "Two labels are named “A”"),
        ({"labels": [{**LABEL, "attributes": [{"name": "x", "kind": "date"}]}]}, "“date”"),
        ({"labels": [{**LABEL, "attributes": [{"name": "x", "kind": "choice"}]}]}, "choices"),
        (
            {"labels": [{**LABEL, "attributes": [{"name": "x", "kind": "flag"}] * 2}]},
            "Two attributes of A",
        ),
        (
            {"labels": [LABEL], "relations": [{"name": "R", "sources": ["A"], "targets": ["B"]}]},
            "“B”, which is no label",
        ),
        ({"labels": [LABEL], "relations": [{"name": "R", "sources": ["A"]}]}, "R has no targets"),
        ({"labels": [LABEL], "relations": [{"name": "R", "sources": "A"}]}, "not a list of texts"),
    ],
)
def test_whatever_is_wrong_is_said_in_a_sentence_that_names_the_file(content, reason):
    data = content if isinstance(content, str) else json.dumps(content)
    with pytest.raises(InvalidScheme, match=reason) as caught:
        read_scheme(data.encode(), "my.json")
    assert str(caught.value).startswith("my.json")
