"""The backups of a project as a table, and what restoring one would change in each article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from annotator.domain.backups import Fate
from annotator.ui.dates import written_time
from annotator.ui.item_models.table import Index, TableModel
from annotator.ui.tips import literally, told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.domain.backups import ArticlePreview, Backup, Backups

MADE, SIZE, ARTICLES, ANNOTATIONS = range(4)
"""The columns of the first table."""
TITLE, FATE, GONE, BACK, CHANGED = range(5)
"""The columns of the second."""

_KB = 1_000


class BackupModel(TableModel):
    """Each backup with what it holds, and how much more or less that is than now."""

    def __init__(self, parent: Any = None) -> None:  # noqa: ANN401 - Qt's parent
        super().__init__(parent)
        self.name_columns(
            self.tr("Made"),
            self.tr("Size"),
            self.tr("Articles"),
            self.tr("Annotations"),
            right=range(SIZE, ANNOTATIONS + 1),
        )
        self._rows: tuple[Backup, ...] = ()
        self._now: tuple[int | None, int | None] = (None, None)

    def show(self, found: Backups) -> None:
        """Shows these."""
        self.beginResetModel()
        self._rows = found.made
        self._now = (found.articles, found.annotations)
        self.endResetModel()

    def at(self, row: int) -> Backup:
        """The backup in a row."""
        return self._rows[row]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What stands in a cell; in whole words for tooltips and screen readers."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row, column = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(column)
        is_long = role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
        if role != Qt.ItemDataRole.DisplayRole and not is_long:
            return None
        if column == MADE:
            return told(str(row.path), role) if is_long else written_time(row.made_at)
        if column == SIZE:
            return written_size(row.size)
        count, now = (
            (row.articles, self._now[0]) if column == ARTICLES else (row.annotations, self._now[1])
        )
        if count is None:
            return self.tr("damaged") if column == ARTICLES else ""
        return self._long(count, now) if is_long else _short(count, now)

    def _long(self, count: int, now: int | None) -> str:
        if now is None or count == now:
            return f"{count:,}"
        told = self.tr("{0}, {1} more than now") if count > now else self.tr("{0}, {1} fewer")
        return told.format(f"{count:,}", f"{abs(count - now):,}")


class ArticlePreviewModel(TableModel):
    """The articles that would change."""

    def __init__(self, parent: Any = None) -> None:  # noqa: ANN401 - Qt's parent
        super().__init__(parent)
        self.name_columns(
            self.tr("Article"),
            self.tr("What happens to it"),
            self.tr("Annotations gone"),
            self.tr("back"),
            self.tr("changed"),
            right=range(GONE, CHANGED + 1),
        )
        self._rows: tuple[ArticlePreview, ...] = ()

    def show(self, rows: Sequence[ArticlePreview]) -> None:
        """Shows these."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What stands in a cell."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row, column = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return literally(row.title) if column == TITLE else None
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        counts = {GONE: row.gone, BACK: row.back, CHANGED: row.changed}
        if column in counts:
            return f"{counts[column]:,}" if counts[column] else "–"
        return row.title if column == TITLE else self._fate(row)

    def _fate(self, row: ArticlePreview) -> str:
        if row.fate is Fate.GOES:
            return self.tr("goes")
        if row.fate is Fate.COMES_BACK:
            return self.tr("comes back")
        return self.tr("changes, details too") if row.details else self.tr("changes")


def written_size(size: int) -> str:
    """A size in bytes as one says it."""
    if size < _KB * _KB:
        return f"{max(1, size // _KB):,} kB"
    return f"{size / _KB / _KB:,.1f} MB"


def _short(count: int, now: int | None) -> str:
    if now is None or count == now:
        return f"{count:,}"
    return f"{count:,} ({count - now:+,})".replace("-", "−")
