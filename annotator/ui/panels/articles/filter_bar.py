"""What stands above the list of articles: words, conditions, filters that are kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from annotator.domain.document import ArticleFilter, ListOrder
from annotator.resources import resource
from annotator.ui.panels.articles.filter_chips import FilterChips
from annotator.ui.panels.articles.saved_filters import SavedFilterMenu
from annotator.ui.parts.filter_words import UNFINISHED, active
from annotator.ui.widgets.inline_field import InlineField

if TYPE_CHECKING:
    from annotator.domain.document import SavedFilter
    from annotator.services.browsing import Browsing
    from annotator.services.filters import Filters
    from annotator.ui.panels.articles.filter_panel import FilterPanel
    from annotator.ui.parts.filter_words import Active
    from annotator.ui.theme import Theme

_TYPING_PAUSE_MS = 150
_ICON = QSize(16, 16)


class FilterBar(QWidget):
    """Holds the filter and the order of the list, and says when they change."""

    changed = Signal()
    failed = Signal(object)
    """An AnnotatorError, of a filter that could not be kept."""
    said = Signal(str, str, object)
    """Something to tell: a sentence, a button and what it does."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filter_bar")
        self.where = ArticleFilter()
        self.order = ListOrder()
        self._browsing: Browsing | None = None
        self._words = self._make_words()
        self._conditions = self._make_button(
            "filter_conditions", self.tr("Conditions and order of the list")
        )
        self._conditions.clicked.connect(self.open_panel)
        self._saved = self._make_button("filter_saved", self.tr("Saved filters"))
        self._saved.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = SavedFilterMenu(self._saved)
        self._menu.chosen.connect(self._on_saved)
        self._menu.failed.connect(self.failed)
        self._menu.said.connect(self.said)
        self._saved.setMenu(self._menu)
        self._chips = FilterChips(self)
        self._chips.taken_away.connect(self._on_taken_away)
        self._name = InlineField("filter_name", self)
        self._name.set_narrow()
        self._name.closed.connect(self._words.setFocus)
        self._menu.set_asking(self._name.ask)
        self._panel: FilterPanel | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_PAUSE_MS)
        self._pause.timeout.connect(self._on_typed)
        self._words.textChanged.connect(lambda _: self._pause.start())
        self._words.returnPressed.connect(self._on_typed)
        self.set_theme(theme)
        self._arrange()

    def set_source(self, browsing: Browsing | None) -> None:
        """Works on a project; without one, nothing is filtered."""
        self._browsing = browsing
        if browsing is None:
            self._name.leave()
            self.set_list(ArticleFilter(), ListOrder())

    def set_filters(self, filters: Filters | None) -> None:
        """Where filters are kept."""
        self._menu.set_filters(filters)

    def set_theme(self, theme: Theme) -> None:
        """Draws in other colours."""
        tone = "dark" if theme.is_dark else "light"
        for button, name in ((self._conditions, "filter"), (self._saved, "saved")):
            button.setIcon(QIcon(str(resource("icons", f"{name}-{tone}.svg"))))

    def set_list(self, where: ArticleFilter, order: ListOrder) -> None:
        """Filters and sorts by this from now on."""
        if self._words.text() != where.words:
            self._words.blockSignals(True)
            self._words.setText(where.words)
            self._words.blockSignals(False)
        self._pause.stop()
        self._change(where, order)

    def toggle_unfinished(self) -> None:
        """Shows the articles that are not done, or all again."""
        statuses = None if self.where.statuses == UNFINISHED else UNFINISHED
        self.set_list(replace(self._typed(), statuses=statuses), self.order)

    def toggle_removed(self) -> None:
        """Shows the articles that were removed, or those that were not."""
        if self.where.hidden:
            self.set_list(replace(self._typed(), hidden=False), self.order)
        else:
            self.set_list(ArticleFilter(hidden=True), self.order)

    def clear(self) -> None:
        """Shows all articles in the order of their import."""
        self.set_list(ArticleFilter(), ListOrder())

    def focus_words(self) -> None:
        """Puts the cursor into the filter."""
        self._words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._words.selectAll()

    def open_panel(self) -> None:
        """Opens the panel of conditions."""
        from annotator.ui.panels.articles.filter_panel import Choices, FilterPanel

        if self._browsing is None:
            return
        if self._panel is None:
            self._panel = FilterPanel(self)
            self._panel.changed.connect(
                lambda where, order: self._change(replace(where, words=self.where.words), order)
            )
        browsing = self._browsing
        self._panel.open_under(
            self._conditions,
            self.where,
            self.order,
            Choices(
                browsing.known_outlets(),
                browsing.known_tags(),
                browsing.scheme().names(),
                {int(one): name for one, name in browsing.annotators().items()},
            ),
        )

    def open_saved(self) -> None:
        """Opens the menu of saved filters."""
        self._saved.showMenu()

    def save(self) -> None:
        """Asks for a name, and keeps the filter under it."""
        self._menu.save_current()

    # ------------------------------------------------------------ parts

    def _make_words(self) -> QLineEdit:
        words = QLineEdit(self)
        words.setObjectName("article_filter")
        words.setPlaceholderText(self.tr("Filter articles"))
        words.setAccessibleName(self.tr("Filter articles"))
        words.setToolTip(
            self.tr(
                "Beginnings of words of the title, the outlet, the author, the tags or the note;\n"
                "text:word looks through the articles themselves, “two words” side by side"
            )
        )
        words.setClearButtonEnabled(True)
        return words

    def _make_button(self, name: str, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setAccessibleName(text)
        button.setToolTip(text)
        button.setIconSize(_ICON)
        button.setAutoRaise(True)
        button.setProperty("is_bare", True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _arrange(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(12, 12, 8, 8)
        line.setSpacing(2)
        line.addWidget(self._words, stretch=1)
        line.addSpacing(4)
        line.addWidget(self._conditions)
        line.addWidget(self._saved)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self._name)
        column.addWidget(self._chips)

    def _typed(self) -> ArticleFilter:
        return replace(self.where, words=self._words.text())

    def _on_typed(self) -> None:
        self._pause.stop()
        self._change(self._typed(), self.order)

    def _on_taken_away(self, condition: Active) -> None:
        self._change(replace(condition.where, words=self.where.words), condition.order)

    def _on_saved(self, saved: SavedFilter) -> None:
        self.set_list(saved.where, saved.order)

    def _change(self, where: ArticleFilter, order: ListOrder) -> None:
        if (where, order) == (self.where, self.order):
            return
        self.where, self.order = where, order
        names = self._browsing.annotators() if self._browsing else {}
        self._chips.show_conditions(active(where, order, {int(k): v for k, v in names.items()}))
        self._menu.set_current(where, order)
        self.changed.emit()
