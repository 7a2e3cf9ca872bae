from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.domain.calibration import Calibration
from annotator.domain.scoring import Consistency, KindRecall, LabelScore, ScoredSpan, Tally
from annotator.domain.span import Span
from annotator.domain.text_scoring import TextScorer

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


def test_gold_is_told_by_kind_whether_found_or_only_touched() -> None:
    gold = [
        replace(make("the old bridge must close"), kind="finite"),
        replace(make("nobody objects", optional=True), kind="mixed"),
    ]

    assert score(gold, [make("must close")]).kinds == {
        "finite": KindRecall(gold=1, found=0, touched=1),
        "mixed (optional)": KindRecall(gold=1),
    }
    assert score(gold, [make("the old bridge")]).kinds["finite"].found == 1


def test_labels_taken_for_one_are_right_under_either_name() -> None:
    gold = [make("the old bridge must close", "CLAIM")]
    predicted = [make("the old bridge must close", "QUOTE")]

    found = TextScorer(TEXT).score_as_one({"QUOTE", "CLAIM"}, gold, predicted)

    assert found.exact == Tally(right=1)


def test_a_claim_is_calibrated_by_overlap_and_a_name_by_its_edges() -> None:
    claim = replace(make("the old bridge must"), score=0.9)
    name = replace(make("mayor said", "ACTOR"), score=0.9)

    claims = score([make("the old bridge must close")], [claim]).calibration
    names = score([make("mayor", "ACTOR")], [name], "ACTOR").calibration

    assert claims == Calibration.of([(0.9, True)])
    assert names == Calibration.of([(0.9, False)])


def test_what_matches_an_optional_span_is_not_calibrated() -> None:
    predicted = replace(make("the old bridge"), score=0.9)

    assert score([make("the old bridge", optional=True)], [predicted]).calibration.count == 0


def test_a_name_is_to_be_marked_wherever_it_stands_and_alike() -> None:
    text = "Syria said Syria and Homs, Homs agreed; the syria file"
    spans = [ScoredSpan(Span(*at), label) for at, label in [((0, 5), "ACTOR"), ((27, 31), "ACTOR")]]
    spans.append(ScoredSpan(Span(11, 16), "LOCATION"))

    found = TextScorer(text).consistency(spans)

    assert found == Consistency(occurrences=4, marked=3, repeated=1, one_label=0)
    assert (found.marked_share, found.one_label_share) == (0.75, 0.0)
