"""A drawer below the article, for lists that one works through with the article in sight."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.panes import enter_first
from annotator.ui.parts.own_keys import own_key
from annotator.ui.widgets.close_button import close_button

_LEAST_HEIGHT = 140


class Drawer(QWidget):
    """Shows one page at a time, under its title; Escape in it closes it."""

    closed = Signal()
    """It was closed: the keyboard should go back to the article."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("drawer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumHeight(_LEAST_HEIGHT)
        self._title = QLabel(self)
        self._title.setObjectName("drawer_title")
        close = close_button(self.tr("Close"), self.tr("Close (Esc)"), self)
        close.setObjectName("drawer_close")
        close.clicked.connect(self.close_page)
        self._pages = QStackedWidget(self)
        self._pages.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        heading = QHBoxLayout()
        heading.setContentsMargins(12, 8, 8, 6)
        heading.addWidget(self._title, stretch=1)
        heading.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(heading)
        column.addWidget(self._pages, stretch=1)
        own_key(self, self.close_page, "Esc")
        self.hide()

    def show_page(self, page: QWidget, title: str) -> None:
        """Opens the drawer on a page, which it owns from now on; the keyboard stays put."""
        if self._pages.indexOf(page) < 0:
            self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        self._title.setText(title)
        self.show()

    @property
    def page(self) -> QWidget | None:
        """The page that is shown; None while the drawer is closed."""
        return None if self.isHidden() else self._pages.currentWidget()

    def focus_page(self) -> None:
        """Puts the keyboard onto the page that is shown."""
        page = self._pages.currentWidget()
        if page is not None:
            enter_first(page)

    def close_page(self) -> None:
        """Closes the drawer."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()
