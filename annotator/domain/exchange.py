"""What importers hand over: articles as a file has them, before anything is checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from annotator.domain.document import Metadata, Status

if TYPE_CHECKING:
    from datetime import datetime

    from annotator.domain.annotation import Provenance
    from annotator.domain.labels import Attributes
    from annotator.domain.suggestion import SuggesterInfo


@dataclass(frozen=True, slots=True)
class IncomingEntry:
    """Whom or what a span names, as a file gives it; "" and None where it does not say.

    id: what it is called by the registry that it comes from.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: str = ""
    note: str = ""
    wikidata: str = ""
    gazetteer: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class IncomingSpan:
    """A span as a file gives it.

    start, end: code-point offsets into the article's raw text; they may be wrong in any way.
    id: the file's own name for it, which relations use; "" if it has none.
    quoted: the text the file says it covers, or None.
    """

    start: int
    end: int
    label: str
    id: str = ""
    quoted: str | None = None
    attributes: Attributes = ()
    note: str = ""
    annotator: str = ""
    created_at: datetime | None = None
    modified_at: datetime | None = None
    provenance: Provenance | None = None
    canonical: IncomingEntry | None = None


@dataclass(frozen=True, slots=True)
class IncomingRelation:
    """A relation as a file gives it; source and target are ids of IncomingSpans."""

    label: str
    source: str
    target: str
    annotator: str = ""
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class IncomingSuggestion:
    """What a model proposed, as a file gives it; see IncomingSpan and domain.suggestion.

    suggester: whose it is; its name is that of the model where the file tells no more.
    source_start, source_end: the mention of the speaker or claimant, both or neither; and so the
        cue and the referent.
    """

    start: int
    end: int
    label: str
    suggester: SuggesterInfo
    quoted: str | None = None
    score: float | None = None
    source_start: int | None = None
    source_end: int | None = None
    reason: str = ""
    attributes: Attributes = ()
    cue_start: int | None = None
    cue_end: int | None = None
    referent_start: int | None = None
    referent_end: int | None = None


@dataclass(frozen=True, slots=True)
class IncomingArticle:
    """An article as a file gives it.

    text: raw, line ends as in the source.
    origin: the file, and the line where there are many in it, as messages name it.
    """

    text: str
    origin: str
    metadata: Metadata = field(default_factory=Metadata)
    spans: tuple[IncomingSpan, ...] = ()
    relations: tuple[IncomingRelation, ...] = ()
    suggestions: tuple[IncomingSuggestion, ...] = ()
    status: Status = Status.NEW
    id: str = ""
    flag_reason: str = ""
    tags: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be imported as it stood.

    origin: the file, and the line where there are many in it.
    sentence: what is wrong, and what to do.
    """

    origin: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.origin}: {self.sentence}"
