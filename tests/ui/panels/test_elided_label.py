"""A label that gives way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.ui.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

LONG = "a/very/long/way/to/a/file/that/is/hardly/ever/read.txt"


def test_the_middle_is_left_out_where_there_is_no_room(qtbot: QtBot):
    label = ElidedLabel(LONG)
    qtbot.addWidget(label)
    label.resize(120, 20)
    label.show()

    start, _, end = label.text().partition("…")

    assert end
    assert LONG.startswith(start)
    assert LONG.endswith(end)
    assert label.full_text() == label.toolTip() == LONG
    assert label.minimumSizeHint().width() < 120 < label.sizeHint().width()


def test_all_is_shown_again_where_there_is_room(qtbot: QtBot):
    label = ElidedLabel(LONG)
    qtbot.addWidget(label)
    label.resize(120, 20)
    label.show()

    label.resize(label.sizeHint())
    assert label.text() == LONG

    label.set_full_text("short")
    assert label.text() == "short"
