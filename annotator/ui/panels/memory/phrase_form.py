"""One line of the project's memory, to be written or changed: phrase, label and rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from annotator.domain.memory import Rule
from annotator.ui.parts.own_keys import own_key
from annotator.ui.widgets.choices import make_choice
from annotator.ui.widgets.close_button import close_button

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.domain.memory import PhraseRow

_NO_RULE = ""


class PhraseForm(QWidget):
    """Return stores what it says, Escape leaves everything as it was."""

    stored = Signal(object, str, str, object)
    """The PhraseRow that is changed, or None for a new one; its text, label, Rule or None."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("phrase_form")
        self.setProperty("is_inline", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._row: PhraseRow | None = None
        self._text = QLineEdit(self)
        self._text.setObjectName("phrase_text")
        self._text.setAccessibleName(self.tr("Phrase"))
        self._text.setPlaceholderText(self.tr("A name or another phrase"))
        self._label = make_choice("phrase_label", self)
        self._label.setAccessibleName(self.tr("Label"))
        self._rule = make_choice("phrase_rule", self)
        self._rule.setAccessibleName(self.tr("Rule"))
        self._go = QPushButton(self)
        self._go.setObjectName("phrase_store")
        self._go.setAutoDefault(False)
        self._go.clicked.connect(self._store)
        close = close_button(self.tr("Leave it"), self.tr("Leave it (Esc)"), self)
        close.clicked.connect(self.leave)
        own_key(self, self.leave, "Esc")
        own_key(self, self._store, "Return", "Enter")
        title = QLabel(self.tr("&Phrase"), self)
        title.setBuddy(self._text)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 0, 8, 10)
        layout.setSpacing(8)
        layout.addWidget(title)
        layout.addWidget(self._text, stretch=1)
        layout.addWidget(self._label)
        layout.addWidget(self._rule)
        layout.addWidget(self._go)
        layout.addWidget(close)
        self.hide()

    def set_labels(self, labels: Sequence[str]) -> None:
        """The labels whose phrases are remembered."""
        self._label.clear()
        self._label.addItems(list(labels))

    def write(self, text: str) -> None:
        """Asks for a new line."""
        self._open(None, text, self._label.currentText(), Rule.OFFER)
        self._go.setText(self.tr("Add"))

    def change(self, row: PhraseRow) -> None:
        """Asks for another text, label or rule."""
        self._open(row, row.text, row.label, row.rule)
        self._go.setText(self.tr("Change"))

    def leave(self) -> None:
        """Closes it."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    # ------------------------------------------------------------ parts

    def _open(self, row: PhraseRow | None, text: str, label: str, rule: Rule | None) -> None:
        self._row = row
        self._offer_rules(with_none=row is not None)
        self._text.setText(text)
        if self._label.findText(label) >= 0:
            self._label.setCurrentText(label)
        self._rule.setCurrentIndex(max(0, self._rule.findData(str(rule) if rule else _NO_RULE)))
        self.show()
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)
        self._text.selectAll()

    def _offer_rules(self, *, with_none: bool) -> None:
        self._rule.clear()
        if with_none:
            self._rule.addItem(self.tr("By what was tagged"), _NO_RULE)
        self._rule.addItem(self.tr("Offer always"), str(Rule.OFFER))
        self._rule.addItem(self.tr("Never offer"), str(Rule.WITHHOLD))
        self._rule.addItem(self.tr("Ignore"), str(Rule.IGNORE))

    def _store(self) -> None:
        if self.isHidden() or not self._text.text().strip():
            return
        chosen = str(self._rule.currentData())
        rule = Rule(chosen) if chosen else None
        self.stored.emit(self._row, self._text.text(), self._label.currentText(), rule)
