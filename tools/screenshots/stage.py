"""One window on one project, as a picture needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QEventLoop, QPoint, QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from annotator.domain.ids import DocumentId
from annotator.domain.span import Span
from annotator.ui.application import application
from annotator.ui.photograph import wait_until
from annotator.ui.program import Program

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from annotator.services.settings import SettingsFile

_TURNS = 6
_FADING_MS = 400


class Stage:
    """The program as a user has it before their eyes. project: None for the welcome."""

    def __init__(self, settings: SettingsFile, project: Path | None, size: tuple[int, int]) -> None:
        app = application()
        app.setCursorFlashTime(0)  # else it depends on the moment whether a cursor is seen
        self.program = program = Program(app, settings)
        self.window, self.desk = program.window, program.desk
        self.window.resize(*size)
        program.show(None)
        if project is not None:
            program.workbench.open_project(project)
            self.wait(lambda: not self.window.jobs.is_busy)
        self.settle()

    def do(self, action: str) -> None:
        """Does what an action of the menus does."""
        self.program.actions[action].trigger()
        self.settle()

    def wait(self, true: Callable[[], bool]) -> None:
        """Waits until something is so."""
        wait_until(true)
        self.settle()

    def wait_for_fading(self) -> None:
        """Waits until the crosses in fields in which something was typed are wholly there."""
        loop = QEventLoop()
        QTimer.singleShot(_FADING_MS, loop, loop.quit)
        loop.exec()
        self.settle()

    def settle(self) -> None:
        """Lets panels follow the article, and layouts their texts."""
        for _ in range(_TURNS):
            QApplication.processEvents()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def find(self, kind: type[QWidget], name: str) -> QWidget:
        """The widget with an object name, wherever it is."""
        places = [self.window, *QApplication.topLevelWidgets()]
        return next(filter(None, (one.findChild(kind, name) for one in places)))

    def make_current(self, words: str, label: str) -> None:
        """Makes the first span with a label that begins with these words the current one."""
        view = self.window.view
        self.desk.set_current(
            next(
                mark
                for mark in view.marks()
                if mark.label == label
                and view.text_in(Span(mark.start, mark.end)).startswith(words)
            )
        )
        view.setFocus()
        self.settle()

    def select(self, words: str) -> Span:
        """Selects the first place of these words in the article."""
        document, view = self.desk.document, self.window.view
        assert document is not None
        start = document.text.index(words)
        span = Span(start, start + len(words))
        view.setFocus()
        view.select(span)
        self.settle()
        return span

    def open_article(self, row: int) -> None:
        """Opens an article of the list, counted from 0."""
        listed = self.window.articles.listed()
        assert listed is not None
        self.program.queue.go_to(DocumentId(listed[row]), Span(0, 1))
        self.settle()

    def close(self) -> None:
        """Puts everything away."""
        for dialog in self.window.findChildren(QDialog):
            dialog.close()
        self.window.close()
        self.settle()

    # ------------------------------------------------------------ pictures

    def photograph(self) -> QImage:
        """The dialog that is open, or the window with what lies over it."""
        self.settle()
        dialogs = [one for one in self.window.findChildren(QDialog) if one.isVisible()]
        if dialogs:
            return _image(dialogs[-1])
        picture = self.window.grab()
        painter = QPainter(picture)
        for one in QApplication.topLevelWidgets():
            if one is not self.window and one.isVisible() and one.windowType().name == "Popup":
                origin = self.window.mapToGlobal(QPoint(0, 0))
                painter.drawPixmap(one.mapToGlobal(QPoint(0, 0)) - origin, one.grab())
        painter.end()
        return picture.toImage().convertToFormat(QImage.Format.Format_RGB888)

    def photograph_of(self, widget: QWidget) -> QImage:
        """One widget."""
        self.settle()
        return _image(widget)


def _image(widget: QWidget) -> QImage:
    return widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
