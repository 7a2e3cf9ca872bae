"""Fields of the scheme's editor: each with room below for what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import (
    QColorDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.plain_text import text_of

if TYPE_CHECKING:
    from collections.abc import Callable

_SWATCH = 14


class Problem(QLabel):
    """A sentence below a field; hidden while all is well."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_problem")
        self.setProperty("is_problem", True)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        font = self.font()
        font.setBold(True)
        self.setFont(font)
        self.hide()

    def show_sentence(self, sentence: str) -> None:
        """Shows it; "" hides it."""
        self.setText(sentence)
        self.setVisible(bool(sentence))


class Field(QWidget):
    """A field with its problem below it."""

    def __init__(self, field: QWidget, name: str, title: str) -> None:
        super().__init__()
        field.setObjectName(name)
        field.setAccessibleName(title)
        self.problem = Problem(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(field)
        column.addWidget(self.problem)
        self.setFocusProxy(field)


def discard(row: QWidget) -> None:
    """Throws a row of fields away; that its cursor leaves it is nobody's business any more."""
    for child in row.findChildren(QWidget):
        child.blockSignals(True)
    row.hide()
    row.setParent(None)
    row.deleteLater()


class ColourField(QWidget):
    """A colour as “#rrggbb”, and a button that lets one choose it."""

    changed = Signal()

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self._title = title
        self.line = QLineEdit()
        self.line.setObjectName(name)
        self.line.setAccessibleName(title)
        self.line.setMaxLength(7)
        self.line.textEdited.connect(lambda _: self._on_edited())
        self._button = QToolButton()
        self._button.setObjectName(f"{name}_button")
        self._button.setAccessibleName(self.tr("Choose: {0}").format(title))
        self._button.setToolTip(self.tr("Choose a colour"))
        self._button.clicked.connect(self._choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.line, stretch=1)
        row.addWidget(self._button)
        self.setFocusProxy(self.line)

    def text(self) -> str:
        """The colour as it is written."""
        return self.line.text().strip()

    def set_text(self, colour: str) -> None:
        """Shows a colour; says nothing."""
        if self.line.text() != colour:
            self.line.setText(colour)
        self._show()

    def _choose(self) -> None:
        dialog = QColorDialog(QColor(self.text()), self)
        dialog.setWindowTitle(self._title)
        dialog.colorSelected.connect(self._on_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_chosen(self, colour: QColor) -> None:
        self.line.setText(colour.name())
        self._on_edited()

    def _on_edited(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        swatch = QPixmap(_SWATCH, _SWATCH)
        colour = QColor(self.text())
        swatch.fill(colour if colour.isValid() else QColor(Qt.GlobalColor.transparent))
        self._button.setIcon(QIcon(swatch))


class TextField(QPlainTextEdit):
    """A few lines of text; Tab leaves it."""

    def __init__(self, lines: int, on_edited: Callable[[], None]) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 20)
        self.textChanged.connect(on_edited)

    def text(self) -> str:
        """All of it, without white space at its ends."""
        return text_of(self).strip()

    def lines(self) -> tuple[str, ...]:
        """Its lines, without those that are empty."""
        return tuple(line.strip() for line in text_of(self).split("\n") if line.strip())

    def set_text(self, text: str) -> None:
        """Shows a text unless it is there already: the cursor would jump. Says nothing."""
        if self.text() != text:
            blocked = QSignalBlocker(self)
            self.setPlainText(text)
            del blocked

    def set_lines(self, lines: tuple[str, ...]) -> None:
        """The same for lines."""
        if self.lines() != lines:
            self.set_text("\n".join(lines))
