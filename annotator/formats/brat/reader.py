"""Articles out of brat's files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import IncomingRelation, IncomingSpan, Problem
from annotator.domain.span import Span
from annotator.domain.text import normalise
from annotator.formats.brat.lines import parse
from annotator.formats.brat.names import unescape
from annotator.formats.brat.properties import Properties
from annotator.formats.common.article_files import Remarks, article, read_sidecar
from annotator.formats.common.decoding import decode
from annotator.formats.common.own_fields import why_unusable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.domain.exchange import IncomingArticle
    from annotator.formats.brat.lines import Event, Marked, Standoff
    from annotator.formats.input_file import InputFile

LARGEST = 100_000_000
"""Bytes of one .ann file; those of an article have thousands."""

_STRIPPED = 30
_WIDEST_GAP = 1_000


def read_article(file: InputFile) -> Iterator[IncomingArticle | Problem]:
    """The article of a .ann file, whose text is in the .txt beside it."""
    remarks = Remarks(file.origin)
    try:
        text = _text(file)
        standoff = parse(_lines(file), remarks)
        fields = read_sidecar(file, remarks)
    except UnreadableInput as error:
        yield Problem(file.origin, str(error))
        return
    text = _as_measured(text, standoff)
    reading = _Reading(text, standoff, Properties(standoff, fields.get("entries"), remarks))
    spans = list(reading.spans())
    relations = list(reading.relations(remarks))
    if reading.in_pieces:
        shown = ", ".join(reading.in_pieces[:5])
        more = len(reading.in_pieces) - 5
        remarks(
            f"In several pieces of the text: {shown}{f' and {more:,} more' if more > 0 else ''}."
            " Each piece became a span of its own, with the same label and relations."
        )
    found = article(text, file.origin, fields, spans, relations, remarks)
    yield from remarks.problems()
    yield found


def _text(file: InputFile) -> str:
    """The text that the offsets count in. Raises UnreadableInput."""
    name = f"{file.stem}.txt"
    data = file.beside(name)
    if data is None:
        raise UnreadableInput(f"Its text is not there; put {name} beside it.")
    try:
        text = _decoded(data)
    except UnreadableInput as error:
        raise UnreadableInput(f"Its text, {name}, cannot be read: {error}") from error
    wrong = why_unusable(text)
    if wrong:
        raise UnreadableInput(f"Its text, {name}, cannot be read: {wrong}")
    return text


def _decoded(data: bytes) -> str:
    """UTF-8 if it can be, every character of it: brat counts a byte order mark as well."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return decode(data)


def _lines(file: InputFile) -> str:
    data = file.data
    if len(data) > LARGEST:
        raise UnreadableInput(
            f"It has more than {LARGEST // 1_000_000} MB; that is no annotation of one article."
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return decode(data)


def _as_measured(text: str, standoff: Standoff) -> str:
    """The text as it is, with single line ends, or without the mark that many editors put before
    it: whichever more annotations fit.
    """
    ways = [text]
    ways += [normalise(one).text for one in ways if "\r" in one]
    ways += [one.removeprefix("\ufeff") for one in ways if one.startswith("\ufeff")]
    if len(ways) == 1:
        return text
    return max(ways, key=lambda one: _fitting(one, standoff))


def _fitting(text: str, standoff: Standoff) -> int:
    return sum(_fits(one, text) for one in standoff.marked.values())


def _fits(one: Marked, text: str) -> bool:
    """Whether the text stands where the line says; white space at the line's end may be lost."""
    if one.quoted is None:
        return False
    length = sum(map(len, one.pieces)) + len(one.pieces) - 1
    if abs(length - len(one.quoted)) > _STRIPPED:  # many lines that say "all of it" take long
        return False
    found = " ".join(text[piece.start : piece.end] for piece in one.pieces)
    return one.quoted.rstrip() == found.rstrip()


class _Reading:
    """in_pieces: the ids of those that white space alone does not join."""

    def __init__(self, text: str, standoff: Standoff, properties: Properties) -> None:
        self.in_pieces: list[str] = []
        self._text = text
        self._standoff = standoff
        self._properties = properties
        self._own_ids: dict[str, tuple[str, ...]] = {}

    def spans(self) -> Iterator[IncomingSpan]:
        for own, marked in self._standoff.marked.items():
            pieces = _joined(marked.pieces, self._text)
            if len(pieces) > 1:
                self.in_pieces.append(own)
            ids = tuple(f"{own}#{at + 1}" if at else own for at in range(len(pieces)))
            self._own_ids[own] = ids
            for id, piece, quoted in zip(ids, pieces, self._quoted(marked, pieces), strict=True):
                yield IncomingSpan(
                    piece.start,
                    piece.end,
                    unescape(marked.label),
                    id=id,
                    quoted=quoted,
                    attributes=self._properties.attributes(own),
                    note=self._properties.note(own),
                    canonical=self._properties.entry(own),
                )

    def relations(self, remarks: Remarks) -> Iterator[IncomingRelation]:
        """Those of "R", "*" and "E" lines, from every piece to the first piece."""
        links = [(one.label, one.source, one.target) for one in self._standoff.links]
        for event in self._standoff.events.values():
            links += [(role, event.trigger, target) for role, target in _roles(event)]
        for label, source, target in links:
            sources, targets = self._ids_of(source), self._ids_of(target)
            if not sources or not targets:
                missing = target if sources else source
                remarks(f"{label} names {missing[:40]}, which is not there; it was left out.")
                continue
            for one in sources:
                yield IncomingRelation(unescape(label), one, targets[0])

    def _ids_of(self, own: str) -> tuple[str, ...]:
        event = self._standoff.events.get(own)
        return self._own_ids.get(event.trigger if event else own, ())

    def _quoted(self, marked: Marked, pieces: list[Span]) -> list[str | None]:
        """What each piece should say."""
        if marked.quoted is None:
            return [None] * len(pieces)
        if _fits(marked, self._text):
            return [self._text[one.start : one.end] for one in pieces]
        return [marked.quoted] * len(pieces)


def _joined(pieces: tuple[Span, ...], text: str) -> list[Span]:
    """The pieces, those together that only white space parts: brat parts a span at line ends."""
    joined = [pieces[0]]
    for piece in pieces[1:]:
        last = joined[-1]
        gap = piece.start - last.end
        near = 0 <= gap <= _WIDEST_GAP and piece.start <= len(text)
        if near and not text[last.end : piece.start].strip():
            joined[-1] = Span(last.start, piece.end)
        else:
            joined.append(piece)
    return joined


def _roles(event: Event) -> Iterator[tuple[str, str]]:
    """An event's arguments; brat numbers a role that is there again: Content, Content2."""
    roles = {role for role, _ in event.arguments}
    for role, target in event.arguments:
        bare = role.rstrip("0123456789")
        yield (bare if bare in roles else role), target
