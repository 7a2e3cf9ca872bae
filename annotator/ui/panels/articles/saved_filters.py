"""The menu of filters that are kept in the project."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu

from annotator.domain.document import ArticleFilter, ListOrder
from annotator.domain.errors import KnownError
from annotator.ui.mnemonics import literal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from annotator.domain.document import SavedFilter
    from annotator.services.filters import Filters


class SavedFilterMenu(QMenu):
    """Lists them, and keeps, renames and deletes them; filled when it opens."""

    chosen = Signal(object)
    """The SavedFilter that should hold."""
    failed = Signal(object)
    """An AnnotatorError."""
    said = Signal(str, str, object)
    """A sentence, a button, and what it does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("saved_filters")
        self.setAccessibleName(self.tr("Saved filters"))
        self._filters: Filters | None = None
        self._where = ArticleFilter()
        self._order = ListOrder()
        self._ask: Callable[..., object] = lambda *_, **__: None
        self.aboutToShow.connect(self._fill)

    def set_filters(self, filters: Filters | None) -> None:
        """Where they are kept."""
        self._filters = filters

    def set_current(self, where: ArticleFilter, order: ListOrder) -> None:
        """What holds now, and would be kept."""
        self._where, self._order = where, order

    def set_asking(self, ask: Callable[..., object]) -> None:
        """How a name is asked for; see InlineField.ask."""
        self._ask = ask

    def save_current(self) -> None:
        """Asks for a name, and keeps what holds now under it."""
        current = self._current()
        self._ask(
            self.tr("Name"),
            self.tr("Save"),
            self._save,
            text=current.name if current else self._where.words,
        )

    # ------------------------------------------------------------ parts

    def _fill(self) -> None:
        self.clear()
        if self._filters is None:
            return
        found = self._filters.all()
        for saved in found:
            action = self.addAction(literal(saved.name))
            action.setCheckable(True)
            action.setChecked((saved.where, saved.order) == (self._where, self._order))
            action.triggered.connect(partial(self._choose, saved))
        if not found:
            self.addAction(self.tr("No filter is saved yet")).setEnabled(False)
        self.addSeparator()
        save = self.addAction(self.tr("&Save what is shown now…"))
        save.setObjectName("save_filter")
        save.setEnabled((self._where, self._order) != (ArticleFilter(), ListOrder()))
        save.triggered.connect(self.save_current)
        if found:
            self._submenu(self.tr("&Rename"), found, self._rename)
            self._submenu(self.tr("&Delete"), found, self._delete)

    def _submenu(
        self, title: str, found: Sequence[SavedFilter], call: Callable[[SavedFilter], object]
    ) -> None:
        menu = self.addMenu(title)
        for saved in found:
            menu.addAction(literal(saved.name)).triggered.connect(partial(_call, call, saved))

    def _choose(self, saved: SavedFilter, _checked: bool = False) -> None:
        self.chosen.emit(saved)

    def _current(self) -> SavedFilter | None:
        here = (self._where, self._order)
        found = self._filters.all() if self._filters else []
        return next((one for one in found if (one.where, one.order) == here), None)

    def _save(self, name: str) -> None:
        filters = self._filters
        if filters is None:
            return
        try:
            before = filters.save(name, self._where, self._order)
        except KnownError as error:
            self.failed.emit(error)
            return
        if before is not None and (before.where, before.order) != (self._where, self._order):
            sentence = self.tr("The filter “{0}” was replaced.").format(before.name)
            self.said.emit(sentence, self.tr("Undo"), partial(filters.restore, before))

    def _rename(self, saved: SavedFilter) -> None:
        def rename(name: str) -> None:
            try:
                if self._filters is not None:
                    self._filters.rename(saved.name, name)
            except KnownError as error:
                self.failed.emit(error)

        self._ask(self.tr("New name"), self.tr("Rename"), rename, text=saved.name)

    def _delete(self, saved: SavedFilter) -> None:
        filters = self._filters
        if filters is None:
            return
        try:
            filters.delete(saved.name)
        except KnownError as error:
            self.failed.emit(error)
            return
        sentence = self.tr("The filter “{0}” was deleted.").format(saved.name)
        self.said.emit(sentence, self.tr("Undo"), partial(filters.restore, saved))


def _call(
    call: Callable[[SavedFilter], object], saved: SavedFilter, _checked: bool = False
) -> None:
    call(saved)
