from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStyleOptionComboBox

from annotator.ui.widgets.choices import make_choice

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_what_a_choice_has_no_room_for_ends_with_an_ellipsis(qtbot: QtBot):
    box = make_choice("who")
    qtbot.addWidget(box)
    box.addItem("The Harbour Council of Port Merrow")

    def painted(width: int) -> str:
        box.resize(width, 30)
        option = QStyleOptionComboBox()
        box.initStyleOption(option)
        return option.currentText

    assert painted(box.sizeHint().width()) == "The Harbour Council of Port Merrow"
    assert painted(600) == "The Harbour Council of Port Merrow"
    assert painted(120).endswith("…")
    assert box.currentText() == "The Harbour Council of Port Merrow"
