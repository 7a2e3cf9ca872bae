"""Annotations, suggestions and their history in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.annotation import Annotation, Origin
from annotator.domain.suggestion import Suggestion
from annotator.ui.dates import written_time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from annotator.domain.edits import HistoryEntry
    from annotator.domain.suggestion import SuggesterInfo

_LONGEST = 240
_LONGEST_NOTE = 40
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


def describe_origin(
    value: Annotation | Suggestion,
    annotator_name: Callable[[int], str],
    suggested: Suggestion | None = None,
) -> str:
    """Where a span comes from, in a sentence or two.

    suggested: the suggestion that an annotation was, if it is in the project. Of a suggestion
    only who made it: its score and reason stand elsewhere.
    """
    if isinstance(value, Suggestion):
        return f"Suggested by {_suggester(value.suggester, None)}."
    who, when = annotator_name(value.annotator_id), written_time(value.created_at)
    provenance = value.provenance
    match provenance.origin:
        case Origin.HUMAN:
            return f"Added by {who}, {when}."
        case Origin.IMPORTED:
            return f"Imported, {when}; annotator {who}."
        case _:
            how = provenance.origin.value.capitalize()
            sentence = f"{how} by {who}, {when}."
            if provenance.suggester is None:
                return sentence
            by = _suggester(provenance.suggester, provenance.score)
            return f"{sentence} Suggested by {by}{_why(suggested)}."


def describe_history(entry: HistoryEntry) -> str:
    """One line of a span's history: when, who, what."""
    verb = entry.verb if entry.kind == "do" else f"{entry.kind.capitalize()}: {entry.verb}"
    return f"{written_time(entry.at)}  {entry.annotator}: {verb}{_detail(entry)}"


def _detail(entry: HistoryEntry) -> str:
    """What was before and after, of the first change that can be told in a few words."""
    for change in entry.changes:
        before, after = change.before, change.after
        if isinstance(before, Annotation) and isinstance(after, Annotation):
            for old, new in _told(before, after):
                if old != new:
                    return f" ({old or '–'} → {new or '–'})"
    return ""


def _told(before: Annotation, after: Annotation) -> Iterator[tuple[str, str]]:
    """What may differ between two states of an annotation, as pairs of words."""
    yield before.label, after.label
    yield _extent(before), _extent(after)
    old, new = dict(before.attributes), dict(after.attributes)
    for name in sorted({*old, *new}):
        yield f"{name} {old.get(name, '–')}", f"{name} {new.get(name, '–')}"
    yield _noted(before), _noted(after)


def _extent(annotation: Annotation) -> str:
    return f"{annotation.span.start}–{annotation.span.end}"


def _noted(annotation: Annotation) -> str:
    return quoted(shortened(annotation.note, _LONGEST_NOTE)) if annotation.note else ""


def _why(suggestion: Suggestion | None) -> str:
    return f": {suggestion.reason}" if suggestion is not None and suggestion.reason else ""


def _suggester(info: SuggesterInfo, score: float | None) -> str:
    model = f", {info.model}" if info.model else ""
    certainty = f", score {score:.0%}" if score is not None else ""
    return f"{info.name} {info.version}".rstrip() + f"{model}{certainty}"
