"""The formats there are to write, by what they are for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from annotator.services.describing import FormatRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget

_TRAINING = ("jsonl", "spacy", "huggingface", "conll", "gliner", "prodigy", "chat")
_TOOLS = ("label-studio", "doccano", "brat", "webanno", "cas-xmi", "cas-json", "refi-qda", "w3c")
_PEOPLE = ("csv", "xlsx")

_ROW = Qt.ItemDataRole.UserRole
_INDENT = "\u2002"
_ENTRY, _HEADING = 1.4, 1.9
"""How high rows are, in lines."""
_AIR = 20
"""Beside the names, in pixels."""


class FormatList(QListWidget):
    """A list with headings; one format is always chosen. There must be one."""

    format_chosen = Signal()

    def __init__(self, formats: Iterable[FormatRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("export_format")
        self.setAccessibleName(self.tr("Format"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        known = {one.name: one for one in formats}
        self._fill(self.tr("For training"), _taken(known, _TRAINING))
        self._fill(self.tr("For other tools"), _taken(known, _TOOLS))
        self._fill(self.tr("For people"), _taken(known, _PEOPLE))
        self._fill(self.tr("From plug-ins"), list(known.values()))
        self.setCurrentRow(1)  # below the first heading
        self.currentItemChanged.connect(lambda *_: self.format_chosen.emit())

    def chosen(self) -> FormatRow:
        """The format that is chosen."""
        row = self.currentItem().data(_ROW)
        assert isinstance(row, FormatRow)
        return row

    def choose(self, name: str) -> None:
        """Chooses the format of that name, if there is one."""
        for at in range(self.count()):
            row = self.item(at).data(_ROW)
            if isinstance(row, FormatRow) and row.name == name:
                self.setCurrentRow(at)

    def wanted_width(self) -> int:
        """So wide that no name is cut, in pixels."""
        frame = 2 * self.frameWidth() + self.verticalScrollBar().sizeHint().width()
        return self.sizeHintForColumn(0) + frame + _AIR

    def _fill(self, heading: str, rows: list[FormatRow]) -> None:
        if not rows:
            return
        line = self.fontMetrics().height()
        item = QListWidgetItem(heading, self)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setForeground(self.palette().placeholderText())
        item.setSizeHint(QSize(0, round(line * (_HEADING if self.count() > 1 else _ENTRY))))
        item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        letters = self.font()
        letters.setWeight(QFont.Weight.DemiBold)
        item.setFont(letters)
        for row in rows:
            entry = QListWidgetItem(f"{_INDENT}{row.title}", self)
            width = self.fontMetrics().horizontalAdvance(entry.text())
            entry.setSizeHint(QSize(width, round(line * _ENTRY)))
            entry.setData(_ROW, row)
            entry.setData(Qt.ItemDataRole.AccessibleTextRole, row.title)
            entry.setToolTip(", ".join(row.extensions))


def _taken(known: dict[str, FormatRow], names: Iterable[str]) -> list[FormatRow]:
    """Those of the names that are known, which are known no more."""
    return [known.pop(name) for name in names if name in known]
