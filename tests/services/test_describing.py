"""What is said of formats before one is chosen."""

from __future__ import annotations

import pytest

from annotator.formats.carrying import EVERYTHING, METADATA, STATE, Carries
from annotator.services.describing import FormatRow, carried, describe_formats, load_formats


def row(carries: Carries | None, purpose: str = "") -> FormatRow:
    return FormatRow("x", "X", (".x",), reads=False, writes=True, carries=carries, purpose=purpose)


def test_every_exporter_of_ours_says_what_it_is_for():
    for one in describe_formats():
        if one.writes:
            assert one.purpose.endswith("."), one.name
            assert 30 < len(carried(one)) < 260, one.name


def test_a_format_that_says_nothing_of_itself_has_no_sentence():
    assert carried(row(None)) == ""


@pytest.mark.parametrize(
    ("carries", "sentence"),
    [
        (EVERYTHING, "There is a place for everything."),
        (
            Carries(),
            "Spans cannot overlap, and begin and end with words."
            " Only spans and their labels have a place.",
        ),
        (
            Carries(
                overlaps=True,
                exact=True,
                relations=True,
                attributes=True,
                notes=True,
                annotators=True,
                suggestions=True,
                metadata=frozenset(METADATA) - {"extra"},
                state=frozenset({"status"}),
            ),
            "No place for links to the registry, the history of annotations, further fields of"
            " articles or tags of and notes on articles.",
        ),
        (
            Carries(
                overlaps=True,
                relations=True,
                attributes=True,
                notes=True,
                links=True,
                annotators=True,
                history=True,
                suggestions=True,
                metadata=frozenset(METADATA),
                state=frozenset(STATE),
            ),
            "Spans begin and end with words.",
        ),
    ],
)
def test_what_has_no_place_is_named(carries: Carries, sentence: str):
    assert carried(row(carries, "For tests.")) == f"For tests. {sentence}"


def test_formats_are_loaded_one_at_a_time():
    assert len(list(load_formats())) == len(describe_formats())
