from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.quotes.marks import quotations
from annotator.suggest.quotes.single_marks import single_passages


def found(text: str) -> list[str]:
    return [one.span.text_of(text) for one in single_passages(text, [])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("'We will fight,' he said.", ["'We will fight,'"]),
        ("‘We will fight,’ he said. ‘And win.’", ["‘We will fight,’", "‘And win.’"]),
        ("'The boys' bikes are gone,' she said.", ["'The boys' bikes are gone,'"]),
        ("'It's ours,' she said of the 'long road' home.", ["'It's ours,'", "'long road'"]),
        ("'Get 'em,' he cried.", ["'Get 'em,'"]),
        ("‘It was the ’60s,’ she said.", ["‘It was the ’60s,’"]),
        ("Hale: 'We will not go.'", ["'We will not go.'"]),
    ],
)
def test_passages_in_single_marks(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It's the dogs' day, isn't it?",
        "The '90s band's fans' club",
        "Rock 'n' roll, 'tis said, won't die.",
        "The 'safe zone' of the officers' mess",  # no stop before a mark: may be anything
        "''Old wire style,'' they said, ''is not this.''",
        "",
    ],
)
def test_apostrophes_are_no_marks(text: str) -> None:
    assert found(text) == []


def test_an_article_in_double_marks_keeps_its_single_ones_inside() -> None:
    text = "\"He told me 'go,' and I went,\" she said. A sign read 'Keep out!' in red."

    assert [one.span.text_of(text) for one in quotations(text)] == [
        "\"He told me 'go,' and I went,\""
    ]


def test_double_marks_within_single_ones_belong_to_the_outer() -> None:
    text = "'He told me \"go\" and I went,' she said."

    assert [one.span.text_of(text) for one in quotations(text)] == [
        "'He told me \"go\" and I went,'"
    ]


def test_a_quotation_in_single_marks_over_paragraphs() -> None:
    text = "She rose.\n‘It was late.\n‘We went home,’ she said."

    assert [(one.span.text_of(text), one.goes_on) for one in quotations(text)] == [
        ("‘It was late.", True),
        ("‘We went home,’", False),
    ]


@given(st.text(alphabet="aB .,\n'‘’\"“”5", max_size=60))
def test_no_passage_crosses_a_line_or_overlaps_the_next(text: str) -> None:
    spans = [one.span for one in single_passages(text, [])]

    assert not any("\n" in span.text_of(text) for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
