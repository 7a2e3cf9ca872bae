"""Gold files: texts with the spans that suggesters ought to find.

One JSON object a line, gzipped if the file's name ends in .gz: "id", "text", "spans" with "start",
"end" (code points), "label" and, where there is one, "source" (the parts of the speaker's mention
as [start, end] pairs), "kind" and "optional"; "labels" names those annotated everywhere in the
text.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.domain.errors import OffsetError, UnreadableInput
from annotator.domain.exchange import Problem
from annotator.domain.held_files import check_free
from annotator.domain.scoring import ScoredSpan
from annotator.domain.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class GoldText:
    """One line of a gold file. labels: those that are annotated everywhere in the text."""

    id: str
    text: str
    labels: frozenset[str]
    spans: tuple[ScoredSpan, ...]
    origin: str


def read_gold(path: Path) -> tuple[list[GoldText], list[Problem]]:
    """The usable lines of a gold file, and what is wrong with the others.

    Raises UnreadableInput if the file as a whole cannot be read, or is empty.
    """
    texts: list[GoldText] = []
    problems: list[Problem] = []
    seen: set[str] = set()
    for number, line in enumerate(_lines(path), 1):
        if not line.strip():
            continue
        origin = f"{path.name}, line {number}"
        try:
            one = _gold_text(line, origin)
            if one.id in seen:
                raise _BadLine(f"The id “{one.id}” has been used before; give each text its own.")
        except _BadLine as error:
            problems.append(Problem(origin, str(error)))
        else:
            seen.add(one.id)
            texts.append(one)
    if not texts and not problems:
        raise UnreadableInput(
            f"The gold file {path} is empty; write one object with a text and its spans a line."
        )
    return texts, problems


class _BadLine(Exception):
    """A line of a gold file that cannot be used; its text is a sentence."""


def _lines(path: Path) -> list[bytes]:
    try:
        check_free(path)
        data = path.read_bytes()
        return (gzip.decompress(data) if path.suffix == ".gz" else data).split(b"\n")
    except (OSError, EOFError) as error:
        reason = getattr(error, "strerror", None) or "it is no gzip file, or a damaged one"
        raise UnreadableInput(
            f"The gold file {path} cannot be read ({reason}); check its name and its rights."
        ) from error


def _gold_text(line: bytes, origin: str) -> GoldText:
    try:
        value = json.loads(line)
    except ValueError as error:
        raise _BadLine("This is not valid JSON; write one object a line.") from error
    match value:
        case {"id": str(id_), "text": str(text), "spans": list(spans), **more}:
            found = tuple(_gold_span(span, len(text)) for span in spans)
            return GoldText(id_, text, _labels(more.get("labels"), found), found, origin)
        case _:
            raise _BadLine("An object with “id”, “text” and “spans” is needed here.")


def _gold_span(value: object, length: int) -> ScoredSpan:
    match value:
        case {"start": int(start), "end": int(end), "label": str(label), **more}:
            sources = tuple(_span(*pair, length) for pair in _pairs(more.get("source")))
            kind = more.get("kind")
            return ScoredSpan(
                _span(start, end, length),
                label,
                sources,
                optional=bool(more.get("optional")),
                kind=kind if isinstance(kind, str) else "",
            )
        case _:
            raise _BadLine("A span lacks its “start”, “end” or “label”; add what is missing.")


def _labels(value: object, found: Sequence[ScoredSpan]) -> frozenset[str]:
    """The labels a line names; those of its spans where it names none."""
    match value:
        case None:
            return frozenset(one.label for one in found)
        case list() if all(isinstance(one, str) for one in value):
            return frozenset(value)
        case _:
            raise _BadLine("“labels” must be a list of names.")


def _pairs(source: object) -> Iterator[tuple[int, int]]:
    """The (start, end) pairs of a source: one of them, a list of them, or none."""
    match source:
        case None | []:
            return
        case {"start": int(start), "end": int(end)} | [int(start), int(end)]:
            yield start, end
        case [*parts]:
            for part in parts:
                yield from _pairs(part)
        case _:
            raise _BadLine(f"{source!r:.80} is no source; write a list of [start, end] pairs.")


def _span(start: int, end: int, length: int) -> Span:
    try:
        return Span(start, end).within(length)
    except OffsetError as error:
        raise _BadLine(f"The span {start}–{end} is not within the text; correct it.") from error
