from __future__ import annotations

from annotator.suggest.base import Parsed, Settling, Suggester
from annotator.suggest.entities import EntitySuggester
from tests.suggest.tagged import tagged


def test_it_is_a_suggester_that_settles_whole_articles() -> None:
    assert isinstance(EntitySuggester(), Suggester)
    assert isinstance(EntitySuggester(), Settling)


def test_it_makes_do_with_entities_alone() -> None:
    doc = tagged("Ada//PERSON Quill//PERSON left Norway//GPE")
    found = EntitySuggester().suggest(Parsed(doc.text, doc))
    assert [(one.span.text_of(doc.text), one.label) for one in found] == [
        ("Ada Quill", "ACTOR"),
        ("Norway", "LOCATION"),
    ]


def test_what_is_marked_in_one_piece_is_marked_in_the_others() -> None:
    doc = tagged("Ada/NNP/PERSON Quill/NNP/PERSON left/VBD")
    suggester = EntitySuggester()
    text = doc.text + "\nLater Ada Quill slept."
    found = suggester.settle(text, suggester.suggest(Parsed(doc.text, doc)))
    assert [one.span.text_of(text) for one in found] == ["Ada Quill", "Ada Quill"]
