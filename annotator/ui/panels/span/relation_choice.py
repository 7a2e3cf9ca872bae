"""Who is behind a quote or a claim: a choice among the mentions near it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal

from annotator.domain.segments import Mark
from annotator.ui.panels.span.describing import shortened
from annotator.ui.widgets.choices import ChoiceBox, give_room, let_narrow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from annotator.domain.annotation import Annotation, Relation
    from annotator.domain.document import Document
    from annotator.domain.labels import RelationType
    from annotator.services.browsing import Browsing

_LONGEST = 48
_POPUP_EDGES = 32
"""Edges and a scroll bar, in pixels."""


class RelationChoice(ChoiceBox):
    """Offers the annotations that a relation may lead to, the nearest first, and none."""

    target_chosen = Signal(object)
    """An AnnotationId."""
    none_chosen = Signal(object)
    """The Relation to remove."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector_relation")
        give_room(self)
        let_narrow(self)
        self._relation: Relation | None = None
        self.activated.connect(self._on_activated)

    def show_annotation(
        self, annotation: Annotation | None, document: Document, browsing: Browsing
    ) -> str:
        """Shows an annotation's relation; returns its name, "" if there can be none."""
        kind = _kind_of(annotation, browsing)
        self.setVisible(kind is not None)
        if kind is None or annotation is None:
            return ""
        self._relation = _relation_of(annotation, kind, browsing)
        start = annotation.span.start
        near = browsing.nearest(document.id, start, kind.targets)
        blocked = QSignalBlocker(self)
        self.clear()
        self.addItem(self.tr("none"), None)
        for mark in _with_target(near, self._relation, browsing):
            self.addItem(shortened(document.text[mark.start : mark.end], _LONGEST), mark.id)
            if self._relation is not None and mark.id == self._relation.target_id:
                self.setCurrentIndex(self.count() - 1)
        del blocked
        name = kind.name.capitalize()
        self.setAccessibleName(name)
        return name

    def showPopup(self) -> None:
        """Shows the entries, as wide as they are."""
        entries = self.view()
        entries.setMinimumWidth(entries.sizeHintForColumn(0) + _POPUP_EDGES)
        super().showPopup()

    def _on_activated(self) -> None:
        target = self.currentData()
        if target is not None:
            self.target_chosen.emit(target)
        elif self._relation is not None:
            self.none_chosen.emit(self._relation)


def _kind_of(annotation: Annotation | None, browsing: Browsing) -> RelationType | None:
    if annotation is None:
        return None
    kinds = (one for one in browsing.scheme().relations if annotation.label in one.sources)
    return next(kinds, None)


def _relation_of(annotation: Annotation, kind: RelationType, browsing: Browsing) -> Relation | None:
    for relation in browsing.relations_of(annotation.id):
        if relation.source_id == annotation.id and relation.label == kind.name:
            return relation
    return None


def _with_target(near: list[Mark], relation: Relation | None, browsing: Browsing) -> list[Mark]:
    """The marks near by, and the one that is chosen if it is further off."""
    if relation is None or any(mark.id == relation.target_id for mark in near):
        return near
    target = browsing.annotation(relation.target_id)
    if target is None:
        return near
    return [*near, Mark(target.span.start, target.span.end, target.id, target.label, False)]
