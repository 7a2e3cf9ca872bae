"""What an edit touched, published after its commit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from annotator.domain.annotation import Annotation
from annotator.domain.document import DocumentInfo
from annotator.domain.segments import Mark
from annotator.domain.suggestion import Suggestion

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.domain.edits import Edit, Value
    from annotator.domain.ids import DocumentId


@dataclass(frozen=True, slots=True)
class Changed:
    """Something that is now stored differently.

    documents: whose annotations, relations, suggestions or info moved.
    listing: whether the set of articles or its order may have changed.
    scheme: whether the label scheme moved.
    edit: what was done, for views that follow change by change; None where there was no edit
    (imports, suggestions): read again.
    """

    documents: frozenset[DocumentId] = field(default_factory=frozenset)
    listing: bool = False
    scheme: bool = False
    edit: Edit | None = None


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


def changes_listing(edit: Edit) -> bool:
    """Whether an edit hides an article or shows it again."""
    return any(
        isinstance(change.before, DocumentInfo)
        and isinstance(change.after, DocumentInfo)
        and change.before.hidden != change.after.hidden
        for change in edit.changes
    )


def mark_changes(edit: Edit) -> tuple[list[Mark], list[Mark]]:
    """The marks that an edit took from the view, and those that it brought."""
    before = (_mark(change.before) for change in edit.changes)
    after = (_mark(change.after) for change in edit.changes)
    return [mark for mark in before if mark], [mark for mark in after if mark]


def _mark(value: Value | None) -> Mark | None:
    """How the view shows a value; None for what it does not show."""
    if isinstance(value, Annotation):
        return Mark(value.span.start, value.span.end, value.id, value.label, False)
    if isinstance(value, Suggestion) and value.is_pending:
        span = value.span
        return Mark(span.start, span.end, value.id, value.label, True, value.score)
    return None
