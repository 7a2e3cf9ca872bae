"""The attributes of a label, one below the other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from annotator.domain.labels import AttributeKind, AttributeSpec
from annotator.domain.scheme_steps import RenameAttribute, RenameChoice
from annotator.ui.dialogs.scheme.fields import discard
from annotator.ui.widgets.choices import let_narrow, make_choice
from annotator.ui.widgets.close_button import close_button

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QComboBox

    from annotator.domain.scheme_steps import Step

_BETWEEN = ", "


class AttributeRows(QWidget):
    """Edits attributes: name, kind, choices and what each is for."""

    edited = Signal(object)
    """All of them as they are now: a tuple of AttributeSpecs."""
    step_wanted = Signal(object)
    """A Step that gives an attribute or a choice another name, so that values can follow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = ""
        self._specs: tuple[AttributeSpec, ...] = ()
        self._rows: list[_Row] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        add = QPushButton(self.tr("Add an attribute"))
        add.setObjectName("attribute_add")
        add.setAutoDefault(False)
        add.clicked.connect(self._on_add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._column)
        line = QHBoxLayout()
        line.addWidget(add)
        line.addStretch(1)
        column.addLayout(line)

    def show_label(self, label: str, specs: Sequence[AttributeSpec]) -> None:
        """Shows the attributes of a label; rows are kept where only their fields differ."""
        self._label = label
        self._specs = tuple(specs)
        while len(self._rows) > len(specs):
            discard(self._rows.pop())
        while len(self._rows) < len(specs):
            row = _Row(len(self._rows), self)
            self._rows.append(row)
            self._column.addWidget(row)
        for row, spec in zip(self._rows, specs, strict=True):
            row.show_spec(spec)

    def rename(self, place: int, name: str) -> None:
        """Gives the attribute at a place another name."""
        old = self._specs[place].name
        if name != old:
            self.step_wanted.emit(RenameAttribute(self._label, old, name))

    def revise(self, place: int, spec: AttributeSpec) -> None:
        """Puts another attribute at a place; one other word among its choices renames it."""
        step = self._choice_renamed(self._specs[place], spec)
        if step is not None:
            self.step_wanted.emit(step)
        elif spec != self._specs[place]:
            specs = list(self._specs)
            specs[place] = spec
            self.edited.emit(tuple(specs))

    def remove(self, place: int) -> None:
        """Takes an attribute away."""
        self.edited.emit(self._specs[:place] + self._specs[place + 1 :])

    def _choice_renamed(self, before: AttributeSpec, after: AttributeSpec) -> Step | None:
        if len(before.choices) != len(after.choices) or replace(before, choices=()) != replace(
            after, choices=()
        ):
            return None
        pairs = zip(before.choices, after.choices, strict=True)
        changed = [(old, new) for old, new in pairs if old != new]
        if len(changed) != 1:
            return None
        return RenameChoice(self._label, before.name, *changed[0])

    def _on_add(self) -> None:
        taken = {spec.name for spec in self._specs}
        names = (f"attribute {number}" for number in range(1, len(taken) + 2))
        name = next(name for name in names if name not in taken)
        self.edited.emit((*self._specs, AttributeSpec(name, AttributeKind.TEXT)))
        if self._rows:
            self._rows[-1].take_focus()


class _Row(QWidget):
    """One attribute."""

    def __init__(self, place: int, rows: AttributeRows) -> None:
        super().__init__(rows)
        self._place = place
        self._rows = rows
        self._spec = AttributeSpec("", AttributeKind.TEXT)
        self._name = self._line(f"attribute_{place}_name", self.tr("Name of the attribute"))
        self._name.editingFinished.connect(
            lambda: rows.rename(self._place, self._name.text().strip())
        )
        self._kind: QComboBox = make_choice(f"attribute_{place}_kind")
        self._kind.setAccessibleName(self.tr("Kind of the attribute"))
        let_narrow(self._kind)
        for kind in AttributeKind:
            self._kind.addItem(kind.value, kind)
        self._kind.activated.connect(lambda _: self._on_kind())
        self._choices = self._line(f"attribute_{place}_choices", self.tr("Choices"))
        self._choices.setPlaceholderText(self.tr("Choices, separated by commas"))
        self._choices.editingFinished.connect(self._on_choices)
        self._description = self._line(
            f"attribute_{place}_description", self.tr("What the attribute is for")
        )
        self._description.setPlaceholderText(self.tr("What it is for"))
        self._description.editingFinished.connect(
            lambda: self._revise(replace(self._spec, description=self._description.text().strip()))
        )
        remove = close_button(self.tr("Remove the attribute"))
        remove.setObjectName(f"attribute_{place}_remove")
        remove.clicked.connect(lambda: rows.remove(self._place))
        self._arrange(remove)

    def show_spec(self, spec: AttributeSpec) -> None:
        """Shows an attribute."""
        self._spec = spec
        _show(self._name, spec.name)
        _show(self._choices, _BETWEEN.join(spec.choices))
        _show(self._description, spec.description)
        self._kind.setCurrentIndex(self._kind.findData(spec.kind))
        self._choices.setVisible(spec.kind is AttributeKind.CHOICE)

    def take_focus(self) -> None:
        """Puts the keyboard onto the name, all of it selected."""
        self._name.setFocus()
        self._name.selectAll()

    def _line(self, name: str, title: str) -> QLineEdit:
        line = QLineEdit()
        line.setObjectName(name)
        line.setAccessibleName(title)
        return line

    def _arrange(self, remove: QToolButton) -> None:
        first = QHBoxLayout()
        first.setSpacing(6)
        first.addWidget(self._name, stretch=3)
        first.addWidget(self._kind, stretch=2)
        first.addWidget(remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(first)
        column.addWidget(self._choices)
        column.addWidget(self._description)

    def _on_kind(self) -> None:
        kind = self._kind.currentData()
        if kind is self._spec.kind:
            return
        choices = ("yes", "no") if kind is AttributeKind.CHOICE else ()
        self._revise(replace(self._spec, kind=kind, choices=choices))

    def _on_choices(self) -> None:
        words = (word.strip() for word in self._choices.text().split(_BETWEEN.strip()))
        self._revise(replace(self._spec, choices=tuple(word for word in words if word)))

    def _revise(self, spec: AttributeSpec) -> None:
        self._rows.revise(self._place, spec)


def _show(line: QLineEdit, text: str) -> None:
    if line.text() != text:
        line.setText(text)
