"""The underlined letters of menus and buttons, for which Qt reads each “&”; two are one “&”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QMenu

_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier

_SIGN = re.compile(r"&(.)", re.DOTALL)


def literal(text: str) -> str:
    """A text in which each “&” is meant, as Qt takes it: for names that somebody has typed."""
    return text.replace("&", "&&")


def plain(text: str) -> str:
    """What people read where Qt was given that text."""
    return _SIGN.sub(r"\1", text)


def keep_underlined(menu: QMenu) -> None:
    """Gives the entries of a menu their letters each time it opens: some of its texts change.

    A label's entry has no letter: its text is the label's name, and its key is shown beside it.
    """
    menu.aboutToShow.connect(lambda: _underline(menu))
    menu.installEventFilter(_Letters(menu))


class _Letters(QObject):
    """Leaves letters to an open menu.

    The article keeps the focus while a menu is open, and with it the keys of its actions: a
    letter would tag what is selected instead of choosing the entry.
    """

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Claims a letter before the actions see it."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.text().strip()
            and not event.modifiers() & _HELD
        ):
            event.accept()
            return True
        return False


def _underline(menu: QMenu) -> None:
    entries = [
        action
        for action in menu.actions()
        if not action.isSeparator() and not action.objectName().startswith("label_")
    ]
    for action, text in zip(entries, with_mnemonics([one.text() for one in entries]), strict=True):
        if action.text() != text:
            action.setText(text)


def with_mnemonics(texts: Sequence[str]) -> list[str]:
    """The texts of a menu with “&” before the letter that chooses each.

    A letter that is marked already is kept by the first entry that has it. The others get the
    first letter of a word, else any letter, that is free; none if there is none.
    """
    taken: set[str] = set()
    result: list[str | None] = []
    for text in texts:
        marked = _marked(text)
        if marked and marked not in taken:
            taken.add(marked)
            result.append(text)
        else:
            result.append(None)
    return [
        _give(plain(text), taken) if done is None else done
        for text, done in zip(texts, result, strict=True)
    ]


def _marked(text: str) -> str:
    marked = (one[1] for one in _SIGN.finditer(text) if one[1] != "&")
    return next(marked, "").casefold()


def _give(text: str, taken: set[str]) -> str:
    beginnings = [at for at in range(len(text)) if at == 0 or text[at - 1] == " "]
    for at in (*beginnings, *range(len(text))):
        letter = text[at].casefold()
        if letter.isalnum() and letter not in taken:
            taken.add(letter)
            return f"{literal(text[:at])}&{literal(text[at:])}"
    return literal(text)
