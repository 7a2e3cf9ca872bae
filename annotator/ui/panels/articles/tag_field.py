"""A line in which names are completed: one, or several with commas between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget


class TagField(QLineEdit):
    """Completes what stands behind the last comma before the cursor."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = QStringListModel(self)
        self._completer = QCompleter(self._names, self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setWidget(self)
        self._completer.activated.connect(self._complete)
        self._is_list = True
        self.textEdited.connect(self._offer)

    def set_known(self, names: Iterable[str], *, is_list: bool = True) -> None:
        """What can be completed. is_list: whether commas separate names."""
        self._names.setStringList(list(names))
        self._is_list = is_list

    def names(self) -> tuple[str, ...]:
        """The names that stand there, without those that are empty."""
        parts = self.text().split(",") if self._is_list else [self.text()]
        return tuple(part.strip() for part in parts if part.strip())

    def set_names(self, names: Iterable[str]) -> None:
        """Writes names there."""
        self.setText(", ".join(names))

    def _offer(self) -> None:
        begin, end = self._part()
        typed = self.text()[begin:end].strip()
        self._completer.setCompletionPrefix(typed)
        names = self._completer.completionModel()
        only = names.rowCount() == 1 and names.index(0, 0).data() == typed
        if typed and names.rowCount() and not only:
            self._completer.complete()
        else:
            self._hide_offer()

    def _complete(self, name: str) -> None:
        begin, end = self._part()
        text = self.text()
        before = f"{text[:begin].rstrip()} " if text[:begin].strip() else ""
        self.setText(f"{before}{name}{text[end:]}")
        self.setCursorPosition(len(before) + len(name))
        self.textEdited.emit(self.text())
        self._hide_offer()

    def _hide_offer(self) -> None:
        popup = self._completer.popup()
        if popup is not None:
            popup.hide()

    def _part(self) -> tuple[int, int]:
        """Where the name at the cursor begins and ends."""
        if not self._is_list:
            return 0, len(self.text())
        text, at = self.text(), self.cursorPosition()
        end = text.find(",", at)
        return text.rfind(",", 0, at) + 1, len(text) if end < 0 else end
