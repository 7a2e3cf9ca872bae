"""Tells what came of an import, and offers to repair what did not fit."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from annotator.domain.document import ArticleFilter
from annotator.ui.dialogs.report import ReportDialog
from annotator.ui.parts.part import Part

if TYPE_CHECKING:
    from annotator.domain.edits import Edit
    from annotator.services.changes import Changed
    from annotator.services.import_report import ImportReport
    from annotator.services.projects import Services
    from annotator.ui.dialogs.repair import RepairDialog
    from annotator.ui.main_window import MainWindow


class Arrivals(Part):
    """A notice after an import; from there to the report, and to the dialog that repairs spans."""

    place_wanted = Signal(object, object)
    """The DocumentId of an article and a Span of it are to be shown."""
    relabelled = Signal()
    """The label scheme knows names that it did not know: suggesters may have more to say."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._repairing: RepairDialog | None = None

    def set_services(self, services: Services | None) -> None:
        """The dialog belongs to one project."""
        super().set_services(services)
        self._put_away()

    def apply(self, changed: Changed) -> None:
        """The dialog offers the labels that there are now."""
        if changed.scheme and self._repairing is not None:
            self._repairing.reload()

    def tell(self, done: ImportReport) -> None:
        """Says what was imported, if there is more to say than the list shows."""
        summary, problems, notice = self._summary(done), done.problems, self._window.notice
        if problems and len(problems) == done.spans_left_out:
            notice.show_text(summary, self.tr("Repair…"), partial(self.repair, done))
        elif len(problems) == 1:
            notice.show_text(f"{summary} {problems[0]}")
        elif problems:
            notice.show_text(summary, self.tr("Show why"), partial(self._report, summary, done))
        elif self._brought_more(done) or self._window.articles.filter.where != ArticleFilter():
            notice.show_text(summary)

    def repair(self, done: ImportReport) -> None:
        """Opens the dialog that repairs spans; it stays open beside the article."""
        if self._services is None:
            return
        from annotator.ui.dialogs.repair import RepairDialog

        self._put_away()
        dialog = self._repairing = RepairDialog(
            self._services,
            self._window.jobs,
            done.misfits,
            are_all=len(done.misfits) == done.spans_left_out,
            parent=self._window,
        )
        dialog.place_wanted.connect(self.place_wanted)
        dialog.repaired.connect(self._on_repaired)
        dialog.scheme_edited.connect(self._on_scheme_edited)
        dialog.failed.connect(self.failed)
        dialog.finished.connect(lambda: self._on_closed(dialog))
        dialog.show()

    # ------------------------------------------------------------ parts

    def _report(self, summary: str, done: ImportReport) -> None:
        dialog = ReportDialog(summary, done.problems, self._window, repairable=done.spans_left_out)
        dialog.repair_wanted.connect(lambda: self.repair(done))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @staticmethod
    def _brought_more(done: ImportReport) -> bool:
        """Whether there is more than new articles, which the list shows unless it is filtered."""
        counts = (done.renamed, done.known, done.spans, done.suggestions)
        return bool(done.duplicates) or any(counts)

    def _summary(self, done: ImportReport) -> str:
        """One sentence, and what the report remarks."""
        parts = [self.tr("no new article")]
        if done.imported or not done.duplicates:
            parts = [self._counted(len(done.imported), self.tr("article"), self.tr("articles"))]
        if done.duplicates:
            parts.append(self.tr("{0} already here").format(f"{len(done.duplicates):,}"))
        if done.spans:
            parts.append(self._counted(done.spans, self.tr("annotation"), self.tr("annotations")))
        if done.suggestions:
            parts.append(
                self._counted(done.suggestions, self.tr("suggestion"), self.tr("suggestions"))
            )
        if done.problems:
            parts.append(self._left_out(done))
        return " ".join([self.tr("Imported: ") + ", ".join(parts) + ".", *done.remarks()])

    def _left_out(self, done: ImportReport) -> str:
        every, spans = len(done.problems), done.spans_left_out
        if spans == every:
            counted = self._counted(spans, self.tr("span"), self.tr("spans"))
            return self.tr("{0} left out").format(counted)
        if spans:
            return self.tr("{0} left out ({1} of them spans)").format(f"{every:,}", f"{spans:,}")
        return self.tr("{0} left out").format(f"{every:,}")

    @staticmethod
    def _counted(count: int, one: str, many: str) -> str:
        return f"{count:,} {one if count == 1 else many}"

    def _on_repaired(self, count: int) -> None:
        self._window.notice.show_text(
            self.tr("Added {0}.").format(self._counted(count, self.tr("span"), self.tr("spans")))
            if count
            else self.tr("These spans were here already.")
        )

    def _on_scheme_edited(self, edit: Edit) -> None:
        from annotator.domain.scheme_edits import brings_names

        if brings_names(edit):
            self.relabelled.emit()

    def _on_closed(self, dialog: RepairDialog) -> None:
        """The keyboard is back in the article, as after any dialog."""
        if self._repairing is dialog:
            self._repairing = None
            self._window.activateWindow()
            self._window.view.setFocus()

    def _put_away(self) -> None:
        if self._repairing is not None:
            dialog, self._repairing = self._repairing, None
            dialog.close()
