"""The file dialog, set up so that it opens no file.

On POSIX systems a process loses its locks on a file as soon as anything in it closes that file,
whoever opened it and whatever for. Qt's dialog opens the files of a folder to find out what they
are, for an icon each; so does GTK's, which runs in our process. Where the open project lies in
that folder, SQLite's locks on it would be gone, and another program that looks into the project
could then take away the log that it is written to. See https://sqlite.org/howtocorrupt.html.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAbstractFileIconProvider
from PySide6.QtWidgets import QFileDialog, QFileIconProvider

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QFileInfo
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QWidget

_PORTAL = "xdgdesktopportal"


class FileDialog(QFileDialog):
    """Asks for files or folders. ask() once; it is gone afterwards."""

    def __init__(self, parent: QWidget, title: str, folder: str, kinds: str = "") -> None:
        super().__init__(parent, title)
        self.setObjectName("file_dialog")
        # before the folder is set, of which Qt begins to read at once
        self.setOption(QFileDialog.Option.DontUseCustomDirectoryIcons)
        if not _may_be_native(os.environ):
            self.setOption(QFileDialog.Option.DontUseNativeDialog)
        self.setIconProvider(_plain_icons())
        self.setDirectory(folder)
        if kinds:
            self.setNameFilters(kinds.split(";;"))

    def ask(self) -> list[Path]:
        """What was chosen; nothing if the user thought better of it."""
        agreed = self.exec()
        chosen = self.chosen() if agreed else []
        self.deleteLater()
        return chosen

    def chosen(self) -> list[Path]:
        """What is chosen now."""
        return [Path(text) for text in self.selectedFiles()]


@cache
def _plain_icons() -> _PlainIcons:
    """One for good: Qt's thread may still ask it when the dialog's last reference has gone."""
    return _PlainIcons()


class _PlainIcons(QFileIconProvider):
    """Tells folders from files, and asks no more of either.

    Qt asks it on a thread of its own, so all of the icons are made beforehand.
    """

    def __init__(self) -> None:
        super().__init__()
        kinds = QAbstractFileIconProvider.IconType
        self._icons = {kind: QFileIconProvider.icon(self, kind) for kind in kinds}
        self._folder = self._icons[kinds.Folder]
        self._file = self._icons[kinds.File]

    def icon(self, of: QAbstractFileIconProvider.IconType | QFileInfo) -> QIcon:
        """That of a kind of things, or of one file or folder."""
        if isinstance(of, QAbstractFileIconProvider.IconType):
            return self._icons[of]
        return self._folder if of.isDir() else self._file

    def type(self, of: QFileInfo) -> str:
        """What the column for it says: the ending, which is all that is known without a look."""
        if of.isDir():
            return _tr("Folder")
        return _tr("{0} file").format(of.suffix()) if of.suffix() else _tr("File")


def _may_be_native(environment: Mapping[str, str]) -> bool:
    """Whether the system's own dialog runs outside of our process."""
    if sys.platform in ("win32", "darwin"):  # Windows' locks belong to a handle, not to a process
        return True
    return "FLATPAK_ID" in environment or environment.get("QT_QPA_PLATFORMTHEME") == _PORTAL


def _tr(text: str) -> str:
    return QCoreApplication.translate("FileDialog", text)
