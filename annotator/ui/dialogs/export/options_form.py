"""Fields for the options of a format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from annotator.ui.mnemonics import literal
from annotator.ui.widgets.choices import let_narrow, make_choice
from annotator.ui.widgets.flow import FlowLayout
from annotator.ui.widgets.flow_rows import titled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotator.services.describing import Option

_YES_NO = ("no", "yes")
_NUMBER_LETTERS = 8


class OptionsForm(QWidget):
    """Boxes to tick, choices and texts side by side, in as many lines as they need."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("export_options")
        self._fields: list[tuple[Option, QWidget]] = []
        self._pairs: list[QWidget] = []
        self._flow = FlowLayout(self, spacing=12, line_gap=8)
        self._flow.setContentsMargins(0, 0, 0, 0)

    def show_options(self, options: Sequence[Option], values: Mapping[str, str]) -> None:
        """Shows these, with the values that were chosen; what was not is at its default."""
        for pair in self._pairs:
            self._flow.removeWidget(pair)
            pair.hide()
            pair.deleteLater()
        self._pairs.clear()
        self._fields = [
            (one, self._field(one, _usable(one, values.get(one.name)))) for one in options
        ]
        for option, field in self._fields:
            field.setObjectName(f"export_option_{option.name}")
            field.setAccessibleName(option.title)
            field.setAccessibleDescription(option.help)
            field.setToolTip(option.help)
            is_box = isinstance(field, QCheckBox)
            pair = field if is_box else titled(literal(option.title), field)
            self._pairs.append(pair)
            self._flow.addWidget(pair)

    def fields(self) -> list[QWidget]:
        """What the keyboard goes to, in its order."""
        return [field for _, field in self._fields]

    def values(self) -> dict[str, str]:
        """Those that differ from their defaults, by name."""
        return {
            option.name: value
            for option, field in self._fields
            if (value := _value(field)) != option.default
        }

    def _field(self, option: Option, value: str) -> QWidget:
        if option.choices == _YES_NO:
            box = QCheckBox(literal(option.title), self)
            box.setChecked(value == "yes")
            box.toggled.connect(self.changed)
            return box
        if option.choices:
            choice = make_choice("", self)
            let_narrow(choice)
            choice.setMinimumContentsLength(max(map(len, option.choices)))
            choice.addItems(list(option.choices))
            choice.setCurrentText(value)
            choice.currentIndexChanged.connect(self.changed)
            return choice
        line = QLineEdit(value, self)
        letter = self.fontMetrics().averageCharWidth()
        if option.default:
            line.setFixedWidth(_NUMBER_LETTERS * letter + 24)
        else:
            line.setMinimumWidth(30 * letter)
            line.setPlaceholderText(option.help)
        line.textChanged.connect(self.changed)
        return line


def _usable(option: Option, value: str | None) -> str:
    """A value that the option has; the default in place of one it has not, or not any more."""
    if value is None or (option.choices and value not in option.choices):
        return option.default
    return value


def _value(field: QWidget) -> str:
    if isinstance(field, QCheckBox):
        return "yes" if field.isChecked() else "no"
    if isinstance(field, QComboBox):
        return field.currentText()
    assert isinstance(field, QLineEdit)
    return field.text()
