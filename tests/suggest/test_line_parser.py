from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.suggest.line_parser import LineParser
from annotator.suggest.pipeline import default_model
from tests.strategies import texts

if TYPE_CHECKING:
    from spacy import Language
    from spacy.tokens import Doc

ONE_LINE = "The dockers, who want higher pay, said on Friday that they would march over the bridge."
WORDS = ("Ada", "said", "that", "rain", "fell", ",", ".", "\n", "\n\n", "“No", "”", "by", "night")


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load(default_model())


@pytest.fixture(scope="module")
def parser(nlp: Language) -> LineParser:
    return LineParser(nlp.get_pipe("parser"))


def made(nlp: Language, text: str) -> Doc:
    return nlp.get_pipe("tok2vec")(nlp.make_doc(text))


def parse(doc: Doc) -> list[tuple[int, str]]:
    return [(one.head.i, one.dep_) for one in doc]


def test_a_text_of_one_line_is_parsed_as_spacy_does(nlp: Language, parser: LineParser) -> None:
    expected = nlp.get_pipe("parser")(made(nlp, ONE_LINE))
    found = parser(made(nlp, ONE_LINE))

    assert parse(found) == parse(expected)
    assert [one.text for one in found.sents] == [one.text for one in expected.sents]
    assert [one.text for one in found[1].subtree] == [one.text for one in expected[1].subtree]


def test_each_line_is_parsed_for_itself(nlp: Language, parser: LineParser) -> None:
    found = parser(made(nlp, f"Strike ends in Oslo\n\n{ONE_LINE}\nThe ferries sail again."))

    assert [one.text.strip() for one in found.sents] == [
        "Strike ends in Oslo",
        ONE_LINE,
        "The ferries sail again.",
    ]
    assert found[1].head.text == found[1].text == "ends"


@settings(max_examples=60, deadline=None)
@given(text=st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join) | texts())
def test_no_sentence_and_no_dependency_crosses_a_line_end(
    nlp: Language, parser: LineParser, text: str
) -> None:
    found = parser(made(nlp, text))

    for sentence in found.sents:
        assert "\n" not in sentence.text.rstrip()
        assert all(sentence.start <= one.head.i < sentence.end for one in sentence)
    assert all(one.dep_ for one in found)


def test_a_parser_with_vectors_of_its_own_gets_the_whole_text() -> None:
    nlp = spacy.blank("en")
    component = nlp.add_pipe("parser")
    component.add_label("nsubj")
    nlp.initialize()

    found = LineParser(component)(nlp.make_doc("Rain falls\nSnow melts"))

    assert found[3].is_sent_start
    assert found.has_annotation("DEP")


def test_sentences_that_are_marked_already_are_kept(nlp: Language, parser: LineParser) -> None:
    doc = made(nlp, "Rain falls Snow melts\nWind drops")
    doc[2].is_sent_start = True

    assert [one.text.strip() for one in parser(doc).sents] == [
        "Rain falls",
        "Snow melts",
        "Wind drops",
    ]
