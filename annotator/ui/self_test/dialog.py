"""Shows how the test of the installation goes, and its report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from annotator.services.self_test.report import as_text, summary
from annotator.services.self_test.story import STEPS
from annotator.ui.dialogs.files import ask_target
from annotator.ui.self_test.steps_model import FOUND, OUTCOME, STEP, TIME, StepsModel
from annotator.ui.widgets.plain_table import PlainTable

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtWidgets import QWidget

    from annotator.services.self_test.report import Report, Result

_SIZE = (860, 600)
_ROW_AIR = 10
"""Below the last line of a row, in pixels."""


class _Airy(QStyledItemDelegate):
    """Keeps rows of several lines apart."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """The text's, and some room."""
        return super().sizeHint(option, index) + QSize(0, _ROW_AIR)


class SelfTestDialog(QDialog):
    """Not modal: the project stays open, and can be worked on."""

    again_wanted = Signal()
    closed = Signal()
    """Nobody looks any more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("self_test_dialog")
        self.setWindowTitle(self.tr("Test of this installation"))
        self.resize(*_SIZE)
        self._report: Report | None = None
        self._summary = _label("self_test_summary")
        self._remark = _label("remark")
        self._note = _label("detail")
        self._note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._model = StepsModel([step.title for step in STEPS], self)
        self._table = self._make_table()
        buttons = self._make_buttons()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self._summary)
        layout.addWidget(self._table, stretch=1)
        layout.addWidget(self._remark)
        layout.addWidget(self._note)
        layout.addWidget(buttons)
        self._note.hide()
        self.finished.connect(lambda _: self.closed.emit())

    def begin(self) -> None:
        """The test has started."""
        self._report = None
        self._model.begin()
        self._say(self.tr("Testing. It takes some seconds."))
        self._remark.setText(
            self.tr(
                "The test works in a folder of its own, in another process, and needs no network:"
                " your project, your settings and the logs stay as they are. A second window may"
                " be seen for a moment."
            )
        )
        self._note.hide()
        self._enable()

    def add(self, result: Result) -> None:
        """A step is done."""
        self._model.add(result)

    def show_report(self, report: Report) -> None:
        """All is done."""
        self._report = report
        self._model.end()
        self._say(summary(report))
        self._remark.setText(
            self.tr("The report holds no text of your articles, and no name.")
            if report.is_ok
            else self.tr(
                "Send the report to whoever looks after this program for you. It holds no text of"
                " your articles, and no name."
            )
        )
        self._enable()

    def show_stopped(self, why: str) -> None:
        """It was ended early."""
        self._model.end()
        self._say(why)
        self._remark.setText("")
        self._enable(stopped=True)

    # ------------------------------------------------------------ parts

    def _make_table(self) -> PlainTable:
        table = PlainTable("self_test_steps", self.tr("Steps of the test"), self._model, self)
        table.setWordWrap(True)
        table.setItemDelegate(_Airy(table))
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        letters = {OUTCOME: 9, STEP: 19, TIME: 8, FOUND: 0}
        table.set_widths(*(letters[column] for column in sorted(letters)))
        return table

    def _make_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self._again = buttons.addButton(self.tr("&Test again"), role)
        self._again.setObjectName("self_test_again")
        self._again.clicked.connect(self.again_wanted)
        self._copy = buttons.addButton(self.tr("&Copy report"), role)
        self._copy.setObjectName("self_test_copy")
        self._copy.clicked.connect(self._on_copy)
        self._save = buttons.addButton(self.tr("&Save…"), role)
        self._save.setObjectName("self_test_save")
        self._save.clicked.connect(self._on_save)
        for button in buttons.findChildren(QPushButton):
            button.setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        return buttons

    def _enable(self, *, stopped: bool = False) -> None:
        self._again.setEnabled(stopped or self._report is not None)
        for button in (self._copy, self._save):
            button.setEnabled(self._report is not None)

    def _say(self, sentence: str) -> None:
        self._summary.setText(sentence)

    def _on_copy(self) -> None:
        if self._report is None:
            return
        text = as_text(self._report)
        clipboard = QGuiApplication.clipboard()
        clipboard.setText(text)
        if clipboard.text() == text:
            self._tell(self.tr("The report is on the clipboard."))
        else:
            self._tell(self.tr("The clipboard cannot be reached now; save the report instead."))

    def _on_save(self) -> None:
        if self._report is None:
            return
        path = ask_target(self, self.tr("Save the report"), "annotator-self-test", ".txt")
        if path is None:
            return
        try:
            path.write_text(as_text(self._report), encoding="utf-8")
        except OSError as error:
            reason = error.strerror or type(error).__name__
            self._tell(
                self.tr("{0} cannot be written ({1}); choose another place.").format(path, reason)
            )
        else:
            self._tell(self.tr("The report is in {0}.").format(path))

    def _tell(self, sentence: str) -> None:
        self._note.setText(sentence)
        self._note.show()


def _label(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
