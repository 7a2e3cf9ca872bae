"""Matching words and regular expressions."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.errors import BadQuery
from annotator.domain.query import Pattern
from annotator.domain.query_line import parse
from annotator.services.patterns import WordMatcher, matcher_of, needed_words, phrase_matcher


def hits(text: str, pattern: Pattern) -> list[str]:
    return [text[start:end] for start, end in matcher_of(pattern).spans(text, seconds=5)]


def word_hits(text: str, line: str) -> list[str]:
    matcher = WordMatcher(parse(line).words)
    if not matcher.holds_for(text):
        return []
    return [text[start:end] for start, end in matcher.spans(text, seconds=5)]


def test_plain_text_means_itself():
    assert hits("a.c abc A.C", Pattern("a.c")) == ["a.c", "A.C"]
    assert hits("a.c abc A.C", Pattern("a.c", match_case=True)) == ["a.c"]
    assert hits("storm stormy", Pattern("storm", whole_words=True)) == ["storm"]


def test_a_regular_expression_is_searched_and_never_hits_nothing():
    assert hits("storm Storm", Pattern("s.*?m", is_regex=True)) == ["storm", "Storm"]
    assert hits("abc", Pattern("x*", is_regex=True)) == []
    assert hits("one two", Pattern("one|two", is_regex=True, whole_words=True)) == ["one", "two"]


@pytest.mark.parametrize("text", ["(", "[a", "*", "(?P<a", r"\1", "(a{1000}){1000}{1000}", "a)"])
def test_a_bad_pattern_is_told_in_a_sentence(text: str):
    with pytest.raises(BadQuery, match=r"regular expression.*\.$"):
        matcher_of(Pattern(text, is_regex=True, whole_words=True))


def test_a_catastrophic_pattern_ends():
    matcher = matcher_of(Pattern("(a|aa)+$", is_regex=True))
    begun = time.monotonic()

    with pytest.raises(BadQuery, match="too long"):
        list(matcher.spans("a" * 100 + "b", seconds=0.2))

    assert time.monotonic() - begun < 10


@given(st.text(alphabet="ab(){}[]*+?|\\^$.,10-=!<>:PRd北", max_size=25))
def test_any_pattern_is_searched_or_told(text: str):
    try:
        list(matcher_of(Pattern(text, is_regex=True)).spans("ab10 北 aab", seconds=0.5))
    except BadQuery:
        return


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("Storm, storms and stormy.", "storm", ["Storm"]),
        ("Storm, storms and stormy.", "storm*", ["Storm", "storms", "stormy"]),
        ("Zürich, ZURICH, Zu\u0308rich!", "zurich", ["Zürich", "ZURICH", "Zu\u0308rich"]),
        ("Zürich, ZURICH", "Zürich", ["Zürich", "ZURICH"]),
        ("the storm-\nline", '"storm line"', ["storm-\nline"]),
        ("storm_line", "storm", ["storm"]),
        ("storm in Homs", "storm Homs", ["storm", "Homs"]),
        ("storm in Homs", "storm Tbilisi", []),
        ("storm in Homs", "storm -Homs", []),
        ("storm in Homs", "rain OR Homs", ["Homs"]),
        ("in Homs city", 'Homs OR "Homs city"', ["Homs city"]),
        ("在北京的空气", "北京", ["北京"]),
        ("서울에서 만나", "서울", ["서울"]),
        ("fine 😀 day", "😀 day", ["😀", "day"]),
        ("हिन्दी और", "हिन्दी", ["हिन्दी"]),
        ("قال الرئيس", "الرئيس", ["الرئيس"]),
    ],
)
def test_words(text: str, line: str, found: list[str]):
    assert word_hits(text, line) == found


def test_a_name_is_found_whatever_its_case_and_accents():
    assert phrase_matcher("new york").occurs_in("the New\u00a0York Times")
    assert not phrase_matcher("york").occurs_in("Yorkshire")


@pytest.mark.parametrize(
    ("regex", "words"),
    [
        (r"\bHoms\b", ("Homs",)),
        (r"\bHoms\b .{0,9}\bkilled\b", ("Homs", "killed")),
        (r"\bHoms\b|x", ()),
        (r"(\bHoms\b)?", ()),
        (r"\bHoms\b?", ()),
        (r"[\bHoms\b]", ()),
        (r"\\bHoms\\b", ()),
        (r"Homs", ()),
    ],
)
def test_words_that_an_expression_needs(regex: str, words: tuple[str, ...]):
    assert needed_words(regex) == words
