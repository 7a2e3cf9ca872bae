from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from annotator.store import codec
from annotator.store.recovery.chains import Row, Settled, Step, settle, step_of, unbroken
from tests.factories import NOON, make_annotation, make_document

DOCUMENT = make_document()
FIRST = make_annotation(DOCUMENT)
SECOND = replace(FIRST, note="Second", modified_at=NOON + timedelta(minutes=1))
THIRD = replace(FIRST, note="Third", modified_at=NOON + timedelta(minutes=2))
MADE = Step((1, 0), None, FIRST)
NOTED = Step((2, 0), FIRST, SECOND)
AGAIN = Step((3, 0), SECOND, THIRD)


def settled(row, *steps, is_whole=False):
    return settle(row, unbroken(steps), is_whole=is_whole, made_by_edits=True)


def test_a_history_that_fits_stays_whole():
    found = settled(Row(THIRD, True, True), MADE, NOTED, AGAIN, is_whole=True)

    assert found == Settled(THIRD, (MADE, NOTED, AGAIN), None, True)


def test_after_a_gap_the_history_begins_anew_with_what_was_there():
    found = settled(Row(THIRD, True, True), MADE, AGAIN)

    assert found.steps == (AGAIN,)
    assert found.origin == SECOND


def test_a_row_that_is_lost_is_made_of_its_history():
    assert settled(Row(None, None, None), MADE, NOTED).value == SECOND


def test_a_row_that_the_index_does_not_name_was_deleted():
    assert settled(Row(None, None, False), MADE, NOTED).value is None


@pytest.mark.parametrize(
    ("row", "is_sound", "wanted"),
    [(THIRD, True, THIRD), (THIRD, False, SECOND), (THIRD, None, THIRD), (FIRST, None, SECOND)],
)
def test_of_row_and_history_the_one_is_believed_that_is_sound_or_else_newer(row, is_sound, wanted):
    assert settled(Row(row, is_sound, True), MADE, NOTED).value == wanted


def test_what_the_history_says_was_deleted_does_not_come_back_from_a_stray_page():
    gone = Step((3, 0), SECOND, None)

    assert settled(Row(SECOND, None, None), MADE, NOTED, gone).value is None


def test_a_value_without_any_history_gets_a_beginning():
    assert settled(Row(FIRST, True, True)) == Settled(FIRST, (), FIRST, False)


def test_a_row_of_the_log_that_cannot_be_understood_is_none():
    text = codec.dumps(FIRST)

    assert step_of((1, 0), "annotation", FIRST.id, None, text) == MADE
    assert step_of((1, 0), "annotation", FIRST.id, None, text.replace('"span"', '"spam"')) is None
    assert step_of((1, 0), "annotation", FIRST.id, None, text[:-1]) is None
    assert step_of((1, 0), "annotation", 5, None, text) is None
    assert step_of((1, 0), "annotation", FIRST.id, None, None) is None


def test_a_row_that_neither_index_nor_history_knows_is_none():
    assert settled(Row(FIRST, None, False)).value is None
