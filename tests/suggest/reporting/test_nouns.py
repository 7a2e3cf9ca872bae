from __future__ import annotations

import pytest

from annotator.suggest.reporting.nouns import NOUNS, singular


@pytest.mark.parametrize(
    ("plural", "noun"),
    [
        ("claims", "claim"),
        ("theories", "theory"),
        ("promises", "promise"),
        ("thesis", "thesis"),
        ("hypothesis", "hypothesis"),
        ("guess", "guess"),
        ("consensus", "consensus"),
        ("belief", "belief"),
    ],
)
def test_singular(plural: str, noun: str) -> None:
    assert singular(plural) == noun
    assert noun in NOUNS


@pytest.mark.parametrize(
    ("noun", "polarity"),
    [
        ("claim", "asserts"),
        ("denial", "denies"),
        ("doubt", "doubts"),
        ("question", "questions"),
        ("pledge", "intends"),
    ],
)
def test_polarity(noun: str, polarity: str) -> None:
    assert NOUNS[noun] == polarity
