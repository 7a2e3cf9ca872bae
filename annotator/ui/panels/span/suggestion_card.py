"""What a suggestion proposes besides its label, and why: all that accepting it would take over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QVBoxLayout, QWidget

from annotator.ui.panels.span.attribute_form import arrange_form, arrange_title
from annotator.ui.panels.span.describing import quoted
from annotator.ui.widgets.text_link import TextLink

if TYPE_CHECKING:
    from annotator.domain.document import Document
    from annotator.domain.labels import AttributeValue, LabelScheme
    from annotator.domain.span import Span
    from annotator.domain.suggestion import Suggestion

_LINK_AIR = 6
"""By so much a link is higher than its letters, in pixels."""


class SuggestionCard(QWidget):
    """Links to the places in the text, values, the score and the reason; no field to change."""

    place_wanted = Signal(object)
    """The Span of some words that are to be gone to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("suggestion_card")
        self._form = QFormLayout()
        arrange_form(self._form)
        self._form.setVerticalSpacing(5)
        self._why_title = QLabel(self.tr("Why"))
        self._why_title.setObjectName("section_title")
        self._why_title.setContentsMargins(0, 8, 0, 0)
        self._why = _text("suggestion_why")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._form)
        column.addWidget(self._why_title)
        column.addWidget(self._why)
        self.hide()

    def show_suggestion(
        self, suggestion: Suggestion | None, document: Document, scheme: LabelScheme
    ) -> None:
        """Shows a suggestion; None hides the card."""
        self.setVisible(suggestion is not None)
        while self._form.rowCount():
            self._form.removeRow(0)
        if suggestion is None:
            return
        kinds = (one.name for one in scheme.relations if suggestion.label in one.sources)
        source = _titled(next(kinds, self.tr("Source")))
        for name, title, place in (
            ("suggestion_source", source, suggestion.source),
            ("suggestion_referent", self.tr("Stands for"), suggestion.referent),
            ("suggestion_cue", self.tr("Cue"), suggestion.cue),
        ):
            if place is not None:
                self._add_place(name, title, place, quoted(place.text_of(document.text)))
        for attribute, value in suggestion.attributes:
            self._add(_titled(attribute), self._value(f"suggestion_{attribute}", value))
        if suggestion.score is not None:
            self._add(self.tr("Score"), self._value("suggestion_score", f"{suggestion.score:.0%}"))
        self._why.setText(suggestion.reason[:1].upper() + suggestion.reason[1:])
        for one in (self._why_title, self._why):
            one.setVisible(bool(suggestion.reason))

    def _add_place(self, name: str, title: str, place: Span, words: str) -> None:
        link = TextLink(words)
        link.setProperty("suggestion_part", name)
        link.setAccessibleName(f"{title}: {words}")
        link.clicked.connect(lambda: self.place_wanted.emit(place))
        self._add(title, link)

    def _value(self, name: str, value: AttributeValue) -> QLabel:
        label = _text(name)
        said = value if not isinstance(value, bool) else self.tr("yes") if value else self.tr("no")
        label.setText(str(said).replace("_", " "))
        label.setMinimumHeight(label.fontMetrics().height() + _LINK_AIR)
        label.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        return label

    def _add(self, title: str, field: QWidget) -> None:
        label = QLabel(title)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setObjectName("detail")
        arrange_title(label)
        self._form.addRow(label, field)


def _titled(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _text(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setMinimumWidth(1)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    return label
