"""The registry as lists show it: entries, their mentions, and names that are not linked yet."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from annotator.domain.entries import RegistryEntry
    from annotator.domain.ids import AnnotationId, DocumentId, EntryId
    from annotator.domain.labels import LabelScheme
    from annotator.domain.span import Span


class EntryOrder(StrEnum):
    """What a list of entries is sorted by: by name, or those with the most mentions first."""

    NAME = "name"
    MENTIONS = "mentions"


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """Which entries a list shows.

    labels: those of the entries; None for all. prefix: how a name, its last words or its acronym
    begin, whatever its case and diacritics.
    """

    labels: tuple[str, ...] | None = None
    prefix: str = ""
    order: EntryOrder = EntryOrder.NAME


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One line of a list of entries. mentions: in visible articles."""

    entry: RegistryEntry
    mentions: int


@dataclass(frozen=True, slots=True)
class Mention:
    """An annotation of the registry's page. before, after: some of the text around it."""

    id: AnnotationId
    document_id: DocumentId
    title: str
    span: Span
    text: str
    before: str
    after: str


class NamedMention(NamedTuple):
    """An annotation by what it says. entry_id: what it names, None if that is not said."""

    id: AnnotationId
    text: str
    entry_id: EntryId | None


@dataclass(frozen=True, slots=True)
class UnlinkedName:
    """What annotations of a label say that name no entry, in its commonest spelling.

    count: how many say so. first: one of them.
    """

    text: str
    label: str
    count: int
    first: AnnotationId


@dataclass(frozen=True, slots=True)
class LinkCount:
    """How many annotations of a label name an entry, and how many there are."""

    linked: int
    total: int

    @property
    def unlinked(self) -> int:
        """How many name none."""
        return self.total - self.linked


def has_entries(scheme: LabelScheme, label: str) -> bool:
    """Whether what a label marks is someone or something that the registry may hold.

    Every label does but those from which a relation leads: quotes and claims are said, not named.
    """
    return label in scheme and not any(label in one.sources for one in scheme.relations)


def entry_labels(scheme: LabelScheme, label: str) -> tuple[str, ...]:
    """The labels of the entries that annotations of a label may name.

    That label itself and its aliases: a label that was renamed or took another in keeps entries.
    """
    known = scheme.named(label)
    return (label,) if known is None else (known.name, *known.aliases)


def fits(entry: RegistryEntry, label: str, scheme: LabelScheme) -> bool:
    """Whether an annotation of a label may name the entry."""
    return entry.label in entry_labels(scheme, label)
