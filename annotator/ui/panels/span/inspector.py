"""All about the current span: label, attributes, relations, note, where it comes from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.errors import AnnotatorError
from annotator.domain.ids import AnnotationId, SuggestionId
from annotator.ui.panels.registry.entry_field import EntryField
from annotator.ui.panels.span.article_card import ArticleCard
from annotator.ui.panels.span.attribute_form import (
    AttributeForm,
    arrange_form,
    arrange_title,
)
from annotator.ui.panels.span.describing import describe_history, describe_origin, quoted
from annotator.ui.panels.span.guideline import Guideline
from annotator.ui.panels.span.label_chip import LabelChip
from annotator.ui.panels.span.note_field import NoteField
from annotator.ui.panels.span.relation_choice import RelationChoice
from annotator.ui.panels.span.relation_list import RelationList
from annotator.ui.panels.span.suggestion_card import SuggestionCard
from annotator.ui.plain_text import text_of
from annotator.ui.theme import base_theme
from annotator.ui.widgets.choices import let_narrow, make_choice

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.domain.annotation import Annotation, Relation
    from annotator.domain.document import Document, DocumentInfo
    from annotator.domain.labels import Attributes
    from annotator.domain.segments import Mark
    from annotator.domain.suggestion import Suggestion
    from annotator.services.browsing import Browsing
    from annotator.services.editing import Editing
    from annotator.ui.theme import Theme

_TYPING_PAUSE_MS = 400
_LEAST_WIDTH = 200
_NOTE_LINES = 3


class Inspector(QScrollArea):
    """Shows the current span and edits what is not edited in the text itself."""

    failed = Signal(object)
    """An AnnotatorError that an edit met."""
    refused = Signal(str)
    """Why a field that was asked for is not there."""
    mark_wanted = Signal(object)
    """The id of a mark that a relation leads to: it is to be gone to."""
    place_wanted = Signal(object)
    """The Span of some words that a suggestion names: they are to be gone to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self.setAccessibleName(self.tr("Current span"))
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._browsing: Browsing | None = None
        self._editing: Editing | None = None
        self._document: Document | None = None
        self._annotation: Annotation | None = None
        self.setMinimumWidth(_LEAST_WIDTH)
        self._theme = base_theme(dark=False)
        self._chip = LabelChip()
        self._chip.setObjectName("inspector_chip")
        self._suggested = self._plain("inspector_suggested")
        self._quoted = self._plain("inspector_text")
        self._origin = self._plain("inspector_origin")
        self._label = make_choice("inspector_label")
        self._label.setAccessibleName(self.tr("Label"))
        self._label.activated.connect(self._on_label)
        let_narrow(self._label)
        self._mark: Mark | None = None
        self._relation_title = QLabel()
        self._relation_title.setTextFormat(Qt.TextFormat.PlainText)
        self._relation = RelationChoice()
        self._relation.target_chosen.connect(self._on_target)
        self._relation.none_chosen.connect(self._on_none)
        self._relations = RelationList()
        self._relations.chosen.connect(self.mark_wanted)
        self._card = SuggestionCard()
        self._card.place_wanted.connect(self.place_wanted)
        self._entry_title = QLabel(self.tr("Entry"))
        self.entry = EntryField(self)
        self.entry.failed.connect(self.failed)
        self._attributes = AttributeForm()
        self._attributes.edited.connect(self._on_attributes)
        self._note = NoteField()
        self._note.setObjectName("inspector_note")
        self._note.setAccessibleName(self.tr("Note"))
        self._note.setTabChangesFocus(True)
        self._note.setPlaceholderText(self.tr("A note about this span"))
        self._note.setFixedHeight(_NOTE_LINES * self._note.fontMetrics().lineSpacing() + 22)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(lambda: self.show_mark(self._awaited))
        self._awaited: Mark | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_PAUSE_MS)
        self._pause.timeout.connect(self.save)
        self._note.textChanged.connect(self._pause.start)
        self._note.left.connect(self.save)
        self._history = self._plain("inspector_history")
        self._empty = ArticleCard()
        self.guideline = Guideline()
        self._arrange()
        self.show_mark(None)

    # ------------------------------------------------------------ what the window uses

    def set_services(self, browsing: Browsing | None, editing: Editing | None) -> None:
        """Works on a project from now on."""
        self._browsing, self._editing = browsing, editing
        blocked = QSignalBlocker(self._label)
        self._label.clear()
        if browsing is not None:
            self._label.addItems(list(browsing.scheme().names()))
        del blocked
        scheme = browsing.scheme() if browsing is not None else None
        self._empty.show_scheme(scheme)
        self.guideline.show_scheme(scheme)

    def set_theme(self, theme: Theme) -> None:
        """Paints in other colours."""
        self._theme = theme
        self._empty.set_theme(theme)
        self._show_chip()

    def show_document(self, document: Document | None) -> None:
        """The article that marks belong to from now on."""
        self.save()
        self._document = document
        self._empty.show_document(document)

    def show_info(self, info: DocumentInfo) -> None:
        """What is known of the article now."""
        self._empty.show_info(info)

    def show_soon(self, mark: Mark | None) -> None:
        """Shows a mark when what is in hand is done: the article itself is painted before."""
        self._awaited = mark
        self._soon.start(0)

    def show_mark(self, mark: Mark | None) -> None:
        """Shows a mark; None for none."""
        self._soon.stop()
        self.save()
        self._mark = mark
        self._annotation = None
        here = mark is not None and self._browsing is not None and self._document is not None
        self._form.setVisible(here)
        self._empty.setVisible(not here)
        self.guideline.show_current(mark.label if mark is not None and here else None)
        if not here:
            return
        assert mark is not None
        assert self._browsing is not None
        assert self._document is not None
        value: Annotation | Suggestion | None
        if mark.is_suggestion:
            value = suggestion = self._browsing.suggestion(SuggestionId(mark.id))
        else:
            value = self._annotation = self._browsing.annotation(AnnotationId(mark.id))
            suggestion = None
        self._card.show_suggestion(suggestion, self._document, self._browsing.scheme())
        self._show_chip()
        text = self._document.text[mark.start : mark.end]
        self._quoted.setText(quoted(text))
        self._label.setCurrentText(mark.label)
        if value is not None:
            suggested = self._browsing.suggestion_of(value)
            name = self._browsing.annotator_name
            self._origin.setText(describe_origin(value, name, suggested))
        self._show_annotation()
        self._show_history(mark)

    def focus_relation(self) -> None:
        """Puts the keyboard onto the choice of the speaker or claimant."""
        none = self.tr("No relation leads from {0}").format(self._mark.label if self._mark else "")
        if self._enter(self._relation, none):
            self._relation.showPopup()

    def focus_entry(self) -> None:
        """Puts the cursor into the field of the registry's entry."""
        none = self.tr("{0} has no entries in the registry")
        self._enter(self.entry, none.format(self._mark.label if self._mark else ""))

    def focus_note(self) -> None:
        """Puts the cursor into the note."""
        self._enter(self._note, "")

    def focus_first(self) -> None:
        """Puts the keyboard onto the first field, or the panel itself if there is none."""
        self._catch_up()
        field = self._label if self._form.isVisible() else self
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def save(self) -> None:
        """Stores what was typed and is not stored yet."""
        self._pause.stop()
        self._attributes.commit()
        if self._annotation is None or self._editing is None:
            return
        typed = self._note.document()
        if typed.isModified():
            typed.setModified(False)
            note = text_of(self._note)
            # known before it is stored, so that the news of it does not store it again
            self._annotation = replace(self._annotation, note=note)
            self._attempt(lambda editing, one: editing.set_note(one.id, note))

    # ------------------------------------------------------------ parts

    def _enter(self, field: QWidget, if_none: str) -> bool:
        """Puts the keyboard onto a field; says why if the current mark has no such field."""
        self._catch_up()
        if field.isVisible():
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        if self._mark is not None and self._annotation is None:
            self.refused.emit(self.tr("Only annotations have that: accept the suggestion first"))
        elif self._mark is not None and self.isVisible():
            self.refused.emit(if_none)
        return False

    def _catch_up(self) -> None:
        """Shows at once what was to be shown soon: keys may come faster than that."""
        if self._soon.isActive():
            self.show_mark(self._awaited)

    def _plain(self, name: str) -> QLabel:
        label = QLabel()
        label.setObjectName(name)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setMinimumWidth(1)  # a word without an end must not widen the panel
        label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        return label

    def _section(self, title: str) -> QLabel:
        label = QLabel(title)
        label.setObjectName("section_title")
        label.setContentsMargins(0, 8, 0, 0)
        return label

    def _arrange(self) -> None:
        self._form = QWidget()
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(8)
        heading = QHBoxLayout()
        heading.setSpacing(8)
        heading.addWidget(self._chip)
        heading.addWidget(self._suggested, stretch=1)
        form.addLayout(heading)
        form.addWidget(self._quoted)
        form.addSpacing(4)
        row = QFormLayout()
        arrange_form(row)
        label_title = QLabel(self.tr("Label"))
        label_title.setBuddy(self._label)
        self._entry_title.setBuddy(self.entry)
        for title in (label_title, self._relation_title, self._entry_title):
            arrange_title(title)
        row.addRow(label_title, self._label)
        row.addRow(self._relation_title, self._relation)
        row.addRow(self._entry_title, self.entry)
        form.addLayout(row)
        form.addWidget(self._card)
        form.addWidget(self._attributes)
        form.addWidget(self._note)
        form.addWidget(self._relations)
        form.addWidget(self._section(self.tr("Origin")))
        form.addWidget(self._origin)
        form.addWidget(self._section(self.tr("History")))
        form.addWidget(self._history)
        inside = QWidget()
        inside.setObjectName("inspector_inside")
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 14, 16, 14)
        column.addWidget(self._form)
        column.addWidget(self.guideline)
        column.addWidget(self._empty)
        column.addStretch(1)
        self.setWidget(inside)

    def _show_chip(self) -> None:
        mark = self._mark
        if mark is not None:
            self._chip.show_label(mark.label, self._theme, is_suggestion=mark.is_suggestion)
            self._suggested.setText(self.tr("suggested") if mark.is_suggestion else "")

    def _show_annotation(self) -> None:
        """What only annotations have; hidden for suggestions."""
        annotation, browsing = self._annotation, self._browsing
        self._note.setVisible(annotation is not None)
        self._attributes.setVisible(annotation is not None)
        note = annotation.note if annotation else ""
        if text_of(self._note) != note:  # else the cursor would jump while one types
            blocked = QSignalBlocker(self._note)
            self._note.setPlainText(note)
            del blocked
        if annotation is not None and browsing is not None:
            self._attributes.show_values(
                browsing.scheme().label(annotation.label).attributes, annotation.attributes
            )
        self._entry_title.setVisible(self.entry.show_annotation(annotation, self._document))
        if browsing is not None and self._document is not None:
            name = self._relation.show_annotation(annotation, self._document, browsing)
            self._relation_title.setText(name)
            self._relation_title.setVisible(bool(name))
            self._relations.show_of(annotation, self._document, browsing)

    def _show_history(self, mark: Mark) -> None:
        assert self._editing is not None
        lines = [describe_history(entry) for entry in self._editing.history_of(mark.id)]
        self._history.setText("\n".join(lines) or self.tr("Nobody has touched it yet."))

    def _on_label(self) -> None:
        mark, label = self._mark, self._label.currentText()
        if mark is not None and self._editing is not None and label != mark.label:
            try:
                self._editing.relabel(mark.id, label)
            except AnnotatorError as error:
                self.failed.emit(error)

    def _on_target(self, target: AnnotationId) -> None:
        self._attempt(lambda editing, one: editing.relate(one.id, target))

    def _on_none(self, relation: Relation) -> None:
        self._attempt(lambda editing, _: editing.unrelate(relation.id))

    def _on_attributes(self, attributes: Attributes) -> None:
        self._attempt(lambda editing, one: editing.set_attributes(one.id, attributes))

    def _attempt(self, gesture: Callable[[Editing, Annotation], object]) -> None:
        if self._editing is None or self._annotation is None:
            return
        try:
            gesture(self._editing, self._annotation)
        except AnnotatorError as error:
            self.failed.emit(error)
