"""The real window on a project, driven by keys and timed from the key to the end of the repaint."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QTextEdit, QWidget

from annotator.ui.application import application
from annotator.ui.program import Program
from tests.bench.measuring import now
from tests.bench.shelf import settings_beside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from annotator.domain.ids import DocumentId
    from tests.bench.measuring import Cost

_PATIENCE_S = 60.0
_WINDOW = (1280, 900)


class Paints(QObject):
    """Notices that a widget is painted. happened: since it was last set to False."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.happened = False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lets everything through."""
        if event.type() == QEvent.Type.Paint:
            self.happened = True
        return False


class Rig:
    """A window with a project, and beside it an empty one whose repaint is the floor.

    No suggestion process is started, what it does to the window is measured by start.py; and no
    backup is made.
    """

    def __init__(self, project: Path) -> None:
        self._app = application()
        self.program = Program(self._app, settings_beside(project))
        self.window = self.program.window
        self.view = self.window.view
        self.program.suggestions.suggest = lambda: None  # type: ignore[method-assign]
        # a copy of the whole file, some seconds after opening: its CPU time is this process's too
        self.program.workbench._back_up = lambda: None  # type: ignore[method-assign]
        self._paints = Paints(self.view.viewport())
        self.settled: Cost
        self.program.show(project)
        self.window.resize(*_WINDOW)
        self._wait(lambda: self.program.workbench.services is not None)
        self._wait(self.window.isActiveWindow)
        self.settle()
        self._empty = _empty_view(self.view.viewport())
        self._empty_paints = Paints(self._empty.viewport())
        self.window.activateWindow()
        self.settle()

    def open(self, document_id: DocumentId) -> Cost:
        """Chooses an article, until it is painted."""
        return self.until_painted(lambda: self.program.queue.open_article(document_id))

    def press(self, key: Qt.Key) -> Cost:
        """Presses a key in the article, until the answer is painted."""
        return self.until_painted(lambda: QTest.keyClick(self.view, key))

    def turn_wheel(self) -> Cost:
        """Scrolls down by one notch, until that is painted."""
        viewport = self.view.viewport()
        middle = QPointF(viewport.rect().center())
        event = QWheelEvent(
            middle,
            viewport.mapToGlobal(middle),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        return self.until_painted(lambda: QApplication.sendEvent(viewport, event))

    def jump_to(self, share: float) -> Cost:
        """Drags the scroll bar to a share of the whole, until that place is painted."""
        bar = self.view.verticalScrollBar()
        return self.until_painted(lambda: bar.setValue(int(bar.maximum() * share)))

    def repaint_empty(self) -> Cost:
        """The floor: repaints an empty text edit of the article's size."""
        viewport = self._empty.viewport()
        return self._timed(viewport.update, self._empty_paints)

    def until_painted(self, action: Callable[[], object]) -> Cost:
        """What an action costs until the article is painted; `settled` tells of what follows."""
        return self._timed(action, self._paints)

    def settle(self) -> None:
        """Lets everything that is due happen."""
        for _ in range(5):
            self._app.processEvents()

    def rest(self, seconds: float) -> None:
        """Lets the user look at the screen for a while."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self._app.processEvents()
            time.sleep(0.005)

    def close(self) -> None:
        """Closes the project and both windows."""
        self._empty.close()
        self.window.close()
        self.settle()

    def _timed(self, action: Callable[[], object], paints: Paints) -> Cost:
        self.settle()
        paints.happened = False
        start = now()
        action()
        # paints are posted events; what a timer does comes after them and is not waited for
        until = time.monotonic() + _PATIENCE_S
        while not paints.happened:
            if time.monotonic() > until:
                raise TimeoutError(f"nothing was painted within {_PATIENCE_S:.0f} s")
            QApplication.sendPostedEvents()
            if not paints.happened:
                self._app.processEvents()
        painted = now() - start
        self.settle()
        self.settled = now() - start
        return painted

    def _wait(self, true: Callable[[], bool]) -> None:
        until = time.monotonic() + _PATIENCE_S
        while not true():
            if time.monotonic() > until:
                raise TimeoutError(f"nothing came of it within {_PATIENCE_S:.0f} s")
            self._app.processEvents()


@contextmanager
def rig_on(project: Path) -> Iterator[Rig]:
    """A rig that is closed at the end."""
    hook = sys.excepthook
    rig = Rig(project)
    try:
        yield rig
    finally:
        rig.close()
        sys.excepthook = hook


def _empty_view(like: QWidget) -> QTextEdit:
    empty = QTextEdit()
    empty.setReadOnly(True)
    empty.setFrameShape(QFrame.Shape.NoFrame)
    empty.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    empty.resize(like.size())
    empty.show()
    return empty
