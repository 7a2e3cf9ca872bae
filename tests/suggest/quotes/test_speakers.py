from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotator.suggest.base import Parsed
from annotator.suggest.quotes.marks import quotations
from annotator.suggest.quotes.speakers import attributions
from annotator.suggest.quotes.surroundings import surroundings

if TYPE_CHECKING:
    from annotator.domain.suggestion import Prediction
    from annotator.suggest.engine import Engine


def quotes(engine: Engine, text: str) -> list[Prediction]:
    return [one for info, run in engine.suggest(text) if "quotes" in info.name for one in run]


def speakers(engine: Engine, text: str) -> list[str | None]:
    found = quotes(engine, text)
    return [one.source.text_of(text) if one.source else None for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Ann Lee said: "We had no choice."', ["Ann Lee"]),
        ('"We had no choice," said Ann Lee.', ["Ann Lee"]),
        ('"We had no choice," said Ann Lee, the minister for ports.', ["Ann Lee"]),
        ('"We had no choice," Ann Lee, who lost her seat in May, told reporters.', ["Ann Lee"]),
        ('"It was awful," the old man, a baker from Ely, says.', ["the old man"]),
        ('"We lost," he said, "and they won."', ["he", "he"]),
        ('"Why?" asked Ann Lee.', ["Ann Lee"]),
        ('"We had no choice," according to Ann Lee.', ["Ann Lee"]),
        ('According to the union, the offer is "an insult to nurses".', ["the union"]),
        ('In a statement, the ministry said: "The road is open."', ["the ministry"]),
        ('The firm sent out a letter saying "nobody will be paid".', ["The firm"]),
        ('Ann Lee called the report "a mess of lies".', ["Ann Lee"]),
        ('He said he thought "nobody was there".', ["He"]),
        ('Her remark that "nobody cares for cats" was heard by all.', ["Her"]),
        ('Even as Lee claimed that "all is well in town", Hale said the town was lost.', ["Lee"]),
        ('"We left," Ann Lee said in Ely. "It was late."', ["Ann Lee", "Ann Lee"]),
        ('"We left," she told the men who said no. "It was late."', ["she", "she"]),
        ('Ann Lee smiled. "We will see about that."', ["Ann Lee"]),
        ('"It was over," Ann Lee said.\n"We went home."', ["Ann Lee", "Ann Lee"]),
        ('Ann Lee had a warning for them:\n"Stay at home."', ["Ann Lee"]),
        ('Hale: "We will fight on"', ["Hale"]),
        ('"We will fight on."\n— Bo Hale', ["Bo Hale"]),
        ("“It was awful,” said Lee. “It was\n“late,” she added.", ["Lee", "Lee", "she"]),
        ('"The firm has acted within the law," it said.', ["it"]),
        ("“It rained.\n“It poured,” said Ann Lee.", ["Ann Lee", "Ann Lee"]),
        ("He listed what it needs:\n“Here it is:\n“A keel and sails.”", ["He", "He"]),
        ("“Voters,” said Lee, “are tired.”", ["Lee", "Lee"]),
        ("“We left,” Ann Lee said, while Bo Hale said: “It was early.”", ["Ann Lee", "Bo Hale"]),
        ("Lee said “yes” to it and Hale said “no” to it.", ["Lee", "Hale"]),
        ("Ms Lee's message was clear: “Stay at home.”", ["Ms Lee"]),
        ("The paper quoted Lee as saying: “It is done.”", ["The paper"]),
        ("Q: “Where were you then?”\nA: “At home, as ever.”", ["Q", "A"]),
        ("“We won by a mile,” @annlee tweeted.", ["@annlee"]),
        ("“We won by a mile,” Lee wrote on X.", ["Lee"]),
        ("Lee called for a “lasting peace for all”, his spokesman said.", ["his spokesman"]),
        ("“It is all a failure” from top to toe, in Hale’s view.", ["Hale"]),
        ("Ann Lee had a curt reply: “We left at once.”", ["Ann Lee"]),
        ("Stated Ann Lee:\n“It is all over now.”", ["Ann Lee"]),
    ],
)
def test_who_says_it(engine: Engine, text: str, expected: list[str]) -> None:
    assert speakers(engine, text)[: len(expected)] == expected


def test_the_one_who_is_asked_answers(engine: Engine) -> None:
    text = '"We left," said Ann Lee.\n"Why so late?" asked Hale.\n"There was fog on the road."'

    assert speakers(engine, text) == ["Ann Lee", "Hale", "Ann Lee"]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ('"We left," said Ann Lee.', "said"),
        ('Ann Lee called him names and urged them to "stay at home".', "urged"),
        ('According to the union, the offer is "an insult to nurses".', "According"),
        ('Hale: "We will fight on"', None),
    ],
)
def test_the_words_that_report_it(engine: Engine, text: str, cue: str | None) -> None:
    (one,) = quotes(engine, text)

    assert (one.cue and one.cue.text_of(text)) == cue


def test_a_name_after_an_acronym_in_brackets_is_the_speakers(engine: Engine) -> None:
    text = 'Harbour Front leader (HF) Ann Lee called it "a great day for all".'

    assert speakers(engine, text) == ["Harbour Front leader (HF) Ann Lee"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We left," said Ann Lee.', ["Ann Lee"]),
        ('"We left," Ann Lee, who lost in May, said.', ["Ann Lee"]),
        ('"We left," the old man said.', ["the old man"]),
        ('Ann Lee described it as "a mess of lies".', ["Ann Lee"]),
        ('"We left," according to Ann Lee.', ["Ann Lee"]),
        ('"We left," said Ann Lee. "It was late."', ["Ann Lee", "Ann Lee"]),
        ('Hale: "We will fight on"', ["Hale"]),
        ('"We will fight on."\n— Bo Hale', ["Bo Hale"]),
        ('"We left," said Ann Lee.\n"It was late."', ["Ann Lee", "Ann Lee"]),
        ("Nothing is known. “It was late, then.”", [None]),
    ],
)
def test_who_says_it_without_a_parse(text: str, expected: list[str | None]) -> None:
    found = quotations(text)
    told = attributions(Parsed(text), found, surroundings(text, found))

    assert [one.source and one.source.text_of(text) for one in told] == expected
