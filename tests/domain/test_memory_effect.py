"""What the memory offers and withholds among what is marked already."""

from __future__ import annotations

import pytest

from annotator.domain.lexicon import Found
from annotator.domain.memory import Verdict
from annotator.domain.memory_effect import Effect, Suggested, effect
from annotator.domain.suggestion import Decision

TEXT = "The Port Merrow Council met in Port Merrow."
LABELS = ("ACTOR", "LOCATION")


def found(words: str, label: str = "", withheld: str = "", at: int = 0) -> Found:
    start = -1
    for _ in range(at + 1):
        start = TEXT.index(words, start + 1)
    hidden = frozenset({withheld} if withheld else ())
    return Found(start, start + len(words), Verdict(label, 0.9, "so", hidden))


def suggested(
    words: str,
    label: str,
    decision: Decision = Decision.PENDING,
    *,
    number: int = 1,
    is_own: bool = False,
) -> Suggested:
    start = TEXT.index(words)
    return Suggested(number, start, start + len(words), label, decision, is_own)


def annotated(words: str, label: str) -> tuple[int, int, str]:
    start = TEXT.index(words)
    return start, start + len(words), label


def run(
    phrases: list[Found],
    *suggestions: Suggested,
    annotations: tuple[tuple[int, int, str], ...] = (),
) -> tuple[list[tuple[str, str]], set[int]]:
    made: Effect = effect(phrases, annotations, suggestions, LABELS)
    words = [(TEXT[start:end], label) for start, end, label in made.offers]
    return words, made.withheld


def test_a_phrase_is_offered_where_nothing_is():
    assert run([found("Port Merrow", "LOCATION", at=1)]) == ([("Port Merrow", "LOCATION")], set())


def test_a_longer_phrase_goes_before_a_shorter_one_in_it():
    phrases = [
        found("Port Merrow", "LOCATION"),
        found("Port Merrow Council", "ACTOR"),
        found("Merrow Council", "ACTOR"),
    ]
    assert run(phrases)[0] == [("Port Merrow Council", "ACTOR")]


@pytest.mark.parametrize(
    ("words", "label", "is_in_the_way"),
    [
        ("Port Merrow", "ACTOR", True),
        ("Merrow Council", "ACTOR", True),
        ("Merrow", "LOCATION", True),
        ("The Port Merrow Council met", "QUOTE", False),
        ("met", "ACTOR", False),
    ],
)
def test_it_is_not_offered_over_an_annotation_of_a_name(words, label, is_in_the_way):
    offers, _ = run([found("Port Merrow", "LOCATION")], annotations=(annotated(words, label),))
    assert (offers == []) is is_in_the_way


@pytest.mark.parametrize("decision", [Decision.REJECTED, Decision.ACCEPTED, Decision.CORRECTED])
@pytest.mark.parametrize("is_own", [True, False])
def test_what_was_decided_is_not_asked_again(decision: Decision, is_own: bool):
    one = suggested("Port Merrow", "LOCATION", decision, is_own=is_own)
    assert run([found("Port Merrow", "LOCATION")], one) == ([], set())


def test_another_label_that_was_rejected_is_no_answer():
    one = suggested("Port Merrow", "ACTOR", Decision.REJECTED)
    assert run([found("Port Merrow", "LOCATION")], one)[0] == [("Port Merrow", "LOCATION")]


@pytest.mark.parametrize(
    ("words", "label", "offers", "is_withheld"),
    [
        ("Port Merrow", "LOCATION", False, False),  # it says the same
        ("Port Merrow", "ACTOR", True, True),
        ("Merrow", "LOCATION", True, True),  # a part of the name
        ("Merrow", "ACTOR", True, False),  # a name within a name
        ("Merrow Council", "ACTOR", True, True),  # it crosses the edge
        ("Port Merrow Council", "ACTOR", False, False),  # it saw more
        ("Port Merrow Council", "LOCATION", False, False),
        ("The Port Merrow Council met", "QUOTE", True, False),
        ("Port Merrow", "QUOTE", True, False),  # of another sort
    ],
)
def test_what_a_phrase_makes_of_a_suggestion(words, label, offers, is_withheld):
    for decision in (Decision.PENDING, Decision.WITHHELD):
        made, withheld = run([found("Port Merrow", "LOCATION")], suggested(words, label, decision))
        assert made == ([("Port Merrow", "LOCATION")] if offers else [])
        assert withheld == ({1} if is_withheld else set())


def test_what_was_rejected_often_is_withheld_with_that_label_only():
    phrase = found("Port Merrow", withheld="LOCATION")
    one, other = (
        suggested("Port Merrow", "LOCATION"),
        suggested("Port Merrow", "ACTOR", number=2),
    )
    assert run([phrase], one, other) == ([], {1})


def test_what_is_withheld_is_in_nobodys_way():
    phrases = [found("Port Merrow Council", withheld="ACTOR"), found("Port Merrow", "LOCATION")]
    one = suggested("Port Merrow Council", "ACTOR")
    assert run(phrases, one) == ([("Port Merrow", "LOCATION")], {1})


def test_the_memorys_own_suggestions_do_not_bear_on_what_it_offers():
    phrases = [found("Port Merrow", "LOCATION")]
    own = suggested("Port Merrow Council", "ACTOR", is_own=True)
    assert run(phrases, own) == run(phrases)


def test_a_label_that_is_not_remembered_any_more_is_not_offered():
    assert run([found("Port Merrow", "PLACE", withheld="PLACE")]) == ([], set())
