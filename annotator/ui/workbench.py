"""What the window does with projects and articles as a whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QInputDialog

from annotator.domain.document import Status
from annotator.domain.errors import Cancelled, DamagedProject, KnownError
from annotator.ui.dialogs.paste import PasteDialog
from annotator.ui.dialogs.report import ReportDialog
from annotator.ui.errors import report

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from annotator.domain.annotation import Annotator
    from annotator.domain.ids import DocumentId
    from annotator.services.changes import Changed
    from annotator.services.exporting import ExportReport
    from annotator.services.importing import ImportReport
    from annotator.services.projects import Services
    from annotator.services.reading import Source
    from annotator.services.settings import SettingsFile
    from annotator.services.suggestion_run import SuggestReport
    from annotator.ui.desk import ArticleDesk
    from annotator.ui.jobs import GuiRunner, GuiThread
    from annotator.ui.main_window import MainWindow

_BACKUP_EVERY_MS = 10 * 60 * 1000


class Workbench(QObject):
    """Opens and closes projects; imports, exports, and asks for suggestions.

    services.projects is imported when the first project is opened: it brings SQLAlchemy, and the
    window is painted before that.
    """

    project_changed = Signal(object)
    """The Services of the project that is open now, or None."""
    changed = Signal()
    """Something in the project is stored differently, and shown so."""

    def __init__(
        self,
        window: MainWindow,
        desk: ArticleDesk,
        settings: SettingsFile,
        gui: GuiThread,
        runner: GuiRunner,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._settings = settings
        self._gui = gui
        self._runner = runner
        self._services: Services | None = None
        self._suggesting = self._suggest_again = False
        self._unsubscribe: Callable[[], None] = lambda: None
        self._backups = QTimer(self)
        self._backups.setInterval(_BACKUP_EVERY_MS)
        self._backups.timeout.connect(self._back_up)
        window.files_dropped.connect(self.import_paths)
        window.articles.article_chosen.connect(self.open_article)
        window.welcome.starter_chosen.connect(self.open_starter)
        window.welcome.new_chosen.connect(self.new_project)
        window.welcome.open_chosen.connect(self.choose_project)
        window.welcome.recent_chosen.connect(self.open_project)
        window.jobs.failed.connect(self._report)
        desk.failed.connect(self._report)
        window.inspector.failed.connect(self._report)

    # ------------------------------------------------------------ projects

    @property
    def services(self) -> Services | None:
        """Those of the open project."""
        return self._services

    def open_project(self, path: Path) -> None:
        """Opens a project file in place of the one that is open."""
        from annotator.services import projects

        self._enter(
            lambda: projects.open_project(path, self._who(), model=self._model(), in_window=True),
            path,
        )

    def open_starter(self) -> None:
        """Opens the starter project; makes it if there is none yet."""
        from annotator.services import starting

        path = starting.default_starter_path()
        self._enter(lambda: starting.open_starter(path, self._who(), in_window=True), path)
        if self._services is not None and self._window.articles.is_empty():
            self.import_paths([starting.samples()])

    def new_project(self) -> None:
        """Asks where, and makes a project there."""
        from annotator.services import projects

        path = self._ask_target(self.tr("New project"), "articles", projects.SUFFIX)
        if path is not None:
            self._enter(
                lambda: projects.create_project(
                    path, self._who(), model=self._model(), in_window=True
                ),
                path,
            )

    def choose_project(self) -> None:
        """Asks which project, and opens it."""
        text, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Open a project"), "", self.tr("Projects (*.annotator)")
        )
        if text:
            self.open_project(Path(text))

    def close_project(self) -> None:
        """Puts everything away; the window shows the welcome."""
        if self._services is None:
            return
        self._window.inspector.show_document(None)
        self._runner.stop()
        self._window.jobs.forget()
        self._suggesting = self._suggest_again = False
        self._backups.stop()
        self._unsubscribe()
        services, self._services = self._services, None
        self._desk.set_services(None, None)
        self._window.inspector.set_services(None, None)
        self._window.articles.set_source(None)
        self._window.show_project(None)
        self._window.welcome.show_recent(self._settings.value.recent)
        self.project_changed.emit(None)
        services.close()

    # ------------------------------------------------------------ articles

    def open_article(self, document_id: DocumentId) -> None:
        """Puts an article on the desk."""
        if self._services is None:
            return
        self._services.suggesting.prioritise(document_id)
        try:
            self._desk.open(document_id)
        except KnownError as error:
            self._report(error)
            return
        self._window.articles.select(document_id)

    def next_unfinished(self) -> None:
        """Opens the next article that is not done."""
        if self._services is None:
            return
        here = self._desk.document
        following = self._services.browsing.next_unfinished(here.id if here else None)
        if following is None:
            self._window.notice.show_text(self.tr("Every other article is done."))
        else:
            self.open_article(following)
            self._window.view.setFocus()

    def step(self, rows: int) -> None:
        """Opens the article so many rows further down the list."""
        here = self._desk.document
        neighbour = self._window.articles.neighbour(here.id if here else None, rows)
        if neighbour is not None:
            self.open_article(neighbour)

    def flag(self) -> None:
        """Flags the article, with a reason; takes the flag away if it has one."""
        if self._services is None or self._desk.document is None:
            return
        info = self._services.browsing.info(self._desk.document.id)
        if info.status is Status.FLAGGED:
            self._desk.set_status(Status.FLAGGED)
            return
        reason, agreed = QInputDialog.getText(
            self._window, self.tr("Flag the article"), self.tr("Why? (may be left empty)")
        )
        if agreed:
            self._desk.set_status(Status.FLAGGED, reason.strip())

    def remove_article(self) -> None:
        """Takes the article out of the list; undo brings it back."""
        document = self._desk.document
        if self._services is None or document is None:
            return
        editing = self._services.editing
        articles = self._window.articles
        following = articles.neighbour(document.id, 1) or articles.neighbour(document.id, -1)
        editing.remove_article(document.id)
        self._window.notice.show_text(
            self.tr("“{0}” was removed from the list.").format(document.info.metadata.title),
            self.tr("Undo"),
            lambda: self._restore_article(document.id),
        )
        if following is not None:
            self.open_article(following)
        else:
            self._desk.clear()

    def _restore_article(self, document_id: DocumentId) -> None:
        if self._services is not None:
            self._services.editing.undo(document_id)
            self.open_article(document_id)

    # ------------------------------------------------------------ in and out

    def choose_files(self) -> None:
        """Asks for files and imports them."""
        texts, _ = QFileDialog.getOpenFileNames(
            self._window, self.tr("Import articles"), "", self._import_filter()
        )
        if texts:
            self.import_paths([Path(text) for text in texts])

    def choose_folder(self) -> None:
        """Asks for a folder and imports all of it."""
        text = QFileDialog.getExistingDirectory(self._window, self.tr("Import a folder"))
        if text:
            self.import_paths([Path(text)])

    def paste(self) -> None:
        """Makes an article of the clipboard's text."""
        if self._services is None:
            return
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
        target = self._ask_target(self.tr("Export"), name, dialog.extension())
        if target is not None:
            job = self._services.exporting.job(dialog.request(), target)
            self._window.jobs.run(job, self._on_exported)

    def suggest(self) -> None:
        """Looks for suggestions in every article that was not looked at yet, in the background."""
        if self._services is None:
            return
        if self._suggesting:
            self._suggest_again = True
            return
        self._suggesting = True
        self._suggest_again = False
        self._window.jobs.run(
            self._services.suggesting.job(), self._on_suggested, self._on_not_suggested
        )

    # ------------------------------------------------------------ parts

    def _enter(self, opening: Callable[[], Services], path: Path) -> None:
        """Opens a project; the one that is open is closed only when that has worked."""
        if self._services is not None and self._services.path == path.resolve():
            return
        try:
            services = opening()
        except DamagedProject as error:
            self._offer_backup(error, path)
            return
        except KnownError as error:
            self._report(error)
            return
        self.close_project()
        self._services = services
        self._settings.remember_project(path)
        self._unsubscribe = services.changes.subscribe(
            lambda changed: self._gui.here_or_post(lambda: self._on_changed(changed, services))
        )
        self._window.show_project(path.stem)
        self._window.notice.hide()
        self._desk.set_services(services.browsing, services.editing)
        self._window.inspector.set_services(services.browsing, services.editing)
        self._window.articles.set_source(services.browsing)
        self.project_changed.emit(services)
        self._open_first()
        self._window.view.setFocus()
        self._backups.start()
        self._back_up()
        self.suggest()

    def _back_up(self) -> None:
        """Makes a backup, out of sight; there is none to make if nothing changed."""
        if self._services is not None:
            self._runner.run(
                self._services.backing_up.job(), on_done=lambda _: None, on_error=self._report
            )

    def _offer_backup(self, error: DamagedProject, path: Path) -> None:
        backup = error.backup
        if backup is None:
            self._report(error)
            return

        def restore() -> None:
            from annotator.services import projects

            projects.restore_backup(backup, path)
            self.open_project(path)

        self._window.notice.show_text(str(error), self.tr("Open the backup"), restore)

    def _on_changed(self, changed: Changed, services: Services) -> None:
        if services is not self._services:
            return  # news of a project that was closed meanwhile
        self._desk.apply(changed)
        self._window.articles.apply(changed)
        document = self._desk.document
        if document is not None and document.id in changed.documents:
            self._window.headline.show_info(services.browsing.info(document.id))
        if document is None:
            self._open_first()
        self.changed.emit()

    def _open_first(self) -> None:
        first = self._window.articles.neighbour(None, 0)
        if first is not None:
            self.open_article(first)

    def _on_imported(self, done: ImportReport) -> None:
        self.suggest()
        count = len(done.imported)
        parts = [
            self.tr("1 article") if count == 1 else self.tr("{0} articles").format(f"{count:,}")
        ]
        if done.duplicates:
            parts.append(self.tr("{0} already here").format(f"{len(done.duplicates):,}"))
        if done.problems:
            parts.append(self.tr("{0} left out").format(f"{len(done.problems):,}"))
        summary = self.tr("Imported: ") + ", ".join(parts) + "."
        problems = tuple(done.problems)
        if len(problems) == 1:
            self._window.notice.show_text(f"{summary} {problems[0]}")
        elif problems:
            self._window.notice.show_text(
                summary,
                self.tr("Show why"),
                lambda: ReportDialog(summary, problems, self._window).open(),
            )
        elif done.duplicates:
            self._window.notice.show_text(summary)

    def _on_exported(self, done: ExportReport) -> None:
        self._window.notice.show_text(
            self.tr("Exported {0} articles with {1} annotations to {2}.").format(
                f"{done.articles:,}", f"{done.annotations:,}", done.path
            )
        )

    def _on_suggested(self, done: SuggestReport) -> None:
        self._end_suggesting()
        if done.failures:
            self._window.notice.show_text(
                self.tr("{0} articles could not be read for suggestions: {1}").format(
                    len(done.failures), next(iter(done.failures.values()))
                )
            )
        elif done.restarts:
            self._window.notice.show_text(
                self.tr("The suggestion process stopped and was started again.")
            )

    def _on_not_suggested(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            self._suggest_again = False
        else:
            self._report(error)
        self._end_suggesting()

    def _end_suggesting(self) -> None:
        """For articles that came while others were read, once more."""
        self._suggesting = False
        if self._suggest_again:
            self.suggest()

    def _report(self, error: BaseException) -> None:
        report(error, self._window)

    def _ask_target(self, title: str, name: str, extension: str) -> Path | None:
        text, _ = QFileDialog.getSaveFileName(
            self._window, title, f"{name}{extension}", f"*{extension}"
        )
        if not text:
            return None
        path = Path(text)
        return path if path.suffix == extension else path.with_name(path.name + extension)

    def _import_filter(self) -> str:
        from annotator.services.describing import describe_formats

        readable = [one for one in describe_formats() if one.reads]
        patterns = " ".join(f"*{ext}" for one in readable for ext in one.extensions)
        return self.tr("Articles ({0})").format(patterns) + ";;" + self.tr("All files (*)")

    def _who(self) -> Annotator:
        return self._settings.annotator()

    def _model(self) -> str:
        return self._settings.value.model
