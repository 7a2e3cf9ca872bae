"""What this installation can read, write and suggest with."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from annotator.formats.base import Option
from annotator.formats.carrying import METADATA, STATE
from annotator.formats.registry import FormatRow, describe, formats
from annotator.suggest.pipeline import default_model, installed_models, is_from_a_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from annotator.formats.carrying import Carries

__all__ = [
    "FormatRow",
    "Option",
    "carried",
    "default_model",
    "describe_formats",
    "installed_models",
    "is_from_a_folder",
    "load_formats",
]

_PLACES = {
    "relations": "relations",
    "attributes": "attributes",
    "notes": "notes",
    "links": "links to the registry",
    "annotators": "names of annotators",
    "suggestions": "pending suggestions",
    "history": "the history of annotations",
}
"""What a format may have a place for, by Carries' names."""


_formats = cache(formats)


def describe_formats() -> list[FormatRow]:
    """The formats that load, sorted by name."""
    return describe(_formats())


def load_formats() -> Iterator[None]:
    """Loads them one after the other; a step takes some milliseconds, all of them a fifth of a
    second, which the first description would take otherwise.
    """
    for _ in _formats().all():
        yield


def carried(row: FormatRow) -> str:
    """What a format is for, as far as it says so, and what there is no place for in its files."""
    sentences = [row.purpose] if row.purpose else []
    if row.carries is not None:
        sentences += _limits(row.carries)
    return " ".join(sentences)


def _limits(carries: Carries) -> list[str]:
    edges = [] if carries.overlaps else ["cannot overlap"]
    if not carries.exact:
        edges.append("begin and end with words")
    sentences = [f"Spans {', and '.join(edges)}."] if edges else []
    there = [words for name, words in _PLACES.items() if getattr(carries, name)]
    missing = [words for name, words in _PLACES.items() if not getattr(carries, name)]
    missing += _missing_fields(carries)
    if not missing and not sentences:
        return ["There is a place for everything."]
    if len(missing) > len(_PLACES) // 2 and not there:
        sentences.append("Only spans and their labels have a place.")
    elif missing:
        sentences.append(f"No place for {_listed(missing)}.")
    return sentences


def _missing_fields(carries: Carries) -> list[str]:
    """Of articles."""
    missing = []
    fields = set(METADATA) - carries.metadata
    if fields == {"extra"}:
        missing.append("further fields of articles")
    elif fields:
        missing.append("metadata of articles" if carries.metadata else "metadata")
    state = set(STATE) - carries.state
    if state == set(STATE):
        missing.append("the state of articles")
    elif state:
        missing.append("tags of and notes on articles")
    return missing


def _listed(names: Sequence[str]) -> str:
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))
