"""Input fields for the attributes that a label has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from annotator.domain.labels import AttributeKind
from annotator.ui.panels.choices import let_narrow, make_choice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.domain.labels import Attributes, AttributeSpec, AttributeValue

_LETTERS = 10
_GAP = 8


def arrange_form(form: QFormLayout) -> None:
    """Gives a form the measures that all forms of a panel share, so that they are aligned."""
    form.setContentsMargins(0, 0, 0, 0)
    form.setHorizontalSpacing(_GAP)
    form.setVerticalSpacing(_GAP)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)


def arrange_title(title: QLabel) -> None:
    """Gives the text before a field the width that all of them have."""
    title.setWordWrap(True)
    title.setFixedWidth(_LETTERS * title.fontMetrics().averageCharWidth())


class AttributeForm(QWidget):
    """One field an attribute; says what they hold now each time one is changed."""

    edited = Signal(object)
    """All attributes that have a value: Attributes, sorted by name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = QFormLayout(self)
        arrange_form(self._form)
        self._specs: tuple[AttributeSpec, ...] = ()
        self._values: dict[str, AttributeValue] = {}

    def commit(self) -> None:
        """Takes what is being typed as if it were finished."""
        for line in self.findChildren(QLineEdit):
            if line.isModified():
                line.setModified(False)
                line.editingFinished.emit()

    def show_values(self, specs: Sequence[AttributeSpec], values: Attributes) -> None:
        """Shows fields for these attributes, holding these values."""
        if tuple(specs) == self._specs and dict(values) == self._values:
            return
        self._specs, self._values = tuple(specs), dict(values)
        while self._form.rowCount():
            self._form.removeRow(0)
        for spec in specs:
            field = self._field(spec)
            field.setObjectName(f"attribute_{spec.name}")
            field.setAccessibleName(spec.name)
            field.setToolTip(spec.description)
            label = QLabel(spec.name.replace("_", " ").capitalize())
            arrange_title(label)
            label.setBuddy(field)
            self._form.addRow(label, field)

    def _field(self, spec: AttributeSpec) -> QWidget:
        value = self._values.get(spec.name)
        match spec.kind:
            case AttributeKind.CHOICE:
                return self._choice(spec, value)
            case AttributeKind.FLAG:
                box = QCheckBox()
                box.setChecked(bool(value))
                box.toggled.connect(lambda on: self._set(spec, True if on else None))
                return box
            case AttributeKind.TEXT | AttributeKind.NUMBER:
                line = QLineEdit("" if value is None else str(value))
                line.editingFinished.connect(lambda: self._set_text(spec, line))
                return line

    def _choice(self, spec: AttributeSpec, value: AttributeValue | None) -> QWidget:
        box = make_choice(f"attribute_{spec.name}")
        let_narrow(box)
        box.addItem("–", None)
        for choice in spec.choices:
            box.addItem(choice, choice)
        box.setCurrentIndex(0 if value is None else box.findData(value))
        box.activated.connect(lambda _: self._set(spec, box.currentData()))
        return box

    def _set_text(self, spec: AttributeSpec, line: QLineEdit) -> None:
        text = line.text().strip()
        if spec.kind is AttributeKind.TEXT or not text:
            self._set(spec, text or None)
            return
        try:
            self._set(spec, float(text) if "." in text else int(text))
        except ValueError:
            known = self._values.get(spec.name)
            line.setText("" if known is None else str(known))

    def _set(self, spec: AttributeSpec, value: AttributeValue | None) -> None:
        if self._values.get(spec.name) == value:
            return
        if value is None:
            self._values.pop(spec.name, None)
        else:
            self._values[spec.name] = value
        self.edited.emit(tuple(sorted(self._values.items())))
