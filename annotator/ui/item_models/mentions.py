"""The mentions of an entry in their contexts, read as they are shown."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt

from annotator.domain.ids import AnnotationId
from annotator.ui.item_models.paging import Pages
from annotator.ui.item_models.table import Index, TableModel
from annotator.ui.tips import told

if TYPE_CHECKING:
    from annotator.domain.ids import EntryId
    from annotator.domain.registry import Mention
    from annotator.services.registry_browsing import RegistryBrowsing

BEFORE, TEXT, AFTER, ARTICLE = range(4)
"""The columns."""


class MentionModel(TableModel):
    """One row a mention, by article and place: the keyword in its context."""

    def __init__(self, parent: Any = None) -> None:  # noqa: ANN401 - Qt's parent
        super().__init__(parent)
        self.name_columns(
            self.tr("Before"),
            self.tr("Mention"),
            self.tr("After"),
            self.tr("Article"),
            right=(BEFORE,),
        )
        self._registry: RegistryBrowsing | None = None
        self._pages: Pages[Mention] = Pages(array("q"), lambda _: [])

    def show_entry(self, entry_id: EntryId | None, registry: RegistryBrowsing | None) -> None:
        """Shows the mentions of an entry; None for none."""
        self._registry = registry
        ids = registry.mention_ids(entry_id) if registry and entry_id else array("q")
        if ids == self._pages.ids:
            return  # what they are in never changes
        self.beginResetModel()
        self._pages = Pages(ids, self._read)
        self.endResetModel()

    def mention(self, row: int) -> Mention | None:
        """The mention in a row; None if it is gone."""
        return self._pages[row] if 0 <= row < len(self._pages) else None

    def id_at(self, row: int) -> AnnotationId:
        """The annotation in a row."""
        return AnnotationId(self._pages.ids[row])

    # ------------------------------------------------------------ what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many mentions."""
        return 0 if parent.isValid() else len(self._pages)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What stands in a cell, and a sentence for screen readers."""
        if not index.isValid() or index.row() >= len(self._pages):
            return None
        column = index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(index.column())
        mention = self._pages[index.row()]
        if mention is None:
            return None
        before, text, after = (_line(one) for one in (mention.before, mention.text, mention.after))
        if role == Qt.ItemDataRole.DisplayRole:
            return (before, text, after, mention.title)[column]
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return told(f"{before} {text} {after}\n{mention.title}", role)
        return None

    def _read(self, ids: array[int]) -> list[Mention]:
        assert self._registry is not None
        return self._registry.mentions([AnnotationId(one) for one in ids])


def _line(text: str) -> str:
    return " ".join(text.split())
