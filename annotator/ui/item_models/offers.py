"""Actions as a list that is searched while one types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt

from annotator.ui.item_models.table import Index, TableModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.ui.actions import Offer

TITLE, MENU, KEYS = range(3)
"""The columns."""

_SKIPPING = 3
"""Fewer letters than that are in order in almost every title."""

ALSO = {
    "backups": "restore",
    "change_keys": "shortcuts hotkeys remap",
    "export": "save jsonl",
    "label_scheme": "labels tags schema codebook",
    "memory": "rules dictionary lexicon",
    "model": "spacy pipeline suggesters",
    "reading": "font typeface theme settings preferences options",
    "registry": "entities canonical aliases",
    "save_copy": "backup save",
    "self_test": "check diagnose",
    "show_keys": "shortcuts hotkeys help",
    "suggest": "spacy predict highlight",
    "switch_theme": "theme night colours mode",
}
"""Other words for which people look, by the name of the action."""


def fitness(words: Sequence[str], title: str, menu: str) -> int | None:
    """How well an action fits what was typed, less is better; None: not at all.

    words: case-folded. Each must begin a word of the title, stand in it, or begin a word of the
    menu's name or one of those after it; letters in the title's order will do ("tea" finds
    “Tag every…”) where it is one.
    """
    folded, menu = title.casefold(), menu.casefold()
    parts = folded.replace("-", " ").split()
    total = 0
    for number, word in enumerate(words):
        if folded.startswith(word) and number == 0:
            continue
        if any(part.startswith(word) for part in parts):
            total += 1
        elif word in folded:
            total += 2
        elif any(part.startswith(word) for part in menu.split()):
            total += 3
        elif len(words) == 1 and len(word) >= _SKIPPING and _in_order(word, folded):
            total += 8
        else:
            return None
    return total


def found(offers: Sequence[Offer], typed: str) -> list[Offer]:
    """The actions that fit what was typed: the best first, those that cannot be used now last."""
    words = typed.casefold().split()
    ranked = [
        (not one.action.isEnabled(), fit, place, one)
        for place, one in enumerate(offers)
        for fit in [fitness(words, one.title, f"{one.menu} {ALSO.get(one.name, '')}")]
        if fit is not None
    ]
    ranked.sort(key=lambda row: row[:3])
    return [one for *_, one in ranked]


def _in_order(letters: str, text: str) -> bool:
    place = -1
    for letter in letters:
        place = text.find(letter, place + 1)
        if place < 0:
            return False
    return True


class OfferModel(TableModel):
    """One row an action: what it does, its menu, its keys.

    all_usable: whether what cannot be done now can be chosen all the same.
    """

    def __init__(self, parent: Any = None, *, all_usable: bool = False) -> None:  # noqa: ANN401
        super().__init__(parent)
        self.name_columns(self.tr("Action"), self.tr("Menu"), self.tr("Keys"), right=(KEYS,))
        self._all_usable = all_usable
        self._offers: list[Offer] = []

    def show(self, offers: list[Offer]) -> None:
        """Shows these."""
        self.beginResetModel()
        self._offers = offers
        self.endResetModel()

    def offer(self, row: int) -> Offer | None:
        """The action in a row."""
        return self._offers[row] if 0 <= row < len(self._offers) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many actions."""
        return 0 if parent.isValid() else len(self._offers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What stands in a cell; in words for screen readers."""
        one = self.offer(index.row()) if index.isValid() else None
        if one is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (one.title, one.menu, one.keys)[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (one.title, one.menu, one.keys) if part)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(index.column())
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What cannot be done now can be seen, but not chosen."""
        one = self.offer(index.row()) if index.isValid() else None
        if one is None or not (self._all_usable or one.action.isEnabled()):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
