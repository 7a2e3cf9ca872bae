"""What is remembered of a marked text, and what follows from counts and rules."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.errors import NotAllowed
from annotator.domain.ids import RuleId
from annotator.domain.memory import (
    Known,
    PhraseRule,
    PhraseState,
    Rule,
    is_cased,
    phrase_text,
    plain,
    state_of,
    states,
    typed,
    verdict,
)
from tests.strategies import texts

OFFERED, WITHHELD, NEITHER = PhraseState


@pytest.mark.parametrize(
    ("surface", "remembered"),
    [
        ("Port Merrow", "Port Merrow"),
        (" Port\u00a0Merrow ", "Port Merrow"),
        ("Merrow’s mayor", "Merrow's mayor"),
        ("rebels", "rebels"),
        ("straße", "straße"),
        ("US", "US"),
        ("WHO", "WHO"),
        ("May", "May"),
        ("the mayor", "the mayor"),
        ("14th Brigade", "14th Brigade"),
        ("港", "港"),
        ("He", None),
        ("he himself", None),
        ("They", None),
        ("I", None),
        ("who's", None),
        ("some of them", None),
        ("2,019", None),
        ("in 2019", None),
        ("…", None),
        ("", None),
        ("Port\nMerrow", None),
        ("Port\u2028Merrow", None),
        ("one two three four five six seven eight", "one two three four five six seven eight"),
        ("one two three four five six seven eight nine", None),
        ("M" * 80, "M" * 80),
        ("M" * 81, None),
    ],
)
def test_what_a_marked_text_is_remembered_as(surface: str, remembered: str | None):
    assert phrase_text(surface) == remembered


@given(texts())
def test_a_remembered_text_stays_what_it_is(text: str):
    assert len(plain(text)) == len(text)
    found = phrase_text(text)
    if found is not None:
        assert phrase_text(found) == found
        assert is_cased(found) or found == found.lower()


def test_what_is_typed_is_put_in_order_or_refused():
    assert typed("  Port   Merrow ") == "Port Merrow"
    with pytest.raises(NotAllowed, match="“they” cannot be remembered"):
        typed("they")


def test_a_rule_is_about_a_phrase_as_it_is_remembered():
    with pytest.raises(NotAllowed):
        PhraseRule(RuleId(1), "they", "ACTOR", Rule.OFFER)


@pytest.mark.parametrize(
    ("tagged", "rejected", "state"),
    [
        (1, 0, OFFERED),
        (2, 1, OFFERED),
        (1, 1, NEITHER),
        (0, 1, NEITHER),
        (0, 2, WITHHELD),
        (1, 2, NEITHER),
        (1, 3, WITHHELD),
        (10, 12, NEITHER),
        (10, 30, WITHHELD),
    ],
)
def test_the_counts_decide(tagged: int, rejected: int, state: PhraseState):
    assert state_of(Known("ACTOR", tagged, rejected)) is state


@given(st.integers(0, 9), st.integers(0, 9), st.sampled_from(Rule))
def test_a_rule_decides_whatever_the_counts_are(tagged: int, rejected: int, rule: Rule):
    expected = {Rule.OFFER: OFFERED, Rule.WITHHOLD: WITHHELD, Rule.IGNORE: NEITHER}[rule]
    assert state_of(Known("ACTOR", tagged, rejected, rule, 7)) is expected


def test_one_label_is_offered_the_one_tagged_more_often():
    assert states([Known("ACTOR", 2), Known("LOCATION", 3)]) == {
        "ACTOR": NEITHER,
        "LOCATION": OFFERED,
    }
    assert states([Known("ACTOR", 9), Known("LOCATION", 0, 0, Rule.OFFER, 5)]) == {
        "ACTOR": NEITHER,
        "LOCATION": OFFERED,
    }


def test_surer_the_more_it_was_said():
    once, often, told = (
        verdict([one])
        for one in (Known("ACTOR", 1), Known("ACTOR", 2), Known("ACTOR", 0, 0, Rule.OFFER, 1))
    )
    assert once is not None
    assert often is not None
    assert told is not None
    assert 0 < once.score < often.score < told.score <= 1
    assert "ACTOR" in once.reason


def test_nothing_follows_from_too_little():
    assert verdict([Known("ACTOR", 1, 1)]) is None
    assert verdict([]) is None
    mixed = verdict([Known("ACTOR", 0, 2), Known("LOCATION", 1)])
    assert mixed is not None
    assert (mixed.label, mixed.withheld) == ("LOCATION", {"ACTOR"})
