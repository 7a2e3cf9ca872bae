"""Labels that the scheme lacks, each with a choice of what it is taken for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from annotator.domain.likely_labels import likely_label
from annotator.ui.dialogs.repair.schemes import Choice, can_be_added
from annotator.ui.widgets.choices import let_narrow, make_choice
from annotator.ui.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QComboBox

    from annotator.domain.labels import LabelScheme

_MOST_IN_SIGHT = 5
_LETTERS = 22
_MOST_LETTERS = 48
"""Of the narrowest choice, and of the widest."""


class LabelRows(QScrollArea):
    """A row a label; what was chosen for one stays chosen while it is there."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("repair_labels")
        self.setAccessibleName(self.tr("Labels that the scheme lacks"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._rows: list[_Row] = []

    def show_labels(self, unknown: Sequence[tuple[str, int]], scheme: LabelScheme) -> None:
        """Shows these, with how many spans have each."""
        before = {one.name: one for one in self.choices()}
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(4, 1)
        grid.setColumnMinimumWidth(0, self.fontMetrics().averageCharWidth() * 10)
        self._rows = []
        for number, (name, count) in enumerate(unknown):
            was = before.get(name) or Choice(name, likely_label(name, scheme) or "")
            row = _Row(was, scheme, inside)
            row.choice.currentIndexChanged.connect(self.changed)
            self._rows.append(row)
            spans = self.tr("1 span") if count == 1 else self.tr("{0} spans").format(f"{count:,}")
            for column, widget in enumerate(
                (row.title, QLabel(spans, inside), row.choice, row.remember)
            ):
                grid.addWidget(widget, number, column)
        self.setWidget(inside)
        self.updateGeometry()

    def choices(self) -> list[Choice]:
        """What is chosen, row by row."""
        return [row.chosen() for row in self._rows]

    def fields(self) -> list[QWidget]:
        """What the keyboard goes through, from above."""
        return [field for row in self._rows for field in (row.choice, row.remember)]

    def labels(self) -> Mapping[str, str]:
        """What each label becomes, by its name; "" where its spans are left out."""
        return {one.name: one.label for one in self.choices()}

    def sizeHint(self) -> QSize:
        """As high as its rows, up to some."""
        inside = self.widget()
        if inside is None or not self._rows:
            return QSize(0, 0)
        hint = inside.sizeHint()
        high = hint.height() * min(len(self._rows), _MOST_IN_SIGHT) // len(self._rows)
        return QSize(hint.width(), high)

    def minimumSizeHint(self) -> QSize:
        """Two rows."""
        row = self.fontMetrics().height() * 2
        return QSize(0, min(self.sizeHint().height(), 2 * row))


class _Row:
    """The widgets of one label."""

    def __init__(self, chosen: Choice, scheme: LabelScheme, parent: QWidget) -> None:
        self._name = chosen.name
        name = chosen.name or parent.tr("(without a label)")
        self.title = ElidedLabel(name, parent)
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.title.set_full_text(name)
        self.choice = self._choice(chosen, scheme, parent)
        self.choice.setAccessibleName(parent.tr("{0} is taken for").format(name))
        self.remember = QCheckBox(parent.tr("Remember as another name of it"), parent)
        self.remember.setObjectName(f"repair_remember_{self._name}")
        self.remember.setAccessibleName(
            parent.tr("Remember {0} as another name of that label").format(name)
        )
        self.remember.setToolTip(
            parent.tr("Imports and suggestions with this label get the other one from now on.")
        )
        self.remember.setChecked(chosen.is_alias)
        self.choice.currentIndexChanged.connect(self._show)
        self._show()

    def chosen(self) -> Choice:
        label, is_new = self.choice.currentData()
        alias = self.remember.isEnabled() and self.remember.isChecked()
        return Choice(self._name, label, is_new, alias)

    def _choice(self, chosen: Choice, scheme: LabelScheme, parent: QWidget) -> QComboBox:
        choice = make_choice(f"repair_label_{self._name}", parent)
        let_narrow(choice)
        choice.setMinimumContentsLength(_LETTERS)
        choice.setMaximumWidth(choice.fontMetrics().averageCharWidth() * _MOST_LETTERS)
        choice.addItem(parent.tr("Leave out"), ("", False))
        for label in scheme.names():
            choice.addItem(label, (label, False))
        if can_be_added(self._name, scheme):
            choice.insertSeparator(choice.count())
            choice.addItem(
                parent.tr("Add {0} to the label scheme").format(self._name), (self._name, True)
            )
        datas = [choice.itemData(row) for row in range(choice.count())]
        wanted = (chosen.label, chosen.is_new)
        choice.setCurrentIndex(datas.index(wanted) if wanted in datas else 0)
        return choice

    def _show(self) -> None:
        label, is_new = self.choice.currentData()
        self.remember.setEnabled(bool(label) and not is_new and bool(self._name.strip()))
