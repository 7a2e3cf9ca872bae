"""What an edit touched, published after its commit."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from annotator.domain.annotation import Annotation
from annotator.domain.document import DocumentInfo
from annotator.domain.labels import LabelScheme
from annotator.domain.memory import PhraseRule
from annotator.domain.segments import Mark
from annotator.domain.suggestion import Suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from annotator.domain.edits import Edit, Value
    from annotator.domain.ids import DocumentId, SuggestionId


_MOST_FOLLOWED = 200
_MOST_SUGGESTIONS = 1_000
"""So many are read one by one in a tenth of the time that a whole long article takes."""


@dataclass(frozen=True, slots=True)
class Changed:
    """Something that is now stored differently.

    documents: whose annotations, relations, suggestions or info moved.
    listing: whether the set of articles or its order may have changed.
    scheme: whether the label scheme moved.
    memory: whether the table of remembered phrases may be another.
    stories: articles that have other copies now.
    edit: what was done, for views that follow change by change; None where there was no edit
    (imports, suggestions): read again.
    suggestions: without an edit, those that came, went or moved: nothing else need be read again.
    Empty: that is not known, or they are many.
    """

    documents: frozenset[DocumentId] = field(default_factory=frozenset)
    listing: bool = False
    scheme: bool = False
    memory: bool = False
    edit: Edit | None = None
    suggestions: frozenset[SuggestionId] = field(default_factory=frozenset)
    stories: frozenset[DocumentId] = field(default_factory=frozenset)


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


def changed_by(edit: Edit) -> Changed:
    """What to publish of an edit that was made, or of the inverse of one that was undone."""
    return Changed(
        documents=edit.documents(),
        edit=edit,
        listing=changes_listing(edit),
        scheme=any(isinstance(change.after, LabelScheme) for change in edit.changes),
        memory=any(isinstance(change.value, PhraseRule) for change in edit.changes),
    )


def suggestions_changed(moved: Mapping[DocumentId, Collection[SuggestionId]]) -> Changed:
    """What to publish of suggestions that came, went or moved without an edit, by article."""
    ids = frozenset(chain.from_iterable(moved.values()))
    return Changed(
        documents=frozenset(moved),
        suggestions=ids if len(ids) <= _MOST_SUGGESTIONS else frozenset(),
    )


def info_after(edit: Edit, document_id: DocumentId) -> DocumentInfo | None:
    """What an edit made of an article's details; None if it left them alone."""
    for change in reversed(edit.changes):
        if isinstance(change.after, DocumentInfo) and change.after.id == document_id:
            return change.after
    return None


def mark_changes(edit: Edit, document_id: DocumentId) -> tuple[list[Mark], list[Mark]] | None:
    """The marks that an edit took from an article's view, and those that it brought.

    None for a large edit: reading the article again is quicker than following that.
    """
    if len(edit.changes) > _MOST_FOLLOWED:
        return None
    before = (_shown(change.before, document_id) for change in edit.changes)
    after = (_shown(change.after, document_id) for change in edit.changes)
    return [mark for mark in before if mark], [mark for mark in after if mark]


def mark_of(value: Annotation | Suggestion) -> Mark:
    """How a view shows an annotation or a pending suggestion."""
    span = value.span
    if isinstance(value, Suggestion):
        return Mark(span.start, span.end, value.id, value.label, True, value.score)
    return Mark(span.start, span.end, value.id, value.label, False)


def _shown(value: Value | None, document_id: DocumentId) -> Mark | None:
    """What the view of an article shows of a value; None for nothing."""
    if not isinstance(value, Annotation | Suggestion) or value.document_id != document_id:
        return None
    if isinstance(value, Suggestion) and not value.is_pending:
        return None
    return mark_of(value)
