from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.training import Example
from thinc.api import fix_random_seed

from annotator.suggest.greedy_ner import GreedyRecogniser, knows
from annotator.suggest.pipeline import default_model
from tests.strategies import texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy import Language
    from spacy.tokens import Doc

WORDS = (
    *("Marta", "Lindqvist", "of", "the", "European", "Central", "Bank", "said", "in", "New"),
    *("Delhi", "on", "Tuesday", "4", "percent", "$", "3", "million", ",", ".", "\n", "\n\n", " "),
    *("“", "Mr.", "O'Hara", "UN", "Syria", "'s", "first", "Erasmus", "Bridge", "😀", "north"),
)
NEWS = (
    "The Bank of Portugal and Marta Lindqvist of the European Commission met in New Delhi.\n"
    "About 3,000 Dutch dockers will march over the Erasmus Bridge on Friday, Reuters said."
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load(default_model())


@pytest.fixture(scope="module")
def ours(nlp: Language) -> GreedyRecogniser:
    return GreedyRecogniser(nlp.get_pipe("ner"))


def entities(doc: Doc) -> list[tuple[int, int, str]]:
    return [(one.start, one.end, one.label_) for one in doc.ents]


def assert_alike(nlp: Language, ours: GreedyRecogniser, make: Callable[[], Doc]) -> Doc:
    stock, own = nlp.get_pipe("ner")(make()), ours(make())
    assert entities(own) == entities(stock)
    assert [one.ent_iob for one in own] == [one.ent_iob for one in stock]
    return own


def test_the_default_pipelines_recogniser_is_known(nlp: Language) -> None:
    assert knows(nlp.get_pipe("ner"))


def test_entities_of_news_are_spacys_own(nlp: Language, ours: GreedyRecogniser) -> None:
    found = assert_alike(nlp, ours, lambda: nlp.make_doc(NEWS))

    assert len(found.ents) > 5
    assert any(len(one) > 2 for one in found.ents)


@settings(max_examples=80, deadline=None)
@given(text=st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join) | texts())
def test_entities_of_any_text_are_spacys_own(
    nlp: Language, ours: GreedyRecogniser, text: str
) -> None:
    assert_alike(nlp, ours, lambda: nlp.make_doc(text))


@settings(max_examples=40, deadline=None)
@given(starts=st.sets(st.integers(0, 30)))
def test_no_entity_goes_beyond_a_sentence(
    nlp: Language, ours: GreedyRecogniser, starts: set[int]
) -> None:
    def make() -> Doc:
        doc = nlp.make_doc(NEWS)
        for at in starts & set(range(len(doc))):
            doc[at].is_sent_start = True
        return doc

    found = assert_alike(nlp, ours, make)

    assert not any(token.is_sent_start for one in found.ents for token in one[1:])


def test_entities_that_are_there_stay(nlp: Language, ours: GreedyRecogniser) -> None:
    def make() -> Doc:
        doc = nlp.make_doc("The Bank of Portugal met in New Delhi.")
        doc.set_ents([doc.char_span(4, 8, label="FAC")], default="missing")
        return doc

    assert ("Bank", "FAC") in [(one.text, one.label_) for one in assert_alike(nlp, ours, make).ents]


def test_a_small_recogniser_that_was_just_trained_is_stood_for_as_well() -> None:
    fix_random_seed(7)
    nlp = spacy.blank("en")
    nlp.add_pipe("ner")
    gold = {"entities": [(0, 9, "PERSON"), (15, 26, "PLACE")]}
    example = Example.from_dict(nlp.make_doc("Ada Quill left Port Merrow."), gold)
    nlp.initialize(lambda: [example])
    for _ in range(30):
        nlp.update([example])
    ours = GreedyRecogniser(nlp.get_pipe("ner"))

    found = assert_alike(nlp, ours, lambda: nlp.make_doc("Ada Quill left Port Merrow."))

    assert [one.label_ for one in found.ents] == ["PERSON", "PLACE"]


def test_what_is_built_in_another_way_is_not_known() -> None:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    beam = nlp.add_pipe("beam_ner")
    beam.add_label("PERSON")
    nlp.initialize()

    assert not knows(ruler)
    assert not knows(beam)
