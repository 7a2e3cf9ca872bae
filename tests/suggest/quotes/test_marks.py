from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.span import Span
from annotator.suggest.base import Parsed
from annotator.suggest.quotes.marks import quotations, quoted_spans, stands_within


def found(text: str) -> list[str]:
    return [one.span.text_of(text) for one in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "we won" twice.', ['"we won"']),
        ('"One," she said, "and two."', ['"One,"', '"and two."']),
        ("He said “we won” twice.", ["“we won”"]),
        ("Er sagte „wir siegen“ und ging.", ["„wir siegen“"]),
        ("Il dit « on gagne » puis part.", ["« on gagne »"]),
        ("Han sade ”vi vann” igen.", ["”vi vann”"]),
        ("a »so« b", ["»so«"]),
        ("Elle dit : ‹ jamais ›", ["‹ jamais ›"]),
        ("彼は「行く」と言った。『本』", ["「行く」", "『本』"]),
        ("He said, “ we won.” Then", ["“ we won.”"]),
        ('A “mixed" pair', ['“mixed"']),
        ('The "so-called" ceasefire', ['"so-called"']),
        ("“He told me ‘go’ and it’s over”", ["“He told me ‘go’ and it’s over”"]),
        ('("Quite so.")', ['"Quite so."']),
        ('said:"No space"', ['"No space"']),
        ('"We were 6," he said', ['"We were 6,"']),
        ("``We won,'' he said", ["``We won,''"]),
        ("“A slip’’ of the mark", ["“A slip’’"]),
        ("He said: “We won. … And left.” Then", ["“We won. … And left.”"]),
        ("He said: “We won. And left.", ["“We won. And left."]),
        ("“We won.\nThe next day came.", ["“We won."]),
        ("He wrote: “We won.’ Then he left", ["“We won.’"]),
        ("He wrote: “We won.“ Then he left", ["“We won.“"]),
        ('"Outer “inner” end." Then', ['"Outer “inner” end."']),
        ("“Outer “inner” end.”", ["“Outer “inner” end.”"]),
    ],
)
def test_passages_in_marks(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It's the dogs' day, isn't it?",
        'A 27" screen beside a 32" one',
        "5'10\" tall",
        'An opening " alone',
        "“Never closed, and no paragraph after",
        '""',
        '<a href="x">no</a>',
        "''Old wire style'', they said",
        "",
    ],
)
def test_what_is_no_quotation(text: str) -> None:
    assert found(text) == []


def test_a_quotation_over_paragraphs_is_one_span_for_each() -> None:
    text = "She said: “First part. \n\n“Second part.\n“Third part.” Then she left."

    assert [(one.span.text_of(text), one.goes_on) for one in quotations(text)] == [
        ("“First part.", True),
        ("“Second part.", True),
        ("“Third part.”", False),
    ]


def test_an_unclosed_mark_takes_nothing_with_it() -> None:
    assert found('He began "we will\nThe next "day" came.') == ['"day"']


def test_an_offset_within_a_quotation() -> None:
    spans = Parsed("“a” b “c”").shared(quoted_spans)

    assert spans == [Span(0, 3), Span(6, 9)]
    assert [at for at in range(10) if stands_within(at, spans)] == [0, 1, 2, 6, 7, 8]


@given(st.text(alphabet='ab .,\n"“”«»„=5', max_size=60))
def test_no_quotation_crosses_a_line_or_overlaps_the_next(text: str) -> None:
    spans = [one.span for one in quotations(text)]

    assert not any("\n" in span.text_of(text) for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
