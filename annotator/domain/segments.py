"""Overlapping annotations, as a view paints them."""

from __future__ import annotations

from typing import NamedTuple


class Mark(NamedTuple):
    """An annotation or a pending suggestion, as far as a view needs it.

    A tuple, because an article may have 50,000 of them and must open within a frame or so.
    start, end: code points, half-open. id: an AnnotationId or a SuggestionId; no two are alike.
    """

    start: int
    end: int
    id: int
    label: str
    is_suggestion: bool
    score: float | None = None
