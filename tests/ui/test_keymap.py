"""Which keys do what, and what may be changed about it."""

from __future__ import annotations

import pytest

from annotator.ui.keymap import Holder, changed_keys, portable, read, refusal, written

OWN = {"accept": ("Return", "Enter"), "note": ("T",), "quiet": ()}


@pytest.mark.parametrize(
    ("settings", "changed"),
    [
        ({}, {}),
        ({"note": "M"}, {"note": ("M",)}),
        ({"note": ""}, {"note": ()}),
        ({"quiet": "ctrl+m F5"}, {"quiet": ("Ctrl+M", "F5")}),
        ({"gone": "M"}, {}),
        ({"note": "Return"}, {}),
        ({"note": "M", "quiet": "M"}, {"quiet": ("M",)}),
        ({"note": "M", "quiet": "T"}, {"note": ("M",), "quiet": ("T",)}),
        ({"accept": "T", "note": "Return"}, {"accept": ("T",), "note": ("Return",)}),
    ],
)
def test_settings_change_keys_unless_two_actions_would_share_one(settings, changed):
    assert changed_keys(OWN, settings) == changed


def test_keys_come_back_from_the_settings_as_they_were_written():
    keys = ("Ctrl+Shift+K", "Ctrl++", "F5")

    assert read(written(keys)) == keys


def test_one_key_has_one_spelling():
    assert portable("ctrl+k") == portable("Ctrl+K") == "Ctrl+K"


def test_a_key_that_another_one_has_is_refused_by_its_name():
    holders = [Holder("accept", "Accept", ("Return",)), Holder("label_ACTOR", "ACTOR", ("A",))]

    assert refusal("a", "note", holders) == (
        "A is the key of “ACTOR”; give that another one first."
    )
    assert refusal("Return", "accept", holders) is None
    assert refusal("M", "note", holders) is None


def test_the_keys_of_the_cursor_are_not_to_be_had():
    assert refusal("Shift+Left", "note", []) == "Shift+Left moves the cursor in the text."
