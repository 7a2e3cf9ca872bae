"""The annotations and relations in the columns of a file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from annotator.domain.errors import OffsetError
from annotator.domain.exchange import IncomingRelation
from annotator.domain.offsets import OffsetMap
from annotator.formats.common.dkpro import Found, incoming_span, is_of_tools, short_name
from annotator.formats.webanno.escaping import NO_VALUE, NOTHING, numbered, parts, unescape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.domain.exchange import IncomingSpan
    from annotator.formats.common.article_files import Remarks
    from annotator.formats.webanno.parser import Layer, Parsed, Unit

_SOURCE = re.compile(r"([0-9]+-[0-9]+(?:\.[0-9]+)?)(?:\[([0-9]{1,9})_([0-9]{1,9})\])?", re.ASCII)
_LABELS = frozenset({"label", "value"})


@dataclass(slots=True)
class _Annotation:
    """One annotation, whose rows are gathered. forms: what they say is there."""

    layer: Layer
    id: str
    start: int
    end: int
    features: dict[str, str]
    forms: list[str] = field(default_factory=list)
    is_astray: bool = False


class Annotations:
    """All that the rows of a file say, in the offsets of its text."""

    def __init__(self, text: str, parsed: Parsed, remarks: Remarks) -> None:
        self._text = text
        self._remarks = remarks
        self._offsets = OffsetMap(text)
        self._found: dict[tuple[str, str], _Annotation] = {}
        self._standing: dict[tuple[str, str], _Annotation] = {}
        self._links: list[tuple[Layer, Unit]] = []
        self._left_out: dict[str, str] = {}
        for sentence in parsed.sentences:
            for unit in sentence.units:
                self._take(unit, parsed.layers)
        for layer, why in self._left_out.items():
            remarks(f"The layer {short_name(layer)[:60]} {why}; it was left out.")

    def spans(self) -> list[IncomingSpan]:
        """The spans of all layers that are not grammar."""
        return [self._span(one) for one in self._found.values()]

    def relations(self) -> list[IncomingRelation]:
        """The relations between them."""
        return [one for layer, unit in self._links for one in self._relations(layer, unit)]

    def _take(self, unit: Unit, layers: list[Layer]) -> None:
        try:
            start = self._offsets.from_u16(unit.start_u16)
            end = self._offsets.from_u16(unit.end_u16)
        except OffsetError as error:
            self._remarks(f"Its offsets do not fit the text ({error}); it was left out.", unit.line)
            return
        for layer in layers:
            cells = layer.cells(unit)
            if all(cell in (NOTHING, "") for cell in cells):
                continue
            if layer.kind == "CH":
                self._left_out[layer.name] = "is a chain of mentions"
            elif is_of_tools(layer.name):
                self._left_out[layer.name] = "is of tools, not of annotators"
            elif layer.kind == "RL":
                self._links.append((layer, unit))
            else:
                self._take_annotations(layer, unit, start, end)

    def _take_annotations(self, layer: Layer, unit: Unit, start: int, end: int) -> None:
        columns = self._columns(layer, unit)
        if columns is None:
            return
        numbers = [numbered(part)[1] for part in next(iter(columns.values()))]
        for at, number in enumerate(numbers):
            own = f"{number}" if number else f"{unit.id}/{at}"
            known = self._found.get((layer.name, own))
            if known is None:
                values = {name: _value(of_all[at]) for name, of_all in columns.items()}
                features = {name: value for name, value in values.items() if name and value}
                id = f"{layer.name}:{own}"
                known = _Annotation(layer, id, start, end, features)
                self._found[layer.name, own] = known
                self._standing.setdefault((layer.name, unit.id), known)
            known.start, known.end = min(known.start, start), max(known.end, end)
            form = unescape(unit.form)
            known.forms.append(form)
            known.is_astray |= self._text[start:end] not in (form, unit.form)

    def _columns(self, layer: Layer, unit: Unit) -> dict[str, list[str]] | None:
        """The values of each feature, one for each annotation; None if they do not agree."""
        cells = dict(zip(layer.columns, layer.cells(unit), strict=True))
        names = iter(layer.columns)
        for name in names:
            if name.startswith("ROLE_"):
                self._left_out[f"{layer.name} ({name.rpartition(':')[2]})"] = "has links by role"
                del cells[name]
                cells.pop(next(names, ""), None)
        columns = {name: parts(cell) for name, cell in cells.items()} or {"": [NO_VALUE]}
        if len({len(values) for values in columns.values()}) > 1:
            what = short_name(layer.name)[:60]
            self._remarks(f"The columns of {what} have not as many values; left out.", unit.line)
            return None
        return columns

    def _span(self, one: _Annotation) -> IncomingSpan:
        found = Found(
            one.layer.name,
            one.start,
            one.end,
            one.id,
            one.features,
            is_labelled=not _LABELS.isdisjoint(one.layer.columns),
            quoted=" ".join(one.forms) if one.is_astray else self._text[one.start : one.end],
        )
        return incoming_span(found, self._text[one.start : one.end], self._remarks)

    def _relations(self, layer: Layer, unit: Unit) -> Iterator[IncomingRelation]:
        *names, base = layer.columns
        *cells, sources = layer.cells(unit)
        features = [parts(cell) for cell in cells]
        base = base.removeprefix("BT_")
        for at, place in enumerate(parts(sources)):
            values = {
                name: _value(of_all[at]) for name, of_all in zip(names, features, strict=True)
                if at < len(of_all)
            }  # fmt: skip
            found = _SOURCE.fullmatch(place)
            source = found and self._at(base, found[1], found[2])
            target = found and self._at(base, unit.id, found[3])
            if not source or not target:
                self._remarks("A relation leads from nothing; it was left out.", unit.line)
                continue
            annotator = values.pop("annotator", "")
            label = (
                values.get("label")
                or values.get("value")
                or next(filter(None, values.values()), "")
            )
            yield IncomingRelation(
                label or short_name(layer.name), source.id, target.id, annotator=annotator
            )

    def _at(self, layer: str, row: str, number: str | None) -> _Annotation | None:
        """The annotation of that number, or the one that begins in a row."""
        if number and number != "0":
            return self._found.get((layer, number))
        return self._standing.get((layer, row))


def _value(part: str) -> str:
    """A feature's value; "" where there is none."""
    bare = numbered(part)[0]
    return "" if bare in (NO_VALUE, NOTHING) else unescape(bare)
