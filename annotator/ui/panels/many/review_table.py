"""The table of occurrences: each in its line, with a tick; worked by keys alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QWidget,
)

from annotator.ui.item_models.review import AFTER, ARTICLE, BEFORE, NOTE, TICK, WORDS, ReviewModel
from annotator.ui.widgets.plain_table import PlainTable

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QKeyEvent, QResizeEvent

_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_WIDEST_WORDS = 0.3
"""As a share of the table."""
_PADDING = 14
"""Left and right of what stands in a cell, in pixels."""


class ReviewTable(PlainTable):
    """Space ticks, Ctrl+A ticks all, Ctrl+Shift+A none, Ctrl+Space the article's; Enter shows."""

    typed = Signal(str)
    """A letter or digit was typed."""

    def __init__(self, model: ReviewModel, parent: QWidget | None = None) -> None:
        title = QCoreApplication.translate("ReviewTable", "Occurrences")
        super().__init__("review_table", title, model, parent)
        self._review = model
        self.elide_left(BEFORE)  # cut where it is farthest from the words
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.horizontalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(24)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        model.rowsInserted.connect(self._on_inserted)

    # ------------------------------------------------------------ what Qt calls

    def event(self, event: QEvent) -> bool:
        """Keeps the keys of the table from the actions of the window."""
        if event.type() == QEvent.Type.ShortcutOverride and self._is_own(event):  # type: ignore[arg-type]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ticks, shows; a letter is passed on."""
        key, held, row = event.key(), event.modifiers(), self.currentIndex().row()
        if key == Qt.Key.Key_A and held & _CTRL:
            self._review.tick_all(not held & _SHIFT)
        elif key == Qt.Key.Key_Space and held & _CTRL and row >= 0:
            self._review.toggle_article(row)
        elif key == Qt.Key.Key_Space and row >= 0:
            self._review.toggle(self.rows() or [row])
        elif event.text().isalnum() and not held & ~_SHIFT:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the columns in proportion."""
        super().resizeEvent(event)
        self.share_room()

    def share_room(self) -> None:
        """Puts the words in the middle: what stands before and after gets the same room."""
        header, room = self.horizontalHeader(), self.viewport().width()
        words = self._review.occurrence(0).words if self._review.rowCount() else ""
        bold = QFont(self.font())
        bold.setBold(True)
        needed = QFontMetrics(bold).horizontalAdvance(words) + 2 * _PADDING
        fixed = {
            TICK: self.verticalHeader().defaultSectionSize() + 8,
            WORDS: min(needed, round(room * _WIDEST_WORDS)),
            ARTICLE: round(room * 0.22),
            NOTE: round(room * 0.15),
        }
        rest = max(0, room - sum(fixed.values())) // 2
        for column, width in {**fixed, BEFORE: rest, AFTER: rest}.items():
            header.resizeSection(column, width)

    def _on_inserted(self, _parent: QModelIndex, first: int) -> None:
        if first == 0:
            self.share_room()

    def _is_own(self, event: QKeyEvent) -> bool:
        held, text = event.modifiers(), event.text()
        if held & _CTRL:
            return event.key() in {Qt.Key.Key_A, Qt.Key.Key_Space}
        return not held & ~_SHIFT and (text.isalnum() or event.key() == Qt.Key.Key_Space)
