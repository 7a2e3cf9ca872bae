"""Which spans give way where a token may have one label only, and what is told of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.labels import Label, LabelScheme
from annotator.domain.losses import Fate
from annotator.domain.span import Span
from annotator.formats.tokenising.spans import (
    BLANK,
    GIVES_WAY,
    NOT_CHOSEN,
    OVERLAPS,
    TRIMMED,
    WIDENED,
    flat,
    flat_and_told,
    place,
)
from annotator.formats.tokenising.tokens import tokenise
from tests.formats.examples import make_annotation, make_document

TEXT = "one two three four five"
SCHEME = LabelScheme(tuple(Label(name, "#000000", "#ffffff") for name in ("ACTOR", "QUOTE")))


def placed(*spans, text=TEXT):
    """Annotations of (start, end, label), in characters, among the tokens of the text."""
    annotations = [
        make_annotation(start, end, label, id=100 + number)
        for number, (start, end, label) in enumerate(spans)
    ]
    return place(make_document(text), annotations, tokenise(text, "en"), lambda _: None)


def texts_of(placed, text=TEXT):
    return [one.annotation.span.text_of(text) for one in placed]


@pytest.mark.parametrize(
    ("rule", "kept"),
    [
        ("longest", ["one", "two three four"]),
        ("outermost", ["one two", "four five"]),
        ("innermost", ["one", "two", "four five"]),
        ("first label", ["one two", "four five"]),
        ("no such rule", ["one", "two three four"]),
    ],
)
def test_each_rule_keeps_what_it_says(rule, kept):
    found = placed(
        (0, 3, "QUOTE"),
        (0, 7, "ACTOR"),
        (4, 7, "QUOTE"),
        (4, 18, "QUOTE"),
        (14, 23, "ACTOR"),
    )
    assert texts_of(flat(found, rule, SCHEME)[0]) == kept


@pytest.mark.parametrize("rule", OVERLAPS.choices)
def test_between_equals_the_scheme_decides_and_then_what_was_made_first(rule):
    same = placed((0, 7, "QUOTE"), (0, 7, "ACTOR"), (0, 7, "ACTOR"))
    kept, dropped = flat(same, rule, SCHEME)

    assert [one.annotation.id for one in kept] == [101]
    assert [one.annotation.id for one in dropped] == [100, 102]


@given(
    spans=st.lists(
        st.tuples(st.integers(0, 22), st.integers(1, 12), st.sampled_from(["ACTOR", "QUOTE"])),
        max_size=12,
    ),
    rule=st.sampled_from(OVERLAPS.choices),
)
def test_none_of_those_kept_share_a_token_and_each_of_the_others_shares_one_with_them(spans, rule):
    found = placed(*((start, min(23, start + size), label) for start, size, label in spans))
    kept, dropped = flat(found, rule, SCHEME)

    taken = [set(range(one.tokens.first_token, one.tokens.end_token)) for one in kept]
    assert sum(map(len, taken)) == len(set().union(*taken))
    for one in dropped:
        assert set(range(one.tokens.first_token, one.tokens.end_token)) & set().union(*taken)
    by_id = sorted(one.annotation.id for one in (*kept, *dropped))
    assert by_id == sorted(one.annotation.id for one in found)
    assert kept == sorted(kept, key=lambda one: one.tokens.first_token)


def test_spans_that_only_overlap_once_they_are_widened_overlap():
    found = placed((0, 2, "ACTOR"), (2, 3, "QUOTE"))
    kept, dropped = flat(found, "longest", SCHEME)

    assert (texts_of(kept), texts_of(dropped)) == (["on"], ["e"])


def test_all_that_is_not_as_it_was_is_told_once():
    text = "one  two three"
    spans = [(0, 4, "ACTOR"), (3, 5, "ACTOR"), (6, 8, "QUOTE"), (7, 14, "ACTOR"), (0, 3, "X")]
    told = []
    document = make_document(text)
    annotations = [make_annotation(*span, id=number) for number, span in enumerate(spans)]
    found = place(
        document, annotations, tokenise(text, "en"), told.append, labels={"ACTOR", "QUOTE"}
    )
    kept = flat_and_told(document, found, "longest", SCHEME, told.append)

    assert [one.annotation.id for one in kept] == [0, 3]
    assert {(one.fate, one.span, one.became, one.rule) for one in told} == {
        (Fate.CUT, Span(0, 4), Span(0, 3), TRIMMED),
        (Fate.DROPPED, Span(3, 5), None, BLANK),
        (Fate.DROPPED, Span(6, 8), None, GIVES_WAY["longest"]),
        (Fate.MOVED, Span(7, 14), Span(5, 14), WIDENED),
        (Fate.DROPPED, Span(0, 3), None, NOT_CHOSEN),
    }
    assert len(told) == 5
