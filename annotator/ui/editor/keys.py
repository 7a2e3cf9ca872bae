"""The keys that a read-only text uses; all others belong to the window's actions."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from annotator.domain.sentences import next_paragraph, next_sentence
from annotator.domain.words import next_word_end, next_word_start

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
    _KEY.SelectNextPage,
    _KEY.SelectPreviousPage,
    _KEY.SelectStartOfLine,
    _KEY.SelectEndOfLine,
    _KEY.SelectStartOfBlock,
    _KEY.SelectEndOfBlock,
    _KEY.SelectStartOfDocument,
    _KEY.SelectEndOfDocument,
)


class Unit(Enum):
    """What a caret moves by."""

    WORD = "word"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"

    def next(self, text: str, offset: int, step: int, *, extend: bool) -> int:
        """Where the caret goes from an offset. extend: no space is taken."""
        match self:
            case Unit.SENTENCE:
                return next_sentence(text, offset, step)
            case Unit.PARAGRAPH:
                return next_paragraph(text, offset, step)
            case Unit.WORD:
                find = next_word_end if extend and step > 0 else next_word_start
                return find(text, offset, step)


class CaretMove(NamedTuple):
    """A key's move. is_visual: the step is to the right (1) or left, not along the text."""

    unit: Unit
    step: int
    extend: bool
    is_visual: bool


_WORD_MOVES = (
    (_KEY.MoveToNextWord, 1, False),
    (_KEY.MoveToPreviousWord, -1, False),
    (_KEY.SelectNextWord, 1, True),
    (_KEY.SelectPreviousWord, -1, True),
)
_PARAGRAPH_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


def caret_move(event: QKeyEvent) -> CaretMove | None:
    """The move by words or paragraphs that a key means; Qt would take other words than ours."""
    for key, step, extend in _WORD_MOVES:
        if event.matches(key):
            return CaretMove(Unit.WORD, step, extend, is_visual=True)
    shift = Qt.KeyboardModifier.ShiftModifier
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    step = _PARAGRAPH_STEPS.get(Qt.Key(event.key()), 0)
    if step and held & ~shift == Qt.KeyboardModifier.ControlModifier:
        return CaretMove(Unit.PARAGRAPH, step, bool(held & shift), is_visual=False)
    return None


def moves_or_copies(event: QKeyEvent) -> bool:
    """Whether the key moves the caret, extends the selection or copies it, as Qt has it."""
    return any(event.matches(key) for key in _USED)
