"""Asking for file names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def documents_folder() -> str:
    """Where people look for their files; not wherever the program was started."""
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


def ask_target(parent: QWidget, title: str, name: str, extension: str) -> Path | None:
    """Asks where to write a file; None if the user thought better of it.

    name: what is proposed; without a folder, among the user's documents.
    extension: with its dot; added where the user left it out.
    """
    proposed = str(Path(documents_folder(), f"{name}{extension}"))
    text, _ = QFileDialog.getSaveFileName(parent, title, proposed, f"*{extension}")
    if not text:
        return None
    path = Path(text)
    return path if path.suffix == extension else path.with_name(path.name + extension)
