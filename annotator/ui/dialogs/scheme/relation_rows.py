"""The relations of a scheme: which labels each may join."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.labels import RelationType
from annotator.domain.scheme_steps import RenameRelation
from annotator.ui.dialogs.scheme.fields import Problem, discard
from annotator.ui.widgets.close_button import close_button
from annotator.ui.widgets.name_choice import NameChoice

if TYPE_CHECKING:
    from annotator.domain.labels import LabelScheme

_ARROW = "→"


class RelationRows(QWidget):
    """Edits the relation types of a scheme."""

    edited = Signal(object)
    """All of them as they are now: a tuple of RelationTypes."""
    step_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scheme: LabelScheme | None = None
        self._rows: list[_Row] = []
        self.problem = Problem("relations")
        hint = QLabel(
            self.tr(
                "A relation leads from one annotation to another, as from a quotation to whoever"
                " said it. Choose the labels at either end."
            )
        )
        hint.setObjectName("detail")
        hint.setWordWrap(True)
        self._add = QPushButton(self.tr("Add a relat&ion"))
        self._add.setObjectName("relation_add")
        self._add.setAutoDefault(False)
        self._add.clicked.connect(self._on_add)
        self._column = QVBoxLayout()
        self._column.setSpacing(12)
        line = QHBoxLayout()
        line.addWidget(self._add)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(hint)
        column.addLayout(self._column)
        column.addWidget(self.problem)
        column.addLayout(line)
        column.addStretch(1)

    def show_scheme(self, scheme: LabelScheme) -> None:
        """Shows the relations of a scheme; rows are kept where only their fields differ."""
        self._scheme = scheme
        while len(self._rows) > len(scheme.relations):
            discard(self._rows.pop())
        while len(self._rows) < len(scheme.relations):
            row = _Row(len(self._rows), self)
            self._rows.append(row)
            self._column.addWidget(row)
        for row, relation in zip(self._rows, scheme.relations, strict=True):
            row.show_relation(relation, scheme.names())
        self._add.setEnabled(bool(scheme.labels))
        self.problem.show_sentence("")

    def rename(self, place: int, name: str) -> None:
        """Gives a relation another name; those that are annotated follow."""
        old = self._relations()[place].name
        if name != old:
            self.step_wanted.emit(RenameRelation(old, name))

    def revise(self, place: int, relation: RelationType) -> None:
        """Puts another relation at a place."""
        relations = list(self._relations())
        if relation != relations[place]:
            relations[place] = relation
            self.edited.emit(tuple(relations))

    def remove(self, place: int) -> None:
        """Takes a relation away."""
        relations = self._relations()
        self.edited.emit(relations[:place] + relations[place + 1 :])

    def _relations(self) -> tuple[RelationType, ...]:
        return self._scheme.relations if self._scheme else ()

    def _on_add(self) -> None:
        assert self._scheme is not None
        taken = {one.name for one in self._relations()}
        names = (f"RELATION {number}" for number in range(1, len(taken) + 2))
        name = next(name for name in names if name not in taken)
        first, *rest = self._scheme.names()
        target = rest[0] if rest else first
        self.edited.emit((*self._relations(), RelationType(name, (first,), (target,))))
        if self._rows:
            self._rows[-1].take_focus()


class _Row(QWidget):
    """One relation type."""

    def __init__(self, place: int, rows: RelationRows) -> None:
        super().__init__(rows)
        self._relation = RelationType("", (), ())
        self._name = QLineEdit()
        self._name.setObjectName(f"relation_{place}_name")
        self._name.setAccessibleName(self.tr("Name of the relation"))
        self._name.editingFinished.connect(lambda: rows.rename(place, self._name.text().strip()))
        self._sources = self._labels(f"relation_{place}_sources", self.tr("It leads from"))
        self._sources.changed.connect(
            lambda: rows.revise(place, replace(self._relation, sources=self._sources.chosen()))
        )
        self._targets = self._labels(f"relation_{place}_targets", self.tr("It leads to"))
        self._targets.changed.connect(
            lambda: rows.revise(place, replace(self._relation, targets=self._targets.chosen()))
        )
        self._description = QLineEdit()
        self._description.setObjectName(f"relation_{place}_description")
        self._description.setAccessibleName(self.tr("What the relation says"))
        self._description.setPlaceholderText(self.tr("What it says"))
        self._description.editingFinished.connect(
            lambda: rows.revise(
                place, replace(self._relation, description=self._description.text().strip())
            )
        )
        remove = close_button(self.tr("Remove the relation"))
        remove.setObjectName(f"relation_{place}_remove")
        remove.clicked.connect(lambda: rows.remove(place))
        first = QHBoxLayout()
        first.setSpacing(6)
        first.addWidget(self._sources, stretch=2)
        first.addWidget(QLabel(_ARROW))
        first.addWidget(self._name, stretch=2)
        first.addWidget(QLabel(_ARROW))
        first.addWidget(self._targets, stretch=2)
        first.addWidget(remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(first)
        column.addWidget(self._description)

    def show_relation(self, relation: RelationType, labels: tuple[str, ...]) -> None:
        """Shows a relation, with all labels to choose from."""
        self._relation = relation
        if self._name.text() != relation.name:
            self._name.setText(relation.name)
        if self._description.text() != relation.description:
            self._description.setText(relation.description)
        self._sources.set_names(labels, relation.sources)
        self._targets.set_names(labels, relation.targets)

    def take_focus(self) -> None:
        """Puts the keyboard onto the name, all of it selected."""
        self._name.setFocus()
        self._name.selectAll()

    def _labels(self, name: str, title: str) -> NameChoice:
        choice = NameChoice(name, title, self.tr("no label"))
        choice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        return choice
