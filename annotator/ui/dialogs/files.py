"""Asking for file names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def ask_target(parent: QWidget, title: str, name: str, extension: str) -> Path | None:
    """Asks where to write a file; None if the user thought better of it.

    extension: with its dot; added where the user left it out.
    """
    text, _ = QFileDialog.getSaveFileName(parent, title, f"{name}{extension}", f"*{extension}")
    if not text:
        return None
    path = Path(text)
    return path if path.suffix == extension else path.with_name(path.name + extension)
