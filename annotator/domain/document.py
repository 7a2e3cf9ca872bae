"""Documents: stored texts and what is known about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from annotator.domain.annotation import Annotation, Relation
    from annotator.domain.entries import RegistryEntry
    from annotator.domain.ids import AnnotatorId, DocumentId, EntryId
    from annotator.domain.suggestion import Suggestion


class Status(StrEnum):
    """How far the work on a document is."""

    NEW = "new"
    IN_PROGRESS = "in progress"
    DONE = "done"
    FLAGGED = "flagged"


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about an article besides its text; "" where it is not.

    published: ISO 8601, as precise as the source is: "2026-11-22", or a full date and time.
    extra: further fields of the source as (name, JSON text of the value) pairs, sorted by name.
    """

    title: str = ""
    outlet: str = ""
    byline: str = ""
    published: str = ""
    url: str = ""
    language: str = ""
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """All of a document that may be edited.

    hidden: deleted by the user, kept so that its history can be replayed.
    tags: free words to find it by, sorted. note: the analyst's own.
    """

    id: DocumentId
    metadata: Metadata
    status: Status = Status.NEW
    flag_reason: str = ""
    hidden: bool = False
    tags: tuple[str, ...] = ()
    note: str = ""


def tidy_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags as they are stored: single spaces, none twice, sorted."""
    return tuple(sorted({" ".join(tag.split()) for tag in tags} - {""}))


@dataclass(frozen=True, slots=True)
class Document:
    """One article's stored text, which never changes, and its metadata.

    text: line ends are "\\n"; text_sha256: of its UTF-8, in hexadecimal.
    source: the name of the file it came from; source_sha256: of that file's bytes.
    """

    info: DocumentInfo
    text: str
    text_sha256: str
    source: str
    source_sha256: str
    imported_at: datetime

    @property
    def id(self) -> DocumentId:
        """The document's id."""
        return self.info.id


MOST_COPIES = 100
"""So many copies of an article are counted for its line in the list, where there are more."""


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One line of the article list.

    copies: other articles of the same story that were not removed, MOST_COPIES at most.
    """

    id: DocumentId
    title: str
    outlet: str
    published: str
    status: Status
    flag_reason: str
    length: int
    annotation_count: int
    pending_count: int
    tags: tuple[str, ...] = ()
    copies: int = 0


@dataclass(frozen=True, slots=True)
class ArticleFilter:
    """Which articles a list shows; each condition that is set must hold.

    statuses: None for all. words: as typed, see domain.search_words.
    outlet: the whole name, whatever the case of its Latin letters.
    published_from, published_to: ISO 8601 as far as wished, both included: "2026-03" is all of
    March. An article without a date passes neither.
    tags: all of them, or with any_tag one of them. has_reason: flagged, and said why.
    labels: there is an annotation with each. pending_labels: and a suggestion not yet decided.
    annotated_by: has an annotation by that person. shortest, longest: code points, both included.
    story: that article and its copies.
    hidden: the articles that were removed, in place of those that were not.
    """

    statuses: frozenset[Status] | None = None
    words: str = ""
    outlet: str = ""
    published_from: str = ""
    published_to: str = ""
    tags: tuple[str, ...] = ()
    any_tag: bool = False
    has_reason: bool = False
    labels: tuple[str, ...] = ()
    pending_labels: tuple[str, ...] = ()
    annotated_by: AnnotatorId | None = None
    shortest: int | None = None
    longest: int | None = None
    story: DocumentId | None = None
    hidden: bool = False


class OrderBy(StrEnum):
    """What a list of articles may be sorted by; names have no case here, and no date is first."""

    IMPORTED = "imported"
    PUBLISHED = "published"
    TITLE = "title"
    OUTLET = "outlet"
    STATUS = "status"
    LENGTH = "length"
    ANNOTATIONS = "annotations"
    PENDING = "suggestions"


@dataclass(frozen=True, slots=True)
class ListOrder:
    """The order of a list; what is equal in it stands as it was imported.

    descending: the very same list, begun at its end.
    """

    by: OrderBy = OrderBy.IMPORTED
    descending: bool = False


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A filter and an order, kept in the project under a name."""

    name: str
    where: ArticleFilter
    order: ListOrder = ListOrder()


@dataclass(frozen=True, slots=True)
class AnnotatedDocument:
    """A document with all that belongs to it, each tuple sorted by span, then by id.

    annotators: the names of those whose annotations and relations these are.
    entries: those of the registry that the annotations name.
    """

    document: Document
    annotations: tuple[Annotation, ...] = ()
    relations: tuple[Relation, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    annotators: Mapping[AnnotatorId, str] = field(default_factory=dict)
    entries: Mapping[EntryId, RegistryEntry] = field(default_factory=dict)
