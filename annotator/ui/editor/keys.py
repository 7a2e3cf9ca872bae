"""The keys that a read-only text uses; all others belong to the window's actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_KEY = QKeySequence.StandardKey
_USED = (
    _KEY.Copy,
    _KEY.SelectAll,
    _KEY.MoveToNextChar,
    _KEY.MoveToPreviousChar,
    _KEY.MoveToNextLine,
    _KEY.MoveToPreviousLine,
    _KEY.MoveToNextWord,
    _KEY.MoveToPreviousWord,
    _KEY.MoveToNextPage,
    _KEY.MoveToPreviousPage,
    _KEY.MoveToStartOfLine,
    _KEY.MoveToEndOfLine,
    _KEY.MoveToStartOfBlock,
    _KEY.MoveToEndOfBlock,
    _KEY.MoveToStartOfDocument,
    _KEY.MoveToEndOfDocument,
    _KEY.SelectNextChar,
    _KEY.SelectPreviousChar,
    _KEY.SelectNextLine,
    _KEY.SelectPreviousLine,
    _KEY.SelectNextWord,
    _KEY.SelectPreviousWord,
    _KEY.SelectNextPage,
    _KEY.SelectPreviousPage,
    _KEY.SelectStartOfLine,
    _KEY.SelectEndOfLine,
    _KEY.SelectStartOfBlock,
    _KEY.SelectEndOfBlock,
    _KEY.SelectStartOfDocument,
    _KEY.SelectEndOfDocument,
)


def moves_or_copies(event: QKeyEvent) -> bool:
    """Whether the key moves the caret, extends the selection or copies it."""
    return any(event.matches(key) for key in _USED)
