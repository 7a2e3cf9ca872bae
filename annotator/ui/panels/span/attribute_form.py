"""Input fields for the attributes that a label has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.labels import AttributeKind
from annotator.ui.mnemonics import literal
from annotator.ui.tips import literally
from annotator.ui.widgets.choices import let_narrow, make_choice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from annotator.domain.labels import Attributes, AttributeSpec, AttributeValue

_LETTERS = 10
_GAP = 8
_MOST_KEPT = 20
"""Labels whose fields are kept."""


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
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._pages: dict[tuple[AttributeSpec, ...], _Fields] = {}
        self._page: _Fields | None = None
        self._values: dict[str, AttributeValue] = {}

    def commit(self) -> None:
        """Takes what is being typed as if it were finished."""
        if self._page is not None:
            self._page.commit()

    def show_values(self, specs: Sequence[AttributeSpec], values: Attributes) -> None:
        """Shows fields for these attributes, holding these values."""
        page = self._page_for(tuple(specs)) if specs else None
        if page is self._page and dict(values) == self._values:
            return
        self._values = dict(values)
        if page is not self._page:
            if self._page is not None:
                self._page.put_away()
            self._page = page
        if page is not None:
            page.show_values(self._values)

    def _page_for(self, specs: tuple[AttributeSpec, ...]) -> _Fields:
        """The fields, kept for when a label is met again: to make them takes milliseconds."""
        page = self._pages.get(specs)
        if page is None:
            if len(self._pages) == _MOST_KEPT:
                oldest = next(one for one in self._pages if self._pages[one] is not self._page)
                self._pages.pop(oldest).deleteLater()
            page = self._pages[specs] = _Fields(specs, self._set)
            self._column.addWidget(page)
        return page

    def _set(self, name: str, value: AttributeValue | None) -> None:
        if self._values.get(name) == value:
            return
        if value is None:
            self._values.pop(name, None)
        else:
            self._values[name] = value
        self.edited.emit(tuple(sorted(self._values.items())))


class _Fields(QWidget):
    """The fields of one label's attributes. on_set: gets a name and its value, None for none."""

    def __init__(
        self,
        specs: Sequence[AttributeSpec],
        on_set: Callable[[str, AttributeValue | None], None],
    ) -> None:
        super().__init__()
        self._on_set = on_set
        self._values: Mapping[str, AttributeValue] = {}
        self._fields = {spec: self._field(spec) for spec in specs}
        form = QFormLayout(self)
        arrange_form(form)
        for spec, field in self._fields.items():
            field.setAccessibleName(spec.name)
            field.setToolTip(literally(spec.description))
            label = QLabel(literal(spec.name.replace("_", " ").capitalize()))
            label.setTextFormat(Qt.TextFormat.PlainText)
            arrange_title(label)
            label.setBuddy(field)
            form.addRow(label, field)

    def commit(self) -> None:
        """Takes what is being typed as if it were finished."""
        for field in self._fields.values():
            if isinstance(field, QLineEdit) and field.isModified():
                field.setModified(False)
                field.editingFinished.emit()

    def show_values(self, values: Mapping[str, AttributeValue]) -> None:
        """Shows itself, holding these values."""
        self._values = values
        for spec, field in self._fields.items():
            field.setObjectName(f"attribute_{spec.name}")
            value = values.get(spec.name)
            if isinstance(field, QComboBox):
                field.setCurrentIndex(0 if value is None else field.findData(value))
            elif isinstance(field, QCheckBox):
                field.setChecked(bool(value))
            elif isinstance(field, QLineEdit):
                field.setText("" if value is None else str(value))
        self.show()

    def put_away(self) -> None:
        """Hides itself; the names of its fields are free for those of another label."""
        self.hide()
        for field in self._fields.values():
            field.setObjectName("")

    def _field(self, spec: AttributeSpec) -> QWidget:
        match spec.kind:
            case AttributeKind.CHOICE:
                return self._choice(spec)
            case AttributeKind.FLAG:
                box = QCheckBox()
                box.toggled.connect(lambda on: self._on_set(spec.name, True if on else None))
                return box
            case AttributeKind.TEXT | AttributeKind.NUMBER:
                line = QLineEdit()
                line.editingFinished.connect(lambda: self._set_text(spec, line))
                return line

    def _choice(self, spec: AttributeSpec) -> QWidget:
        box = make_choice(f"attribute_{spec.name}")
        let_narrow(box)
        box.addItem("–", None)
        for choice in spec.choices:
            box.addItem(choice, choice)
        box.activated.connect(lambda _: self._on_set(spec.name, box.currentData()))
        return box

    def _set_text(self, spec: AttributeSpec, line: QLineEdit) -> None:
        text = line.text().strip()
        if spec.kind is AttributeKind.TEXT or not text:
            self._on_set(spec.name, text or None)
            return
        try:
            self._on_set(spec.name, float(text) if "." in text else int(text))
        except ValueError:
            known = self._values.get(spec.name)
            line.setText("" if known is None else str(known))
