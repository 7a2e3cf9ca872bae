"""Where everything stands in the dialog that repairs spans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.dialogs.repair.label_rows import LabelRows
from annotator.ui.dialogs.repair.repair_table import RepairTable
from annotator.ui.item_models.repairs import Kind
from annotator.ui.mnemonics import plain
from annotator.ui.widgets.buttons import make_button
from annotator.ui.widgets.choices import make_choice

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QDialog

    from annotator.domain.labels import LabelScheme
    from annotator.ui.item_models.repairs import RepairModel

_SIZE = (1080, 640)


class RepairLayout:
    """Makes the widgets and arranges them; what they do is not its business."""

    def __init__(self, dialog: QDialog, model: RepairModel) -> None:
        self._dialog = dialog
        self._said = self._label("repair_said")
        self._lacking = self._label("repair_lacking")
        self._lacking.setText(
            dialog.tr("The label scheme lacks these labels. What shall they be taken for?")
        )
        self.labels = LabelRows(dialog)
        self.kinds = make_choice("repair_kinds", dialog)
        self.kinds.setAccessibleName(dialog.tr("Which spans are shown"))
        self.show_counts(dict.fromkeys(Kind, 0))
        self.all = self._button("repair_all", dialog.tr("&Tick all"))
        self.none = self._button("repair_none", dialog.tr("Tick &none"))
        self.table = RepairTable(model, dialog)
        self.add = self._button("repair_add", dialog.tr("&Add"))
        self.close = self._button("repair_close", dialog.tr("&Close"))
        self._arrange()

    def say(self, sentence: str) -> None:
        """Says how things stand."""
        self._said.setText(sentence)

    def show_labels(self, unknown: Sequence[tuple[str, int]], scheme: LabelScheme) -> None:
        """Shows the labels that the scheme lacks, if any."""
        self.labels.show_labels(unknown, scheme)
        self.labels.setVisible(bool(unknown))
        self._lacking.setVisible(bool(unknown))
        before: QWidget | None = None
        for widget in (*self.labels.fields(), self.kinds):
            if before is not None:
                QWidget.setTabOrder(before, widget)
            before = widget

    def show_counts(self, counts: Mapping[Kind, int]) -> None:
        """Says how many spans there are of each kind."""
        tr, total = self._dialog.tr, sum(counts.values())
        titles = {
            None: tr("All {0}"),
            Kind.CERTAIN: tr("Certain: {0}"),
            Kind.TO_LOOK_AT: tr("To look at: {0}"),
            Kind.NO_PLACE: tr("No place: {0}"),
        }
        blocked = QSignalBlocker(self.kinds)
        for place, (kind, title) in enumerate(titles.items()):
            text = title.format(f"{counts[kind] if kind else total:,}")
            if place == self.kinds.count():
                self.kinds.addItem(text, kind)
            self.kinds.setItemText(place, text)
        del blocked

    def show_adding(self, count: int, *, is_busy: bool) -> None:
        """Says how many spans would be added."""
        tr = self._dialog.tr
        title = tr("&Add 1 span") if count == 1 else tr("&Add {0} spans").format(f"{count:,}")
        self.add.setText(title)
        self.add.setAccessibleName(plain(title))
        self.add.setEnabled(count > 0 and not is_busy)
        self.labels.setEnabled(not is_busy)

    def _label(self, name: str) -> QLabel:
        label = QLabel(self._dialog)
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label

    def _button(self, name: str, text: str) -> QPushButton:
        button = make_button(name, text, self._dialog)
        button.setAccessibleName(plain(text))
        return button

    def _arrange(self) -> None:
        filters = QHBoxLayout()
        filters.setSpacing(8)
        filters.addWidget(self.kinds)
        filters.addStretch(1)
        filters.addWidget(self.all)
        filters.addWidget(self.none)
        buttons = QDialogButtonBox(self._dialog)
        buttons.addButton(self.add, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.close, QDialogButtonBox.ButtonRole.RejectRole)
        self.add.setDefault(True)
        layout = QVBoxLayout(self._dialog)
        layout.setContentsMargins(18, 18, 18, 18)
        layout.setSpacing(12)
        layout.addWidget(self._said)
        layout.addWidget(self._lacking)
        layout.addWidget(self.labels)
        layout.addLayout(filters)
        layout.addWidget(self.table, stretch=1)
        layout.addWidget(buttons)
        room = self._dialog.screen().availableSize()
        self._dialog.resize(min(_SIZE[0], room.width() - 40), min(_SIZE[1], room.height() - 60))
