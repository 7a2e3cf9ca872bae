from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.base import Parsed
from annotator.suggest.quotes.suggester import QuoteSuggester
from tests.strategies import few, texts

if TYPE_CHECKING:
    from annotator.suggest.engine import Engine

PIECES = (
    "Ann Lee", "she", "the minister", " said ", " told ", " according to ", "who ", "that ",
    "We left", "it is late", "The Long Tide", "'", "’", "‘", '"', "“", "”", "«", "»", "``", "''",
    ",", ".", "?", ":", " ", "\n", "(", ")", "— ", "😀", "\u2028",
)  # fmt: skip
QUOTED = [
    ('"The harbour is safe," said Ada Quill.', ["Ada Quill"]),
    ('"The harbour is safe," she said on Monday.', ["she"]),
    ('Ada Quill said: "The harbour is safe."', ["Ada Quill"]),
    ('"It is safe," Quill said. "Ships may sail."', ["Quill", "Quill"]),
    ("Ada Quill said: “It is safe.\n“Ships may sail.”", ["Ada Quill", "Ada Quill"]),
]


@pytest.mark.parametrize(("text", "speakers"), QUOTED)
def test_speakers_without_a_parse(text: str, speakers: list[str]) -> None:
    found = QuoteSuggester().suggest(Parsed(text))

    assert [one.source and one.source.text_of(text) for one in found] == speakers


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        *QUOTED,
        (
            'The minister, who lost last year, called the plan "a mistake".',
            ["The minister"],
        ),
        (
            'The mayor of Port Merrow told reporters: "We had no choice."',
            ["The mayor of Port Merrow"],
        ),
        ('Then he said:\n"We had no choice."', ["he"]),
        ('"We left," said Ada Quill.\n"It was late."', ["Ada Quill", "Ada Quill"]),
    ],
)
def test_speakers_from_the_parse(engine: Engine, text: str, speakers: list[str]) -> None:
    found = [one for info, run in engine.suggest(text) if "quotes" in info.name for one in run]

    assert [one.source and one.source.text_of(text) for one in found] == speakers


def test_a_quotation_that_nobody_says_has_no_speaker() -> None:
    (found,) = QuoteSuggester().suggest(Parsed('Then a voice: "The water is long and blue."'))

    assert found.label == "QUOTE"
    assert found.source is None
    assert found.reason == "in quotation marks; who says it was not found"


def test_a_suggestion_tells_score_cue_reason_and_kind(engine: Engine) -> None:
    text = 'Ada Quill called the plan "a bitter joke".'
    (found,) = (one for info, run in engine.suggest(text) if "quotes" in info.name for one in run)

    assert found.cue is not None
    assert found.cue.text_of(text) == "called"
    assert found.reason == "“called” takes “Ada Quill” as its subject"
    assert found.score is not None
    assert 0 < found.score <= 1
    assert found.attributes == (("kind", "mixed"),)


@given(texts())
def test_any_text_gives_valid_spans_that_do_not_overlap(text: str) -> None:
    found = QuoteSuggester().suggest(Parsed(text))

    assert all(one.span.end <= len(text) for one in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(one.source is None or one.source.end <= len(text) for one in found)


@few(examples=40)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_any_parsed_text_gives_valid_spans_that_do_not_overlap(engine: Engine, text: str) -> None:
    found = [one for info, run in engine.suggest(text) if "quotes" in info.name for one in run]

    assert all(one.span.end <= len(text) for one in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    for one in found:
        for span in (one.source, one.cue, one.referent):
            assert span is None or span.end <= len(text)
