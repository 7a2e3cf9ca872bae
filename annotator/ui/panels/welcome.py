"""What the window shows while no project is open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QCommandLinkButton, QLabel, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDTH = 460
_RECENT_SHOWN = 5


class Welcome(QWidget):
    """Three ways to begin, and the projects that were open lately."""

    starter_chosen = Signal()
    new_chosen = Signal()
    open_chosen = Signal()
    recent_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcome")
        column = QWidget(self)
        column.setFixedWidth(_WIDTH)
        self._column = QVBoxLayout(column)
        self._column.setSpacing(4)
        title = QLabel(self.tr("Annotator"), column)
        title.setObjectName("welcome_title")
        line = QLabel(self.tr("News articles, highlighted; training data, exact."), column)
        line.setObjectName("welcome_line")
        self._column.addWidget(title)
        self._column.addWidget(line)
        self._column.addSpacing(18)
        self._add_link(
            "welcome_starter",
            self.tr("Try the starter project"),
            self.tr("Sample articles, already pre-highlighted"),
            self.starter_chosen.emit,
        )
        self._add_link(
            "welcome_new",
            self.tr("New project…"),
            self.tr("An empty project file; then drop your articles on the window"),
            self.new_chosen.emit,
        )
        self._add_link(
            "welcome_open",
            self.tr("Open a project…"),
            self.tr("Continue where you stopped"),
            self.open_chosen.emit,
        )
        self._recent_title = QLabel(self.tr("Recent projects"), column)
        self._recent_title.setObjectName("section_title")
        self._column.addSpacing(14)
        self._column.addWidget(self._recent_title)
        self._recent: list[QWidget] = []
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addWidget(column, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def show_recent(self, paths: Sequence[str]) -> None:
        """Lists recent projects that are still there."""
        for old in self._recent:
            old.deleteLater()
        found = [Path(text) for text in paths if Path(text).is_file()][:_RECENT_SHOWN]
        self._recent = [self._recent_link(path) for path in found]
        self._recent_title.setVisible(bool(found))

    def _recent_link(self, path: Path) -> QWidget:
        return self._add_link(
            "welcome_recent", path.stem, str(path.parent), lambda: self.recent_chosen.emit(path)
        )

    def _add_link(self, name: str, text: str, detail: str, call: object) -> QWidget:
        link = QCommandLinkButton(text, detail, self)
        link.setIcon(QIcon())  # the style's own arrow is black on black in a dark window
        link.setObjectName(name)
        link.clicked.connect(lambda: call())  # type: ignore[operator]
        self._column.addWidget(link)
        return link
