from __future__ import annotations

import sqlite3
from contextlib import closing

from hypothesis import given
from hypothesis import strategies as st

from annotator.store.recovery.pages import Pages
from annotator.store.recovery.records import Record, decode, signed, varint
from annotator.store.recovery.trees import Trees
from tests.strategies import texts

VALUES = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    texts(),
    st.binary(max_size=20),
)


def stored(path, rows):
    """What SQLite makes of rows, read by our own hand: a list of (rowid, values)."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE t(a, b, c)")
        connection.executemany("INSERT INTO t VALUES (?, ?, ?)", rows)
        connection.commit()
        (root,) = connection.execute("SELECT rootpage FROM sqlite_schema").fetchone()
    with Pages(path) as pages:
        trees = Trees(pages)
        walk = trees.walk(root, is_table=True)
        assert walk.broken == []
        return [
            (cell.rowid, decode(cell.payload))
            for number in walk.pages
            for cell in trees.cells(number)
        ]


@given(st.lists(st.tuples(VALUES, VALUES, VALUES), max_size=20))
def test_rows_are_read_as_sqlite_wrote_them(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("rows") / "rows.db"

    found = stored(path, rows)

    assert found == [(number, Record(row, True)) for number, row in enumerate(rows, start=1)]


def test_rows_that_take_many_pages_are_read_whole(tmp_path):
    rows = [("a" * 100_000, b"b" * 5_000, n) for n in range(50)]

    found = stored(tmp_path / "rows.db", rows)

    assert [record.values for _, record in found] == rows


def test_numbers_of_all_lengths():
    assert varint(b"\x07", 0) == (7, 1)
    assert varint(b"\x81\x00", 0) == (128, 2)
    assert varint(b"\xff" * 9, 0) == (2**64 - 1, 9)
    assert signed(2**64 - 1) == -1


def test_a_text_that_is_none_is_read_with_marks_and_told():
    record = decode(b"\x02\x13" + b"ab\xff")

    assert record == Record(("ab\ufffd",), False)


def test_a_record_of_which_the_end_is_missing_is_not_whole():
    assert decode(b"\x02\x13" + b"ab") == Record(("ab",), False)


def test_what_is_no_record_is_none():
    assert decode(b"") is None
    assert decode(b"\x02\x0a") is None
    assert decode(b"\xff\xff\xff\x7f") is None
