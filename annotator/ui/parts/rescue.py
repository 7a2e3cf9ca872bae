"""What can be done about a damaged project: open its backup, or save what can be read of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from annotator.domain.errors import KnownError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from annotator.domain.errors import DamagedProject
    from annotator.domain.recovery import RecoveryReport
    from annotator.ui.dialogs.recovery import RecoveryDialog
    from annotator.ui.main_window import MainWindow


class Rescue(QObject):
    """Offers both ways in the strip above the article; neither deletes anything.

    open_project: opens what came of it.
    """

    failed = Signal(object)
    """An AnnotatorError that one of the ways met."""

    def __init__(self, window: MainWindow, open_project: Callable[[Path], None]) -> None:
        super().__init__(window)
        self._window = window
        self._open = open_project
        self._dialog: RecoveryDialog | None = None

    def offer(self, error: DamagedProject, path: Path) -> None:
        """Says what is damaged, and asks what to do."""
        backup = error.backup
        self._window.notice.show_text(
            str(error),
            "" if backup is None else self.tr("Open the backup"),
            None if backup is None else lambda: self._restore(backup, path),
            second=(self.tr("Recover what can be read…"), lambda: self._ask(error, path)),
        )

    def _restore(self, backup: Path, path: Path) -> None:
        from annotator.services import projects

        try:
            projects.restore_backup(backup, path)
        except KnownError as error:
            self.failed.emit(error)
        else:
            self._open(path)

    def _ask(self, error: DamagedProject, path: Path) -> None:
        """Asks whether to fill gaps from the backup, where there is one; then begins."""
        if error.backup is None:
            self._recover(path, with_backup=False)
            return
        from annotator.services.backing_up import time_of
        from annotator.ui.dialogs.recover import RecoverDialog

        dialog = RecoverDialog(path, time_of(error.backup), self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._recover(path, with_backup=dialog.fills()))
        dialog.rejected.connect(lambda: self.offer(error, path))
        dialog.open()

    def _recover(self, path: Path, *, with_backup: bool) -> None:
        from annotator.services.recovering import recovery_job

        self._window.jobs.run(recovery_job(path, with_backup=with_backup), self._on_recovered)

    def _on_recovered(self, report: RecoveryReport) -> None:
        from annotator.ui.dialogs.recovery import RecoveryDialog

        self._open(report.target)
        if self._dialog is not None:
            self._dialog.close()
        self._dialog = RecoveryDialog(report, self._window)
        self._dialog.finished.connect(self._on_closed)
        self._dialog.show()

    def _on_closed(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
