"""Every key, made from the actions themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

_COLUMNS = 2


class KeysDialog(QDialog):
    """A sheet in two columns, a block a menu."""

    def __init__(self, rows: Sequence[tuple[str, str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("keys_dialog")
        self.setWindowTitle(self.tr("Keys"))
        sheet = QGridLayout()
        sheet.setHorizontalSpacing(36)
        sheet.setVerticalSpacing(18)
        blocks: dict[str, list[tuple[str, str]]] = {}
        for menu, what, keys in rows:
            blocks.setdefault(menu, []).append((what, keys))
        heights = [0] * _COLUMNS
        columns = [QVBoxLayout() for _ in range(_COLUMNS)]
        for title, lines in sorted(blocks.items(), key=lambda block: -len(block[1])):
            shortest = heights.index(min(heights))
            heights[shortest] += len(lines) + 2
            columns[shortest].addWidget(_block(title, lines))
        for number, column in enumerate(columns):
            column.addStretch(1)
            sheet.addLayout(column, 0, number)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.addLayout(sheet)
        layout.addWidget(buttons)


def _block(title: str, lines: Sequence[tuple[str, str]]) -> QWidget:
    block = QWidget()
    grid = QGridLayout(block)
    grid.setContentsMargins(0, 0, 0, 8)
    grid.setHorizontalSpacing(18)
    heading = QLabel(title)
    heading.setObjectName("section_title")
    grid.addWidget(heading, 0, 0, 1, 2)
    for row, (what, keys) in enumerate(lines, start=1):
        grid.addWidget(QLabel(what), row, 0)
        shown = QLabel(keys)
        shown.setObjectName("key")
        grid.addWidget(shown, row, 1, alignment=Qt.AlignmentFlag.AlignRight)
    grid.setColumnStretch(0, 1)
    return block
