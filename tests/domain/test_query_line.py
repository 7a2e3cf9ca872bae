"""The one-line form of a query."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.document import Status
from annotator.domain.errors import BadQuery
from annotator.domain.query import ORIGINS, Query, Term
from annotator.domain.query_line import FIELDS, parse, written

_PIECES = st.sampled_from(
    [
        "Homs",
        "state-run",
        '"in Homs"',
        "“in Homs”*",
        "OR",
        "NOT",
        "AND",
        "-aid",
        "elec*",
        "*",
        '"',
        "/a b/",
        r"/a\/b/",
        "/x",
        "\\",
        "12:30",
        "北京",
        "😀",
        "-",
        "a,b",
        'a"b',
        *(f"{name}:" for name in FIELDS),
        *FIELDS.values(),
        'label:"SIDE EFFECT"',
        'outlet:"The \\"Post\\""',
        "origin:any",
        "\ud800",
        "\x00",
    ]
)


def words_of(line: str) -> list[list[str]]:
    return [[f"{'-' * one.is_excluded}{one.words}{'*' * one.is_begun}" for one in group]
            for group in parse(line).words]  # fmt: skip


def test_words_phrases_beginnings_exclusions_and_alternatives():
    assert words_of('storm "in Homs" elec* -aid NOT war') == [
        ["storm", "in Homs", "elec*", "-aid", "-war"]
    ]
    assert words_of("storm AND flood OR “high wind”") == [["storm", "flood"], ["high wind"]]


def test_the_line_of_the_guide_means_what_it_says():
    assert parse("label:CLAIM by:Reuters Homs") == Query(
        words=((Term("Homs"),),), labels=("CLAIM",), by="Reuters"
    )


def test_every_field():
    line = (
        'label:CLAIM,QUOTE by:"New York Times" annotator:Ana origin:human,suggested with:note'
        " with:role=mayor without:age status:done,in-progress outlet:Post since:2026-03"
        " until:2026-03-31 in:list case:yes /Homs?/"
    )

    assert parse(line) == Query(
        regex="Homs?",
        match_case=True,
        labels=("CLAIM", "QUOTE"),
        by="New York Times",
        annotator="Ana",
        origins=("human", "suggested"),
        having=("note", "role=mayor"),
        lacking=("age",),
        statuses=(Status.DONE, Status.IN_PROGRESS),
        outlet="Post",
        since="2026-03",
        until="2026-03-31",
        in_list=True,
    )


def test_any_origin_is_all_of_them():
    assert parse("origin:any").origins == ORIGINS


def test_a_regular_expression_may_hold_spaces_slashes_and_colons():
    assert parse(r"/1\/2 of label:x/").regex == "1/2 of label:x"
    assert parse("/never closed").regex == "never closed"
    assert parse(r"/\d+ “(km|miles)”/").regex == r"\d+ “(km|miles)”"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("label:", "such as label:CLAIM"),
        ("status:finished", "in-progress"),
        ("origin:robot", "corrected"),
        ("since:yesterday", "since:2026-03"),
        ("in:paris", "in:list"),
        ("-war", "also what must"),
        ("storm OR -war", "also what must"),
        ("storm /war/", "not for both"),
        ("/a/ /b/", "one regular expression"),
        ("a " * 60, "50 words"),
        ("a" * 3_000, "shorter"),
        ("/a\\", "backslash"),
    ],
)
def test_what_cannot_be_meant_is_told_in_a_sentence(line: str, told: str):
    with pytest.raises(BadQuery) as caught:
        parse(line)

    assert told in str(caught.value)
    assert str(caught.value).endswith(".")


def test_among_annotations_words_may_be_excluded_alone():
    assert words_of("label:CLAIM -war") == [["-war"]]


def test_what_says_nothing_is_empty():
    assert parse("").is_empty
    assert parse("  status:done in:list ").is_empty
    assert not parse("with:note").is_empty


@given(st.lists(_PIECES, max_size=8).map(" ".join) | st.text(max_size=40))
def test_a_query_that_is_written_is_read_as_the_same(line: str):
    try:
        query = parse(line)
    except BadQuery:
        return

    assert parse(written(query)) == query


@pytest.mark.parametrize("line", ["published:2026", "label:CLAIM Outlets:Reuters", "-colour:red"])
def test_a_field_that_there_is_not_is_named_with_those_that_are(line):
    with pytest.raises(BadQuery, match=r"There is no field .*label, by, "):
        parse(line)


@pytest.mark.parametrize("line", ["10:30", "note: this", '"published:2026"', "mailto:a@b.example"])
def test_a_colon_in_a_text_is_no_field(line):
    assert parse(line).words
