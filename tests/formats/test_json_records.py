from __future__ import annotations

import json

import orjson
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import Problem
from annotator.formats.common import json_records
from annotator.formats.common.json_records import first_record, is_safe_number, json_line, records
from annotator.formats.input_file import InputFile

_texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | _texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_texts, inner, max_size=3),
    max_leaves=8,
)


def read(data: bytes) -> list:
    return list(records(InputFile.of_bytes(data, "news.json")))


def values(data: bytes) -> list:
    return [one.value for one in read(data)]


@given(
    items=st.lists(_values, max_size=6), indent=st.sampled_from([None, 1]), piece=st.integers(1, 9)
)
@example(items=[{"a": '}]"\\'}, "x, ] y", None], indent=1, piece=1)
def test_a_list_gives_its_items_however_it_is_written_and_read(items, indent, piece):
    data = json.dumps(items, indent=indent).encode()
    before = json_records._PIECE
    json_records._PIECE = piece
    try:
        assert values(b"\xef\xbb\xbf \n" + data) == items
    finally:
        json_records._PIECE = before


@given(items=st.lists(st.dictionaries(_texts, _values, max_size=3), min_size=1, max_size=4))
def test_lines_give_their_values(items):
    data = b"\n".join(orjson.dumps(one) for one in items)
    found = read(data + b"\n\n")
    assert [one.value for one in found] == items
    assert [one.origin for one in found] == [
        f"news.json, line {number}" for number in range(1, len(items) + 1)
    ]


def test_each_line_may_be_a_list_of_its_own():
    assert values(b'["a", {}]\n["b", {}]\n') == [["a", {}], ["b", {}]]


def test_an_object_over_several_lines_is_one_value():
    assert values(b'{\n "classes": [],\n "annotations": []\n}') == [
        {"classes": [], "annotations": []}
    ]


def test_a_damaged_item_does_not_stop_the_others():
    first, second = read(b'[{"a" 1}, {"b": 2}]')
    assert isinstance(first, Problem)
    assert str(first).startswith("news.json, item 1: It is not valid JSON")
    assert (second.origin, second.value) == ("news.json, item 2", {"b": 2})


def test_a_damaged_line_does_not_stop_the_others():
    first, second, third = read(b'{"a" 1}\n{"b": 2}\n{"c": "\xff"}\n')
    assert "line 1: It is not valid JSON" in str(first)
    assert second.value == {"b": 2}
    assert "line 3: It is not UTF-8 (byte 8)" in str(third)


@pytest.mark.parametrize("data", [b'[{"a": 1}, {"b"', b'[{"a": 1}, "b', b'[{"a": 1}, {"b": [['])
def test_a_list_that_ends_early_gives_what_is_whole_and_says_so(data):
    first, last = read(data)
    assert first.value == {"a": 1}
    assert str(last) == "news.json, item 2: The file ends in the middle of the list."


def test_a_deep_list_is_one_problem():
    (only,) = read(b"[" * 3_000_000)
    assert isinstance(only, Problem)


def test_an_item_that_is_too_long_is_one_problem(monkeypatch):
    monkeypatch.setattr(json_records, "LONGEST_RECORD", 1000)
    monkeypatch.setattr(json_records, "_PIECE", 100)
    first, second = read(b'[{"a": 1}, {"b": "' + b"x" * 5000 + b'"}, {"c": 1}]')
    assert first.value == {"a": 1}
    assert "more than" in str(second)
    first, second, third = read(b'{"a": 1}\n{"b": "' + b"x" * 5000 + b'"}\n{"c": 1}\n')
    assert "line 2: It has more than" in str(second)
    assert third.value == {"c": 1}


@pytest.mark.parametrize("data", [b"", b" \n\t", b"%PDF-1.7"])
def test_what_has_no_values_is_refused(data):
    with pytest.raises(UnreadableInput):
        read(data)
    assert first_record(InputFile.of_bytes(data, "news.json")) is None


def test_the_first_value_needs_no_more_than_the_beginning_of_the_file():
    class Endless:
        def __init__(self):
            self.given = 0

        def read(self, size=-1):
            assert self.given < 5_000_000
            data = b'[{"a": 1}, ' if not self.given else b" " * size
            self.given += len(data)
            return data

        def seek(self, offset):
            self.given = 0

        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

    assert first_record(InputFile("news.json", Endless)) == {"a": 1}


def test_a_line_stays_one_for_whoever_splits_text_into_lines():
    line = json_line({"text": "a\u2028b\u2029c\u0085d"})
    assert len(line.decode().splitlines()) == 1
    assert json.loads(line) == {"text": "a\u2028b\u2029c\u0085d"}


def test_numbers_that_readers_would_change_are_told():
    assert is_safe_number(2**53)
    assert is_safe_number(-0.1)
    assert not is_safe_number(2**53 + 1)
    assert not is_safe_number(float("inf"))
    assert not is_safe_number(float("nan"))


def test_a_line_that_is_a_tuple_is_one_record_where_the_file_has_lines():
    data = b'["A text.", {"entities": []}]\n'
    (one,) = records(InputFile.of_bytes(data, "news.jsonl"))
    assert one.value == ["A text.", {"entities": []}]
    assert len(values(data)) == 2
