"""Arranges the panels; owns no behaviour."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtWidgets import QLabel, QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from annotator.ui.editor.view import ArticleView
from annotator.ui.mnemonics import keep_underlined
from annotator.ui.panels.articles.article_list import ArticleListPanel
from annotator.ui.panels.drawer import Drawer
from annotator.ui.panels.headline import Headline
from annotator.ui.panels.job_bar import JobBar
from annotator.ui.panels.notice import Notice
from annotator.ui.panels.said import Said
from annotator.ui.panels.span.inspector import Inspector
from annotator.ui.panels.welcome import Welcome
from annotator.ui.panes import Pane, enter_first, go_round
from annotator.ui.widgets.nothing_here import NothingHere

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import (
        QAction,
        QCloseEvent,
        QDragEnterEvent,
        QDropEvent,
        QKeyEvent,
        QPaintEvent,
    )
    from PySide6.QtWidgets import QMenu

    from annotator.services.jobs import Runner
    from annotator.ui.actions import Actions
    from annotator.ui.theme import Theme

_SIZE = (1280, 860)
_LIST_WIDTH, _ARTICLE_WIDTH, _INSPECTOR_WIDTH = 300, 700, 280
_DRAWER_HEIGHT = 280


class MainWindow(QMainWindow):
    """The article list, the article, the inspector; or the welcome."""

    files_dropped = Signal(object)
    """A list of Paths."""
    closing = Signal()
    painted = Signal()
    """The window was painted for the first time."""

    def __init__(self, theme: Theme, runner: Runner) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setWindowTitle(self.tr("Annotator"))
        self.setAcceptDrops(True)
        self.resize(*_SIZE)
        self.articles = ArticleListPanel(theme, runner, self)
        self.headline = Headline(self)
        self.notice = Notice(self)
        self.view = ArticleView(self)
        self.notice.left.connect(self.view.setFocus)
        self.view.setObjectName("article")
        self.view.setAccessibleName(self.tr("Article"))
        self.view.column_moved.connect(self.headline.set_left)
        self.view.set_theme(theme)
        self._nothing = NothingHere(
            self.tr(
                "No articles yet.\n\nDrop files or a folder on this window, "
                "or import or paste an article from the File menu."
            ),
            self.view,
        )
        self.articles.emptied.connect(self._nothing.setVisible)
        self.inspector = Inspector(self)
        self.drawer = Drawer(self)
        self.drawer.closed.connect(self.view.setFocus)
        self.welcome = Welcome(self)
        self.jobs = JobBar(runner, self)
        self.hint = QLabel(self)
        self.hint.setObjectName("hint")
        self.said = Said(self)
        self.inspector.refused.connect(self.said.say)
        self.jobs.stopped.connect(
            lambda title: self.said.say(self.tr("Stopped: {0}").format(title))
        )
        self._painted = False
        self._holds_back: Callable[[], bool] = lambda: False
        self._strips: list[QWidget] = []
        self._menus: dict[str, QMenu] = {}
        self._label_separator: QAction | None = None
        self._beside = self._make_beside()
        self._above = self._make_above()
        self._splitter = self._make_splitter()
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.welcome)
        self._pages.addWidget(self._splitter)
        self._arrange()

    def show_project(self, name: str | None) -> None:
        """Shows the panels for a project; None shows the welcome."""
        self._pages.setCurrentWidget(self._splitter if name else self.welcome)
        title = self.tr("Annotator")
        self.setWindowTitle(f"{name} – {title}" if name else title)

    def set_theme(self, theme: Theme) -> None:
        """Paints in other colours."""
        self.articles.set_theme(theme)
        self.view.set_theme(theme)
        self.inspector.set_theme(theme)

    def fill_menus(self, actions: Actions, titles: list[str]) -> None:
        """Puts the actions into menus."""
        for title in titles:
            menu = self._menus[title] = self.menuBar().addMenu(title)
            keep_underlined(menu)
            groups: dict[str, QMenu] = {}
            for spec, action in actions.menu(title):
                home = groups.get(spec.group, menu) if spec.group else menu
                if spec.group and home is menu:
                    home = groups[spec.group] = menu.addMenu(spec.group)
                    keep_underlined(home)
                if spec.separated:
                    home.addSeparator()
                home.addAction(action)

    def put_above_article(self, strip: QWidget) -> None:
        """Puts a strip between the headline and the article."""
        self._middle.insertWidget(self._middle.indexOf(self.view), strip)
        self._strips.append(strip)

    def put_below_article(self, strip: QWidget) -> None:
        """Puts a strip under the article."""
        self._middle.addWidget(strip)
        self._strips.append(strip)

    def next_pane(self, step: int = 1) -> None:
        """Moves the keyboard to the next part of the window that is shown, or the one before."""
        panes = [
            Pane(self.view, partial(self.view.setFocus, Qt.FocusReason.ShortcutFocusReason)),
            Pane(self.inspector, self.inspector.focus_first),
            *(Pane(strip, partial(enter_first, strip)) for strip in self._strips),
            Pane(self.drawer, self.drawer.focus_page),
            Pane(self.articles, self.articles.focus_list),
            Pane(self.notice, partial(enter_first, self.notice)),
        ]
        go_round(panes, self.focusWidget(), step)

    def put_labels(self, menu_title: str, labels: list[QAction]) -> None:
        """Puts the labels' actions on top of a menu, in place of those of another project."""
        menu = self._menus[menu_title]
        if self._label_separator is None:
            self._label_separator = menu.insertSeparator(menu.actions()[0])
        menu.insertActions(self._label_separator, labels)

    def set_guard(self, holds_back: Callable[[], bool]) -> None:
        """What is asked before the window closes: whether it has to stay, for the moment."""
        self._holds_back = holds_back

    def state(self) -> dict[str, str]:
        """Where everything stands, to be restored at the next start."""
        return {
            "geometry": _text(self.saveGeometry()),
            "list": _text(self._splitter.saveState()),
            "inspector": _text(self._beside.saveState()),
            "drawer": _text(self._above.saveState()),
        }

    def restore(self, state: dict[str, str]) -> None:
        """Puts everything where it stood; what does not fit is left as it is."""
        self.restoreGeometry(_bytes(state.get("geometry", "")))
        for name, splitter in (
            ("list", self._splitter),
            ("inspector", self._beside),
            ("drawer", self._above),
        ):
            splitter.restoreState(_bytes(state.get(name, "")))

    # ------------------------------------------------------------ what Qt calls

    def paintEvent(self, event: QPaintEvent) -> None:
        """Says once that the window is there."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.painted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape that no panel has a use for leads back to the article."""
        if event.key() == Qt.Key.Key_Escape and self.view.isVisible():
            self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Lets everything be put away first."""
        if self._holds_back():
            event.ignore()
            return
        self.closing.emit()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes files and folders."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Passes dropped files on."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.files_dropped.emit(paths)

    # ------------------------------------------------------------ parts

    def _make_beside(self) -> QSplitter:
        """The article and, beside it, the inspector."""
        middle = QWidget(self)
        middle.setObjectName("middle")
        middle.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.headline)
        column.addWidget(self.view, stretch=1)
        self._middle = column
        return self._split(
            Qt.Orientation.Horizontal,
            {middle: _ARTICLE_WIDTH, self.inspector: _INSPECTOR_WIDTH},
            main=middle,
        )

    def _make_above(self) -> QSplitter:
        """Those two above the drawer."""
        return self._split(
            Qt.Orientation.Vertical,
            {self._beside: _SIZE[1] - _DRAWER_HEIGHT, self.drawer: _DRAWER_HEIGHT},
            main=self._beside,
        )

    def _make_splitter(self) -> QSplitter:
        """The list beside all of that."""
        return self._split(
            Qt.Orientation.Horizontal,
            {self.articles: _LIST_WIDTH, self._above: _ARTICLE_WIDTH + _INSPECTOR_WIDTH},
            main=self._above,
        )

    def _split(
        self, orientation: Qt.Orientation, parts: dict[QWidget, int], *, main: QWidget
    ) -> QSplitter:
        """A splitter whose main part takes what a larger window gives, and cannot be closed."""
        splitter = QSplitter(orientation, self)
        for number, part in enumerate(parts):
            splitter.addWidget(part)
            splitter.setStretchFactor(number, int(part is main))
            splitter.setCollapsible(number, part is not main and part is not self.drawer)
        splitter.setSizes(list(parts.values()))
        return splitter

    def _arrange(self) -> None:
        centre = QWidget(self)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notice)
        column.addWidget(self._pages, stretch=1)
        self.setCentralWidget(centre)
        self.statusBar().setSizeGripEnabled(False)
        self.hint.setContentsMargins(10, 4, 10, 4)
        self.statusBar().addWidget(self.hint, stretch=1)
        self.statusBar().addPermanentWidget(self.said)
        self.statusBar().addPermanentWidget(self.jobs)


def _text(state: QByteArray) -> str:
    return bytes(state.toHex().data()).decode()


def _bytes(text: str) -> QByteArray:
    return QByteArray.fromHex(QByteArray(text.encode()))
