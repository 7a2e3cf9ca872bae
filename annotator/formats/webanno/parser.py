"""The lines of a WebAnno TSV file, as it has them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.errors import UnreadableInput

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.formats.common.article_files import Remarks

_FORMAT = "#FORMAT=WebAnno TSV 3"
_LAYER = re.compile(r"#T_(SP|RL|CH)=([^|]+)(?:\|(.*))?")
_ID = re.compile(r"[0-9]{1,9}-[0-9]{1,9}(?:\.[0-9]{1,9})?", re.ASCII)
_RANGE = re.compile(r"([0-9]{1,12})-([0-9]{1,12})", re.ASCII)
_TEXT = "#Text="
_FIXED = 3
_MOST_COLUMNS = 1_000


class Layer(NamedTuple):
    """A layer of the file's head. kind: "SP" span, "RL" relation, "CH" chain.

    first: the index of its first column, those of tokens not counted. columns: their names.
    """

    kind: str
    name: str
    first: int
    columns: tuple[str, ...]

    def cells(self, unit: Unit) -> tuple[str, ...]:
        """The cells of a row that are this layer's."""
        return unit.cells[self.first : self.first + len(self.columns)]


class Unit(NamedTuple):
    """A row: a token or a part of one.

    form: its text, escaped, but in files of older programs. cells: the layers', escaped.
    """

    id: str
    start_u16: int
    end_u16: int
    form: str
    cells: tuple[str, ...]
    line: int


@dataclass(slots=True)
class Lines:
    """A sentence. text: the lines of its text, escaped."""

    text: list[str] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)


@dataclass(slots=True)
class Parsed:
    """All of a file."""

    layers: list[Layer]
    sentences: list[Lines]


def parse(text: str, remarks: Remarks) -> Parsed:
    """The layers and sentences; rows that cannot be read go to the remarks.

    Raises UnreadableInput if the file is not of this format.
    """
    if not text.startswith(_FORMAT):
        raise UnreadableInput("It is no WebAnno TSV 3: its first line does not say so.")
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    layers = list(_layers(lines))
    width = sum(len(one.columns) for one in layers)
    sentences = [Lines()]
    for number, line in enumerate(lines, start=1):
        last = sentences[-1]
        if line.startswith(_TEXT):
            if last.units:
                sentences.append(last := Lines())
            last.text.append(line.removeprefix(_TEXT))
        elif line and not (line.startswith("#") and "\t" not in line):
            unit = _unit(line, number, width)
            if unit is None:
                remarks("The line is no token with its annotations; it was left out.", number)
            else:
                last.units.append(unit)
    return Parsed(layers, [one for one in sentences if one.units])


def _layers(lines: list[str]) -> Iterator[Layer]:
    first = 0
    for line in lines:
        if line.startswith(_TEXT):
            return
        found = _LAYER.fullmatch(line)
        if found:
            columns = tuple((found[3] or "").split("|"))
            yield Layer(found[1], found[2], first, columns)
            first += len(columns)
            if first > _MOST_COLUMNS:
                raise UnreadableInput(f"It has more than {_MOST_COLUMNS:,} columns.")


def _unit(line: str, number: int, width: int) -> Unit | None:
    own, place, form, *cells = [*line.split("\t", _FIXED + width), "", ""][: _FIXED + width]
    found = _RANGE.fullmatch(place)
    if not found or not _ID.fullmatch(own) or len(cells) < width:
        return None
    return Unit(own, int(found[1]), int(found[2]), form, tuple(cells), number)
