"""One change of many articles: those that are selected, or all of the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
)

from annotator.domain.document import Status
from annotator.services.article_editing import ArticleChanges
from annotator.ui.mnemonics import plain
from annotator.ui.panels.articles.tag_field import TagField
from annotator.ui.widgets.choices import make_choice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget


class BatchDialog(QDialog):
    """Does not stand in the way: the list stays at hand, and one undo takes it all back."""

    chosen = Signal(object, object)
    """The ids, and the ArticleChanges that were chosen for them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("batch_dialog")
        self.setWindowTitle(self.tr("Change several articles"))
        self.setModal(False)
        self._selected: Sequence[int] = ()
        self._listed: Sequence[int] = ()
        self._some = QRadioButton(self)
        self._some.setObjectName("batch_selected")
        self._all = QRadioButton(self)
        self._all.setObjectName("batch_all")
        self._status = make_choice("batch_status", self)
        self._status.addItem(self.tr("Leave as it is"), "")
        for status in Status:
            self._status.addItem(str(status).capitalize(), str(status))
        self._reason = self._field("batch_reason")
        self._added = self._field("batch_added")
        self._removed = self._field("batch_removed")
        for field in (self._added, self._removed):
            field.setPlaceholderText(self.tr("with commas between"))
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._change = self._buttons.addButton(
            self.tr("Change"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._change.setObjectName("batch_change")
        self._change.setDefault(True)
        self._buttons.accepted.connect(self._on_accepted)
        self._buttons.rejected.connect(self.reject)
        self._status.currentIndexChanged.connect(self._enable)
        for field in (self._added, self._removed):
            field.textChanged.connect(self._enable)
        self._arrange()

    def open_for(self, selected: Sequence[int], listed: Sequence[int], tags: Sequence[str]) -> None:
        """Opens it for the selected articles, or all of the list if it is one at most."""
        self._selected, self._listed = selected, listed
        self._some.setText(self.tr("The {0:,} selected articles").format(len(selected)))
        self._all.setText(
            self.tr("The only article of the list")
            if len(listed) == 1
            else self.tr("All {0:,} articles of the list").format(len(listed))
        )
        several = len(selected) > 1
        self._some.setVisible(several)
        (self._some if several else self._all).setChecked(True)
        self._status.setCurrentIndex(0)
        self._reason.clear()
        for field in (self._added, self._removed):
            field.clear()
            field.set_known(tags)
        self._enable()
        self.show()
        self.raise_()
        self.activateWindow()
        self._status.setFocus()

    def _field(self, name: str) -> TagField:
        field = TagField(self)
        field.setObjectName(name)
        field.set_known((), is_list=name != "batch_reason")
        return field

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for text, field in (
            (self.tr("&Status"), self._status),
            (self.tr("&Reason of the flag"), self._reason),
            (self.tr("&Add tags"), self._added),
            (self.tr("&Take away tags"), self._removed),
        ):
            form.addRow(text, field)
            field.setAccessibleName(plain(text))
        remark = QLabel(self.tr("One undo takes it all back."), self)
        remark.setObjectName("remark")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 18)
        layout.setSpacing(8)
        layout.addWidget(self._some)
        layout.addWidget(self._all)
        layout.addSpacing(8)
        layout.addLayout(form)
        layout.addSpacing(8)
        layout.addWidget(remark)
        layout.addWidget(self._buttons)
        self.setMinimumWidth(420)

    def _changes(self) -> ArticleChanges:
        status = self._status.currentData()
        return ArticleChanges(
            Status(status) if status else None,
            self._reason.text().strip(),
            self._added.names(),
            self._removed.names(),
        )

    def _enable(self) -> None:
        changes = self._changes()
        self._reason.setEnabled(changes.status is Status.FLAGGED)
        something = changes.status is not None or bool(changes.added or changes.removed)
        self._change.setEnabled(something and bool(self._listed))

    def _on_accepted(self) -> None:
        ids = self._selected if self._some.isChecked() else self._listed
        self.accept()
        self.chosen.emit(list(ids), self._changes())
