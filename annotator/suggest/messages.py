"""What the window's process and the suggestion process say to each other: plain values.

Measured for one article: 0.07 ms and 0.9 KB as tuples, 27 times as long as a pickled Doc.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.domain.span import Span
from annotator.domain.suggestion import Prediction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotator.domain.ids import DocumentId
    from annotator.domain.labels import Attributes
    from annotator.domain.suggestion import SuggesterInfo

Ends = tuple[int, int]
Row = tuple[int, int, str, float | None, Ends | None, str, Ends | None, Ends | None, "Attributes"]
"""A prediction's fields in their order, each span as its ends."""


@dataclass(frozen=True, slots=True)
class LoadRequest:
    """Asks to load a pipeline and suggesters; comes first, once.

    lenient: leave out the suggesters that the pipeline has not got what it takes for.
    """

    model: str
    suggesters: tuple[str, ...]
    lenient: bool = False


@dataclass(frozen=True, slots=True)
class Ready:
    """Answers a LoadRequest: what was loaded, in the order asked for."""

    infos: tuple[SuggesterInfo, ...]


@dataclass(frozen=True, slots=True)
class SuggestRequest:
    """Asks for predictions. fingerprint: of the text, to find stale answers by."""

    document_id: DocumentId
    fingerprint: str
    text: str


@dataclass(frozen=True, slots=True)
class SuggestResponse:
    """Answers a SuggestRequest: for each suggester its predictions, sorted by span."""

    document_id: DocumentId
    fingerprint: str
    runs: tuple[tuple[SuggesterInfo, tuple[Row, ...]], ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """Answers a request that failed. document_id: None where loading did.

    sentence: for the user. trace: of a bug, see domain.traces; "" if it is none. Neither holds any
    of the article's text.
    """

    document_id: DocumentId | None
    sentence: str
    trace: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """Asks the process to end after the article it is at."""


Request = LoadRequest | SuggestRequest | Stop
Answer = Ready | SuggestResponse | Failure


def to_rows(predictions: Iterable[Prediction]) -> tuple[Row, ...]:
    """Predictions as plain tuples."""
    return tuple(
        (
            one.span.start,
            one.span.end,
            one.label,
            one.score,
            _ends(one.source),
            one.reason,
            _ends(one.cue),
            _ends(one.referent),
            one.attributes,
        )
        for one in predictions
    )


def from_rows(rows: Iterable[Row]) -> tuple[Prediction, ...]:
    """The predictions that to_rows() was given."""
    return tuple(
        Prediction(
            Span(start, end),
            label,
            score,
            source and Span(*source),
            reason,
            cue and Span(*cue),
            referent and Span(*referent),
            attributes,
        )
        for start, end, label, score, source, reason, cue, referent, attributes in rows
    )


def _ends(span: Span | None) -> Ends | None:
    return None if span is None else (span.start, span.end)
