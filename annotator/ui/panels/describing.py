"""Annotations, suggestions and their history in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.annotation import Annotation, Origin, Relation
from annotator.domain.suggestion import Suggestion

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from annotator.domain.edits import HistoryEntry
    from annotator.domain.suggestion import SuggesterInfo

_LONGEST = 240
_OPENING = frozenset('"“„«‘')


def shortened(text: str, longest: int = _LONGEST) -> str:
    """The text on one line, its middle left out if it is longer."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    half = longest // 2
    return f"{text[:half].rstrip()} … {text[-half:].lstrip()}"


def quoted(text: str) -> str:
    """The text, shortened, between quotation marks unless it begins with one itself."""
    short = shortened(text)
    return short if short[:1] in _OPENING else f"“{short}”"


def describe_origin(value: Annotation | Suggestion, annotator_name: Callable[[int], str]) -> str:
    """Where a span comes from, in a sentence or two."""
    if isinstance(value, Suggestion):
        return f"Suggested by {_suggester(value.suggester, value.score)}."
    who, when = annotator_name(value.annotator_id), _local(value.created_at)
    provenance = value.provenance
    match provenance.origin:
        case Origin.HUMAN:
            return f"Added by {who}, {when}."
        case Origin.IMPORTED:
            return f"Imported, {when}; annotator {who}."
        case _:
            how = provenance.origin.value.capitalize()
            suggested = (
                f" Suggested by {_suggester(provenance.suggester, provenance.score)}."
                if provenance.suggester
                else ""
            )
            return f"{how} by {who}, {when}.{suggested}"


def describe_history(entry: HistoryEntry) -> str:
    """One line of a span's history: when, who, what."""
    verb = entry.verb if entry.kind == "do" else f"{entry.kind.capitalize()}: {entry.verb}"
    return f"{_local(entry.at)}  {entry.annotator}: {verb}{_detail(entry)}"


def _detail(entry: HistoryEntry) -> str:
    for change in entry.changes:
        before, after = change.before, change.after
        if isinstance(before, Relation) or isinstance(after, Relation):
            continue
        if isinstance(before, Annotation) and isinstance(after, Annotation):
            if before.label != after.label:
                return f" ({before.label} → {after.label})"
            if before.span != after.span:
                return (
                    f" ({before.span.start}–{before.span.end}"
                    f" → {after.span.start}–{after.span.end})"
                )
    return ""


def _suggester(info: SuggesterInfo, score: float | None) -> str:
    model = f", {info.model}" if info.model else ""
    certainty = f", score {score:.2f}" if score is not None else ""
    return f"{info.name} {info.version}{model}{certainty}"


def _local(at: datetime) -> str:
    return f"{at.astimezone():%d %b %Y %H:%M}"
