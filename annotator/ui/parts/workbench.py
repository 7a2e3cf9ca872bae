"""Opens and closes projects, and passes their changes on to the panels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.domain.errors import DamagedProject, ForeignLog, KnownError, ProjectInUse
from annotator.services.changes import info_after
from annotator.ui.dialogs.files import ask_file, ask_target, documents_folder
from annotator.ui.parts.rescue import Rescue

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from annotator.domain.annotation import Annotator
    from annotator.services.changes import Changed
    from annotator.services.projects import Services
    from annotator.services.settings import SettingsFile
    from annotator.ui.errors import Errors
    from annotator.ui.jobs import GuiRunner, GuiThread
    from annotator.ui.main_window import MainWindow
    from annotator.ui.parts.article_queue import ArticleQueue
    from annotator.ui.parts.desk import ArticleDesk
    from annotator.ui.parts.part import Part
    from annotator.ui.parts.places import Places
    from annotator.ui.parts.suggestion_runs import SuggestionRuns
    from annotator.ui.parts.traffic import Traffic

_BACKUP_EVERY_MS = 10 * 60 * 1000
_FIRST_BACKUP_MS = 5 * 1000  # not while the first article is being opened


class Workbench(QObject):
    """Holds the open project: everything that works on it gets it from here, and loses it here.

    services.projects is imported when the first project is opened: it brings SQLAlchemy, and the
    window is painted before that.
    """

    project_changed = Signal(object)
    """The Services of the project that is open now, or None."""
    scheme_changed = Signal(object)
    """The LabelScheme that the open project has now."""
    changed = Signal()
    """Something in the project is stored differently, and shown so."""

    def __init__(
        self,
        window: MainWindow,
        desk: ArticleDesk,
        queue: ArticleQueue,
        traffic: Traffic,
        suggestions: SuggestionRuns,
        places: Places,
        others: Sequence[Part],
        *,
        settings: SettingsFile,
        errors: Errors,
        gui: GuiThread,
        runner: GuiRunner,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._queue = queue
        self._traffic = traffic
        self._suggestions = suggestions
        self._places = places
        self._parts = (queue, traffic, suggestions, places, *others)
        self._settings = settings
        self._report = errors.report
        self._on_stored = errors.on_stored
        self._gui = gui
        self._runner = runner
        self._services: Services | None = None
        self._unsubscribe: Callable[[], None] = lambda: None
        self._is_held_back: Callable[[Callable[[], object]], bool] = lambda _: False
        self._rescue = Rescue(window, self.open_project)
        self._rescue.failed.connect(self._report)
        self._backups = QTimer(self)
        self._backups.setInterval(_BACKUP_EVERY_MS)
        self._backups.timeout.connect(self._back_up)
        traffic.imported.connect(suggestions.suggest)
        window.welcome.starter_chosen.connect(self.open_starter)
        window.welcome.new_chosen.connect(self.new_project)
        window.welcome.open_chosen.connect(self.choose_project)
        window.welcome.recent_chosen.connect(self.open_project)
        for source in (window.jobs, desk, window.inspector):
            source.failed.connect(self._report)
        for part in self._parts:
            part.failed.connect(self._report)

    # ------------------------------------------------------------ projects

    def set_guard(self, is_held_back: Callable[[Callable[[], object]], bool]) -> None:
        """What is asked before another project takes this one's place; it calls back if not now."""
        self._is_held_back = is_held_back

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

    def read_project(self, path: Path) -> None:
        """Opens a project that others may be writing to; nothing can be changed in it here."""
        from annotator.services import projects

        self._enter(
            lambda: projects.open_project(path, self._who(), read_only=True, in_window=True), path
        )
        if self._services is not None and self._services.read_only:
            self._window.notice.show_text(
                self.tr("Open for reading: what is done elsewhere appears here."),
                self.tr("Open to work on it"),
                lambda: self.open_project(path),
            )

    def read_again(self, path: Path) -> None:
        """Opens a project anew that is open for reading: another file has its name now."""
        self.close_project()
        self.read_project(path)

    def open_starter(self) -> None:
        """Opens the starter project; makes it if there is none yet."""
        from annotator.services import starting

        path = starting.default_starter_path()
        self._enter(
            lambda: starting.open_starter(path, self._who(), model=self._model(), in_window=True),
            path,
        )
        if self._services is not None and self._window.articles.is_empty():
            self._traffic.import_paths([starting.samples()])

    def new_project(self) -> None:
        """Asks where, and makes a project there."""
        from annotator.services import projects

        path = ask_target(self._window, self.tr("New project"), "articles", projects.SUFFIX)
        if path is not None:
            self._enter(
                lambda: projects.create_project(
                    path, self._who(), model=self._model(), in_window=True
                ),
                path,
            )

    def choose_project(self) -> None:
        """Asks which project, and opens it."""
        path = ask_file(
            self._window,
            self.tr("Open a project"),
            str(self._services.path.parent) if self._services else documents_folder(),
            self.tr("Projects (*.annotator)"),
        )
        if path is not None:
            self.open_project(path)

    def choose_model(self) -> None:
        """Asks what suggests from now on, here and in other projects."""
        from annotator.services.describing import (
            default_model,
            installed_models,
            is_from_a_folder,
        )
        from annotator.ui.dialogs.language_model import LanguageModelDialog, may_run

        before = self._model() or default_model()
        processes = self._settings.value.suggesting_processes
        dialog = LanguageModelDialog(installed_models(), before, processes, self._window)
        agreed = dialog.exec()
        dialog.deleteLater()
        if not agreed:
            return
        self._settings.update(suggesting_processes=dialog.processes())
        model = dialog.model()
        if model != before and is_from_a_folder(model) and not may_run(self._window, model):
            return
        if model and model != before and self._services is not None:
            self._settings.update(model=model)
            path = self._services.path
            self.close_project()
            self.open_project(path)

    def close_project(self) -> None:
        """Puts everything away; the window shows the welcome."""
        if self._services is None:
            return
        for part in self._parts:
            part.leave()
        self._window.inspector.show_document(None)
        self._window.drawer.close_page()
        self._runner.stop()
        self._window.jobs.forget()
        self._backups.stop()
        self._unsubscribe()
        services, self._services = self._services, None
        self._hand_out(None)
        self._window.show_project(None)
        self._window.welcome.show_recent(self._settings.value.recent)
        self.project_changed.emit(None)
        try:
            services.close()
        except KnownError as error:  # its file had gone, say, and was put back
            self._report(error)

    # ------------------------------------------------------------ parts

    def _enter(self, opening: Callable[[], Services], path: Path) -> None:
        """Opens a project; the one that is open is closed only when that has worked."""
        if self._is_here(path) or self._is_held_back(lambda: self._enter(opening, path)):
            return
        try:
            services = opening()
        except DamagedProject as error:
            self._rescue.offer(error, path)
            return
        except ProjectInUse as error:
            self._window.notice.show_text(
                str(error), self.tr("Open for reading"), lambda: self.read_project(path)
            )
            return
        except ForeignLog as error:
            self._window.notice.show_text(
                str(error),
                self.tr("Open without these steps"),
                lambda: self._open_without_log(path),
            )
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
        services.project.when_moved(
            lambda moved: self._gui.here_or_post(lambda: self._on_moved(moved, services))
        )
        self._window.show_project(self._title(path, services))
        self._window.notice.hide()
        if services.remark:
            self._window.notice.show_text(services.remark)
        self._hand_out(services)
        self.project_changed.emit(services)
        if not self._places.go_back():
            self._queue.open_first()
        self._window.view.setFocus()
        if not services.read_only:
            self._backups.start()
            QTimer.singleShot(_FIRST_BACKUP_MS, self, self._back_up)
        self._suggestions.suggest()

    def _is_here(self, path: Path) -> bool:
        """Whether that project is open here already; one that is only read may be opened again."""
        services = self._services
        return services is not None and not services.read_only and services.path == path.resolve()

    def _title(self, path: Path, services: Services) -> str:
        return self.tr("{0} (for reading)").format(path.stem) if services.read_only else path.stem

    def _open_without_log(self, path: Path) -> None:
        from annotator.services import projects

        try:
            kept = projects.put_foreign_log_aside(path)
        except KnownError as error:
            self._report(error)
            return
        self.open_project(path)
        if kept is not None and self._services is not None:
            told = self.tr("The steps that did not belong to it are kept as “{0}”.")
            self._window.notice.show_text(told.format(kept.name))

    def _hand_out(self, services: Services | None) -> None:
        """Gives the project to whatever works on it; None takes it away."""
        browsing = services.browsing if services else None
        editing = services.editing if services else None
        self._desk.set_services(browsing, editing)
        self._window.inspector.set_services(browsing, editing)
        self._window.articles.set_source(browsing)
        for one in self._parts:
            one.set_services(services)

    def _back_up(self) -> None:
        """Makes a backup, out of sight; there is none to make if nothing changed."""
        if self._services is not None and not self._services.read_only:
            self._runner.run(
                self._services.backing_up.job(), on_done=lambda _: None, on_error=self._report
            )

    def _on_moved(self, path: Path, services: Services) -> None:
        """Its file was replaced: the project is in another one now."""
        self._settings.remember_project(path)
        if services is self._services:
            self._window.show_project(self._title(path, services))

    def _on_changed(self, changed: Changed, services: Services) -> None:
        if services is not self._services:
            return  # news of a project that was closed meanwhile
        self._on_stored()
        if changed.scheme:
            scheme = services.browsing.scheme()
            self._window.inspector.set_services(services.browsing, services.editing)
            self.scheme_changed.emit(scheme)
        self._desk.apply(changed)
        self._window.articles.apply(changed)
        document = self._desk.document
        if document is not None and document.id in changed.documents:
            edit = changed.edit
            info = info_after(edit, document.id) if edit else services.browsing.info(document.id)
            if info is not None:
                self._window.headline.show_info(info)
                self._window.inspector.show_info(info)
        if document is None:
            self._queue.open_first()
        for part in self._parts:
            part.apply(changed)
        self.changed.emit()

    def _who(self) -> Annotator:
        return self._settings.annotator()

    def _model(self) -> str:
        return self._settings.value.model
