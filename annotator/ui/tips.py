"""Tool tips of what others wrote: shown as it is written.

Qt takes a tool tip for a web page if it begins like one, and there is no telling it not to. A title
could then show a local file as a picture.
"""

from __future__ import annotations

from html import escape

from PySide6 import QtGui
from PySide6.QtCore import Qt


def literally(text: str) -> str:
    """A tool tip that says just this."""
    if not QtGui.Qt.mightBeRichText(text):
        return text
    return f'<p style="white-space: pre-wrap">{escape(text)}</p>'


def told(text: str, role: int) -> str:
    """A text for a role of an item: as it is, but for tool tips literally()."""
    return literally(text) if role == Qt.ItemDataRole.ToolTipRole else text
