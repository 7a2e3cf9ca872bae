"""The relations of a span, in both directions: each other end a link that leads there."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from annotator.domain.ids import AnnotationId
from annotator.services.changes import mark_of
from annotator.ui.panels.span.describing import shortened
from annotator.ui.widgets.text_link import TextLink

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from annotator.domain.annotation import Annotation, Relation
    from annotator.domain.document import Document
    from annotator.domain.segments import Mark
    from annotator.services.browsing import Browsing

_MOST = 25
"""Links in one group: a spokesman may speak in hundreds of quotes."""
_LONGEST = 160


class Joined(NamedTuple):
    """One relation as seen from a span. leads_away: whether the span is its source."""

    name: str
    other: Mark
    leads_away: bool


def joined(
    mark_id: int, relations: Iterable[Relation], find: Callable[[int], Mark | None]
) -> list[Joined]:
    """The relations of a mark: those that lead away first, then by name, in reading order.

    find: the mark of an id, if there is one.
    """
    found = []
    for relation in relations:
        leads_away = relation.source_id == mark_id
        other = find(relation.target_id if leads_away else relation.source_id)
        if other is not None:
            found.append(Joined(relation.label, other, leads_away))
    return sorted(
        found, key=lambda one: (not one.leads_away, one.name, one.other.label, one.other.start)
    )


def title_of(name: str, label: str, count: int, *, leads_away: bool) -> str:
    """What a group of relations is called: "Speaker", or "Speaker in 3 quotes"."""
    said = name.replace("_", " ").capitalize()
    if leads_away:
        return said
    other = label.replace("_", " ").lower()
    return f"{said} in {count} {other}{'' if count == 1 else 's'}"


class RelationList(QWidget):
    """Hidden while there is nothing to list."""

    chosen = Signal(object)
    """The id of the mark at the other end of a relation."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("relation_list")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._shown: list[QWidget] = []
        self.show_relations([], str)

    def show_of(
        self, annotation: Annotation | None, document: Document, browsing: Browsing
    ) -> None:
        """Lists an annotation's relations; None has none."""

        def find(mark_id: int) -> Mark | None:
            other = browsing.annotation(AnnotationId(mark_id))
            return None if other is None else mark_of(other)

        found = []
        if annotation is not None:
            found = joined(annotation.id, browsing.relations_of(annotation.id), find)
        self.show_relations(found, lambda mark: document.text[mark.start : mark.end])

    def show_relations(self, found: Sequence[Joined], words: Callable[[Mark], str]) -> None:
        """Lists relations in this order. words: the characters of a mark."""
        for old in self._shown:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._shown.clear()
        for (leads_away, name, label), group in groupby(
            found, key=lambda one: (one.leads_away, one.name, one.other.label)
        ):
            ends = [one.other for one in group]
            title = title_of(name, label, len(ends), leads_away=leads_away)
            self._add_group(title, ends, words)
        self.setVisible(bool(found))

    def _add_group(self, title: str, ends: Sequence[Mark], words: Callable[[Mark], str]) -> None:
        heading = QLabel(title)
        heading.setObjectName("section_title")
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setContentsMargins(0, 8, 0, 0)
        self._add(heading)
        for mark in ends[:_MOST]:
            self._add(self._link(title, mark, words(mark)))
        if len(ends) > _MOST:
            rest = QLabel(self.tr("and {0} more").format(len(ends) - _MOST))
            rest.setObjectName("detail")
            self._add(rest)

    def _link(self, title: str, mark: Mark, words: str) -> QPushButton:
        link = TextLink(shortened(words, _LONGEST))
        link.setAccessibleName(f"{title}: {shortened(words, _LONGEST)}")
        link.clicked.connect(lambda: self.chosen.emit(mark.id))
        return link

    def _add(self, widget: QWidget) -> None:
        self._column.addWidget(widget)
        self._shown.append(widget)
