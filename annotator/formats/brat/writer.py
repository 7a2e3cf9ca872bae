"""An article's annotations as lines of brat."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotator.domain.losses import Fate, Kind, loss_of_many, loss_of_span
from annotator.domain.span import Span
from annotator.formats.brat.names import brat_name, brat_value
from annotator.formats.common.own_fields import span_fields
from annotator.formats.common.plain_names import escape_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.domain.annotation import Annotation
    from annotator.domain.document import AnnotatedDocument
    from annotator.domain.ids import AnnotationId
    from annotator.domain.losses import Loss
    from annotator.formats.brat.config import Configuration

BLANK = "brat marks no white space alone; a span of nothing else is left out."
EDGES = "brat marks no line ends; those at the edges of a span are cut off."
ENDS = "brat has no relation without both of its spans."
NAMES = (
    "Names and values in brat are of letters, digits, “-” and “_”; other characters are written"
    " by number, a space as “_x0020_”."
)
NOTES = "A note in brat is one line; its line ends are written by number, as “_x000A_”."

# brat parts a span at line ends only; readers of its files split lines and columns at all of these
_LINE = re.compile("[^\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")


def fragments(text: str, span: Span) -> list[Span]:
    """The pieces of a span that lie in one line each; none if it holds only white space."""
    pieces = (Span(*found.span()) for found in _LINE.finditer(text, span.start, span.end))
    return [piece for piece in pieces if not piece.text_of(text).isspace()]


def written(
    annotated: AnnotatedDocument, configuration: Configuration, lost: Callable[[Loss], None]
) -> tuple[str, dict[str, object]]:
    """The .ann of an article, and the entries of the registry that it names, by their ids."""
    lines = _Lines(annotated, configuration, lost)
    for annotation in annotated.annotations:
        lines.add(annotation)
    lines.add_relations()
    lines.tell_changes()
    return "".join(lines.lines), lines.entries


class _Lines:
    def __init__(
        self,
        annotated: AnnotatedDocument,
        configuration: Configuration,
        lost: Callable[[Loss], None],
    ) -> None:
        self.lines: list[str] = []
        self.entries: dict[str, object] = {}
        self._annotated = annotated
        self._configuration = configuration
        self._lost = lost
        self._ids: dict[AnnotationId, str] = {}
        self._counts: dict[str, int] = {}
        self._changed = dict.fromkeys((Kind.ATTRIBUTE, Kind.NOTE), 0)

    def add(self, annotation: Annotation) -> None:
        """The lines of one annotation, if brat can mark it."""
        place = self._place(annotation)
        if not place:
            return
        self._configuration.take(annotation)
        own = self._ids[annotation.id] = self._next("T")
        name = self._name(annotation.label, annotation.span, Kind.SPAN)
        text = " ".join(one.text_of(self._annotated.document.text) for one in place)
        offsets = ";".join(f"{one.start} {one.end}" for one in place)
        self.lines.append(f"{own}\t{name} {offsets}\t{text}\n")
        for attribute, value in annotation.attributes:
            word = brat_value(value)
            plain = not isinstance(value, str) or word == value
            named = brat_name(attribute)
            self._changed[Kind.ATTRIBUTE] += not plain or named != attribute
            self.lines.append(f"{self._next('A')}\t{named} {own} {word}\n")
        if annotation.note:
            note = escape_line(annotation.note)
            self._changed[Kind.NOTE] += note != annotation.note
            self.lines.append(f"{self._next('#')}\tAnnotatorNotes {own}\t{note}\n")
        self._add_references(annotation, own)

    def add_relations(self) -> None:
        """The lines of all relations between the spans that were written."""
        spans = {one.id: one.span for one in self._annotated.annotations}
        for relation in self._annotated.relations:
            span = spans[relation.source_id]
            source, target = self._ids.get(relation.source_id), self._ids.get(relation.target_id)
            if source is None or target is None:
                document = self._annotated.document
                self._lost(loss_of_span(document, span, relation.label, ENDS, kind=Kind.RELATION))
                continue
            self._configuration.take_relation(relation.label)
            name = self._name(relation.label, span, Kind.RELATION)
            self.lines.append(f"{self._next('R')}\t{name} Arg1:{source} Arg2:{target}\n")

    def tell_changes(self) -> None:
        """Tells how many things are there in another form."""
        for kind, count in self._changed.items():
            if count:
                rule = NOTES if kind is Kind.NOTE else NAMES
                loss = loss_of_many(self._annotated.document, kind, count, rule, fate=Fate.CHANGED)
                self._lost(loss)

    def _place(self, annotation: Annotation) -> list[Span]:
        document, span = self._annotated.document, annotation.span
        place = fragments(document.text, span)
        if not place:
            self._lost(loss_of_span(document, span, annotation.label, BLANK))
            return place
        became = Span(place[0].start, place[-1].end)
        if became != span:
            loss = loss_of_span(
                document, span, annotation.label, EDGES, fate=Fate.CUT, became=became
            )
            self._lost(loss)
        return place

    def _add_references(self, annotation: Annotation, own: str) -> None:
        entry_id = annotation.entry_id
        entry = None if entry_id is None else self._annotated.entries.get(entry_id)
        canonical = span_fields(annotation, self._annotated).get("canonical")
        if entry is None or not isinstance(canonical, dict):
            return
        name = escape_line(entry.name)
        references = [("Registry", canonical["id"])]
        if entry.wikidata:
            references.insert(0, ("Wikidata", entry.wikidata))
        for base, key in references:
            self.lines.append(f"{self._next('N')}\tReference {own} {base}:{key}\t{name}\n")
        self.entries[canonical["id"]] = canonical

    def _name(self, name: str, span: Span, kind: Kind) -> str:
        plain = brat_name(name)
        if plain != name:
            document = self._annotated.document
            loss = loss_of_span(document, span, name, NAMES, fate=Fate.CHANGED, kind=kind)
            self._lost(loss)
        return plain

    def _next(self, kind: str) -> str:
        self._counts[kind] = self._counts.get(kind, 0) + 1
        return f"{kind}{self._counts[kind]}"
