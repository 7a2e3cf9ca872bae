from __future__ import annotations

import pytest

from annotator.suggest.base import Parsed
from annotator.suggest.quotes.suggester import QuoteSuggester


def suggested(text: str) -> list[str]:
    return [one.span.text_of(text) for one in QuoteSuggester().suggest(Parsed(text))]


@pytest.mark.parametrize(
    "text",
    [
        "The film “Long Blue Water” opens on Friday.",
        "She spoke on Channel Nine's “Good Evening, Merrow” about the harbour.",
        "Ann Lee said on the show “Talk of the Town” that she would go.",
        "“The Tide Comes In,” by Bo Hale, is out.",
        "On “Talk of the Town,” Ann Lee said she would go.",
        "George “Sparky” Hill was there.",
        "The so-called “safe zone” was hit.",
        "It was a “nice” day in the “old” port.",
    ],
)
def test_titles_nicknames_and_scare_quotes_are_left_out(text: str) -> None:
    assert suggested(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Debate Recap,” tweeted Ann Lee.", ["“Debate Recap,”"]),
        ("Ann Lee called him “Crooked Bo”.", ["“Crooked Bo”"]),
        ("“Why?”\n“Because.”", ["“Why?”", "“Because.”"]),
        ("Ann Lee said the plan was “a mistake”.", ["“a mistake”"]),
    ],
)
def test_what_somebody_says_is_kept(text: str, expected: list[str]) -> None:
    assert suggested(text) == expected
