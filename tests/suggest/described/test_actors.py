from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from annotator.suggest.base import Parsed
from annotator.suggest.described.actors import described_actors
from tests.strategies import few, texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc

    Parse = Callable[[str], Doc]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two officials said the bridge was closed.", ["Two officials"]),
        ("The bridge is closed, harbour officials say.", ["harbour officials"]),
        ("The bridge, the ministry said, would open soon.", ["ministry"]),
        ("The bridge is closed, according to the harbour police.", ["harbour police"]),
        ("The police and the mayor said the bridge was closed.", ["police and the mayor"]),
        ("Farmers, millers and bakers want a new bridge.", ["Farmers, millers and bakers"]),
        ("The bridge is closed, said a clerk who lives there.", ["clerk who lives there"]),
        ("Most of the farmers said the harvest was lost.", ["Most of the farmers"]),
        ("Critics condemned the plan.", ["Critics"]),
        ("Residents are wary of the plan.", ["Residents"]),
        ("The plan was denounced by fishermen.", ["fishermen"]),
        ("The plan met opposition from local farmers.", ["local farmers"]),
        ("Rebels freed the prisoners.", ["Rebels"]),
        ("Security forces left in haste.", ["Security forces"]),
        ("A survey found that the harvest was lost.", ["survey"]),
        ("The budget office said the tax would rise.", ["budget office"]),
        ("The Peruvian defence ministry said the bridge was lost.", ["Peruvian defence ministry"]),
        ("According to a poll, most of the voters will stay.", ["poll"]),
        ("The court's order said that the bridge must close.", ["court's order"]),
        ("Everyone said that the bridge was safe.", ["Everyone"]),
        ("Ann Lee said the bridge was closed.", []),
        ("The minister, Ann Lee, said the bridge was closed.", []),
        ("No official said the bridge was closed.", []),
        ("He said the bridge was closed.", []),
        ("The farmers slept.", []),
        ("The court held a hearing.", []),
        ("The government continued its work.", []),
        ("The President said the bridge was closed.", []),
        ("According to the memo, the bridge is closed.", []),
        ("The tide said nothing of it.", []),
        ('"Farmers say the harvest is lost," Ann Lee said.', []),
    ],
)
def test_who_is_described(parse: Parse, text: str, expected: list[str]) -> None:
    found = described_actors(Parsed(text, parse(text)))

    assert [one.span.text_of(text) for one in found] == expected
    assert {one.label for one in found} <= {"ACTOR"}


@pytest.mark.parametrize(
    ("text", "reason", "kind"),
    [
        ("Two officials said so.", "“said” takes “Two officials” as its subject", "group"),
        ("It rains, according to the mayor.", "“according to” names “mayor”", "person"),
        ("The plan met opposition from a ministry.", "“opposition” is that of “ministry”", None),
    ],
)
def test_why_and_what_kind(parse: Parse, text: str, reason: str, kind: str | None) -> None:
    (found,) = described_actors(Parsed(text, parse(text)))

    assert found.reason == reason
    assert found.attributes == (("kind", kind or "organisation"),)


def test_who_is_quoted_for_sure_scores_above_who_only_acts(parse: Parse) -> None:
    text = "Officials said the bridge was closed. Rebels freed the prisoners."

    first, second = described_actors(Parsed(text, parse(text)))

    assert first.score is not None
    assert second.score is not None
    assert 1 >= first.score > second.score > 0


def test_who_was_described_is_found_again_where_they_do_something_else(parse: Parse) -> None:
    text = "Harbour officials said it rained. Later harbour officials were asleep in their boats."

    first, second = described_actors(Parsed(text, parse(text)))

    assert [first.span.text_of(text), second.span.text_of(text)] == [
        "Harbour officials",
        "harbour officials",
    ]
    assert second.reason == "described like this elsewhere in the article"
    assert first.score is not None
    assert second.score is not None
    assert second.score < first.score


def test_a_single_word_is_not_sought_again(parse: Parse) -> None:
    text = "Officials said it rained. Later officials were asleep in their boats."

    assert len(described_actors(Parsed(text, parse(text)))) == 1


def test_those_named_side_by_side_are_a_group(parse: Parse) -> None:
    text = "The clerk and the mayor said the bridge was closed."

    (one,) = described_actors(Parsed(text, parse(text)))

    assert one.attributes == (("kind", "group"),)


def test_without_a_parse_nobody_is_described() -> None:
    import spacy

    text = "Two officials said so."

    assert described_actors(Parsed(text)) == []
    assert described_actors(Parsed(text, spacy.blank("en")(text))) == []


@few(examples=30)
@given(texts())
def test_any_text_gives_spans_within_it_that_do_not_overlap(parse: Parse, text: str) -> None:
    found = described_actors(Parsed(text, parse(text)))

    assert all(one.span.end <= len(text) for one in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
