"""Registries of plugins: formats and suggesters, ours and other people's."""

from __future__ import annotations

import logging
from functools import cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from annotator.domain.errors import UnknownName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_log = logging.getLogger("annotator.plugins")

T = TypeVar("T")


@cache
def _installed() -> Any:  # noqa: ANN401 - its type is another from Python 3.12 on
    # every look goes through all that is installed, and a window needs two before it is of use
    return entry_points()


class Registry(Generic[T]):
    """Plugins by name; each is loaded when it is first asked for.

    kind: what they are, in the words of messages ("format").
    A plugin that cannot be loaded stays listed in failures(), with its reason.
    """

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._loaders: dict[str, Callable[[], T]] = {}
        self._loaded: dict[str, T] = {}
        self._failures: dict[str, str] = {}

    @classmethod
    def from_entry_points(cls, kind: str, group: str) -> Registry[T]:
        """A registry of everything installed under an entry-point group."""
        registry = cls(kind)
        for point in _installed().select(group=group):
            registry.add(point.name, lambda point=point: point.load()())  # type: ignore[misc]
        return registry

    def add(self, name: str, load: Callable[[], T]) -> None:
        """Registers a plugin; `load` makes it. A name that is taken is replaced."""
        self._loaders[name] = load
        self._loaded.pop(name, None)

    def names(self) -> tuple[str, ...]:
        """All names, sorted, those of failures included."""
        return tuple(sorted(self._loaders))

    def get(self, name: str) -> T:
        """The plugin of that name. Raises UnknownName if there is none or it does not load."""
        if name not in self._loaded:
            if name not in self._loaders:
                raise UnknownName(self._kind, name, self._loaders)
            self._load(name)
        if name in self._failures:
            raise UnknownName(
                f"working {self._kind}", f"{name} ({self._failures[name]})", self._working()
            )
        return self._loaded[name]

    def all(self) -> Iterator[tuple[str, T]]:
        """Every plugin that loads, by name."""
        for name in self.names():
            if name not in self._loaded:
                self._load(name)
            if name in self._loaded:
                yield name, self._loaded[name]

    def failures(self) -> dict[str, str]:
        """The plugins that were asked for and did not load: name to reason."""
        return dict(self._failures)

    def _load(self, name: str) -> None:
        try:
            self._loaded[name] = self._loaders[name]()
        except Exception as error:  # noqa: BLE001 - a plugin may fail in any way
            self._failures[name] = f"{type(error).__name__}: {error}"
            _log.warning("the %s %s does not load", self._kind, name, exc_info=True)

    def _working(self) -> list[str]:
        return [name for name, _ in self.all()]
