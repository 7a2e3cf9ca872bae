"""Asking for file names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDir, QStandardPaths
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QMessageBox, QWidget

from annotator.services import folders

if TYPE_CHECKING:
    from collections.abc import Callable


def documents_folder() -> str:
    """Where people look for their files; not wherever the program was started."""
    if folders.portable_root() is not None:
        return str(folders.documents_folder())
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


def ask_target(
    parent: QWidget, title: str, name: str, extension: str, *, asks_replace: bool = False
) -> Path | None:
    """Asks where to write a file; None if the user thought better of it.

    name: what is proposed; without a folder, among the user's documents.
    extension: with its dot; added where the user left it out.
    asks_replace: a file that has the name only with the extension is asked about as well.
    """
    proposed = str(Path(documents_folder(), f"{name}{extension}"))
    text, _ = QFileDialog.getSaveFileName(parent, title, proposed, f"*{extension}")
    if not text:
        return None
    path = Path(text)
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
    dialog = _NewFolder(parent, title, proposed, replaces)
    agreed = dialog.exec()
    chosen = dialog.chosen()
    dialog.deleteLater()
    return chosen if agreed else None


def may_replace(parent: QWidget, path: Path) -> bool:
    """Asks whether what is there may go: that cannot be undone."""
    box = QMessageBox(parent)
    box.setObjectName("replace_question")
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(_tr("Replace?"))
    box.setText(_tr("“{0}” is there already.").format(path.name))
    box.setInformativeText(
        _tr("All of the folder is replaced.") if path.is_dir() else _tr("The file is replaced.")
    )
    replace = box.addButton(_tr("&Replace"), QMessageBox.ButtonRole.DestructiveRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(QMessageBox.StandardButton.Cancel)
    box.exec()
    agreed = box.clickedButton() is replace
    box.deleteLater()
    return agreed


class _NewFolder(QFileDialog):
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

    def chosen(self) -> Path:
        """What the name leads to."""
        return Path(self.directory().absolutePath(), self._name.text().strip())

    def accept(self) -> None:
        """A name that is there is chosen if that may be replaced, and gone into if not."""
        if self._name.text().strip() and self._replaces(self.chosen()):
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
