"""What comes into a project and what goes out of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from annotator.domain.errors import KnownError
from annotator.ui.dialogs.files import ask_target
from annotator.ui.dialogs.report import ReportDialog
from annotator.ui.parts.part import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.services.exporting import ExportReport
    from annotator.services.importing import ImportReport
    from annotator.services.reading import Source
    from annotator.ui.main_window import MainWindow


class Traffic(Part):
    """Imports files, folders and pasted texts; exports."""

    imported = Signal()
    """There are new articles, or there may be."""
    exported = Signal()
    """A file was written."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._came_from = ""
        window.files_dropped.connect(self.import_paths)

    def choose_files(self) -> None:
        """Asks for files and imports them."""
        texts, _ = QFileDialog.getOpenFileNames(
            self._window, self.tr("Import articles"), self._folder(), self._import_filter()
        )
        if texts:
            self._came_from = str(Path(texts[0]).parent)
            self.import_paths([Path(text) for text in texts])

    def choose_folder(self) -> None:
        """Asks for a folder and imports all of it."""
        text = QFileDialog.getExistingDirectory(
            self._window, self.tr("Import a folder"), self._folder()
        )
        if text:
            self._came_from = text
            self.import_paths([Path(text)])

    def paste(self) -> None:
        """Makes an article of the clipboard's text."""
        if self._services is None:
            return
        from annotator.ui.dialogs.paste import PasteDialog  # brings what reads files

        dialog = PasteDialog(QGuiApplication.clipboard().text(), self._window)
        if dialog.exec():
            self.import_paths([dialog.source()])

    def import_paths(self, sources: Sequence[Path | Source]) -> None:
        """Imports files, folders and pasted texts in the background."""
        if self._services is None:
            self._window.notice.show_text(self.tr("Open or make a project first."))
            return
        self._window.jobs.run(self._services.importing.job(sources), self._on_imported)

    def export(self) -> None:
        """Asks what and where, and exports in the background."""
        if self._services is None:
            return
        from annotator.ui.dialogs.export import ExportDialog

        self._window.inspector.save()
        dialog = ExportDialog(self._services.exporting, self._window)
        if not dialog.exec():
            return
        name = self._services.path.stem
        target = ask_target(
            self._window,
            self.tr("Export"),
            str(self._services.path.with_name(name)),
            dialog.extension(),
        )
        if target is None:
            return
        try:
            job = self._services.exporting.job(dialog.request(), target)
        except KnownError as error:
            self.failed.emit(error)
        else:
            self._window.jobs.run(job, self._on_exported)

    def _on_imported(self, done: ImportReport) -> None:
        self.imported.emit()
        count = len(done.imported)
        parts = [
            self.tr("1 article") if count == 1 else self.tr("{0} articles").format(f"{count:,}")
        ]
        if done.duplicates:
            parts.append(self.tr("{0} already here").format(f"{len(done.duplicates):,}"))
        if done.problems:
            parts.append(self.tr("{0} left out").format(f"{len(done.problems):,}"))
        summary = " ".join([self.tr("Imported: ") + ", ".join(parts) + ".", *done.remarks()])
        problems = tuple(done.problems)
        if len(problems) == 1:
            self._window.notice.show_text(f"{summary} {problems[0]}")
        elif problems:
            self._window.notice.show_text(
                summary,
                self.tr("Show why"),
                lambda: ReportDialog(summary, problems, self._window).open(),
            )
        elif done.duplicates or done.renamed:
            self._window.notice.show_text(summary)

    def _on_exported(self, done: ExportReport) -> None:
        self.exported.emit()
        self._window.notice.show_text(
            self.tr("Exported {0} articles with {1} annotations to {2}.").format(
                f"{done.articles:,}", f"{done.annotations:,}", done.path
            )
        )

    def _folder(self) -> str:
        """Where to look for articles: where the last came from, else beside the project."""
        return self._came_from or (str(self._services.path.parent) if self._services else "")

    def _import_filter(self) -> str:
        from annotator.services.describing import describe_formats

        readable = [one for one in describe_formats() if one.reads]
        patterns = " ".join(f"*{ext}" for one in readable for ext in one.extensions)
        return self.tr("Articles ({0})").format(patterns) + ";;" + self.tr("All files (*)")
