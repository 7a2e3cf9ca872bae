from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotator.suggest.base import Parsed
from annotator.suggest.names.tokens import token_starts
from annotator.suggest.quotes.by_parse import ByParse
from annotator.suggest.quotes.marks import quotations
from annotator.suggest.quotes.suggester import QuoteSuggester
from annotator.suggest.quotes.surroundings import surroundings

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc

    Parse = Callable[[str], Doc]


def asked(parse: Parse, text: str) -> ByParse:
    parsed = Parsed(text, parse(text))
    assert parsed.doc is not None
    return ByParse(parsed.doc, token_starts(parsed), [one.span for one in quotations(text)])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We left,” said Ann Lee.", "Ann Lee"),
        ("“We left,” Ann Lee, who lost in May, told the paper.", "Ann Lee"),
        ("“We left,” according to Ann Lee.", "Ann Lee"),
        ("“We left.” Ann Lee said that it was late.", None),
        ("“If they win,” referring to the men, was all of it.", None),
    ],
)
def test_who_stands_after_a_quotation(parse: Parse, text: str, expected: str | None) -> None:
    quoted = quotations(text)
    (around,) = surroundings(text, quoted)
    one = asked(parse, text).after(quoted[0].span, around)

    assert (one and one.source and one.source.text_of(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Lee said the plan was “a mistake”.", "Ann Lee"),
        ("Ann Lee said that Bo Hale had called the plan “a mistake”.", "Ann Lee"),
        ("Ann Lee says that if people think it is “a mistake”, they are wrong.", "Ann Lee"),
        ("While Ann Lee called it “a mistake”, Bo Hale said it was fine.", "Ann Lee"),
        ("Bo Hale defended the plan, which Ann Lee called “a mistake”.", "Ann Lee"),
        ("Her remark that it was “a mistake” was heard by all.", "Her"),
    ],
)
def test_the_outermost_who_reports_it(parse: Parse, text: str, expected: str) -> None:
    quoted = quotations(text)
    (around,) = surroundings(text, quoted)
    one = asked(parse, text).around(quoted[0].span, around)

    assert one is not None
    assert one.source is not None
    assert one.source.text_of(text) == expected


def test_a_relative_pronoun_is_the_speaker_and_stands_for_whom_it_takes_up(parse: Parse) -> None:
    text = "The plan was drawn up by Ann Lee, who said it was “a great day for all”."
    (found,) = QuoteSuggester().suggest(Parsed(text, parse(text)))

    assert found.source is not None
    assert found.referent is not None
    assert found.source.text_of(text) == "who"
    assert found.referent.text_of(text) == "Ann Lee"


def test_according_to_goes_before_whoever_else_stands_there(parse: Parse) -> None:
    text = "Ann Lee called the plan “a great mistake”, according to the local paper."
    (found,) = QuoteSuggester().suggest(Parsed(text, parse(text)))

    assert found.source is not None
    assert found.source.text_of(text) == "the local paper"


def test_the_last_who_reports_and_the_first_who_acts(parse: Parse) -> None:
    text = "Ann Lee smiled. Bo Hale said it was late. She nodded."
    by_parse = asked(parse, text)
    last, first = by_parse.last_report(0, len(text)), by_parse.actor(0, len(text))

    assert last is not None
    assert last.source is not None
    assert last.source.text_of(text) == "Bo Hale"
    assert first is not None
    assert first.source is not None
    assert first.source.text_of(text) == "Ann Lee"
