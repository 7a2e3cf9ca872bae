from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotator.suggest.base import Parsed
from annotator.suggest.quotes import QuoteSuggester

if TYPE_CHECKING:
    from annotator.suggest.engine import Engine

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
    (found,) = QuoteSuggester().suggest(Parsed('The film "Long Water" opens.'))

    assert found.source is None
    assert found.label == "QUOTE"
    assert found.score is None
