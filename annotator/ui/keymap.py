"""Which keys do what: the program's own, those a user changed, and those of labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_BETWEEN = " "

_MOVES = frozenset(
    f"{modifier}{key}"
    for modifier in ("", "Shift+", "Ctrl+", "Ctrl+Shift+")
    for key in ("Left", "Right", "Up", "Down", "Home", "End")
)
"""What moves the cursor of an article or of a field, and so is not to be had."""


@dataclass(frozen=True, slots=True)
class Holder:
    """What has keys: an action or a label. name: unique; title: for people."""

    name: str
    title: str
    keys: tuple[str, ...]


def portable(key: str) -> str:
    """A key as Qt writes it on every platform: "ctrl+k" and "Ctrl+K" are one. "" for no key."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)


def of_label(shortcut: str) -> str:
    """The key of a label as Qt writes it: that of a letter is its capital. "" for no key."""
    capital = shortcut.upper()
    # the capital of “ß” is two letters, which no key is
    return portable(capital if len(capital) == 1 else shortcut)


def written(keys: Iterable[str]) -> str:
    """Keys as the settings hold them; no key has a space in its name."""
    return _BETWEEN.join(keys)


def read(text: str) -> tuple[str, ...]:
    """The keys of a setting; those that Qt does not know are left out."""
    return tuple(key for key in map(portable, text.split()) if key)


def changed_keys(
    own: Mapping[str, tuple[str, ...]], settings: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """The keys that settings give instead of the program's own.

    own: those of every action. What settings say of an unknown action, or of a key that another
    action has, is left out: settings may come from another version of the program.
    """
    result: dict[str, tuple[str, ...]] = {}
    for name, text in settings.items():
        if name in own:
            result[name] = read(text)
    for name in sorted(result):
        others = {
            portable(key)
            for other, keys in own.items()
            if other != name
            for key in result.get(other, keys)
        }
        if not others.isdisjoint(result[name]):
            del result[name]
    return result


def refusal(key: str, wanted_by: str, holders: Iterable[Holder]) -> str | None:
    """Why an action or label cannot have a key, as a sentence; None if it can."""
    shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    if portable(key) in _MOVES:
        return f"{shown} moves the cursor in the text."
    for holder in holders:
        if holder.name != wanted_by and portable(key) in map(portable, holder.keys):
            return f"{shown} is the key of “{holder.title}”; give that another one first."
    return None
