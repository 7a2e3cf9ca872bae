"""What the window shows while no project is open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.resources import resource
from annotator.ui.mnemonics import literal
from annotator.ui.tips import literally
from annotator.ui.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QShowEvent

_LETTERS = 66
"""The width of the column, in letters of average width."""
_RECENT_SHOWN = 5
_SIGN = QSize(44, 44)


class Welcome(QScrollArea):
    """Three ways to begin, and the projects that were open lately."""

    starter_chosen = Signal()
    new_chosen = Signal()
    open_chosen = Signal()
    recent_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcome")
        self.setAccessibleName(self.tr("Welcome"))
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        inside = QWidget()
        inside.setObjectName("welcome_inside")
        column = QWidget(inside)
        self._inside = column
        self._column = QVBoxLayout(column)
        self._column.setSpacing(8)
        title = QLabel(self.tr("Annotator"), column)
        title.setObjectName("welcome_title")
        line = QLabel(self.tr("News articles, highlighted; training data, exact."), column)
        line.setObjectName("welcome_line")
        sign = QLabel(column)
        sign.setPixmap(QIcon(str(resource("icons", "annotator.svg"))).pixmap(_SIGN))
        heading = QHBoxLayout()
        heading.setSpacing(14)
        heading.addWidget(sign)
        heading.addWidget(title, stretch=1)
        self._column.addLayout(heading)
        self._column.addWidget(line)
        self._column.addSpacing(14)
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
        self._recent_title.setContentsMargins(14, 0, 0, 0)
        self._shown: list[QWidget] = []
        self._recent = QGridLayout()
        self._recent.setHorizontalSpacing(4)
        self._recent.setVerticalSpacing(0)
        self._recent.setColumnStretch(1, 1)
        self._column.addSpacing(14)
        self._column.addWidget(self._recent_title)
        self._column.addLayout(self._recent)
        layout = QVBoxLayout(inside)
        layout.addStretch(2)
        layout.addWidget(column, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        self.setWidget(inside)
        self.show_recent([])

    def showEvent(self, event: QShowEvent) -> None:
        """Takes the width that its lines need; their font is known only now."""
        super().showEvent(event)
        letters = _LETTERS * self.fontMetrics().averageCharWidth()
        margins = self._column.contentsMargins()
        choices = max(one.sizeHint().width() for one in self._inside.findChildren(_Choice))
        # names of projects do not count: they are cut
        self._inside.setFixedWidth(max(letters, choices + margins.left() + margins.right()))

    def show_recent(self, paths: Sequence[str]) -> None:
        """Lists recent projects that are still there."""
        for old in self._shown:
            old.hide()
            self._recent.removeWidget(old)
            old.deleteLater()
        self._shown.clear()
        found = [Path(text) for text in paths if Path(text).is_file()][:_RECENT_SHOWN]
        for row, path in enumerate(found):
            self._add_recent(row, path)
        self._recent_title.setVisible(bool(found))

    def _add_recent(self, row: int, path: Path) -> None:
        link = QPushButton(literal(path.stem))
        link.setObjectName("welcome_recent")
        link.setToolTip(literally(str(path)))
        link.setAutoDefault(True)
        link.setCursor(Qt.CursorShape.PointingHandCursor)
        link.clicked.connect(lambda: self.recent_chosen.emit(path))
        folder = ElidedLabel(_written(path.parent))
        folder.setObjectName("detail")
        self._recent.addWidget(link, row, 0, Qt.AlignmentFlag.AlignLeft)
        self._recent.addWidget(folder, row, 1)
        self._shown += [link, folder]

    def _add_link(self, name: str, text: str, detail: str, call: Callable[[], None]) -> None:
        link = _Choice(text, detail, self)
        link.setObjectName(name)
        link.clicked.connect(lambda: call())
        self._column.addWidget(link)
        if self.focusProxy() is None:
            self.setFocusProxy(link)


def _written(folder: Path) -> str:
    """A folder's path, short where it lies in the user's own one."""
    home = Path.home()
    return f"~/{folder.relative_to(home)}" if home in folder.parents else str(folder)


class _Choice(QPushButton):
    """A large button of two lines. Qt's own has letters of 9 points, whatever the user's are."""

    def __init__(self, text: str, detail: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("is_choice", True)
        self.setAutoDefault(True)  # so that Enter presses it, as the space bar does
        self.setAccessibleName(text)
        self.setAccessibleDescription(detail)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(14, 10, 14, 10)
        self._lines.setSpacing(2)
        for line, name in ((text, "choice_title"), (detail, "detail")):
            label = QLabel(line, self)
            label.setObjectName(name)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._lines.addWidget(label)

    def sizeHint(self) -> QSize:
        """Room for both lines."""
        return self._lines.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Both lines are always seen."""
        return self._lines.minimumSize()
