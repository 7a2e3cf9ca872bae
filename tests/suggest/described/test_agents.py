from __future__ import annotations

import pytest

from annotator.suggest.described.agents import Agent, Kind, Strength, described_by, is_fighter


@pytest.mark.parametrize(
    ("noun", "kind", "strength", "plural"),
    [
        ("minister", Kind.PERSON, Strength.STRONG, False),
        ("ministers", Kind.GROUP, Strength.STRONG, True),
        ("spokeswomen", Kind.GROUP, Strength.STRONG, True),
        ("policemen", Kind.GROUP, Strength.STRONG, True),
        ("deputies", Kind.GROUP, Strength.STRONG, True),
        ("witnesses", Kind.GROUP, Strength.STRONG, True),
        ("children", Kind.GROUP, Strength.STRONG, True),
        ("thieves", Kind.GROUP, Strength.STRONG, True),
        ("police", Kind.GROUP, Strength.STRONG, True),
        ("ministry", Kind.ORGANISATION, Strength.STRONG, False),
        ("ministries", Kind.ORGANISATION, Strength.STRONG, True),
        ("crowd", Kind.GROUP, Strength.STRONG, False),
        ("office", Kind.ORGANISATION, Strength.WEAK, False),
        ("percent", Kind.GROUP, Strength.QUANTITY, False),
        ("survey", None, Strength.DOCUMENT, False),
    ],
)
def test_what_a_noun_says(noun: str, kind: Kind, strength: Strength, plural: bool) -> None:
    assert described_by(noun) == Agent(kind, strength, plural)


@pytest.mark.parametrize("noun", ["harbour", "tide", "week", "", "said"])
def test_other_words_name_no_actor(noun: str) -> None:
    assert described_by(noun) is None


def test_those_who_bear_arms() -> None:
    assert is_fighter("rebels")
    assert is_fighter("police")
    assert not is_fighter("teachers")
