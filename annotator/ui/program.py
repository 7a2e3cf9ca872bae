"""The composition root of the window: makes everything in it and joins it up."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from annotator.domain.edits import HistoryStatus
from annotator.domain.labels import LabelScheme
from annotator.faults import Watch
from annotator.ui.actions import Actions, Needs
from annotator.ui.errors import Errors
from annotator.ui.jobs import GuiRunner, GuiThread
from annotator.ui.main_window import MainWindow
from annotator.ui.menus import MENUS, SPAN, specs
from annotator.ui.mnemonics import literal
from annotator.ui.parts.about import About
from annotator.ui.parts.appearance import Looks
from annotator.ui.parts.article_care import ArticleCare
from annotator.ui.parts.article_queue import ArticleQueue
from annotator.ui.parts.asked_files import AskedFiles
from annotator.ui.parts.assessing import Assessing
from annotator.ui.parts.backups import Backups
from annotator.ui.parts.bulk import BulkWork
from annotator.ui.parts.copies import Copies
from annotator.ui.parts.deciding import Deciding
from annotator.ui.parts.desk import ArticleDesk
from annotator.ui.parts.exports import Exports
from annotator.ui.parts.finding import Finder
from annotator.ui.parts.hands import Hands
from annotator.ui.parts.hints import Hints
from annotator.ui.parts.idling import Idling
from annotator.ui.parts.keyboard import Keyboard
from annotator.ui.parts.news import News
from annotator.ui.parts.past import Past
from annotator.ui.parts.places import Places
from annotator.ui.parts.putting_back import PuttingBack
from annotator.ui.parts.reading_along import ReadingAlong
from annotator.ui.parts.registering import Registry
from annotator.ui.parts.remembering import Remembering
from annotator.ui.parts.reporting import Reporting
from annotator.ui.parts.scheming import Scheming
from annotator.ui.parts.self_testing import SelfTesting
from annotator.ui.parts.sharing import Sharing
from annotator.ui.parts.span_guide import SpanGuide
from annotator.ui.parts.suggestion_runs import SuggestionRuns
from annotator.ui.parts.threshold import Threshold
from annotator.ui.parts.touring import Tour
from annotator.ui.parts.traffic import Traffic
from annotator.ui.parts.workbench import Workbench

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from types import TracebackType

    from PySide6.QtWidgets import QMenu

    from annotator.domain.document import Document
    from annotator.domain.edits import Edit
    from annotator.domain.segments import Mark
    from annotator.services.projects import Services
    from annotator.services.settings import SettingsFile
    from annotator.ui.application import Application
    from annotator.ui.parts.part import Part

_LONGEST_TITLE = 1000
"""Characters of an article that are looked at to see whether it begins with its title."""


class Program(QObject):
    """Everything that is alive while the window is open.

    watch: knows the user's last actions, and whether the program ends well.
    """

    def __init__(
        self, app: Application, settings: SettingsFile, watch: Watch | None = None
    ) -> None:
        super().__init__()
        self._settings = settings
        self.looks = Looks(app, settings, self)
        gui = GuiThread(self)
        runner = GuiRunner(gui)
        self.window = MainWindow(self.looks.theme(), runner)
        self.looks.dress(self.window)
        watch = watch or Watch()
        self.errors = Errors(self.window, watch)
        self.news = News(self.window.notice, self.window)
        self.reporting = Reporting(self.window, self.errors, self.news)
        settings.listen(self.news.tell)
        self.desk = ArticleDesk(self.window.view, self)
        self.queue = ArticleQueue(self.window, self.desk)
        self.traffic = Traffic(self.window)
        self.exports = Exports(self.window, settings)
        self.suggestions = SuggestionRuns(self.window, settings)
        self.places = Places(self.window, self.desk, self.queue, settings)
        self.keyboard = Keyboard(self.window, settings)
        self.tour = Tour(self.window, self.desk, self.exports, settings)
        self.hands = Hands(self.window, self.desk)
        self.scheming = Scheming(
            self.window, self.desk, self.looks, settings, self.suggestions.suggest
        )
        self.bulk = BulkWork(self.window, self.desk, self.queue)
        self.finder = Finder(self.window, self.desk, self.queue)
        self.finder.hits_chosen.connect(self.bulk.review)
        self.backups = Backups(self.window)
        self.reading_along = ReadingAlong(self.window, self.desk)
        self.putting_back = PuttingBack(self.window, gui)
        self.others: Sequence[Part] = (
            self.keyboard,
            self.hands,
            SpanGuide(self.window, self.desk),
            ArticleCare(self.window, self.desk, self.queue),
            Copies(self.window, self.desk),
            Past(self.window, self.desk),
            Registry(self.window, self.desk, self.queue),
            Deciding(self.window, self.desk),
            Threshold(self.window, self.desk, settings),
            Remembering(self.window, self.desk, self.finder),
            Assessing(self.window),
            self.exports,
            self.bulk,
            self.finder,
            self.tour,
            self.scheming,
            self.reporting,
            SelfTesting(self.window),
            About(self.window),
            self.backups,
            Sharing(self.window, settings, self.news),
            self.reading_along,
            self.putting_back,
            Idling(self.window, self.desk, runner),
        )
        self.workbench = Workbench(
            self.window,
            self.desk,
            self.queue,
            self.traffic,
            self.suggestions,
            self.places,
            self.others,
            settings=settings,
            errors=self.errors,
            gui=gui,
            runner=runner,
        )
        self.backups.set_doors(self.workbench.close_project, self.workbench.open_project)
        self.reading_along.set_door(self.workbench.read_again)
        self.workbench.set_guard(self.putting_back.before)
        self.window.set_guard(lambda: self.putting_back.before(self.window.close))
        self._asked = AskedFiles(app, self.window, self.news, self.workbench.open_project)
        self.actions = Actions(
            specs(self), self.window, self.window.view, settings.value.keys, watch.note
        )
        self.keyboard.set_actions(self.actions)
        self.hands.set_actions(self.actions)
        self.scheming.set_actions(self.actions)
        self.tour.set_actions(self.actions)
        self._hints = Hints(self.window.hint, self.actions, self.desk)
        self._history = HistoryStatus()
        self._connect()
        self.window.fill_menus(self.actions, MENUS)
        self.window.restore(settings.value.window)
        self.window.view.zoom_by(settings.value.zoom)
        self._show_available()

    def show(self, project: Path | None, others: Sequence[Path] = ()) -> None:
        """Shows the window; the project is opened in the first idle moment after that.

        others: files that were asked for with it; it is said that they are not opened.
        """
        sys.excepthook = self._on_bug
        _calm_the_collector()
        path = project or self._settings.last_project()
        self.window.welcome.show_recent(self._settings.value.recent)
        if path is not None:
            self.window.show_project(path.stem)
            self.news.hold()
        self._asked.tell_of(others)
        self.window.painted.connect(lambda: QTimer.singleShot(0, self, lambda: self._begin(path)))
        self.window.show()

    # ------------------------------------------------------------ parts

    def _begin(self, path: Path | None) -> None:
        """What can wait until the window is painted."""
        self.reporting.begin()
        path = self._asked.begin() or path
        if path is not None:
            self._open(path)
        self.news.release()

    def _open(self, path: Path) -> None:
        gc.disable()  # as at the start: SQLAlchemy alone is a hundred thousand objects
        try:
            self.workbench.open_project(path)
        finally:
            _calm_the_collector()
        if self.workbench.services is None:
            self.window.show_project(None)

    def _connect(self) -> None:
        self.desk.opened.connect(self._on_opened)
        self.desk.current_changed.connect(self._on_current)
        self.desk.held_nothing.connect(self.window.notice.hide)
        self.desk.stepped.connect(self._say_step)
        self.traffic.place_wanted.connect(self.queue.go_to)
        self.workbench.project_changed.connect(self._on_project)
        self.workbench.changed.connect(self._show_history)
        self.workbench.scheme_changed.connect(self._show_scheme)
        self.keyboard.keys_changed.connect(self._hints.show_soon)
        self.window.view.menu_opening.connect(self._fill_menu)
        self.window.closing.connect(self._on_closing)

    def _on_opened(self, document: Document | None) -> None:
        self.window.inspector.show_document(document)
        services = self.workbench.services
        info = services.browsing.info(document.id) if services and document else None
        first = document.text[:_LONGEST_TITLE].lstrip().partition("\n")[0] if document else ""
        self.window.headline.set_first_line(first)
        self.window.headline.show_info(info)
        self._show_available()
        self._show_history()

    def _on_current(self, mark: Mark | None) -> None:
        self.window.inspector.show_soon(mark)
        self._show_available()

    def _say_step(self, edit: Edit, redo: bool) -> None:
        what = self.tr("Done again: {0}") if redo else self.tr("Undone: {0}")
        self.window.said.say(what.format(edit.verb))
        self.window.notice.drop(edit.verb)

    def _on_project(self, services: Services | None) -> None:
        self._show_scheme(services.browsing.scheme() if services else LabelScheme(()))

    def _show_scheme(self, scheme: LabelScheme) -> None:
        """Gives labels their actions, keys and colours."""
        refused = self.actions.set_labels(scheme, self.desk.label)
        self.window.put_labels(SPAN, self.actions.labels())
        if refused:
            self.window.notice.show_text(
                self.tr("The keys of {0} are keys of the program; give them others.").format(
                    ", ".join(refused)
                )
            )
        self.looks.set_scheme(scheme)
        self._hints.set_scheme(scheme)
        self._show_available()

    def _fill_menu(self, menu: QMenu) -> None:
        """Puts what can be done with the selection or the current span on top of a menu."""
        view, current = self.window.view, self.desk.current
        before = menu.actions()[0]
        if current is not None or view.selected_span() is not None:
            menu.insertActions(before, self.actions.labels())
            menu.insertSeparator(before)
        if current is not None:
            names = ["accept"] if current.is_suggestion else ["relation", "note", "entry"]
            names += ["reject", "tag_in_article"]
            menu.insertActions(before, [self.actions[name] for name in names])
            menu.insertSeparator(before)

    def _show_available(self) -> None:
        if self.workbench.services is None:
            have = Needs.NOTHING
        elif self.desk.document is None:
            have = Needs.PROJECT
        else:
            have = Needs.ARTICLE if self.desk.current is None else Needs.MARK
        self.actions.set_available(have)
        self._show_undo()
        self._hints.show_soon()

    def _show_history(self) -> None:
        self._history = self.desk.history_status()
        self._show_undo()

    def _show_undo(self) -> None:
        status = self._history
        for name, verb in (("undo", status.undo_verb), ("redo", status.redo_verb)):
            title = name.capitalize()
            self.actions[name].setText(f"&{title} “{literal(verb)}”" if verb else f"&{title}")
            self.actions[name].setEnabled(verb is not None)

    def _on_closing(self) -> None:
        self._settings.update(window=self.window.state(), zoom=self.window.view.zoom)
        self.window.hide()  # putting things away may take a second
        self.workbench.close_project()

    def _on_bug(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self.window.close()
            return
        self.errors.report(error.with_traceback(trace))


def _calm_the_collector() -> None:
    """Makes Python look for cycles less often: each look walks all marks of a long article.

    Measured: a third of the time that an article with 50,000 spans took to open.
    """
    gc.enable()
    gc.freeze()  # what is there by now stays
    gc.set_threshold(50_000, 20, 100)
