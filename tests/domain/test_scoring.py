from __future__ import annotations

import pytest

from annotator.domain.scoring import LabelScore, ScoredSpan, Tally, TextScorer
from annotator.domain.span import Span

TEXT = "The mayor said that the old bridge must close, and “nobody objects”."


def make(part: str, label: str = "CLAIM", source: str = "", optional: bool = False) -> ScoredSpan:
    start = TEXT.index(part)
    at = TEXT.index(source)
    sources = (Span(at, at + len(source)),) if source else ()
    return ScoredSpan(Span(start, start + len(part)), label, sources, optional)


def score(gold: list[ScoredSpan], predicted: list[ScoredSpan], label: str = "CLAIM") -> LabelScore:
    return TextScorer(TEXT).score(label, gold, predicted)


def test_edges_do_not_matter() -> None:
    found = score([make("that the old bridge must close,")], [make("the old bridge must close")])

    assert found.exact == found.partial == Tally(right=1)


@pytest.mark.parametrize(
    ("predicted", "partial"),
    [("the old bridge must", Tally(right=1)), ("bridge", Tally(wrong=1, missed=1))],
)
def test_half_of_the_words_in_common_is_a_partial_match(predicted: str, partial: Tally) -> None:
    found = score([make("the old bridge must close")], [make(predicted)])

    assert found.exact == Tally(wrong=1, missed=1)
    assert found.partial == partial


def test_pairs_are_one_to_one_and_the_best_first() -> None:
    gold = [make("the old bridge must close")]

    found = score(gold, [make("the old bridge must"), make("the old bridge must close")])

    assert found.partial == Tally(right=1, wrong=1)


def test_an_optional_span_is_neither_missed_nor_wrong() -> None:
    gold = [make("the old bridge must close", optional=True)]

    assert score(gold, []).partial == Tally()
    assert score(gold, [make("the old bridge must close")]).partial == Tally()
    assert score(gold, [make("nobody objects")]).partial == Tally(wrong=1)


def test_speakers_count_where_spans_match() -> None:
    gold = [make("the old bridge must close", source="The mayor")]

    right = score(gold, [make("the old bridge must close", source="mayor")])
    wrong = score(gold, [make("the old bridge must close", source="nobody")])

    assert (right.speaker_accuracy, wrong.speaker_accuracy) == (1.0, 0.0)
    assert right.attributed == Tally(right=1)
    assert wrong.attributed == Tally(wrong=1, missed=1)


def test_other_labels_are_passed_over() -> None:
    assert score([make("nobody objects")], [make("nobody objects")], "QUOTE") == LabelScore()


def test_shares() -> None:
    tally = Tally(right=2, wrong=2, missed=0) + Tally(right=1, wrong=0, missed=3)

    assert (tally.precision, tally.recall, tally.f1) == (0.6, 0.5, pytest.approx(6 / 11))
    assert (Tally().precision, Tally().recall, Tally().f1) == (None, None, None)
