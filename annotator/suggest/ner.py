"""Any spaCy pipeline as a suggester: its named entities, or its groups of spans, as it finds them.

Both take a label map, so that a plug-in for a pipeline of one's own is a line of code:

    def courts() -> NerSuggester:
        return NerSuggester({"JUDGE": "ACTOR", "COURT": "LOCATION"}, name="example.courts.v1")
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotator.domain.span import Span
from annotator.domain.suggestion import Prediction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from spacy.tokens import Doc, SpanGroup

    from annotator.suggest.base import Parsed

LABELS: Mapping[str, str] = {
    "PERSON": "ACTOR",
    "ORG": "ACTOR",
    "NORP": "ACTOR",
    "GPE": "LOCATION",
    "LOC": "LOCATION",
    "FAC": "LOCATION",
    "PER": "ACTOR",
}
"""The types of OntoNotes and of CoNLL that name actors and places. CoNLL's MISC may be either."""
_LEAD = re.compile(r"(?:[\s\"“”„«»‘’']+|the\b(?!\s+hague\b))*", re.IGNORECASE)
_TAIL = re.compile(r"(?:[\s\"“”„«»‘’',;:]+|['’]s)*\Z", re.IGNORECASE)

_Found = tuple[int, int, str, float | None]
"""start, end in code points, the pipeline's label, and its score where it has one."""


class NerSuggester:
    """A pipeline's named entities, without articles, possessives and marks at the edges.

    labels: what to call each of the pipeline's types; one that is not in it keeps its name, by
    which, or by an alias, a label scheme may know it (what the scheme lacks is not offered).
    name: the suggester's, owned and versioned.
    """

    version = "1"
    needs = frozenset({"ner"})

    def __init__(self, labels: Mapping[str, str] = LABELS, *, name: str = "spacy.ner.v1") -> None:
        self.name = name
        self._labels = labels

    def suggest(self, parsed: Parsed) -> Sequence[Prediction]:
        """One prediction for each entity; none without a doc."""
        if parsed.doc is None:
            return []
        found = ((one.start_char, one.end_char, one.label_, None) for one in parsed.doc.ents)
        return _predictions(parsed.text, found, self._labels, "named entity")


class SpancatSuggester:
    """The spans that a pipeline categorises (`doc.spans`), which may overlap; with its scores.

    labels, name: as those of NerSuggester.
    """

    version = "1"
    needs = frozenset({"spancat"})

    def __init__(
        self, labels: Mapping[str, str] = LABELS, *, name: str = "spacy.spancat.v1"
    ) -> None:
        self.name = name
        self._labels = labels

    def suggest(self, parsed: Parsed) -> Sequence[Prediction]:
        """One prediction for each span and label; none without a doc.

        Of spans of a label that overlap, the surest, or else the longest.
        """
        if parsed.doc is None:
            return []
        found = _predictions(parsed.text, _grouped(parsed.doc), self._labels, "categorised span")
        return _apart(found)


def _grouped(doc: Doc) -> Iterator[_Found]:
    for group in doc.spans.values():
        for span, score in zip(group, _scores(group), strict=True):
            yield span.start_char, span.end_char, span.label_, score


def _scores(group: SpanGroup) -> list[float | None]:
    """The scores of a group's spans, 0..1, as spaCy's spancat leaves them; None without them."""
    scores = group.attrs.get("scores")
    if scores is None or len(scores) != len(group):
        return [None] * len(group)
    return [min(1.0, max(0.0, float(score))) for score in scores]


def _predictions(
    text: str, found: Iterable[_Found], labels: Mapping[str, str], what: str
) -> list[Prediction]:
    """What is found by the labels that users see, each span once for each, sorted by span."""
    kept: dict[tuple[Span, str], Prediction] = {}
    for start, end, given, score in found:
        label = labels.get(given, given)
        span = _name_in(text, start, end) if label else None
        if span:
            kept.setdefault(
                (span, label), Prediction(span, label, score, reason=f"{what}, {given}")
            )
    return sorted(kept.values(), key=lambda one: (one.span, one.label))


def _apart(predictions: Iterable[Prediction]) -> list[Prediction]:
    kept: list[Prediction] = []
    for one in sorted(predictions, key=lambda one: (-(one.score or 0.0), -len(one.span))):
        if not any(one.label == other.label and one.span.overlaps(other.span) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: (one.span, one.label))


def _name_in(text: str, start: int, end: int) -> Span | None:
    """The name without article, possessive and marks, up to the first line end within it."""
    start = _end_of_lead(text, start, end)
    line_end = text.find("\n", start, end)
    mention = text[start : end if line_end < 0 else line_end]
    tail = _TAIL.search(mention)
    length = tail.start() if tail else len(mention)
    return Span(start, start + length) if any(map(str.isalnum, mention[:length])) else None


def _end_of_lead(text: str, start: int, end: int) -> int:
    match = _LEAD.match(text, start, end)
    return match.end() if match else start
