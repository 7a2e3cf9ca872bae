"""Actors and locations, from the pipeline's named entities."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotator.domain.span import Span
from annotator.domain.suggestion import Prediction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.suggest.base import Parsed

_LABELS = {
    "PERSON": "ACTOR",
    "ORG": "ACTOR",
    "NORP": "ACTOR",
    "GPE": "LOCATION",
    "LOC": "LOCATION",
    "FAC": "LOCATION",
}
_LEAD = re.compile(r"(?:[\s\"“”„«»‘’']+|the\b(?!\s+hague\b))*", re.IGNORECASE)
_TAIL = re.compile(r"(?:[\s\"“”„«»‘’',;:]+|['’]s)*\Z", re.IGNORECASE)


class EntitySuggester:
    """PERSON, ORG and NORP become ACTOR; GPE, LOC and FAC become LOCATION; no scores."""

    name = "spacy.ner.v1"
    version = "1"
    needs = frozenset({"ner"})

    def suggest(self, parsed: Parsed) -> Sequence[Prediction]:
        """One prediction for each entity of a kind that has a label here."""
        assert parsed.doc is not None
        found: dict[Span, Prediction] = {}
        for entity in parsed.doc.ents:
            label = _LABELS.get(entity.label_)
            span = _name_in(parsed.text, entity.start_char, entity.end_char) if label else None
            if label and span:
                reason = f"named entity, {entity.label_}"
                found.setdefault(span, Prediction(span, label, reason=reason))
        return sorted(found.values(), key=lambda one: one.span)


def _name_in(text: str, start: int, end: int) -> Span | None:
    """The entity without article, possessive and marks, up to the first line end within it."""
    start = _end_of_lead(text, start, end)
    line_end = text.find("\n", start, end)
    mention = text[start : end if line_end < 0 else line_end]
    tail = _TAIL.search(mention)
    length = tail.start() if tail else len(mention)
    return Span(start, start + length) if any(map(str.isalnum, mention[:length])) else None


def _end_of_lead(text: str, start: int, end: int) -> int:
    match = _LEAD.match(text, start, end)
    return match.end() if match else start
