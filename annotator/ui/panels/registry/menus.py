"""What the buttons of the registry offer for the entries that are chosen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from annotator.ui.mnemonics import literal
from annotator.ui.panels.span.describing import shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu

    from annotator.domain.entries import RegistryEntry
    from annotator.domain.ids import EntryId

MOST_OFFERED = 12
_SHOWN = 40


def fill_merge(
    menu: QMenu, entries: Sequence[RegistryEntry], merge_into: Callable[[EntryId], object]
) -> None:
    """Offers each of the chosen entries as the one that the others become."""
    menu.clear()
    for entry in entries:
        _offer(menu, shortened(entry.name, _SHOWN), partial(merge_into, entry.id))


def fill_split(
    menu: QMenu,
    entry: RegistryEntry,
    mentions: int,
    split_mentions: Callable[[], object],
    split_off: Callable[[str], object],
) -> None:
    """Offers to make a new entry of the mentions that are chosen, so many, or of another name."""
    menu.clear()
    text = _tr("The chosen mentions ({0}) to a new entry").format(f"{mentions:,}")
    _offer(menu, text, split_mentions).setEnabled(mentions > 0)
    menu.addSeparator()
    for alias in entry.aliases[:MOST_OFFERED]:
        text = _tr("“{0}” and what says so to a new entry").format(shortened(alias, _SHOWN))
        _offer(menu, text, partial(split_off, alias))


def _offer(menu: QMenu, text: str, call: Callable[[], object]) -> QAction:
    action = menu.addAction(literal(text))
    action.triggered.connect(lambda _=False: call())
    return action


def _tr(text: str) -> str:
    return QCoreApplication.translate("registry_menus", text)
