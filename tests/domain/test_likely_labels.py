"""Labels from elsewhere, and what they may stand for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.labels import Label, LabelScheme
from annotator.domain.likely_labels import likely_label


def scheme(*names: str, **aliases: str) -> LabelScheme:
    return LabelScheme(
        tuple(
            Label(name, "#1f6feb", "#58a6ff", aliases=tuple(aliases.get(name, "").split()))
            for name in names
        )
    )


NEWS = scheme("ACTOR", "LOCATION", "QUOTE", "CLAIM")
FINE = scheme("Person", "Organisation", "Place", "City")


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("actor", "ACTOR"),
        ("B-ACTOR", "ACTOR"),
        ("Actors", "ACTOR"),
        ("PER", "ACTOR"),
        ("I-PER", "ACTOR"),
        ("NORP", "ACTOR"),
        ("GPE", "LOCATION"),
        ("FAC", "LOCATION"),
        ("loc", "LOCATION"),
        ("Direct-Speech", "QUOTE"),
        ("QUOTES", "QUOTE"),
        ("statement", "CLAIM"),
        ("LOCATOIN", "LOCATION"),
        ("MISC", None),
        ("MONEY", None),
        ("", None),
        ("–", None),
    ],
)
def test_a_name_from_elsewhere_finds_its_label(name: str, label: str | None):
    assert likely_label(name, NEWS) == label


@pytest.mark.parametrize(
    ("name", "label"),
    [("PER", "Person"), ("ORG", "Organisation"), ("LOC", "Place"), ("GPE", "City")],
)
def test_the_nearest_meaning_is_taken_before_a_wider_one(name: str, label: str):
    assert likely_label(name, FINE) == label


def test_a_wider_meaning_is_taken_where_there_is_no_nearer_one():
    assert likely_label("FAC", FINE) == "Place"
    assert likely_label("NORP", FINE) == "Person"


def test_an_alias_written_otherwise_counts_as_its_label():
    assert likely_label("wire_service", scheme("OUTLET", OUTLET="Wire-Service")) == "OUTLET"


@given(st.text(max_size=20), st.lists(st.text("ABCdef", min_size=1), unique=True, max_size=4))
def test_what_is_found_is_a_label_of_the_scheme(name: str, labels: list[str]):
    found = likely_label(name, scheme(*labels))
    assert found is None or found in labels


@given(st.sampled_from([*NEWS.names(), *FINE.names()]), st.sampled_from([NEWS, FINE]))
def test_a_label_of_the_scheme_is_itself_whatever_its_case(name: str, known: LabelScheme):
    if name in known:
        assert likely_label(name.swapcase(), known) == name


def test_of_a_name_in_levels_the_last_counts():
    assert likely_label("people.PER", FINE) == "Person"
    assert likely_label("entity/ORG", FINE) == "Organisation"
