"""What the log says of one value, and what follows from that and from the row that was read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.annotation import Annotation
from annotator.domain.suggestion import Decision, Suggestion
from annotator.store import codec, values
from annotator.store.evidence import MISREADINGS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotator.domain.edits import Value


class Step(NamedTuple):
    """One change of a value, as the log holds it. place: number of the edit, and within it."""

    place: tuple[int, int]
    before: Value | None
    after: Value | None


class Row(NamedTuple):
    """What the value's table holds. is_sound: its seal is right; None if it has none.

    is_listed: whether the table's index has the value; None if not all of the index was read.
    """

    value: Value | None
    is_sound: bool | None
    is_listed: bool | None


class Settled(NamedTuple):
    """What a value is, and which of its history can be kept.

    origin: what the history must begin with to be complete; None if it does already. is_sure:
    nothing speaks against it.
    """

    value: Value | None
    steps: tuple[Step, ...]
    origin: Value | None
    is_sure: bool


def step_of(
    place: tuple[int, int], kind: str, value_id: int, before: str | None, after: str | None
) -> Step | None:
    """A row of the log; None if it cannot be understood."""
    try:
        old = None if before is None else codec.loads(kind, before)
        new = None if after is None else codec.loads(kind, after)
    except MISREADINGS:
        return None
    known = [one for one in (old, new) if one is not None]
    if not known or any(values.id_of(one) != value_id for one in known):
        return None
    return Step(place, old, new)


def unbroken(steps: Iterable[Step | None]) -> tuple[Step, ...]:
    """The newest part of a history in which each change begins with what the one before left."""
    kept: list[Step] = []
    for step in steps:
        if step is None or (kept and kept[-1].after != step.before):
            kept.clear()
        if step is not None:
            kept.append(step)
    return tuple(kept)


def settle(row: Row, steps: tuple[Step, ...], *, is_whole: bool, made_by_edits: bool) -> Settled:
    """Which of row and history to believe, where they differ.

    steps: from unbroken(). is_whole: nothing of the history is missing.
    made_by_edits: an edit made the value, so the history must begin with that.
    """
    if not steps:
        if row.is_listed is False and made_by_edits:  # its number has changed, or it is long gone
            return Settled(None, (), None, False)
        origin = row.value if made_by_edits else None
        return Settled(row.value, (), origin, row.is_sound is not False and not made_by_edits)
    last = steps[-1].after
    value = _believed(row, last, is_whole=is_whole)
    if as_logged(value) != last:
        return Settled(value, (), value if made_by_edits else None, False)
    first = steps[0].before
    origin = first if made_by_edits else None
    return Settled(value, steps, origin, origin is None)


def as_logged(value: Value | None) -> Value | None:
    """The value as the log knows it: what the memory withholds is pending there."""
    if isinstance(value, Suggestion) and value.decision is Decision.WITHHELD:
        return replace(value, decision=Decision.PENDING)
    return value


def _believed(row: Row, last: Value | None, *, is_whole: bool) -> Value | None:
    if as_logged(row.value) == last:
        return row.value
    if row.value is None:
        return None if row.is_listed is False else last
    if row.is_sound is not None:
        return row.value if row.is_sound else last
    if last is None:  # a row that was deleted once; a page that nothing leads to may still have it
        return row.value if row.is_listed and not is_whole else None
    if isinstance(row.value, Annotation) and isinstance(last, Annotation):
        return row.value if row.value.modified_at > last.modified_at else last
    return last if is_whole else row.value
