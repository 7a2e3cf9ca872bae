"""The table of sentences that reports share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotator.ui.widgets.wrapped_table import WrappedTable

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

LONG = "A long reason that goes on. " * 20


def shown(qtbot: QtBot, rows: list[tuple[str, str]]) -> WrappedTable:
    table = WrappedTable("wrapped", "What was left out", ("Where", "Why"), rows)
    table.resize(600, 300)
    qtbot.addWidget(table)
    with qtbot.waitExposed(table):
        table.show()
    return table


def test_each_row_is_as_high_as_its_text(qtbot: QtBot):
    table = shown(qtbot, [("a", LONG), ("b", "Short.")])

    assert table.rowHeight(0) > 2 * table.rowHeight(1)
    assert table.rowHeight(1) >= table.fontMetrics().height()


def test_of_very_many_rows_none_is_measured_and_none_shows_half_a_line(qtbot: QtBot):
    table = shown(qtbot, [("a", LONG), *[("b", "Short.")] * 1_000])

    assert table.rowHeight(0) == table.rowHeight(1)
    assert not table.wordWrap()


@pytest.mark.parametrize("column", [0, 1])
def test_what_has_no_room_is_told_whole_and_as_it_is(qtbot: QtBot, column: int):
    table = shown(qtbot, [("<b>a</b>", "<i>b</i>")])
    item = table.item(0, column)

    assert item is not None
    assert item.text() == ("<b>a</b>", "<i>b</i>")[column]
    assert "&lt;" in item.toolTip()
    assert table.accessibleName() == "What was left out"
