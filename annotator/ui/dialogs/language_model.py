"""What suggests: the spaCy pipeline, and how many processes run it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QMessageBox,
    QSpinBox,
    QVBoxLayout,
)

from annotator.services.settings import MOST_PROCESSES, own_processes
from annotator.ui.dialogs.question import is_agreed
from annotator.ui.mnemonics import plain
from annotator.ui.widgets.choices import let_narrow, make_choice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

_INDENT = 6
"""As far as the text of the box above, in pixels."""


def may_run(parent: QWidget, model: str) -> bool:
    """Asks whether a pipeline from a path may be used: it may hold programs."""
    return is_agreed(
        parent,
        "pipeline_question",
        title=_tr("Use this pipeline?"),
        question=_tr("Do you trust whoever made “{0}”?").format(model),
        remark=_tr(
            "A spaCy pipeline can hold programs. They can do on this computer whatever you can."
        ),
        verb=_tr("&Use it"),
        role=QMessageBox.ButtonRole.AcceptRole,
    )


class LanguageModelDialog(QDialog):
    """Two fields; what was chosen is read when it was accepted."""

    def __init__(
        self, models: Sequence[str], model: str, processes: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("model_dialog")
        self.setWindowTitle(self.tr("Language model"))
        self._model = make_choice("model_name", self)
        self._model.setEditable(True)
        self._model.addItems(list(models))
        self._model.setCurrentText(model)
        let_narrow(self._model)
        self._processes = QSpinBox(self)
        self._processes.setObjectName("model_processes")
        self._processes.setRange(0, MOST_PROCESSES)
        self._processes.setSpecialValueText(
            self.tr("As suits this computer: {0}").format(own_processes())
        )
        self._processes.setValue(processes)
        self._processes.lineEdit().setTextMargins(_INDENT, 0, 0, 0)
        self._arrange()

    def model(self) -> str:
        """The name or path of a pipeline; "" if the field was emptied."""
        return self._model.currentText().strip()

    def processes(self) -> int:
        """How many at once; 0 for what suits the machine."""
        return self._processes.value()

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for title, field in (
            (self.tr("&Pipeline"), self._model),
            (self.tr("P&rocesses at once"), self._processes),
        ):
            label = QLabel(title)
            label.setBuddy(field)
            field.setAccessibleName(plain(title))
            form.addRow(label, field)
        remark = QLabel(
            self.tr(
                "An installed spaCy pipeline, or the path of one. More processes read more"
                " articles at once; each needs some hundred megabytes of memory."
            )
        )
        remark.setObjectName("remark")
        remark.setWordWrap(True)
        standard = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(standard.Ok | standard.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(16)
        layout.addLayout(form)
        layout.addWidget(remark)
        layout.addWidget(buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 64)


def _tr(text: str) -> str:
    return QCoreApplication.translate("LanguageModelDialog", text)
