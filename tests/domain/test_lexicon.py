"""Phrases found in a text in one pass."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.lexicon import Lexicon
from annotator.domain.memory import Verdict, is_cased, phrase_text
from annotator.domain.occurrences import Words, find
from tests.strategies import texts

_ACTOR = Verdict("ACTOR", 0.9, "so")
_PLACE = Verdict("LOCATION", 0.9, "so")


def lexicon(*phrases: str) -> Lexicon:
    made = Lexicon()
    for one in phrases:
        made.put(one, _ACTOR)
    return made


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("Osby", "Osby, in Osby’s port, not Osbyans or xOsby", ["Osby", "Osby"]),
        ("Osby", "OSBY FALLS AGAIN\nOSBY? It fell.", ["OSBY"]),
        ("Osby", "osby", []),
        ("HTO", "Hto, hto, HTO", ["HTO"]),
        ("rebels", "Rebels, rebels, REBELS; rebelsx", ["Rebels", "rebels", "REBELS"]),
        ("Port Merrow", "Port Merrow; Port\u00a0Merrow; Port\nMerrow", ["Port Merrow"] * 2),
        ("Merrow's mayor", "Merrow’s mayor", ["Merrow’s mayor"]),
        ("“Free” Army", "The “Free” Army said", ["“Free” Army"]),
        ('"Free" Army', 'The "Free" Army said', ['"Free" Army']),
        ("@mayor", "@mayor said, not x@mayor", ["@mayor", "@mayor"]),
        ("港", "東港城", ["港"]),
        ("A港", "A港B, xA港", ["A港"]),
        ("cafe\u0301", "cafe\u0301 cafe", ["cafe\u0301"]),
        ("cafe", "cafe\u0301 cafe", ["cafe"]),
        ("Osby", "", []),
    ],
)
def test_where_a_phrase_stands(phrase: str, text: str, found: list[str]):
    places = lexicon(phrase).find(text)
    assert [text[one.start : one.end].replace("\u00a0", " ") for one in places] == found


def test_longer_and_shorter_ones_are_all_found():
    found = list(lexicon("Port", "Port Merrow", "Merrow").find("Port Merrow"))
    assert [(one.start, one.end) for one in found] == [(0, 11), (0, 4), (5, 11)]


def test_a_spelling_of_its_own_goes_before_any_spelling():
    made = lexicon("rebels")
    made.put("Rebels", _PLACE)
    assert [one.verdict.label for one in made.find("Rebels and rebels")] == ["LOCATION", "ACTOR"]


def test_what_is_taken_out_is_found_no_more():
    made = lexicon("Port Merrow", "Port Osby", "rebels")
    made.put("Port Merrow", None)
    made.put("Port Merrow", None)
    assert len(made) == 2
    assert [one.end for one in made.find("Port Merrow, Port Osby, PORT MERROW")] == [22]
    made.put("Port Osby", None)
    made.put("rebels", None)
    assert list(made.find("PORT OSBY, rebels")) == []


_PHRASES = ("Osby", "OSBY", "osby port", "Port Osby", "a港", "港", "Osby's", "éa", "Éa", "14th")
_CHOSEN = st.lists(st.sampled_from(_PHRASES), min_size=1, unique=True)
_TEXTS = st.one_of(
    texts(),
    st.lists(st.sampled_from([*_PHRASES, " ", " ", "\n", "'s", "’s", "PORT", "x", "\u0301"])).map(
        "".join
    ),
)


@given(_CHOSEN, _CHOSEN, _TEXTS)
def test_it_finds_what_looking_for_each_by_itself_finds(
    put: list[str], taken: list[str], text: str
):
    made = lexicon(*(phrase_text(one) or "" for one in put))
    for one in taken:
        made.put(phrase_text(one) or "", None)
    kept = [phrase_text(one) or "" for one in put if one not in taken]

    found = {(one.start, one.end) for one in made.find(text)}

    expected = set()
    for phrase in kept:
        same = text.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")
        for span in overlapping(same, phrase):
            line = same[: span[0]].rpartition("\n")[2] + same[span[0] :].partition("\n")[0]
            written = same[span[0] : span[1]] == phrase or not is_cased(phrase)
            if written or line.upper() == line:
                expected.add(span)
    assert found == expected


def overlapping(text: str, phrase: str) -> set[tuple[int, int]]:
    """Where it stands, also over itself."""
    result = set()
    ways = (
        [phrase, phrase.upper()] if is_cased(phrase) else [phrase, phrase.title(), phrase.upper()]
    )
    for start in range(len(text)):
        cut = text[start : start + len(phrase)]
        same = cut in ways if is_cased(phrase) else cut.lower() == phrase
        if same:
            for span in find(text, Words(cut)):
                result.add((span.start, span.end))
    return {one for one in result if one[1] - one[0] == len(phrase)}


def test_many_phrases_cost_no_more_than_few():
    names = [f"{one}{two}" for one in ("Os", "Mer", "Tal", "Vin") for two in ("by", "row", "ford")]
    made = lexicon(*(f"{a} {b} {n}th" for a in names for b in names for n in range(35)))
    text = " ".join(
        f"On day {n} the {names[n % 12]} port of {n}th rank was closed" for n in range(2_200)
    )
    assert len(made) == 5_040
    best = min(_time(made, text) for _ in range(5))
    assert best < 0.25  # some 20 ms for 100 KB on a quiet machine


def _time(made: Lexicon, text: str) -> float:
    begin = time.process_time()
    for _ in made.find(text):
        pass
    return time.process_time() - begin
