from __future__ import annotations

import pytest

from annotator.suggest.names.demonyms import is_demonym
from annotator.suggest.names.kinds import of_words
from annotator.suggest.names.titles import is_cut, is_honorific, is_title


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Merrow Harbour Board", "organisation"),
        ("University of Merrow", "organisation"),
        ("Centre for Tidal Studies", "organisation"),
        ("Quill Shipping Ltd.", "organisation"),
        ("Federal Reserve", "organisation"),
        ("Merrow International Airport", "site"),
        ("Tarn Street", "site"),
        ("Merrow Power Station", "site"),
        ("Merrow Air Base", "site"),
        ("Tarn River", "region"),
        ("Lake Merrow", "region"),
        ("Gulf of Merrow", "region"),
        ("Merrow Province", "region"),
        ("Harbour Safety Act", "nothing"),
        ("Battle of Merrow", "nothing"),
        ("Merrow Film Festival", "nothing"),
        ("Covid-19", "nothing"),
        ("GDP", "nothing"),
        ("USD", "nothing"),
        ("HK$20", "nothing"),
        ("III", "nothing"),
        ("Z", "nothing"),
        ("Best Actress", "nothing"),
        ("Operation Tidal Wave", "nothing"),
        ("Merrow Licence", "nothing"),
        ("Xi", ""),
        ("X", ""),
        ("Ada Quill", ""),
        ("Merrow", ""),
        ("", ""),
    ],
)
def test_the_nouns_of_a_name_tell_its_kind(name: str, kind: str) -> None:
    assert of_words(name.lower().split()) == kind


@pytest.mark.parametrize(
    "word", ["Mr", "Mrs.", "President", "ex-minister", "commander", "Gen.", "MPs", "Senators"]
)
def test_titles(word: str) -> None:
    assert is_title(word)


def test_titles_that_are_forenames_are_not_cut_off() -> None:
    assert is_title("Hunter")
    assert not is_cut("Hunter")
    assert is_cut("President")


def test_only_forms_of_address_are_certain() -> None:
    assert is_honorific("Ms.")
    assert not is_honorific("Chief")


@pytest.mark.parametrize("word", ["Syrian", "South Korean", "Sunni", "British", "European"])
def test_demonyms(word: str) -> None:
    assert is_demonym(word)


@pytest.mark.parametrize("word", ["Syria", "Taliban", "Quill", "Hong Kong", "Europe"])
def test_names_that_are_no_demonyms(word: str) -> None:
    assert not is_demonym(word)
