"""Every key, made from the actions themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.stylesheet import SCROLL_BAR_WIDTH

if TYPE_CHECKING:
    from collections.abc import Sequence

_FIRST = "Labels"
"""The block that is needed most."""
_BETWEEN_KEYS = "  "
_BETWEEN_COLUMNS = 44
_MOST_COLUMNS = 3
_AIR = QSize(40, 60)
"""Between the sheet and the edges of the screen, in pixels."""

Block = tuple[str, list[tuple[str, str]]]


class KeysDialog(QDialog):
    """A sheet in columns, a block a menu; it scrolls where the screen is too small."""

    def __init__(self, rows: Sequence[tuple[str, str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("keys_dialog")
        self.setWindowTitle(self.tr("Keys"))
        room = self.screen().availableSize() - _AIR
        sheet = _widest_sheet(_blocks(rows), room.width() - SCROLL_BAR_WIDTH)
        area = QScrollArea(self)
        area.setObjectName("keys_area")
        area.setAccessibleName(self.tr("Keys"))
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(sheet)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.setContentsMargins(24, 8, 24, 0)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 18)
        layout.setSpacing(0)
        layout.addWidget(area, stretch=1)
        layout.addWidget(buttons)
        wanted = sheet.sizeHint() + QSize(0, buttons.sizeHint().height() + 18)
        if wanted.height() > room.height():
            wanted += QSize(SCROLL_BAR_WIDTH, 0)
        self.resize(wanted.boundedTo(room))


def _blocks(rows: Sequence[tuple[str, str, str]]) -> list[Block]:
    """The rows by menu: the labels first, then the longer blocks before the shorter ones."""
    blocks: dict[str, list[tuple[str, str]]] = {}
    for menu, what, keys in rows:
        blocks.setdefault(menu, []).append((what, keys))
    return sorted(blocks.items(), key=lambda one: (one[0] != _FIRST, -len(one[1])))


def _widest_sheet(blocks: list[Block], room: int) -> QWidget:
    """The sheet in as many columns as there is room for, in pixels."""
    for count in range(_MOST_COLUMNS, 1, -1):
        sheet = _sheet(_columns(blocks, count))
        if sheet.sizeHint().width() <= room:
            return sheet
        sheet.deleteLater()
    return _sheet([blocks])


def _sheet(columns: list[list[Block]]) -> QWidget:
    sheet = QWidget()
    sheet.setObjectName("keys_sheet")
    row = QHBoxLayout(sheet)
    row.setContentsMargins(24, 20, 24, 8)
    row.setSpacing(_BETWEEN_COLUMNS)
    for blocks in columns:
        column = QVBoxLayout()
        column.setSpacing(18)
        for title, lines in blocks:
            column.addWidget(_block(title, lines))
        column.addStretch(1)
        row.addLayout(column, stretch=1)
    return sheet


def _columns(blocks: list[Block], count: int) -> list[list[Block]]:
    """So many columns of about the same height, read one after the other."""
    if count <= 1 or not blocks:
        return [blocks]
    ways = (
        [blocks[:split], *_columns(blocks[split:], count - 1)]
        for split in range(1, len(blocks) + 1)
    )
    return min(ways, key=lambda columns: max(map(_height, columns)))


def _height(blocks: list[Block]) -> int:
    return sum(len(lines) + 2 for _, lines in blocks)


def _block(title: str, lines: Sequence[tuple[str, str]]) -> QWidget:
    block = QWidget()
    grid = QGridLayout(block)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(3)
    heading = QLabel(title)
    heading.setObjectName("section_title")
    heading.setTextFormat(Qt.TextFormat.PlainText)
    grid.addWidget(heading, 0, 0, 1, 2)
    for row, (what, keys) in enumerate(lines, start=1):
        said = QLabel(what)
        said.setTextFormat(Qt.TextFormat.PlainText)  # a label may be called “<b>”
        grid.addWidget(said, row, 0)
        grid.addLayout(_caps(keys), row, 1)
    grid.setColumnStretch(0, 1)
    return block


def _caps(keys: str) -> QHBoxLayout:
    """A cap for each key that does the same."""
    caps = QHBoxLayout()
    caps.setSpacing(5)
    caps.addStretch(1)
    for key in filter(None, keys.split(_BETWEEN_KEYS)):
        cap = QLabel(key)
        cap.setObjectName("key")
        cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
        caps.addWidget(cap)
    return caps
