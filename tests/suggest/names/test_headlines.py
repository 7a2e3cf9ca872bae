from __future__ import annotations

import pytest

from annotator.suggest.names.headlines import headlines, is_headline


@pytest.mark.parametrize(
    "line",
    [
        "Dockers Leave Harbour In Sharp Rebuke To Ministers",
        "Ministers to Meet in Merrow Over Flood Aid",
        "FERRY STRIKE HITS MERROW",
        "Board Says Harbour Will Close",
    ],
)
def test_headlines_have_capitals_throughout(line: str) -> None:
    assert is_headline(line.split())


@pytest.mark.parametrize(
    "line",
    [
        "The board met in Merrow on Monday .",
        "Ada Quill met Tom Reed",
        "Merrow",
        "Ministers meet over flood aid",
        "",
    ],
)
def test_sentences_and_short_lines_are_none(line: str) -> None:
    assert not is_headline(line.split())


def test_rows_of_names_further_down_are_none() -> None:
    line = ["Tarn", "National", "Park", "–", "Merrow", "Bay", "Sector"]
    assert not is_headline(line, at_top=False)


def test_headlines_are_found_among_lines() -> None:
    texts = ["FERRY", "STRIKE", "HITS", "MERROW", "\n", "The", "board", "met", "on", "Monday", "."]
    assert list(headlines(texts)) == [(0, 4)]
