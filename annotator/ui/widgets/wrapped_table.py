"""A table of sentences, each row as high as its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from annotator.ui.tips import literally

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

_MOST_WRAPPED = 1_000
"""With more rows than this none is wrapped: measuring 10,000 took two seconds."""
_ROW_AIR = 15
_FIRST_WIDTH = 230


class WrappedTable(QTableWidget):
    """Two columns to read: what each row is about, and what is said of it.

    name: for tests. title: for screen readers. columns: the names of the two.
    """

    def __init__(
        self,
        name: str,
        title: str,
        columns: tuple[str, str],
        rows: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(len(rows), len(columns), parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setProperty("is_wrapped", True)
        self.setHorizontalHeaderLabels(columns)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        header = self.horizontalHeader()
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        self.setColumnWidth(0, _FIRST_WIDTH)
        self._fill(rows)
        self._set_heights()

    def _fill(self, rows: Sequence[tuple[str, str]]) -> None:
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(literally(text))
                item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
                self.setItem(row, column, item)

    def _set_heights(self) -> None:
        heights = self.verticalHeader()
        heights.hide()
        wraps = self.rowCount() <= _MOST_WRAPPED
        self.setWordWrap(wraps)
        if wraps:
            # not once: how high a row must be depends on widths that only the layout knows
            heights.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        else:
            heights.setDefaultSectionSize(self.fontMetrics().height() + _ROW_AIR)
