"""Sentences that nobody asked for, shown when the window is ready for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from annotator.ui.panels.notice import Notice


_AGAIN_MS = 1000


class _Item(NamedTuple):
    sentence: str
    button: str
    action: Callable[[], None] | None


class News(QObject):
    """Waits while a project is opened, which clears the strip for notices, or the strip is used."""

    def __init__(self, notice: Notice, parent: QWidget) -> None:
        super().__init__(parent)
        self._notice = notice
        self._items: list[_Item] = []
        self._is_held = False

    def tell(
        self, sentence: str, button: str = "", action: Callable[[], None] | None = None
    ) -> None:
        """Shows a sentence soon; with others that came meanwhile, and the last button."""
        self._items.append(_Item(sentence, button, action))
        self._show_soon()

    def hold(self) -> None:
        """Nothing is shown before release()."""
        self._is_held = True

    def release(self) -> None:
        """Shows what has come, soon."""
        self._is_held = False
        self._show_soon()

    def _show_soon(self) -> None:
        QTimer.singleShot(0, self, self._show)

    def _show(self) -> None:
        if self._is_held or not self._items:
            return
        if self._notice.text():  # that is about what the user does, and may have a button
            QTimer.singleShot(_AGAIN_MS, self, self._show)
            return
        items, self._items = self._items, []
        texts = [one.sentence for one in items]
        last = next((one for one in reversed(items) if one.button), _Item("", "", None))
        self._notice.show_text("\n".join(texts), last.button, last.action)
