"""Annotated documents to rows of GLiNER's training files."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from annotator.domain.losses import Fate, Kind, loss_of_span
from annotator.formats.common.own_fields import (
    article_fields,
    kept_relations,
    relation_fields,
    span_fields,
)
from annotator.formats.gliner.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from annotator.domain.annotation import Annotation
    from annotator.domain.document import AnnotatedDocument
    from annotator.domain.ids import AnnotationId
    from annotator.domain.losses import Loss
    from annotator.domain.span import Span

WHITE = "GLiNER's spans are of whole words, and this one holds only white space."
UNREAD_END = (
    "A relation stays in the file unread where GLiNER leaves out its source or its target: see the"
    " spans."
)
WIDER = "GLiNER's spans are of whole words: a span that begins or ends inside of one is widened."


@dataclass(frozen=True, slots=True)
class Limits:
    """What a model takes, in words: of a span, and of a text from its beginning.

    keeps_long: whether spans are written that a model of that width never sees.
    """

    width: int = 12
    words: int = 384
    keeps_long: bool = True

    def unread(self, first_token: int, last_token: int) -> str:
        """Why a model leaves out a span of these words; "" if it does not."""
        if last_token >= self.words:
            return self.too_late
        return self.too_long if last_token - first_token >= self.width else ""

    @property
    def too_long(self) -> str:
        """What becomes of a span of too many words."""
        if self.keeps_long:
            return (
                f"GLiNER's span models leave out, unread, every span of more than {self.width}"
                " words (max_width): it is in the file, but train a model at token level or raise"
                " max_width to make use of it."
            )
        return f"Spans of more than {self.width} words are left out, as GLiNER's span models do."

    @property
    def too_late(self) -> str:
        """What becomes of a span that a model does not reach."""
        return (
            f"GLiNER reads the first {self.words} words of a text (max_len): the span lies beyond"
            " them, in the file but unread; raise max_len, or cut the articles."
        )


@dataclass(frozen=True, slots=True)
class RowWriter:
    """Makes rows; `labels` and `relations` are the names of the scheme as rows have them."""

    labels: Mapping[str, str]
    relations: Mapping[str, str]
    limits: Limits
    lost: Callable[[Loss], None]

    def row(self, annotated: AnnotatedDocument) -> dict[str, object]:
        """One row. What it cannot carry as it is goes to lost."""
        text = annotated.document.text
        words = Words.of(text)
        spans = _Spans()
        for one in annotated.annotations:
            place = self._place(one, annotated, words)
            if place is not None:
                label = self.labels.get(one.label, one.label)
                spans.index[one.id] = len(spans.ner)
                spans.places[one.id] = one.span
                if self.limits.unread(*place):
                    spans.unread.add(one.id)
                spans.ner.append([*place, label])
                spans.more.append({"label": one.label, **span_fields(one, annotated)})
        relations, more = self._relations(annotated, spans)
        return {
            "tokenized_text": words.texts(text),
            "ner": spans.ner,
            "relations": relations,
            "ner_labels": _all_names(self.labels, (one[-1] for one in spans.ner)),
            "rel_labels": _all_names(self.relations, (one[-1] for one in relations)),
            "text": text,
            "article": article_fields(annotated),
            "spans": spans.more,
            "links": more,
        }

    def _place(
        self, one: Annotation, annotated: AnnotatedDocument, words: Words
    ) -> tuple[int, int] | None:
        """The first and the last word, counted from 0; None if the span is dropped."""

        def tell(rule: str, **more: object) -> None:
            self.lost(loss_of_span(annotated.document, one.span, one.label, rule, **more))  # type: ignore[arg-type]

        touched = words.touched_token(one.span)
        if touched is None:
            tell(WHITE)
            return None
        first, last = touched
        if last - first >= self.limits.width and not self.limits.keeps_long:
            tell(self.limits.too_long)
            return None
        became = words.span(first, last)
        if became != one.span:
            tell(WIDER, fate=Fate.MOVED, became=became)
        if why := self.limits.unread(first, last):
            tell(why, fate=Fate.CHANGED)
        return touched

    def _relations(
        self, annotated: AnnotatedDocument, spans: _Spans
    ) -> tuple[list[list[object]], list[dict[str, object]]]:
        index = spans.index
        rows: list[list[object]] = []
        more: list[dict[str, object]] = []
        for one in kept_relations(annotated, index, self.lost):
            label = self.relations.get(one.label, one.label)
            rows.append([index[one.source_id], index[one.target_id], label])
            if {one.source_id, one.target_id} & spans.unread:
                place = spans.places[one.source_id]
                self.lost(
                    loss_of_span(
                        annotated.document,
                        place,
                        one.label,
                        UNREAD_END,
                        fate=Fate.CHANGED,
                        kind=Kind.RELATION,
                    )
                )
            more.append({"label": one.label, **relation_fields(one, annotated)})
        return rows, more


@dataclass(slots=True)
class _Spans:
    ner: list[list[object]] = field(default_factory=list)
    more: list[dict[str, object]] = field(default_factory=list)
    index: dict[AnnotationId, int] = field(default_factory=dict)
    places: dict[AnnotationId, Span] = field(default_factory=dict)
    unread: set[AnnotationId] = field(default_factory=set)


def natural_names(names: Iterable[str]) -> dict[str, str]:
    """Names as one would say them, "armed group" for ARMED_GROUP; as they are where two agree."""
    spoken = {name: re.sub(r"[\s_-]+", " ", name).strip().lower() or name for name in names}
    count = Counter(spoken.values())
    return {name: said if count[said] == 1 else name for name, said in spoken.items()}


def _all_names(known: Mapping[str, str], used: Iterable[object]) -> list[object]:
    return list(dict.fromkeys([*known.values(), *used]))
