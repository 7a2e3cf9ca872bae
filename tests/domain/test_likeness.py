from __future__ import annotations

import random
from hashlib import blake2b

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.likeness import VALUES, Sketch, are_copies, resemblance, runs
from tests.strategies import raw_texts

STORY = (
    "The dam above Kardzhali filled to its brim on Tuesday night after three days of rain, and"
    " engineers opened two of its five gates. “The wall is safe,” said Petya Dancheva, who runs"
    " the plant. Families in the lower quarter were told to move their cars."
)


_PRIME = (1 << 61) - 1
_FACTORS = [random.Random(number).randrange(1, _PRIME) for number in range(VALUES)]


def sketched(found: set[bytes]) -> Sketch:
    """A sketch by other hashes than the program's: what is tried here is how it is compared."""
    hashes = [int.from_bytes(blake2b(one, digest_size=7).digest()) for one in found]
    minima = (min(one * factor % _PRIME for one in hashes) & 255 for factor in _FACTORS)
    return Sketch(len(found), bytes(minima))


def made(count: int, start: int = 0) -> set[bytes]:
    return {b"run %d" % number for number in range(start, start + count)}


@pytest.mark.parametrize(
    "other",
    [
        STORY.upper(),
        STORY.replace("“", '"').replace("”", '"').replace(",", ""),
        STORY.replace(" ", "\u00a0").replace("\u00a0and", "  and"),
        STORY.replace("engineers", "engi\u00adneers"),
        f"Gates opened\n\n{STORY}\nBy a reporter\nRead more:\n© Agency",
        f"{STORY}\n\n\n",
    ],
)
def test_case_signs_blanks_and_short_lines_are_of_no_account(other: str):
    assert runs(other) == runs(STORY)


def test_a_run_is_five_words():
    assert runs("One two, three – four five six seven eight nine.") == {
        b"one two three four five",
        b"two three four five six",
        b"three four five six seven",
        b"four five six seven eight",
        b"five six seven eight nine",
    }


def test_a_text_of_a_few_words_is_compared_as_a_whole():
    assert runs("Bridge closed, mayor says.") == {b"bridge closed mayor says"}
    assert runs("BRIDGE CLOSED\nMayor says") == runs("Bridge closed, mayor says.")
    assert runs("Bridge open, mayor says") != runs("Bridge closed, mayor says.")


def test_short_lines_count_where_they_are_most_of_the_text():
    verse = "\n".join(f"line {number} of a song" for number in range(40))

    assert len(runs(verse)) > 100


def test_each_sign_of_a_script_without_spaces_counts_as_a_word():
    text = "市政府星期二宣布新的地铁线路将于明年开通，市民可以更快到达机场。"

    assert "市 政 府 星 期".encode() in runs(text)
    assert len(runs(text)) == 31 - 5


@pytest.mark.parametrize("text", ["", " \n", "…!", "“”"])
def test_a_text_without_words_has_no_runs(text: str):
    assert runs(text) == set()


@given(raw_texts())
def test_any_text_has_runs_of_words_or_none(text: str):
    assert all(one.strip() for one in runs(text))


@given(st.integers(1, 400), st.integers(0, 400), st.integers(0, 400))
def test_resemblance_is_estimated_from_the_sketches(common: int, mine: int, its: int):
    one = sketched(made(common) | made(mine, 10_000))
    other = sketched(made(common) | made(its, 20_000))

    found = resemblance(one, other)

    assert found == resemblance(other, one)
    assert found == pytest.approx(common / (common + mine + its), abs=0.2)  # 4.5 deviations


def test_the_same_texts_resemble_each_other_wholly_and_others_not():
    assert resemblance(sketched(made(90)), sketched(made(90))) == 1.0
    assert resemblance(sketched(made(90)), sketched(made(90, 500))) < 0.05


def test_a_version_that_has_grown_is_a_copy_and_one_that_shares_little_is_not():
    story = made(300)

    assert are_copies(sketched(story), sketched(story | made(250, 1_000)))
    assert are_copies(sketched(made(260)), sketched(story))
    assert not are_copies(sketched(story), sketched(made(100) | made(200, 1_000)))
    assert not are_copies(sketched(made(60)), sketched(story | made(400, 1_000)))


def test_bands_are_shared_by_copies_and_hardly_by_others():
    chance = random.Random(3)

    def share(common: int) -> float:
        hits = 0
        for _ in range(60):
            start = chance.randrange(10**9)
            one = sketched(made(100, start))
            other = sketched(made(100, start + 100 - common))
            hits += bool({*one.bands()} & {*other.bands()})
        return hits / 60

    assert share(85) > 0.95  # of what stands in either, three quarters stand in both
    assert share(10) < 0.1
    assert len(set(sketched(made(9)).bands())) == 20
