"""What a CAS holds, whichever form its file has."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Value = str | bool | int | float

FIRST_VIEW = "_InitialView"

_WHOLE = frozenset(f"uima.cas.{name}" for name in ("Integer", "Long", "Short", "Byte"))
_BROKEN = frozenset({"uima.cas.Float", "uima.cas.Double"})
_BOOLEAN = "uima.cas.Boolean"
_STRING = "uima.cas.String"
_DEEPEST = 60
_LONGEST_NUMBER = 30


@dataclass(frozen=True, slots=True)
class Structure:
    """One feature structure.

    id: the file's; sofa: that of the text it is about, "" for none.
    features: those with plain values. references: of other structures, by their ids.
    """

    id: str
    type: str
    sofa: str
    features: Mapping[str, Value]
    references: Mapping[str, str]

    def text(self, feature: str) -> str:
        """A feature's value as text; "" where there is none."""
        return str(self.features.get(feature, ""))


class Sofa(NamedTuple):
    """One text of a CAS. id: the structure's, name: the view's."""

    id: str
    name: str
    text: str


@dataclass(slots=True)
class Cas:
    """members: the ids of the structures that each sofa's view lists; views without are absent.

    lists: how many features hold several values, which were left out.
    """

    sofas: list[Sofa] = field(default_factory=list)
    structures: dict[str, Structure] = field(default_factory=dict)
    members: dict[str, set[str]] = field(default_factory=dict)
    lists: int = 0


class Types:
    """The types a file declares: what their features hold, inherited ones with them."""

    def __init__(self) -> None:
        self._supers: dict[str, str] = {}
        self._own: dict[str, dict[str, str]] = {}
        self._all: dict[str, dict[str, str]] = {}

    def declare(self, name: str, supertype: str, features: Iterable[tuple[str, str]]) -> None:
        """Adds a type. features: names and ranges."""
        self._supers[name] = supertype
        self._own[name] = dict(features)
        self._all.clear()

    def ranges(self, name: str) -> Mapping[str, str]:
        """The range of each feature of a type; empty where the type is not known."""
        if name not in self._all:
            found: dict[str, str] = {}
            at = name
            for _ in range(_DEEPEST):
                found = self._own.get(at, {}) | found
                at = self._supers.get(at, "")
                if not at:
                    break
            self._all[name] = found
        return self._all[name]

    def is_plain(self, range: str) -> bool:
        """Whether a feature of that range holds one value: a number, a truth or some text."""
        if range in (_STRING, _BOOLEAN) or range in _WHOLE or range in _BROKEN:
            return True
        return self._supers.get(range) == _STRING  # of a few allowed words


def value_of(text: str, range: str) -> Value:
    """A value out of its text; text that is no such value stays as it is."""
    if range == _BOOLEAN and text in ("true", "false"):
        return text == "true"
    if (range in _WHOLE or range in _BROKEN) and len(text) <= _LONGEST_NUMBER:
        try:
            return int(text) if range in _WHOLE else float(text)
        except ValueError:
            return text
    return text
