from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.edits import Change
from tests.factories import make_annotation, make_document, make_edit, make_scheme
from tests.strategies import annotations, values


def changes() -> st.SearchStrategy[Change]:
    created = values.map(lambda value: Change(None, value))
    relabelled = annotations.map(lambda value: Change(value, replace(value, label="OTHER")))
    return st.one_of(created, created.map(Change.inverse), relabelled)


@given(changes())
def test_a_change_taken_back_twice_is_itself(change):
    assert change.inverse().inverse() == change
    assert change.inverse().before == change.after


@given(changes())
def test_a_changes_value_is_the_side_that_is_there(change):
    assert change.value == (change.before if change.after is None else change.after)


@given(st.lists(changes(), max_size=4))
def test_an_edit_is_taken_back_from_its_end(made):
    edit = make_edit(None, *made)

    assert edit.inverse().changes == tuple(one.inverse() for one in reversed(made))
    assert edit.inverse().inverse() == edit


def test_a_change_of_nothing_is_refused():
    with pytest.raises(ValueError, match="at least one side"):
        Change(None, None)


def test_a_change_keeps_kind_and_id():
    document = make_document()
    annotation = make_annotation(document)

    with pytest.raises(ValueError, match="another id"):
        Change(annotation, make_annotation(document))
    with pytest.raises(ValueError, match="one kind of value into another"):
        Change(annotation, document.info)


def test_label_schemes_have_no_id_to_keep():
    before = make_scheme()

    assert Change(before, replace(before, relations=())).value.relations == ()
