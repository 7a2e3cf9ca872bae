"""The line of a search through the project, and fields that write it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.errors import BadQuery
from annotator.domain.query import Query, Term
from annotator.domain.query_line import parse, written
from annotator.ui.panels.finding.query_fields import QueryFields

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtGui import QKeyEvent


class QueryForm(QWidget):
    """The line says all; a field that is changed rewrites it, and what is typed shows in them."""

    asked = Signal(object)
    """A Query is to be looked for."""
    stop_asked = Signal()
    left = Signal()
    """The keyboard wants to go to what was found."""
    refused = Signal(str)
    """A sentence: why the line, or a field, cannot be understood; "" when it can be again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("query_form")
        self._is_running = self._is_refused = False
        self._line = _Line(self)
        self._line.setObjectName("query_line")
        self._line.setAccessibleName(self.tr("Find in all articles"))
        self._line.setPlaceholderText(
            self.tr("Words, “a phrase”, begin*, /regular expression/, label:CLAIM by:Reuters Homs")
        )
        self._line.setClearButtonEnabled(True)
        self._line.textEdited.connect(lambda _: self._show_fields())
        self._line.returnPressed.connect(self.ask)
        self._line.down_pressed.connect(self.left)
        self._go = QPushButton(self.tr("Fi&nd"), self)
        self._go.setObjectName("query_go")
        self._go.setAutoDefault(False)
        self._go.clicked.connect(lambda _=False: self._on_go())
        self._fields = QueryFields(self)
        self._fields.changed.connect(self._rewrite)
        self._fields.entered.connect(self.ask)
        self._fields.hide()
        self._more = self._make_more()
        self._arrange()
        self.set_names((), ())

    # ------------------------------------------------------------ what the page uses

    def set_names(self, labels: Iterable[str], annotators: Iterable[str]) -> None:
        """Offers the labels and annotators of a project."""
        self._fields.set_names(labels, annotators)
        self._show_fields()

    def show_line(self, line: str) -> None:
        """Puts another line in."""
        self._line.setText(line)
        self._show_fields()

    def show_phrase(self, words: str) -> None:
        """Puts in a line that looks for these words, side by side."""
        term = Term(" ".join(words.split()))
        self.show_line(written(Query(words=((term,),))))

    def line(self) -> str:
        """What is in the line."""
        return self._line.text()

    def focus_line(self) -> None:
        """Puts the keyboard into the line."""
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._line.selectAll()

    def set_running(self, is_running: bool) -> None:
        """Offers to stop while something is looked for."""
        self._is_running = is_running
        self._go.setText(self.tr("St&op") if is_running else self.tr("Fi&nd"))

    # ------------------------------------------------------------ line and fields

    def ask(self) -> None:
        """Has what the line says looked for."""
        try:
            query = parse(self._line.text())
        except BadQuery as error:
            self._refuse(str(error))
        else:
            self.asked.emit(query)

    def _on_go(self) -> None:
        if self._is_running:
            self.stop_asked.emit()
        else:
            self.ask()

    def _refuse(self, sentence: str) -> None:
        self._is_refused = bool(sentence)
        self.refused.emit(sentence)

    def _rewrite(self, change: Callable[[Query], Query]) -> None:
        """Says in the line what was changed in a field."""
        try:
            query = change(parse(self._line.text()))
            line = written(query)
            parse(line)
        except BadQuery as error:
            self._refuse(str(error))
        else:
            self._line.setText(line)
            if self._is_refused:
                self._refuse("")

    def _show_fields(self) -> None:
        """Shows in the fields what the line says; as long as it cannot be understood, nothing."""
        try:
            query = parse(self._line.text())
        except BadQuery:
            return
        self._fields.show_query(query)

    # ------------------------------------------------------------ parts

    def _make_more(self) -> QToolButton:
        more = QToolButton(self)
        more.setObjectName("query_more")
        more.setText(self.tr("Fie&lds"))
        more.setAccessibleName(self.tr("Fields"))
        more.setToolTip(self.tr("Fields that write the line (Alt+L)"))
        more.setCheckable(True)
        more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        more.toggled.connect(self._fields.setVisible)
        return more

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._line, stretch=1)
        top.addWidget(self._go)
        top.addWidget(self._more)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 8)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self._fields)


class _Line(QLineEdit):
    """The arrow that points down goes to what was found."""

    down_pressed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Takes that arrow; the rest is Qt's."""
        if event.key() == Qt.Key.Key_Down and not event.modifiers():
            self.down_pressed.emit()
        else:
            super().keyPressEvent(event)
