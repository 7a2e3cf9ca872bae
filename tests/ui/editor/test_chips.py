from __future__ import annotations

from annotator.ui.editor.chips import ChipRows


def test_a_chip_stands_where_its_span_starts() -> None:
    rows = ChipRows(-20, 600)

    assert rows.place(100, 40, leftwards=False) == (0, 100)
    assert rows.place(300, 40, leftwards=False) == (0, 300)
    assert len(rows) == 1


def test_chips_that_start_together_stand_side_by_side() -> None:
    rows = ChipRows(-20, 600)

    assert [rows.place(100, 40, leftwards=False) for _ in range(3)] == [
        (0, 100),
        (0, 142),
        (0, 184),
    ]


def test_chips_of_text_from_right_to_left_grow_to_the_left() -> None:
    rows = ChipRows(-20, 600)

    assert [rows.place(500, 40, leftwards=True) for _ in range(2)] == [(0, 460), (0, 418)]


def test_a_chip_that_would_leave_the_column_begins_a_row() -> None:
    rows = ChipRows(-20, 600)
    rows.place(550, 45, leftwards=False)

    assert rows.place(570, 40, leftwards=False) == (1, 560)
    assert len(rows) == 2
