"""What an export loses: by rule, and one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt

from annotator.ui.item_models.table import Index, TableModel
from annotator.ui.tips import told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotator.domain.losses import Loss

    Row = Mapping[str, str | int]

_SHOWN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)


class RuleModel(TableModel):
    """A row a rule: how many things of which kind it drops, cuts or moves."""

    def __init__(self, parent: Any = None) -> None:  # noqa: ANN401 - Qt's parent
        super().__init__(parent)
        self.name_columns(
            self.tr("How many"), self.tr("What"), self.tr("Became"), self.tr("Rule"), right={0}
        )
        self._rows: Sequence[Row] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Shows these; each has a fate, a kind, a rule and a count."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The texts."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role in _SHOWN:
            cells = (f"{row['count']:,}", row["kind"], row["fate"], row["rule"])
            return told(str(cells[index.column()]), role)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(index.column())
        return None


class LossModel(TableModel):
    """A row a loss: the article, the label, the place, and the words or how many."""

    def __init__(self, parent: Any = None) -> None:  # noqa: ANN401 - Qt's parent
        super().__init__(parent)
        self.name_columns(self.tr("Article"), self.tr("Label"), self.tr("Place"), self.tr("Words"))
        self._losses: Sequence[Loss] = ()

    def show_losses(self, losses: Sequence[Loss]) -> None:
        """Shows these."""
        self.beginResetModel()
        self._losses = losses
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """One a loss."""
        return 0 if parent.isValid() else len(self._losses)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The texts."""
        if not index.isValid():
            return None
        loss = self._losses[index.row()]
        if role in _SHOWN:
            title = loss.title or self.tr("(no title)")
            cells = (title, loss.label, _place(loss), self._words(loss))
            return told(cells[index.column()], role)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(index.column())
        return None

    def _words(self, loss: Loss) -> str:
        if loss.span is not None:
            return " ".join(loss.text.split())  # a table has one line for each
        return self.tr("{0} in this article").format(f"{loss.count:,}") if loss.count > 1 else ""


def _place(loss: Loss) -> str:
    """In code points of the article; an arrow leads to where the span stands in the file."""
    if loss.span is None:
        return ""
    place = f"{loss.span.start:,}–{loss.span.end:,}"
    if loss.became is None:
        return place
    return f"{place} → {loss.became.start:,}–{loss.became.end:,}"
