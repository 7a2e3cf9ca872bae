from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.entries import RegistryEntry
from annotator.domain.ids import EntryId
from annotator.domain.matching import folded, keys_for, keys_of, match, rank


def entry(name: str, *aliases: str, kind: str = "", id: int = 1) -> RegistryEntry:
    return RegistryEntry(EntryId(id), "ACTOR", name, tuple(sorted(aliases)), kind)


GHANI = entry("Hassan Abdel Ghani", kind="person")
ASSAD = entry("Bashar al-Assad", kind="person")
TAHRIR = entry("Hayat Tahrir al-Sham")


@pytest.mark.parametrize(
    ("text", "known", "reason"),
    [
        ("Homs", entry("Homs"), "same name"),
        ("HOMS", entry("Homs"), "same name"),
        ("Sao Paulo", entry("São Paulo"), "same name"),
        ("Lodz", entry("Łódź"), "same name"),
        ("Assad’s", entry("Assad"), "same name"),
        ("U.N.", entry("UN"), "same name"),
        ("München", entry("Munich", "München"), "also called “München”"),
        ("the United Nations", entry("United Nations"), "same name but for “the”"),
        ("Mayor Ilse Brandt", entry("Ilse Brandt"), "same name but for a title"),
        ("Ilse Brandt", entry("Mayor Ilse Brandt"), "same name but for a title"),
        ("Syrian President Bashar al-Assad", ASSAD, "“Bashar al-Assad” with a role"),
        ("Bashar al-Assad, the president", ASSAD, "“Bashar al-Assad” with a role"),
        ("HTS", TAHRIR, "acronym of “Hayat Tahrir al-Sham”"),
        ("the U.N.'s", entry("United Nations"), "acronym of “United Nations”"),
        ("NATO", entry("North Atlantic Treaty Organization"),
         "acronym of “North Atlantic Treaty Organization”"),
        ("Hayat Tahrir al-Sham", entry("HTS"), "“HTS” is its acronym"),
        ("Ghani", GHANI, "surname of “Hassan Abdel Ghani”"),
        ("Mr. Ghani's", GHANI, "surname of “Hassan Abdel Ghani”"),
        ("al-Assad", ASSAD, "surname of “Bashar al-Assad”"),
        ("Abdel Ghani", GHANI, "last words of “Hassan Abdel Ghani”"),
        ("York", entry("New York"), "last word of “New York”"),
        ("الأسد", entry("بشار الأسد", kind="person"), "surname of “بشار الأسد”"),
        ("😀", entry("😀"), "same name"),
    ],
)  # fmt: skip
def test_it_knows_why(text: str, known: RegistryEntry, reason: str) -> None:
    found = match(text, known)
    assert found is not None
    assert found.reason == reason


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("us", entry("United States")),
        ("Hassan", GHANI),
        ("northern Homs", entry("Homs")),
        ("Ghanis", GHANI),
        ("the", entry("The")),
        ("n", entry("Ann N")),
        ("क", entry("कि")),
    ],
)
def test_it_knows_no_reason(text: str, known: RegistryEntry) -> None:
    found = match(text, known)
    assert found is None or found.reason == "same name"
    assert (found is not None) == (folded(text) == folded(known.name))


def test_the_better_reason_goes_first() -> None:
    same = entry("Ghani", id=3)
    found = rank("Ghani", [GHANI, same], here={GHANI.id: 9}, everywhere={})
    assert [one.entry.id for one in found] == [same.id, GHANI.id]


def test_between_equals_the_article_decides_then_the_project_then_the_name() -> None:
    ghanis = [
        entry(f"{first} Ghani", id=number)
        for number, first in enumerate(("Zaki", "Amina", "Hassan", "Bilal"), start=1)
    ]
    found = rank("Ghani", ghanis, here={EntryId(3): 1}, everywhere={EntryId(3): 1, EntryId(1): 5})
    assert [one.entry.id for one in found] == [3, 1, 2, 4]
    assert [one.here for one in found] == [1, 0, 0, 0]


_words = st.sampled_from(
    [
        "the",
        "mayor",
        "al",
        "Assad",
        "Ilse",
        "Brandt",
        "UN",
        "U.N.",
        "N.A.T.O.",
        "United",
        "Nations",
        "of",
        "Ghani's",
        "Łódź",
        "é",
        "é",
        ",",
        "-",
        "’s",
        "😀",
        "حسن",
        "क्षि",
        "東京",
        "HTS",
        "Hayat",
        "tahrir",
        "3",
        "…",
        "İ",
        "ß",
    ]
)
_texts = st.one_of(
    st.lists(_words, min_size=1, max_size=16).map(" ".join),
    st.text(min_size=1, max_size=12),
).filter(lambda text: bool(text.strip()))


@given(_texts, _texts)
def test_whatever_matches_can_be_looked_up(text: str, name: str) -> None:
    known = entry(name.strip())
    if match(text, known) is not None:
        assert keys_of(known).intersection(keys_for(text))


@given(_texts)
def test_a_name_matches_itself_best_of_all(text: str) -> None:
    found = match(text, entry(text.strip()))
    assert found is not None
    assert found.score == 1.0


@given(_texts)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert folded(folded(text)) == folded(text)
