"""What an edit touched, published after its commit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.domain.ids import DocumentId


@dataclass(frozen=True, slots=True)
class Changed:
    """Something that is now stored differently.

    documents: whose annotations, relations, suggestions or info moved.
    listing: whether the set of articles or its order may have changed.
    scheme: whether the label scheme moved.
    initiator: whoever asked for it, so that the view that did can keep its cursor.
    """

    documents: frozenset[DocumentId] = field(default_factory=frozenset)
    listing: bool = False
    scheme: bool = False
    initiator: object = None


class ChangeHub:
    """Passes each Changed to everyone who listens, in the order they came."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[Changed], None]] = []

    def subscribe(self, listener: Callable[[Changed], None]) -> Callable[[], None]:
        """Starts calling `listener`; the returned function stops it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def publish(self, changed: Changed) -> None:
        """Tells all listeners, on the caller's thread."""
        for listener in tuple(self._listeners):
            listener(changed)
