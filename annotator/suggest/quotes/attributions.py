"""What is found out about a quotation: who says it, with which words, and how that was told."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from annotator.domain.span import Span


class Path(StrEnum):
    """How a speaker was found, from the surest to the least."""

    AFTER = "after"
    GOVERNED = "governed"
    ACCORDING = "according"
    NOUN = "noun"
    NEAR = "near"
    LABEL = "label"
    ANNOUNCED = "announced"
    LED_IN = "led in"
    SIGNED = "signed"
    CARRIED = "carried"
    CONTINUED = "continued"
    REOPENED = "reopened"
    CLAUSE = "clause"
    NONE = "none"


class Attribution(NamedTuple):
    """Who says a quotation (None where the text has nobody), the cue, and how it was found.

    stands_for: whom a source that is a relative pronoun takes up: "Ann Lee, who said …".
    """

    source: Span | None
    cue: Span | None
    path: Path
    stands_for: Span | None = None


UNKNOWN = Attribution(None, None, Path.NONE)
