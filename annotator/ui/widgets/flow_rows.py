"""Rows with a title each, whose fields go on in a new line where there is no room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from annotator.ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout

_GAP, _BETWEEN = 8, 14


class FlowRows(QVBoxLayout):
    """What QFormLayout would be: that gives rows which may be higher too little room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(_GAP)
        self._titles: list[QLabel] = []
        self._line = _line_height(parent)

    def flow(self, *widgets: QWidget) -> FlowLayout:
        """Widgets beside each other, for a row."""
        flow = FlowLayout(spacing=12, line_gap=_GAP, least_line=self._line)
        for widget in widgets:
            flow.addWidget(widget)
        return flow

    def add(self, title: str, content: QLayout | QWidget, buddy: QWidget | None = None) -> None:
        """Adds a row at the end. buddy: what the letter in its title leads to."""
        label = QLabel(title)
        if buddy is not None:
            label.setBuddy(buddy)
        label.setMinimumHeight(self._line)
        self._titles.append(label)
        width = max(one.sizeHint().width() for one in self._titles)
        for one in self._titles:
            one.setFixedWidth(width)
        row = QHBoxLayout()
        row.setSpacing(_BETWEEN)
        row.addWidget(label, alignment=Qt.AlignmentFlag.AlignTop)
        if isinstance(content, QWidget):
            content.setProperty("row_title", label)
            row.addWidget(content, stretch=1)
        else:
            row.addLayout(content, stretch=1)
        self.addLayout(row)

    def show_row(self, widget: QWidget, *, is_shown: bool) -> None:
        """Shows or hides the row of a widget that was added."""
        widget.property("row_title").setVisible(is_shown)
        widget.setVisible(is_shown)


def titled(title: str, field: QWidget) -> QWidget:
    """A field with its title before it; they stay together."""
    pair = QWidget()
    label = QLabel(title, pair)
    label.setToolTip(field.toolTip())
    label.setBuddy(field)
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(label)
    row.addWidget(field)
    return pair


def _line_height(parent: QWidget) -> int:
    """Of the highest field there is usually, in pixels."""
    box = QComboBox(parent)
    box.ensurePolished()
    height = box.sizeHint().height()
    box.setParent(None)
    box.deleteLater()
    return height
