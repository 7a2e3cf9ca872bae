"""Annotated documents to conversations, and to lines that say where their spans stand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import orjson

from annotator.domain.losses import Kind, loss_of_many, loss_of_span
from annotator.domain.span import Span
from annotator.formats.chat.chunks import chunks
from annotator.formats.common.json_records import is_safe_number
from annotator.formats.common.own_fields import article_fields, relation_fields, span_fields

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from annotator.domain.annotation import Annotation, Relation
    from annotator.domain.document import AnnotatedDocument
    from annotator.domain.ids import AnnotationId
    from annotator.domain.losses import Loss

    Fields = dict[str, object]

TWICE = "An answer names a span with its label once, however many annotators marked it."
FAR = "Relations between spans in two pieces of an article are left out; larger pieces keep more."
NUMBERS = "Numbers that JSON cannot say, or that are above 2^53, are left out."


class Conversation(NamedTuple):
    """One example to learn from, and what stands where in its article."""

    messages: Fields
    offsets: Fields


class _Piece(NamedTuple):
    """A piece of a text, and what is annotated in it."""

    span: Span
    annotations: list[Annotation]
    relations: list[Relation]


@dataclass(frozen=True, slots=True)
class ChatWriter:
    """Writes conversations. prompt: the system's turn. longest: characters of a piece."""

    prompt: str
    longest: int
    lost: Callable[[Loss], None]

    def conversations(self, annotated: AnnotatedDocument) -> Iterator[Conversation]:
        """One for each piece of the article, in its order."""
        chosen, stand_ins = self._once(annotated)
        for piece in self._pieces(annotated, chosen, stand_ins):
            places = {one.id: number for number, one in enumerate(piece.annotations)}
            links = [
                {
                    "label": one.label,
                    "from": places[stand_ins[one.source_id]],
                    "to": places[stand_ins[one.target_id]],
                }
                for one in piece.relations
            ]
            answer: Fields = {"spans": list(self._answers(piece, annotated)), "relations": links}
            yield Conversation(
                self._messages(piece.span.text_of(annotated.document.text), answer),
                _offsets(piece, links, annotated),
            )

    def _once(
        self, annotated: AnnotatedDocument
    ) -> tuple[list[Annotation], dict[AnnotationId, AnnotationId]]:
        """The annotations, each span and label once, and which stands for which."""
        first: dict[tuple[Span, str], Annotation] = {}
        stand_ins = {}
        for one in annotated.annotations:
            kept = first.setdefault((one.span, one.label), one)
            stand_ins[one.id] = kept.id
            if kept is not one:
                self.lost(loss_of_span(annotated.document, one.span, one.label, TWICE))
        return list(first.values()), stand_ins

    def _pieces(
        self,
        annotated: AnnotatedDocument,
        annotations: list[Annotation],
        stand_ins: dict[AnnotationId, AnnotationId],
    ) -> list[_Piece]:
        by_id = {one.id: one for one in annotations}
        ends = [
            (one, by_id[stand_ins[one.source_id]].span, by_id[stand_ins[one.target_id]].span)
            for one in annotated.relations
        ]
        together = [Span(min(a.start, b.start), max(a.end, b.end)) for _, a, b in ends]
        spans = [one.span for one in annotations]
        pieces = [
            _Piece(span, [], [])
            for span in chunks(annotated.document.text, spans, together, self.longest)
        ]
        starts = [one.span.start for one in pieces]
        for annotation in annotations:
            pieces[bisect_right(starts, annotation.span.start) - 1].annotations.append(annotation)
        for relation, source, target in ends:
            at = bisect_right(starts, source.start) - 1
            if at == bisect_right(starts, target.start) - 1:
                pieces[at].relations.append(relation)
            else:
                self.lost(
                    loss_of_span(
                        annotated.document, source, relation.label, FAR, kind=Kind.RELATION
                    )
                )
        return pieces

    def _answers(self, piece: _Piece, annotated: AnnotatedDocument) -> Iterator[Fields]:
        text = piece.span.text_of(annotated.document.text)
        found: dict[str, list[int]] = {}
        for one in piece.annotations:
            words = one.span.text_of(annotated.document.text)
            places = found.setdefault(words, _places(text, words))
            number = bisect_left(places, one.span.start - piece.span.start)
            answer: Fields = {"label": one.label, "text": words}
            if len(places) > 1:
                answer["occurrence"] = number + 1
            if attributes := self._attributes(one, annotated):
                answer["attributes"] = attributes
            yield answer

    def _attributes(self, one: Annotation, annotated: AnnotatedDocument) -> Fields:
        kept: Fields = {
            name: value
            for name, value in one.attributes
            if isinstance(value, str) or is_safe_number(value)
        }
        if dropped := len(one.attributes) - len(kept):
            self.lost(loss_of_many(annotated.document, Kind.ATTRIBUTE, dropped, NUMBERS))
        return kept

    def _messages(self, text: str, answer: Fields) -> Fields:
        return {
            "messages": [
                {"role": "system", "content": self.prompt},
                {"role": "user", "content": text},
                {"role": "assistant", "content": orjson.dumps(answer).decode()},
            ]
        }


def _places(text: str, words: str) -> list[int]:
    """Every offset at which the words stand, also where they overlap themselves."""
    places = []
    at = text.find(words)
    while at >= 0:
        places.append(at)
        at = text.find(words, at + 1)
    return places


def _offsets(piece: _Piece, links: list[Fields], annotated: AnnotatedDocument) -> Fields:
    return {
        "article": article_fields(annotated),
        "start": piece.span.start,
        "end": piece.span.end,
        "spans": [
            {
                "start": one.span.start,
                "end": one.span.end,
                "label": one.label,
                **span_fields(one, annotated),
            }
            for one in piece.annotations
        ],
        "relations": [
            {**link, **relation_fields(one, annotated)}
            for link, one in zip(links, piece.relations, strict=True)
        ],
    }
