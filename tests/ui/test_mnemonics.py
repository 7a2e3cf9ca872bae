"""The underlined letters of menus."""

from __future__ import annotations

from annotator.ui.mnemonics import with_mnemonics


def test_letters_that_are_marked_are_kept_by_whoever_comes_first():
    assert with_mnemonics(["&Open", "Cl&ose", "&Other"]) == ["&Open", "&Close", "O&ther"]


def test_the_first_letter_of_a_word_is_better_than_one_within():
    assert with_mnemonics(["Next span", "Next article", "Note"]) == [
        "&Next span",
        "Next &article",
        "N&ote",
    ]


def test_with_no_letter_left_there_is_none():
    assert with_mnemonics(["A", "a", "…"]) == ["&A", "a", "…"]
