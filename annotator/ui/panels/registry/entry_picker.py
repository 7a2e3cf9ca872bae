"""A field that finds an entry of the registry while one types, or makes a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QListView, QWidget

from annotator.ui.item_models.entry_choices import Choice, ChoiceDelegate, ChoiceModel, Does

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent

    from annotator.domain.ids import DocumentId, EntryId
    from annotator.services.registry_browsing import RegistryBrowsing

_MOST_WIDTH = 420
_MOST_HEIGHT = 320
_MOVES = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -5,
    Qt.Key.Key_PageDown: 5,
}
_OURS = {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}
"""Reasons for which the keyboard comes back without anybody having asked for the list."""


class EntryPicker(QLineEdit):
    """Offers whom a name may mean; typing searches all names. Enter chooses, Escape leaves."""

    entry_chosen = Signal(object)
    """The EntryId to link to."""
    new_chosen = Signal(str)
    """The name of the entry to make."""
    none_chosen = Signal()
    """What is linked is to be unlinked."""
    left = Signal()
    """Something was chosen, or nothing by Escape: the keyboard should go back."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._registry: RegistryBrowsing | None = None
        self._text = ""
        self._label = ""
        self._document_id: DocumentId | None = None
        self._linked: EntryId | None = None
        self._name = ""
        self._model = ChoiceModel(self)
        self._list: QListView | None = None
        self.textEdited.connect(lambda _: self._offer())

    def set_source(self, registry: RegistryBrowsing | None) -> None:
        """Finds the entries of a project."""
        self._registry = registry
        self.close_list()

    def show_name(
        self,
        text: str,
        label: str,
        document_id: DocumentId | None = None,
        *,
        linked: EntryId | None = None,
        name: str = "",
    ) -> None:
        """Takes entries for what a text with a label says from now on.

        linked, name: the entry that it is linked to. What is being typed about the same stays.
        """
        is_same = (text, label, document_id) == (self._text, self._label, self._document_id)
        self._text, self._label, self._document_id = text, label, document_id
        if is_same and linked == self._linked and name == self._name:
            return
        self._linked, self._name = linked, name
        self.setText(name)
        if self.is_open:
            self._offer()

    @property
    def is_open(self) -> bool:
        """Whether the list is shown."""
        return self._list is not None and self._list.isVisible()

    def close_list(self) -> None:
        """Hides the list."""
        if self._list is not None:
            self._list.hide()

    def choices(self) -> ChoiceModel:
        """What the list offers."""
        return self._model

    # ------------------------------------------------------------ what Qt calls

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Opens the list for whoever comes to choose."""
        super().focusInEvent(event)
        if event.reason() not in _OURS:
            self.selectAll()
            self._offer(typed=False)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaves everything as it was."""
        super().focusOutEvent(event)
        self.close_list()
        if event.reason() not in _OURS:
            self.setText(self._name)

    def hideEvent(self, event: QHideEvent) -> None:
        """Takes the list along."""
        super().hideEvent(event)
        self.close_list()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move in the list, Enter chooses, Escape leaves."""
        key = Qt.Key(event.key())
        if key in _MOVES and self._registry is not None:
            if not self.is_open:
                self._offer(typed=False)
            else:
                self._move(_MOVES[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.is_open and self._list is not None:
                self._choose(self._list.currentIndex().row())
            else:
                self._offer(typed=False)
        elif key == Qt.Key.Key_Escape:
            self.close_list()
            self.setText(self._name)
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------ parts

    def _offer(self, *, typed: bool = True) -> None:
        if self._registry is None or not self._label:
            return
        wanted = self.text().strip() if typed else ""
        choices = self._found(wanted) if wanted else self._suggested()
        name = wanted or " ".join(self._text.split())
        if name:
            title = self.tr("New entry “{0}”").format(name)
            choices.append(Choice(Does.MAKE, title, name=name))
        if self._linked is not None and not wanted:
            choices.append(Choice(Does.UNLINK, self.tr("Unlink")))
        self._model.show_choices(choices)
        self._show_list()

    def _suggested(self) -> list[Choice]:
        assert self._registry is not None
        found = self._registry.suggest(self._text, self._label, self._document_id)
        return [
            Choice(
                Does.LINK,
                one.entry.name,
                " · ".join(filter(None, (one.match.reason, one.entry.kind))),
                one.entry.id,
                one.entry.name,
            )
            for one in found
        ]

    def _found(self, typed: str) -> list[Choice]:
        assert self._registry is not None
        return [
            Choice(
                Does.LINK,
                row.entry.name,
                " · ".join(filter(None, (row.entry.kind, ", ".join(row.entry.aliases)))),
                row.entry.id,
                row.entry.name,
            )
            for row in self._registry.find(typed, self._label)
        ]

    def _show_list(self) -> None:
        if not self._model.rowCount():
            self.close_list()
            return
        shown = self._list or self._make_list()
        window = self.window()
        if shown.parentWidget() is not window:
            shown.setParent(window)
        rows = sum(shown.sizeHintForRow(row) for row in range(self._model.rowCount()))
        needed = min(shown.sizeHintForColumn(0) + 2 * shown.frameWidth() + 2, _MOST_WIDTH)
        width = min(max(self.width(), needed), window.width())
        height = min(rows + 2 * shown.frameWidth() + 2, _MOST_HEIGHT)
        below = self.mapTo(window, QPoint(0, self.height() + 2))
        left = max(0, below.x() + min(0, self.width() - width))
        top = below.y()
        if top + height > window.height():
            top = max(0, below.y() - self.height() - height - 4)
        shown.setGeometry(left, top, width, height)
        shown.setCurrentIndex(self._model.index(0))
        shown.show()
        shown.raise_()

    def _make_list(self) -> QListView:
        shown = self._list = QListView(self.window())
        shown.setObjectName("entry_choices")
        shown.setAccessibleName(self.tr("Entries"))
        shown.setFrameShape(QFrame.Shape.Box)
        shown.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        shown.setModel(self._model)
        shown.setItemDelegate(ChoiceDelegate(shown))
        shown.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        shown.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        shown.clicked.connect(lambda index: self._choose(index.row()))
        self.destroyed.connect(shown.deleteLater)
        return shown

    def _move(self, step: int) -> None:
        assert self._list is not None
        last = self._model.rowCount() - 1
        row = min(max(0, self._list.currentIndex().row() + step), last)
        self._list.setCurrentIndex(self._model.index(row))

    def _choose(self, row: int) -> None:
        choice = self._model.choice(row)
        if choice is None:
            return
        self.close_list()
        self.setText(self._name)
        self.left.emit()
        if choice.does is Does.LINK:
            self.entry_chosen.emit(choice.entry_id)
        elif choice.does is Does.MAKE:
            self.new_chosen.emit(choice.name)
        else:
            self.none_chosen.emit()
