"""Asking for file names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDir, QStandardPaths
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QWidget

from annotator.services import folders
from annotator.ui.dialogs.file_dialog import FileDialog
from annotator.ui.dialogs.question import is_agreed

if TYPE_CHECKING:
    from collections.abc import Callable


def documents_folder() -> str:
    """Where people look for their files; not wherever the program was started."""
    if folders.portable_root() is not None:
        return str(folders.documents_folder())
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


def ask_file(parent: QWidget, title: str, folder: str, kinds: str) -> Path | None:
    """Asks for a file that is there; None if the user thought better of it.

    kinds: as Qt writes filters, "Projects (*.annotator)".
    """
    dialog = FileDialog(parent, title, folder, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return next(iter(dialog.ask()), None)


def ask_files(parent: QWidget, title: str, folder: str, kinds: str) -> list[Path]:
    """Asks for files that are there; the patterns of the kinds are too many to be shown."""
    dialog = FileDialog(parent, title, folder, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setOption(QFileDialog.Option.HideNameFilterDetails)
    return dialog.ask()


def ask_existing_folder(parent: QWidget, title: str, folder: str) -> Path | None:
    """Asks for a folder that is there; None if the user thought better of it."""
    dialog = FileDialog(parent, title, folder)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return next(iter(dialog.ask()), None)


def ask_target(
    parent: QWidget, title: str, name: str, extension: str, *, asks_replace: bool = False
) -> Path | None:
    """Asks where to write a file; None if the user thought better of it.

    name: what is proposed; without a folder, among the user's documents.
    extension: with its dot; added where the user left it out.
    asks_replace: a file that has the name only with the extension is asked about as well.
    """
    proposed = Path(documents_folder(), f"{name}{extension}")
    dialog = FileDialog(parent, title, str(proposed.parent), f"*{extension}")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.selectFile(proposed.name)
    path = next(iter(dialog.ask()), None)
    if path is None:
        return None
    if path.suffix == extension:
        return path
    path = path.with_name(path.name + extension)
    if asks_replace and path.exists() and not may_replace(parent, path):
        return None
    return path


def ask_folder(
    parent: QWidget, title: str, proposed: Path, replaces: Callable[[Path], bool]
) -> Path | None:
    """Asks for a folder that is to be made; None if the user thought better of it.

    proposed: with the folder around it. replaces: whether one that is there may be chosen; any
    other that is there is gone into.
    """
    return next(iter(_NewFolder(parent, title, proposed, replaces).ask()), None)


def may_replace(parent: QWidget, path: Path) -> bool:
    """Asks whether what is there may go: that cannot be undone."""
    all_of_it, file = _tr("All of the folder is replaced."), _tr("The file is replaced.")
    return is_agreed(
        parent,
        "replace_question",
        title=_tr("Replace?"),
        question=_tr("“{0}” is there already.").format(path.name),
        remark=all_of_it if path.is_dir() else file,
        verb=_tr("&Replace"),
    )


class _NewFolder(FileDialog):
    """Asks for a name as for a file, which the platforms' own dialogs do not for folders."""

    def __init__(
        self, parent: QWidget, title: str, proposed: Path, replaces: Callable[[Path], bool]
    ) -> None:
        super().__init__(parent, title, str(proposed.parent))
        self.setObjectName("folder_dialog")
        self._proposed = proposed.name
        self._replaces = replaces
        self.setOption(QFileDialog.Option.DontUseNativeDialog)
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setFileMode(QFileDialog.FileMode.AnyFile)
        self.setFilter(QDir.Filter.AllDirs | QDir.Filter.NoDotAndDotDot)
        self.setLabelText(QFileDialog.DialogLabel.FileName, self.tr("New &folder:"))
        self.setLabelText(QFileDialog.DialogLabel.Accept, self.tr("&Export"))
        name = self.findChild(QLineEdit, "fileNameEdit")
        assert name is not None
        self._name = name
        self._propose()
        for part in ("fileTypeLabel", "fileTypeCombo"):
            kind = self.findChild(QWidget, part)
            if kind is not None:
                kind.hide()

    def chosen(self) -> list[Path]:
        """What the name leads to."""
        return [Path(self.directory().absolutePath(), self._name.text().strip())]

    def accept(self) -> None:
        """A name that is there is chosen if that may be replaced, and gone into if not."""
        if self._name.text().strip() and self._replaces(self.chosen()[0]):
            QDialog.accept(self)
            return
        folder = self.directory()
        super().accept()
        if self.directory() != folder:
            self._propose()  # what was typed led there

    def _propose(self) -> None:
        self._name.setText(self._proposed)
        self._name.selectAll()


def _tr(text: str) -> str:
    return QCoreApplication.translate("Files", text)
