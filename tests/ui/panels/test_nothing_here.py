"""What is said where there is nothing to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTableView

from annotator.ui.widgets.nothing_here import NothingHere

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_it_is_as_large_as_the_area_and_in_nobodys_way(qtbot: QtBot):
    table = QTableView()
    qtbot.addWidget(table)
    nothing = NothingHere("Nothing here.", table)
    table.resize(400, 300)
    table.show()
    assert not nothing.isVisible()

    nothing.setVisible(True)
    assert nothing.geometry() == table.viewport().rect()
    table.resize(500, 200)
    assert nothing.geometry() == table.viewport().rect()
    assert table.childAt(table.viewport().geometry().center()) is table.viewport()
