"""Which version this is, under which licence, and whose work is in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator import __version__
from annotator.resources import resource
from annotator.ui.item_models.works import Work, WorkModel
from annotator.ui.widgets.plain_table import PlainTable

if TYPE_CHECKING:
    from annotator.services.credits import Credits

_SIZE = (900, 600)
_FULL = 58
"""Characters of a line that may have been ended because it was full."""
_GOES_ON = re.compile(r"[ \t]*(?![-=*#•]|\(?\w{1,2}[.)] |Copyright|https?:)\S")
_ICON = 56
"""Pixels across."""


class AboutDialog(QDialog):
    """A list of works with the text of what is chosen beside it; empty until `show_credits`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("about_dialog")
        self.setWindowTitle(self.tr("About Annotator"))
        self.resize(*_SIZE)
        self._details = ""
        self._works: tuple[Work, ...] = ()
        self._search = QLineEdit(self)
        self._search.setObjectName("about_search")
        self._search.setPlaceholderText(self.tr("Search names and licences"))
        self._search.setAccessibleName(self.tr("Search names and licences"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._fill)
        self._model = WorkModel(self)
        self._table = self._make_table()
        self._text = QPlainTextEdit(self)
        self._text.setObjectName("about_text")
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(self.tr("Licence and credits"))
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._buttons, self._copy = self._make_buttons()
        self._arrange()
        self._table.setFocus()

    def show_credits(self, credits: Credits) -> None:
        """Shows what was gathered."""
        self._details = credits.details()
        self._copy.setEnabled(True)
        self._works = (
            Work("Annotator", credits.version, "MIT", self._about(credits)),
            *(Work(one.name, one.version, one.licence, one.says) for one in credits.data),
            *(
                Work(one.name, one.version, one.licence, one.text or self._no_text(one.licence))
                for one in credits.components
            ),
        )
        self._fill()

    def _no_text(self, licence: str) -> str:
        return self.tr("Under the licence {0}. Its text was not installed with it.").format(licence)

    def _about(self, credits: Credits) -> str:
        """Everything that is to be said of the whole."""
        said = [*credits.notice]
        said += [f"{one.name} ({one.licence}): {one.says}" for one in credits.data]
        if credits.sbom is not None:
            listed = self.tr("All components, as a bill of materials (CycloneDX): {0}")
            said.append(listed.format(credits.sbom))
        said += [self.tr("Annotator itself is under this licence:"), credits.licence.strip()]
        return "\n\n".join(said)

    # ------------------------------------------------------------ parts

    def _make_table(self) -> PlainTable:
        table = PlainTable(
            "about_table", self.tr("Whose work is in the program"), self._model, self
        )
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.set_widths(0, 12, 20)
        table.selectionModel().currentRowChanged.connect(lambda *_: self._show_text())
        table.row_chosen.connect(lambda _: self._text.setFocus())
        return table

    def _make_buttons(self) -> tuple[QDialogButtonBox, QPushButton]:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        copy = buttons.addButton(
            self.tr("&Copy version details"), QDialogButtonBox.ButtonRole.ActionRole
        )
        copy.setObjectName("about_copy")
        copy.setEnabled(False)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._details))
        for button in buttons.findChildren(QPushButton):
            button.setAutoDefault(False)  # Enter is for the list
        buttons.rejected.connect(self.reject)
        return buttons, copy

    def _head(self) -> QHBoxLayout:
        icon = QLabel(self)
        drawn = QIcon(str(resource("icons", "annotator.svg")))
        icon.setPixmap(drawn.pixmap(_ICON, _ICON))
        icon.setAccessibleName(self.tr("The sign of Annotator"))
        title = QLabel(self.tr("Annotator {0}").format(__version__), self)
        title.setObjectName("article_title")
        line = QLabel(
            self.tr(
                "Actors, locations, quotes and claims in news articles, annotated on your own"
                " computer.\nMIT licence. Uses Qt and PySide6 under the LGPL, version 3."
            ),
            self,
        )
        line.setObjectName("about_line")
        line.setWordWrap(True)
        said = QVBoxLayout()
        said.setSpacing(4)
        said.addWidget(title)
        said.addWidget(line)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(icon, alignment=Qt.AlignmentFlag.AlignTop)
        head.addLayout(said, stretch=1)
        return head

    def _arrange(self) -> None:
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._search)
        column.addWidget(self._table, stretch=1)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addWidget(left, stretch=1)
        both.addWidget(self._text, stretch=1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(16)
        layout.addLayout(self._head())
        layout.addLayout(both, stretch=1)
        layout.addWidget(self._buttons)

    def _fill(self) -> None:
        """Shows the rows that fit what was typed, and chooses the first."""
        words = self._search.text().casefold().split()
        self._model.show([one for one in self._works if one.fits(words)])
        self._table.select_rows([0] if self._model.rowCount() else [])
        self._show_text()

    def _show_text(self) -> None:
        work = self._model.work(self._table.currentIndex().row())
        self._text.setPlainText(unwrapped(work.text) if work is not None else "")


def unwrapped(text: str) -> str:
    """A licence without the line ends that only kept it within eighty columns.

    Lines stay apart where the next one is empty, set in, or begins an item or a heading.
    """
    lines: list[str] = []
    is_open = False
    for line in text.splitlines():
        if is_open and _GOES_ON.match(line):
            lines[-1] += " " + line.strip()
        else:
            lines.append(line.rstrip())
        is_open = len(line) > _FULL
    return "\n".join(lines)
