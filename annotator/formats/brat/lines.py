"""The lines of a .ann file, as it has them."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.span import Span

if TYPE_CHECKING:
    from annotator.formats.common.article_files import Remarks

MOST_PIECES = 100
"""Pieces of one annotation; no text is cut up like that."""

_LONGEST_NUMBER = 12


@dataclass(frozen=True, slots=True)
class Marked:
    """A "T" line. pieces: where it stands; quoted: its text as the line has it, None for none."""

    label: str
    pieces: tuple[Span, ...]
    quoted: str | None


class Event(NamedTuple):
    """An "E" line. arguments: roles and ids."""

    label: str
    trigger: str
    arguments: tuple[tuple[str, str], ...]


class Link(NamedTuple):
    """An "R" line, or two neighbours of a "*" line."""

    label: str
    source: str
    target: str


class Attribute(NamedTuple):
    """An "A" or "M" line. value: None where it has none, which says yes."""

    name: str
    target: str
    value: str | None


class Reference(NamedTuple):
    """An "N" line: the entry of a database by its key, and what it is called."""

    target: str
    base: str
    key: str
    name: str


class Comment(NamedTuple):
    """A "#" line."""

    kind: str
    target: str
    text: str


@dataclass(slots=True)
class Standoff:
    """All of a file. marked, events: by their ids."""

    marked: dict[str, Marked] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    attributes: list[Attribute] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    link_ids: set[str] = field(default_factory=set)


def parse(text: str, remarks: Remarks) -> Standoff:
    """The lines of a file; those that cannot be read go to the remarks."""
    standoff = Standoff()
    for number, line in enumerate(text.split("\n"), start=1):
        line = line.removesuffix("\r")
        if line.strip():
            try:
                _take(standoff, line)
            except ValueError as error:
                remarks(f"{error} It was left out.", number)
    return standoff


def _take(standoff: Standoff, line: str) -> None:
    """Adds a line. Raises ValueError, its text a sentence, if it is none of brat's."""
    own, _, rest = line.partition("\t")
    head, _, tail = rest.partition("\t")
    words = head.split(" ")
    match own[:1], words:
        case "T", [label, *_] if label:
            _once(own, standoff.marked)
            quoted = tail if rest.count("\t") else None
            standoff.marked[own] = Marked(label, _pieces(head[len(label) + 1 :]), quoted)
        case "E", [trigger, *arguments] if ":" in trigger:
            _once(own, standoff.events)
            label, _, mark = trigger.partition(":")
            pairs = (one.partition(":") for one in arguments if one)
            standoff.events[own] = Event(label, mark, tuple((role, id) for role, _, id in pairs))
        case "R", [label, first, second, *_] if ":" in first and ":" in second:
            standoff.link_ids.add(own)
            ends = (first.partition(":")[2], second.partition(":")[2])
            standoff.links.append(Link(label, *ends))
        case "*", [label, *ids] if len(ids) > 1:
            standoff.links.extend(Link(label, *pair) for pair in pairwise(ids))
        case (("A" | "M"), [name, target, *value]):
            standoff.attributes.append(Attribute(name, target, " ".join(value) or None))
        case "N", [_, target, entry, *_] if ":" in entry:
            base, _, key = " ".join(words[2:]).partition(":")
            standoff.references.append(Reference(target, base, key, tail))
        case "#", [kind, target, *_]:
            standoff.comments.append(Comment(kind, target, tail))
        case _:
            raise ValueError("The line is none of brat's.")


def _once(own: str, known: dict[str, Marked] | dict[str, Event]) -> None:
    if own in known:
        raise ValueError(f"{own} is there twice.")


def _pieces(offsets: str) -> tuple[Span, ...]:
    """The places in "0 5;9 16", sorted. Raises ValueError."""
    found = offsets.split(";", MOST_PIECES)
    if len(found) > MOST_PIECES:
        raise ValueError(f"The annotation has more than {MOST_PIECES} pieces.")
    return tuple(sorted(map(_piece, found)))


def _piece(offsets: str) -> Span:
    match offsets.split(" "):
        case [start, end] if _is_number(start) and _is_number(end) and int(start) < int(end):
            return Span(int(start), int(end))
    raise ValueError(f"“{offsets[:40]}” are no offsets.")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER
