from __future__ import annotations

import pytest
from hypothesis import given

from annotator.domain.sentences import (
    next_paragraph,
    next_sentence,
    paragraph_at,
    sentence_at,
)
from annotator.domain.sentences import sentences as all_sentences
from tests.strategies import texts


def sentences(text: str) -> list[str]:
    """All sentences of a text, found from each of its characters."""
    found = []
    for offset in range(len(text)):
        span = sentence_at(text, offset)
        if span is not None and span not in found:
            found.append(span)
    return [span.text_of(text) for span in found]


@pytest.mark.parametrize(
    "sentence",
    [
        "Mr. Smith met Gen. Dupont and Lt. Col. Ali Reza.",
        "The U.S. Army said so.",
        "The U.S. and Iran agreed.",
        "Inflation was 3.5 percent.",
        "J. R. R. Tolkien wrote it.",
        "George W. Bush left at 5 p.m. Monday.",
        "It came on Jan. 5 as No. 7.",
        "Apple Inc. Chief Tim Cook spoke.",
        "“Why?” she asked.",
        "“We will not move!” the mayor said.",
        "He waited… and waited.",
        "See bbc.co.uk for more.",
        "Was it (really?) so?",
    ],
)
def test_what_is_one_sentence(sentence):
    assert sentences(f"It began. {sentence} The end came.") == [
        "It began.",
        sentence,
        "The end came.",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left the U.S. The rest stayed.", ["He left the U.S.", "The rest stayed."]),
        ("Made by Apple Inc. It sold.", ["Made by Apple Inc.", "It sold."]),
        ("She said no. 5 came.", ["She said no. 5 came."]),
        ("She said no. Five came.", ["She said no.", "Five came."]),
        ("“We go.” “You stay.”", ["“We go.”", "“You stay.”"]),
        ('He said: "Go." (She went.) Then', ['He said: "Go."', "(She went.)", "Then"]),
        ("Really?! Yes. No...  Maybe", ["Really?!", "Yes.", "No...", "Maybe"]),
        ("A headline\nThe text. More", ["A headline", "The text.", "More"]),
        ("市长说：“没有。”他走了。", ["市长说：“没有。”", "他走了。"]),
        ("قال الرئيس؟ نعم.", ["قال الرئيس؟", "نعم."]),
        ("One.\u2028Two", ["One.", "Two"]),
    ],
)
def test_what_are_several(text, expected):
    assert sentences(text) == expected


def test_none_where_nothing_is_written():
    assert sentence_at("One.\n\nTwo.", 5) is None
    assert sentence_at("", 0) is None
    assert paragraph_at("One.\n  \nTwo.", 6) is None


def test_a_caret_goes_from_sentence_to_sentence():
    text = "One two. Three four.\n\nFive."

    assert next_sentence(text, 0, 1) == text.index("Three")
    assert next_sentence(text, text.index("four"), 1) == text.index("Five")
    assert next_sentence(text, text.index("Five"), 1) == len(text)
    assert next_sentence(text, text.index("four"), -1) == text.index("Three")
    assert next_sentence(text, text.index("Three"), -1) == 0


def test_a_caret_goes_from_paragraph_to_paragraph():
    text = "One two.\n \n\nThree.\n Four"

    assert next_paragraph(text, 3, 1) == text.index("Three")
    assert next_paragraph(text, text.index("Three"), 1) == text.index(" Four")
    assert next_paragraph(text, text.index("Four"), 1) == len(text)
    assert next_paragraph(text, text.index("Four"), -1) == text.index(" Four")
    assert next_paragraph(text, text.index("Three"), -1) == 0
    assert next_paragraph(text, 2, -1) == 0


def test_a_paragraph_is_a_line():
    span = paragraph_at("One.\n Two. Three. \nFour.", 8)
    assert span is not None
    assert span.text_of("One.\n Two. Three. \nFour.") == "Two. Three."


@given(texts())
def test_moving_stays_inside_of_any_text_and_moves(text):
    for offset in range(len(text) + 1):
        for find in (next_sentence, next_paragraph):
            assert offset < find(text, offset, 1) <= len(text) or offset == len(text)
            assert 0 <= find(text, offset, -1) < offset or offset == 0
        for unit in (sentence_at, paragraph_at):
            found = unit(text, offset)
            if found is not None:
                assert found.end <= len(text)
                assert found.text_of(text) == found.text_of(text).strip()


def test_a_text_without_any_end_is_quick_to_move_in():
    text = "word " * 1_000_000

    span = sentence_at(text, 2_500_000)

    assert span is not None
    assert len(span) < 10_000


@given(texts())
def test_the_sentences_of_a_text_are_all_that_is_no_white_space(text):
    found = list(all_sentences(text))
    covered = "".join(text[one.start : one.end] for one in found)

    assert "".join(covered.split()) == "".join(text.split())
    assert found == sorted(found)
    assert all(not text[one.start].isspace() for one in found)
    assert all(not text[one.end - 1].isspace() for one in found)


def test_a_long_text_has_as_many_sentences_as_were_written():
    assert len(list(all_sentences("He said no. Mr. Ray said “Yes!” and left. " * 5_000))) == 10_000
