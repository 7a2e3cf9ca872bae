"""What a dialog that opens files offers to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from collections.abc import Sequence


def filter_for(kinds: Sequence[tuple[str, Sequence[str]]]) -> str:
    """All that can be read, then kind by kind, then all files, as Qt takes it.

    kinds: the title and the extensions of each, with their dots.
    """
    every = sorted({extension for _, extensions in kinds for extension in extensions})
    titled = sorted(((_plain(title), each) for title, each in kinds), key=_by_title)
    rows = [(_tr("Everything that can be read"), every), *titled]
    filters = [f"{title} ({' '.join(f'*{one}' for one in each)})" for title, each in rows]
    return ";;".join([*filters, _tr("All files") + " (*)"])


def _plain(title: str) -> str:
    """Without brackets: Qt takes what stands in the first of them for the patterns."""
    return title.replace("(", "– ").replace(")", "")


def _by_title(kind: tuple[str, Sequence[str]]) -> str:
    return kind[0].casefold()


def _tr(text: str) -> str:
    return QCoreApplication.translate("FileFilters", text)
