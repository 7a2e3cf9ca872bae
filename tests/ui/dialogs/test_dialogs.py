"""Dialogs over a real project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QLabel,
    QWidget,
)

from annotator.ui.dialogs.keys import KeysDialog, _columns, _widest_sheet

if TYPE_CHECKING:
    from typing import TypeVar

    from pytestqt.qtbot import QtBot

    W = TypeVar("W", bound=QWidget)


def find(widget: QWidget, kind: type[W], name: str) -> W:
    found = widget.findChild(kind, name)
    assert found is not None, name
    return found


# ---------------------------------------------------------------- keys


def test_every_key_is_on_the_sheet(qtbot: QtBot):
    rows = [("File", "Open", "Ctrl+O"), ("Span", "Accept", "Return"), ("Labels", "ACTOR", "A")]
    dialog = KeysDialog(rows)
    qtbot.addWidget(dialog)

    shown = {label.text() for label in dialog.findChildren(QLabel)}

    assert shown == {part for row in rows for part in row}


def test_keys_that_do_the_same_have_a_cap_each(qtbot: QtBot):
    dialog = KeysDialog([("Span", "Accept", "Return  Enter"), ("View", "Larger", "Ctrl++")])
    qtbot.addWidget(dialog)

    caps = [label.text() for label in dialog.findChildren(QLabel, "key")]

    assert caps == ["Return", "Enter", "Ctrl++"]


def test_the_labels_are_at_the_top_of_the_sheet(qtbot: QtBot):
    rows = [(menu, f"{menu} {n}", "X") for menu in ("File", "Span", "Help") for n in range(5)]
    dialog = KeysDialog([*rows, ("Labels", "ACTOR", "A")])
    qtbot.addWidget(dialog)
    dialog.show()

    places = {
        title.text(): (title.mapTo(dialog, title.pos()).x(), title.mapTo(dialog, title.pos()).y())
        for title in dialog.findChildren(QLabel, "section_title")
    }

    assert min(places, key=lambda title: places[title]) == "Labels"


def test_the_sheet_has_as_many_columns_as_there_is_room_for():
    blocks = [(f"Menu {number}", [("Do it", "Ctrl+K")] * 10) for number in range(4)]
    assert [len(column) for column in _columns(blocks, 3)] in ([1, 1, 2], [1, 2, 1], [2, 1, 1])
    assert [len(column) for column in _columns(blocks, 2)] == [2, 2]
    narrow, wide = _widest_sheet(blocks, 10), _widest_sheet(blocks, 5000)
    assert narrow.layout().count() == 1
    assert wide.layout().count() == 3
    for sheet in (narrow, wide):
        sheet.deleteLater()
