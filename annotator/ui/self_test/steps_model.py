"""The steps of a self-test as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFont

from annotator.services.self_test.report import Outcome, shown
from annotator.ui.item_models.table import Index, TableModel
from annotator.ui.tips import literally

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.services.self_test.report import Result

OUTCOME, STEP, TIME, FOUND = range(4)


class StepsModel(TableModel):
    """A row a step: those that are done, the one that is under way, those to come."""

    def __init__(self, titles: Sequence[str], parent: Any = None) -> None:  # noqa: ANN401 - Qt's
        super().__init__(parent)
        self.name_columns(
            self.tr("Result"), self.tr("Step"), self.tr("Took"), self.tr("Found"), right={TIME}
        )
        self._titles_of_steps = tuple(titles)
        self._results: list[Result] = []
        self._is_running = False

    def begin(self) -> None:
        """Forgets what came of the last time."""
        self._change(is_running=True, results=[])

    def add(self, result: Result) -> None:
        """The next step is done."""
        self._change(is_running=True, results=[*self._results, result])

    def end(self) -> None:
        """No step is under way any more."""
        self._change(is_running=False, results=self._results)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """One a step."""
        return 0 if parent.isValid() else len(self._titles_of_steps)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The texts; what failed is bold."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole and column == FOUND:
            return literally(self._text(row, column))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            # what is found may take several lines; the others stand beside the first of them
            side = self.alignment(column) & Qt.AlignmentFlag.AlignHorizontal_Mask
            return side | Qt.AlignmentFlag.AlignTop
        if role == Qt.ItemDataRole.FontRole and self._failed(row) and column in {OUTCOME, STEP}:
            font = QFont()
            font.setBold(True)
            return font
        return None

    def _change(self, *, is_running: bool, results: list[Result]) -> None:
        self._is_running, self._results = is_running, results
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def _failed(self, row: int) -> bool:
        return row < len(self._results) and self._results[row].outcome is Outcome.FAILED

    def _text(self, row: int, column: int) -> str:
        if column == STEP:
            return self._titles_of_steps[row]
        if row >= len(self._results):
            is_next = self._is_running and row == len(self._results)
            return self.tr("trying…") if is_next and column == OUTCOME else ""
        result = self._results[row]
        if column == OUTCOME:
            return shown(result.outcome)
        if column == TIME:
            return f"{result.milliseconds / 1000:.1f} s" if result.milliseconds else ""
        return "\n".join(line for line in (result.found, result.advice) if line)
