from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.span import Span
from annotator.domain.suggestion import Prediction
from annotator.suggest.names.consistency import settled
from tests.strategies import texts

PERSON = (("kind", "person"),)


def at(text: str, name: str, label: str = "ACTOR", score: float = 0.8, nth: int = 0) -> Prediction:
    start = -1
    for _ in range(nth + 1):
        start = text.index(name, start + 1)
    return Prediction(Span(start, start + len(name)), label, score, attributes=PERSON)


def shown(text: str, *predictions: Prediction) -> list[tuple[int, str, str]]:
    found = settled(text, predictions)
    return [(one.span.start, one.span.text_of(text), one.label) for one in found]


def labels(text: str, *predictions: Prediction) -> list[tuple[str, str]]:
    return [(name, label) for _, name, label in shown(text, *predictions)]


def test_one_name_gets_the_label_that_most_speaks_for() -> None:
    text = "Tarn rose. Tarn fell. Tarn slept."
    found = labels(
        text,
        at(text, "Tarn", "LOCATION"),
        at(text, "Tarn", "ACTOR", nth=1),
        at(text, "Tarn", "LOCATION", nth=2),
    )
    assert found == [("Tarn", "LOCATION")] * 3


def test_surer_predictions_count_for_more() -> None:
    text = "Tarn rose. Tarn fell. Tarn slept."
    found = labels(
        text,
        at(text, "Tarn", "LOCATION", 0.95),
        at(text, "Tarn", "ACTOR", 0.5, nth=1),
        at(text, "Tarn", "ACTOR", 0.5, nth=2),
    )
    assert found == [("Tarn", "LOCATION")] * 3


def test_a_surname_goes_with_the_full_name() -> None:
    text = "Ada Moss spoke. Moss left."
    found = labels(
        text, at(text, "Ada Moss"), at(text, "Moss", "LOCATION", 0.6, 1), at(text, "Moss", nth=1)
    )
    assert found == [("Ada Moss", "ACTOR"), ("Moss", "ACTOR")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quill left. Then Quill’s boat sank.", ["Quill", "Quill"]),
        ("Quill left. QUILL RETURNS", ["Quill", "QUILL"]),
        ("Quill left. A pro-Quill crowd, Quill-led", ["Quill", "Quill", "Quill"]),
        ("Quill left. Quills and a quill remain.", ["Quill"]),
        ("Quill left; see http://news.example/Quill-left", ["Quill"]),
        ("Quill left.\nQuill", ["Quill", "Quill"]),
    ],
)
def test_every_occurrence_is_marked(text: str, expected: list[str]) -> None:
    assert [name for name, _ in labels(text, at(text, "Quill"))] == expected


def test_particles_may_be_written_large() -> None:
    text = "Omar al-Tarni left. Omar Al-Tarni Leaves"
    assert len(labels(text, at(text, "Omar al-Tarni"))) == 2


def test_a_currency_is_not_the_country() -> None:
    text = "The US paid US$3 and said so to us. Tell US officials."
    found = shown(text, at(text, "US", "LOCATION"))
    assert [start for start, _, _ in found] == [4, text.rindex("US")]


def test_a_word_at_the_beginning_of_a_sentence_is_not_taken_for_the_name() -> None:
    text = "Theresa May spoke, then May left. May it rain? It may."
    found = labels(text, at(text, "Theresa May"), at(text, "May", nth=1))
    assert found == [("Theresa May", "ACTOR"), ("May", "ACTOR")]


def test_names_are_not_marked_within_longer_ones() -> None:
    text = "Tarn Free Press wrote. In Tarn it rained. Tarn Free Press asked."
    found = labels(text, at(text, "Tarn Free Press"), at(text, "Tarn", "LOCATION", nth=1))
    assert found == [
        ("Tarn Free Press", "ACTOR"),
        ("Tarn", "LOCATION"),
        ("Tarn Free Press", "ACTOR"),
    ]


def test_nationalities_are_not_marked_elsewhere() -> None:
    text = "The Finnish left. A Finnish boat came."
    assert labels(text, at(text, "Finnish")) == [("Finnish", "ACTOR")]


def test_descriptions_are_left_as_they_are() -> None:
    text = "Two officials of Tarn spoke. two officials left. Tarn slept."
    described = at(text, "Two officials of Tarn")
    found = labels(text, described, at(text, "Tarn", "LOCATION"))
    assert found == [
        ("Two officials of Tarn", "ACTOR"),
        ("Tarn", "LOCATION"),
        ("Tarn", "LOCATION"),
    ]


def test_no_actor_is_marked_inside_a_described_one() -> None:
    text = "Quill left. allies of Quill wept."
    found = labels(text, at(text, "Quill"), at(text, "allies of Quill"))
    assert found == [("Quill", "ACTOR"), ("allies of Quill", "ACTOR")]


def test_an_occurrence_is_less_sure_and_says_why() -> None:
    text = "Quill left. Quill slept."
    _, added = settled(text, [at(text, "Quill", score=0.9)])
    assert added.score == 0.8
    assert "same name" in added.reason
    assert added.attributes == PERSON


def test_nothing_is_found_inside_a_name_that_overlaps_another_s() -> None:
    text = "Ada Reed Ada"
    found = settled(
        text,
        [
            Prediction(Span(0, 3), "ACTOR", 0.9),
            Prediction(Span(4, 8), "ACTOR", 0.9),
            Prediction(Span(4, 12), "LOCATION", 0.9),
        ],
    )
    assert [(one.span, one.label) for one in found] == [
        (Span(0, 3), "ACTOR"),
        (Span(4, 8), "ACTOR"),
        (Span(4, 12), "LOCATION"),
    ]


@given(st.data())
def test_no_label_overlaps_itself_and_no_span_has_both_labels(data: st.DataObject) -> None:
    text = data.draw(texts())
    offsets = st.integers(0, max(0, len(text) - 1))
    drawn = data.draw(st.lists(st.tuples(offsets, offsets, st.sampled_from(["ACTOR", "LOCATION"]))))
    predictions = [
        Prediction(Span(min(a, b), max(a, b) + 1), label, 0.5) for a, b, label in drawn if text
    ]
    found = settled(text, predictions)
    assert found == sorted(found, key=lambda one: (one.span, one.label))
    assert all(one.span.within(len(text)) for one in found)
    for label in ("ACTOR", "LOCATION"):
        spans = [one.span for one in found if one.label == label]
        assert not any(one.overlaps(two) for one, two in pairwise(spans))
    assert len({one.span for one in found}) == len(found)


def test_a_long_article_with_many_names_is_settled_in_one_pass() -> None:
    names = [f"{first}a {second}o" for first in _words(45) for second in _words(45)]
    text = "".join(f"{name} met {other}.\n" for name in names for other in names[:20])
    predictions = [at_start(text, line) for line in range(0, len(names) * 20, 40)]
    began = time.process_time()
    found = settled(text, [one for one in predictions if one])
    assert len(found) > 40_000
    assert time.process_time() - began < 10


def _words(count: int) -> list[str]:
    return [f"{'BCDFGHKLM'[at % 9]}{'aeiou'[at // 9]}r" for at in range(count)]


_LINES: dict[int, list[int]] = {}


def at_start(text: str, line: int) -> Prediction:
    starts = _LINES.setdefault(
        id(text), [0, *(at + 1 for at, char in enumerate(text) if char == "\n")]
    )
    start = starts[line]
    return Prediction(Span(start, text.index(" met", start)), "ACTOR", 0.8, attributes=PERSON)
