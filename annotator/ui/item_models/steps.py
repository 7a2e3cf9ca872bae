"""The history of an article as rows, newest first, down to where it began."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFont

from annotator.domain.edits import HistoryStep, StepState
from annotator.ui.dates import written_time
from annotator.ui.item_models.table import Index, TableModel

if TYPE_CHECKING:
    from collections.abc import Sequence

VERB, CHANGES, WHO, WHEN = range(4)
"""The columns."""


class StepModel(TableModel):
    """One row an edit; the last row is the article as it was imported."""

    def __init__(self, parent: Any = None) -> None:  # noqa: ANN401 - Qt's parent
        super().__init__(parent)
        self.name_columns(
            self.tr("Step"),
            self.tr("Changes"),
            self.tr("Who"),
            self.tr("When"),
            right=(CHANGES,),
        )
        self._steps: list[HistoryStep] = []
        self._now = -1

    def show(self, steps: Sequence[HistoryStep]) -> None:
        """Shows these, given oldest first."""
        self.beginResetModel()
        self._steps = list(reversed(steps))
        held = (row for row, one in enumerate(self._steps) if one.state is StepState.DONE)
        self._now = next(held, len(self._steps))
        self.endResetModel()

    @property
    def now(self) -> int:
        """The row that the article stands at."""
        return self._now

    def number(self, row: int) -> int:
        """The step of a row; 0 for the beginning."""
        return self._steps[row].number if row < len(self._steps) else 0

    def step(self, row: int) -> HistoryStep | None:
        """The step of a row; None for the beginning."""
        return self._steps[row] if 0 <= row < len(self._steps) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """The steps and the beginning."""
        return 0 if parent.isValid() else len(self._steps) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What stands in a cell; what holds now is bold, what is lost struck."""
        if not index.isValid() or index.row() > len(self._steps):
            return None
        step = self.step(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(step, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            cells = (self._text(step, column) for column in range(4))
            return ", ".join([*(cell for cell in cells if cell), self._state(index.row())])
        if role == Qt.ItemDataRole.FontRole:
            return self._font(index.row())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(index.column())
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A step that is lost cannot be gone to."""
        step = self.step(index.row())
        if not index.isValid() or (step is not None and step.state is StepState.DROPPED):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def _text(self, step: HistoryStep | None, column: int) -> str:
        if step is None:
            return self.tr("As imported") if column == VERB else ""
        match column:
            case 0:
                return (
                    self.tr("{0} (whole project)").format(step.verb) if step.is_wide else step.verb
                )
            case 1:
                return f"{step.changes:,}"
            case 2:
                return step.annotator
            case _:
                return written_time(step.at)

    def _state(self, row: int) -> str:
        step = self.step(row)
        if row == self._now:
            return self.tr("now")
        return "" if step is None else str(step.state)

    def _font(self, row: int) -> QFont | None:
        step = self.step(row)
        if row == self._now:
            font = QFont()
            font.setBold(True)
            return font
        if step is None or step.state is StepState.DONE:
            return None
        font = QFont()
        font.setItalic(True)
        font.setStrikeOut(step.state is StepState.DROPPED)
        return font
