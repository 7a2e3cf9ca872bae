"""What suggesters propose, and what was decided about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.domain.ids import DocumentId, SuggestionId
    from annotator.domain.labels import Attributes
    from annotator.domain.span import Span


class Decision(StrEnum):
    """What became of a suggestion; WITHHELD: the project's memory keeps it from being offered."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True, order=True)
class SuggesterInfo:
    """Who suggests.

    name: owned and versioned by its maker, "spacy.ner.v1".
    version: the version of the suggester's code; model: "" or the model's name and version.
    """

    name: str
    version: str
    model: str = ""


@dataclass(frozen=True, slots=True)
class Prediction:
    """The raw output of a suggester for one text; not stored.

    score: 0..1, or None where the suggester has none.
    source: for attributed content, the mention the text gives as its speaker or claimant.
    reason: in a few words, why it is suggested; "" where the suggester does not say.
    cue: for attributed content, the words that report it ("said", "according to").
    referent: where that is certain, the mention that the source ("he") stands for, by its name
        if the text has one.
    attributes: what is known besides the label; those that the label scheme lacks are dropped.
    """

    span: Span
    label: str
    score: float | None = None
    source: Span | None = None
    reason: str = ""
    cue: Span | None = None
    referent: Span | None = None
    attributes: Attributes = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A stored prediction, whose fields it has, and the decision about it."""

    id: SuggestionId
    document_id: DocumentId
    span: Span
    label: str
    suggester: SuggesterInfo
    score: float | None = None
    source: Span | None = None
    decision: Decision = Decision.PENDING
    reason: str = ""
    cue: Span | None = None
    referent: Span | None = None
    attributes: Attributes = ()

    @property
    def is_pending(self) -> bool:
        """Whether nobody has decided about it yet."""
        return self.decision is Decision.PENDING
