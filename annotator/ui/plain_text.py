"""What was typed into a text field, to the character."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPlainTextEdit


def text_of(field: QPlainTextEdit) -> str:
    """The field's text; toPlainText() would change no-break spaces and line separators."""
    # paragraphs are parted by U+2029 in there
    return field.document().toRawText().replace("\u2029", "\n")
