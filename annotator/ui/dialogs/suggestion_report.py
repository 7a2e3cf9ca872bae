"""How often suggestions of each kind were accepted, corrected or rejected in this project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QVBoxLayout,
)

from annotator.ui.item_models.standings import (
    BANDS,
    BAR,
    BAR_GAP,
    LABEL,
    OFFERED,
    SUGGESTER,
    BandDelegate,
    StandingModel,
)
from annotator.ui.widgets.plain_table import PlainTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from annotator.services.suggestion_report import Standing

_SIZE = (1040, 420)
_FRAME = 8
"""Around a window, in pixels."""
_LABEL_LETTERS = 14
"""A longer label is cut, so that the suggester has room."""
_PAUSE_MS = 800
"""So long after the last edit it is counted again."""


class SuggestionReportWindow(QDialog):
    """Not modal: it counts again, after a while, when something was decided. Escape closes it."""

    count_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("suggestion_report")
        self.setWindowTitle(self.tr("How good are the suggestions?"))
        self.resize(min(_SIZE[0], self.screen().availableSize().width() - _FRAME), _SIZE[1])
        self._summary = QLabel(self)
        self._summary.setObjectName("suggestion_summary")
        self._summary.setWordWrap(True)
        self._model = StandingModel(self)
        self._table = PlainTable("standings", self.tr("Suggestions by kind"), self._model, self)
        self._table.setItemDelegateForColumn(BANDS, BandDelegate(self._table))
        self._table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() * 2)
        self._share_room()
        self._remark = QLabel(self._explanation(), self)
        self._remark.setObjectName("remark")
        self._remark.setWordWrap(True)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(self.count_wanted)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        copy = buttons.addButton(self.tr("Copy all"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.setObjectName("suggestion_report_copy")
        copy.clicked.connect(self._copy)
        for button in buttons.findChildren(QPushButton):
            button.setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 16)
        layout.setSpacing(12)
        layout.addWidget(self._summary)
        layout.addWidget(self._table, stretch=1)
        layout.addWidget(self._remark)
        layout.addWidget(buttons)

    def show_standings(self, rows: Sequence[Standing]) -> None:
        """Shows what was counted."""
        self._model.show(rows)
        self._fit_labels()
        decided = sum(one.decided for one in rows)
        offered = sum(one.offered for one in rows)
        if not offered:
            self._summary.setText(self.tr("There are no suggestions in this project yet."))
        elif not decided:
            text = self.tr("{0} suggestions were offered; nothing was decided about them yet.")
            self._summary.setText(text.format(f"{offered:,}"))
        else:
            self._summary.setText(self._told(rows, offered, decided))

    def count_soon(self) -> None:
        """Something was decided."""
        if self.isVisible():
            self._soon.start()

    # ------------------------------------------------------------ parts

    def _told(self, rows: Sequence[Standing], offered: int, decided: int) -> str:
        accepted = sum(one.accepted for one in rows) / decided
        corrected = sum(one.corrected for one in rows) / decided
        return self.tr(
            "{0} suggestions were offered and {1} of them decided:"
            " {2:.0%} accepted, {3:.0%} corrected, {4:.0%} rejected."
        ).format(f"{offered:,}", f"{decided:,}", accepted, corrected, 1 - accepted - corrected)

    def _explanation(self) -> str:
        return self.tr(
            "The bars show, for scores from 0 to 1 in fifths, which share was accepted as it was;"
            " the lines, which share such scores promise. Withheld suggestions were not offered,"
            " because of what this project remembers."
        )

    def _share_room(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        header = self._table.horizontalHeader()
        for column in range(BANDS + 1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(SUGGESTER, QHeaderView.ResizeMode.Stretch)
        for column in (LABEL, BANDS):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(BANDS, max(header.sectionSizeHint(BANDS), 5 * (BAR + BAR_GAP) + 24))
        header.setMinimumSectionSize(OFFERED * letter)
        self._fit_labels()

    def _fit_labels(self) -> None:
        header = self._table.horizontalHeader()
        least = max(header.sectionSizeHint(LABEL), self._table.sizeHintForColumn(LABEL))
        most = _LABEL_LETTERS * self.fontMetrics().averageCharWidth() + 16
        header.resizeSection(LABEL, min(least, most))

    def _copy(self) -> None:
        lines = ("\t".join(line) for line in self._model.lines())
        QGuiApplication.clipboard().setText("\n".join(lines))
