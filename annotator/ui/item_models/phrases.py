"""What the project remembers, as a table: a row for each phrase and label."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from annotator.domain.memory import PhraseOrder, PhraseState, Rule
from annotator.ui.item_models.table import Index, TableModel
from annotator.ui.tips import told

if TYPE_CHECKING:
    from annotator.domain.memory import Phrase, PhraseRow
    from annotator.services.memory import Memory

PHRASE, LABEL, TAGGED, REJECTED, ARTICLES, RULE, STATE = range(7)
"""The columns."""

ORDERS = {
    PHRASE: PhraseOrder.TEXT,
    TAGGED: PhraseOrder.TAGGED,
    REJECTED: PhraseOrder.REJECTED,
}
"""The columns that the table may be sorted by."""


class PhraseModel(TableModel):
    """Rows come sorted from the service; in how many articles a phrase stands, when it is seen."""

    def __init__(self, parent: Any = None) -> None:  # noqa: ANN401 - Qt's parent
        super().__init__(parent)
        self.name_columns(
            self.tr("Phrase"),
            self.tr("Label"),
            self.tr("Tagged"),
            self.tr("Rejected"),
            self.tr("Articles"),
            self.tr("Rule"),
            self.tr("What follows"),
            right=(TAGGED, REJECTED, ARTICLES),
        )
        self._memory: Memory | None = None
        self._rows: list[PhraseRow] = []
        self._articles: dict[str, int] = {}
        self.total = 0

    def set_source(self, memory: Memory | None) -> None:
        """Shows nothing until it is asked to; from this project then."""
        self._memory = memory
        self.beginResetModel()
        self._rows, self.total = [], 0
        self.endResetModel()

    def show(self, search: str, order: PhraseOrder) -> None:
        """Reads the rows; where the same phrases stand in them, the selection stays."""
        if self._memory is None:
            return
        self._articles.clear()
        rows, total = self._memory.table(search, order)
        if [row.phrase for row in rows] == [row.phrase for row in self._rows]:
            self._rows, self.total = rows, total
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, STATE))
            return
        self.beginResetModel()
        self._rows, self.total = rows, total
        self.endResetModel()

    def row(self, row: int) -> PhraseRow:
        """One line."""
        return self._rows[row]

    def row_of(self, phrase: Phrase) -> int | None:
        """Where a phrase stands; None if it does not."""
        places = (place for place, row in enumerate(self._rows) if row.phrase == phrase)
        return next(places, None)

    # ------------------------------------------------------------ what Qt asks

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What stands in a cell, and a sentence for screen readers."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row, column = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(column)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return told(self._cell(row, column), role)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._sentence(row) if column == PHRASE else self._cell(row, column)
        return None

    def _cell(self, row: PhraseRow, column: int) -> str:
        match column:
            case 0:
                return row.text
            case 1:
                return row.label
            case 2:
                return f"{row.tagged:,}" if row.tagged else ""
            case 3:
                return f"{row.rejected:,}" if row.rejected else ""
            case 4:
                return f"{self._articles_with(row.text):,}"
            case 5:
                return self.rule_name(row.rule)
            case _:
                return self._state(row)

    def rule_name(self, rule: Rule | None) -> str:
        """A rule in words."""
        match rule:
            case Rule.OFFER:
                return self.tr("Offer always")
            case Rule.WITHHOLD:
                return self.tr("Never offer")
            case Rule.IGNORE:
                return self.tr("Ignore")
            case _:
                return self.tr("By what was tagged")

    def _state(self, row: PhraseRow) -> str:
        match row.state:
            case PhraseState.OFFERED:
                return self.tr("Suggested wherever it stands")
            case PhraseState.WITHHELD:
                return self.tr("Not suggested any more")
            case _:
                return self.tr("Nothing: suggesters decide")

    def _sentence(self, row: PhraseRow) -> str:
        counts = self.tr("tagged {0:,} times, rejected {1:,} times")
        return ", ".join(
            (
                row.text,
                row.label,
                counts.format(row.tagged, row.rejected),
                self.rule_name(row.rule),
                self._state(row),
            )
        )

    def _articles_with(self, text: str) -> int:
        """Counted when first seen: a few tenths of a millisecond."""
        if text not in self._articles and self._memory is not None:
            self._articles[text] = self._memory.articles(text)
        return self._articles.get(text, 0)
