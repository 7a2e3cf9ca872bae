"""The edit: a user's gesture, as before/after pairs that can be turned round."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from annotator.domain.annotation import Annotation, Relation
from annotator.domain.document import DocumentInfo
from annotator.domain.entries import RegistryEntry
from annotator.domain.labels import LabelScheme
from annotator.domain.memory import PhraseRule
from annotator.domain.suggestion import Suggestion

if TYPE_CHECKING:
    from datetime import datetime

    from annotator.domain.ids import AnnotatorId, DocumentId, EditId

Value = Annotation | Relation | Suggestion | DocumentInfo | LabelScheme | RegistryEntry | PhraseRule
"""Whatever an edit may change."""


@dataclass(frozen=True, slots=True)
class Change:
    """One value before and after; None on one side means created or deleted.

    Raises ValueError unless both sides are one value of one kind.
    """

    before: Value | None
    after: Value | None

    def __post_init__(self) -> None:
        if self.before is None and self.after is None:
            raise ValueError("a change needs a value on at least one side")
        if self.before is not None and self.after is not None:
            if type(self.before) is not type(self.after):
                raise ValueError("a change cannot turn one kind of value into another")
            if _key(self.before) != _key(self.after):
                raise ValueError("a change cannot give a value another id")

    @property
    def value(self) -> Value:
        """The side that is there; the later one if both are."""
        value = self.before if self.after is None else self.after
        assert value is not None
        return value

    def inverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.after, self.before)


@dataclass(frozen=True, slots=True)
class Edit:
    """A user gesture.

    verb: menu text, "Accept suggestion".
    document_id: whose undo it belongs to; None for edits of the whole project, which belong to
    the undo of every document they touch.
    """

    id: EditId
    verb: str
    document_id: DocumentId | None
    annotator_id: AnnotatorId
    at: datetime
    changes: tuple[Change, ...]

    def documents(self) -> frozenset[DocumentId]:
        """The documents whose annotations, relations, suggestions or details it changes."""
        if self.document_id is not None:
            return frozenset({self.document_id})
        return frozenset(one for change in self.changes for one in _document_of(change.value))

    def inverse(self) -> Edit:
        """The same gesture taken back: each change turned round, last first."""
        turned = tuple(change.inverse() for change in reversed(self.changes))
        return replace(self, changes=turned)


@dataclass(frozen=True, slots=True)
class HistoryStatus:
    """What undo and redo would do; None where there is nothing to do."""

    undo_verb: str | None = None
    redo_verb: str | None = None


class StepState(StrEnum):
    """Whether an edit holds: it may have been taken back, and what was taken back may be lost."""

    DONE = "done"
    UNDONE = "undone"
    DROPPED = "dropped"
    """Taken back, and then something else was done: it cannot be done again."""


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """An edit as the history of a document lists it.

    number: its place in the log. changes: how many values it changed, in whatever document.
    is_wide: whether it belongs to the whole project.
    """

    number: int
    verb: str
    annotator: str
    at: datetime
    changes: int
    is_wide: bool
    state: StepState = StepState.DONE


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One line of the log as a person reads it.

    kind: "do", "undo" or "redo".
    """

    kind: str
    verb: str
    annotator: str
    at: datetime
    changes: tuple[Change, ...]


def _document_of(value: Value) -> tuple[DocumentId, ...]:
    match value:
        case Annotation() | Relation() | Suggestion():
            return (value.document_id,)
        case DocumentInfo():
            return (value.id,)
        case _:
            return ()


def _key(value: Value) -> object:
    return None if isinstance(value, LabelScheme) else value.id
