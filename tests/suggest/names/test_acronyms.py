from __future__ import annotations

import pytest

from annotator.suggest.names.acronyms import acronyms, is_acronym, stands_for
from annotator.suggest.names.mentions import mentions
from tests.suggest.tagged import tagged


@pytest.mark.parametrize(
    ("letters", "name"),
    [
        ("MHB", "Merrow Harbour Board"),
        ("MHB", "Merrow Harbour-Board"),
        ("UoM", "University of Merrow"),
        ("HWT", "Harakat Wadi al-Tarn"),
        ("FAO", "Food and Agriculture Organization"),
    ],
)
def test_letters_that_stand_for_a_name(letters: str, name: str) -> None:
    assert stands_for(letters, name)


@pytest.mark.parametrize(
    ("letters", "name"),
    [("MHB", "Merrow Harbour"), ("MHB", "Merrow Tidal Board"), ("XY", "Merrow Harbour Board")],
)
def test_letters_that_do_not(letters: str, name: str) -> None:
    assert not stands_for(letters, name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("MHB", True), ("NGOs", True), ("UNHCR", True), ("Merrow", False), ("M", False), ("", False)],
)
def test_acronyms_are_short_and_mostly_capitals(name: str, expected: bool) -> None:
    assert is_acronym(name) is expected


def tied(written: str) -> list[tuple[str, str | None]]:
    tokens, found = mentions(tagged(written))
    names = [tokens.text(one.first, one.end) for one in found]
    return [
        (names[short], None if name is None else names[name])
        for short, name in acronyms(tokens, found)
    ]


def test_a_short_form_in_brackets_is_tied_to_the_name_before_it() -> None:
    written = "Merrow/NNP/ORG Harbour/NNP/ORG Board/NNP/ORG (/-LRB- MHB/NNP/ORG )/-RRB- met/VBD"
    assert tied(written) == [("MHB", "Merrow Harbour Board")]


def test_a_noun_may_stand_between() -> None:
    written = "Tarn/NNP/ORG Free/NNP/ORG Front/NNP/ORG fighters/NNS (/-LRB- TFF/NNP )/-RRB-"
    assert tied(written) == [("TFF", "Tarn Free Front")]


def test_the_long_form_may_be_in_brackets() -> None:
    written = "MHB/NNP/ORG (/-LRB- Merrow/NNP/ORG Harbour/NNP/ORG Board/NNP/ORG )/-RRB-"
    assert tied(written) == [("MHB", "Merrow Harbour Board")]


def test_letters_for_plain_words_are_tied_to_no_name() -> None:
    written = "mean/JJ tidal/JJ range/NN (/-LRB- MTR/NNP/ORG )/-RRB- fell/VBD"
    assert tied(written) == [("MTR", None)]
