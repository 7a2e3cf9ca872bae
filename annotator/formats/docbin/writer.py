"""Annotated documents to shards of a DocBin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.domain.losses import Fate, Kind, loss_of_many, loss_of_span
from annotator.formats.common.own_fields import (
    article_fields,
    kept_relations,
    relation_fields,
    span_fields,
)
from annotator.formats.docbin.packing import Shard, Stretch
from annotator.formats.tokenising.spans import GIVES_WAY, flat, place, tell_moved
from annotator.formats.tokenising.tokens import tokenise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from annotator.domain.document import AnnotatedDocument
    from annotator.domain.labels import LabelScheme
    from annotator.domain.losses import Loss
    from annotator.formats.base import Output
    from annotator.formats.docbin.lengths import SpanLengths
    from annotator.formats.tokenising.spans import Placed

SHARD_DOCUMENTS = 2_000
SHARD_TOKENS = 1_000_000
"""A file takes no more documents, and no more than about these tokens (some 50 MB of memory)."""

LONGEST_ARTICLE = 1_000_000
"""Characters. spaCy stops its training at a text that has more."""

TOO_LONG = "spaCy stops at texts of more than a million characters; such articles are left out."


@dataclass(frozen=True, slots=True)
class DocWriter:
    """Adds documents to shards; what does not fit goes to lost.

    language: whose tokeniser the training will use. entities: the labels that go to doc.ents.
    rule: which of them is kept there where they overlap, see token_spans.flat().
    """

    scheme: LabelScheme
    language: str
    entities: frozenset[str]
    rule: str
    lengths: SpanLengths
    lost: Callable[[Loss], None]

    def write(self, documents: Iterable[AnnotatedDocument], output: Output, name: str) -> str:
        """One file, or a folder of them where they are many; its name, as spaCy takes it."""
        shard, number = Shard(), 0
        for annotated in documents:
            if len(shard) >= SHARD_DOCUMENTS or shard.tokens >= SHARD_TOKENS:
                number += 1
                _write(shard, output, f"{name}/{number:05}.spacy")
                shard = Shard()
            self.add(annotated, shard)
        if not number:
            _write(shard, output, f"{name}.spacy")
            return f"{name}.spacy"
        _write(shard, output, f"{name}/{number + 1:05}.spacy")
        return name

    def add(self, annotated: AnnotatedDocument, shard: Shard) -> None:
        """One more document."""
        document = annotated.document
        if len(document.text) > LONGEST_ARTICLE:
            self.lost(loss_of_many(document, Kind.ARTICLE, 1, TOO_LONG))
            return
        tokens = tokenise(document.text, self.language)
        placed = place(document, annotated.annotations, tokens, self.lost)
        tell_moved(document, placed, self.lost)
        for one in placed:
            self.lengths.add(one.annotation.label, len(one.tokens))
        shard.add(
            tokens.words(),
            tokens.spaces,
            entities=[_stretch(one, annotated) for one in self._flat(annotated, placed)],
            spans=[_stretch(one, annotated) for one in placed],
            own=self._own(annotated, placed),
        )

    def _flat(self, annotated: AnnotatedDocument, placed: Sequence[Placed]) -> list[Placed]:
        """Those for doc.ents; of those that give way others than doubles are told."""
        entities = [one for one in placed if one.annotation.label in self.entities]
        kept, dropped = flat(entities, self.rule, self.scheme)
        there = {_same(one) for one in kept}
        rule = f"{GIVES_WAY[self.rule]} The other is in doc.spans, but not in doc.ents."
        for one in dropped:
            if _same(one) not in there:
                span, label = one.annotation.span, one.annotation.label
                self.lost(loss_of_span(annotated.document, span, label, rule, fate=Fate.CHANGED))
        return kept

    def _own(self, annotated: AnnotatedDocument, placed: Sequence[Placed]) -> dict[str, object]:
        """What spaCy has no place for; spans and relations by their index in the span group."""
        index = {one.annotation.id: number for number, one in enumerate(placed)}
        return {
            "article": article_fields(annotated),
            "spans": [span_fields(one.annotation, annotated) for one in placed],
            "relations": [
                {
                    "label": one.label,
                    "source": index[one.source_id],
                    "target": index[one.target_id],
                    **relation_fields(one, annotated),
                }
                for one in kept_relations(annotated, index, self.lost)
            ],
        }


def _write(shard: Shard, output: Output, name: str) -> None:
    with output.open(name) as stream:
        stream.write(shard.to_bytes())


def _same(one: Placed) -> tuple[int, int, str]:
    return one.tokens.first_token, one.tokens.end_token, one.annotation.label


def _stretch(one: Placed, annotated: AnnotatedDocument) -> Stretch:
    entry_id = one.annotation.entry_id
    entry = None if entry_id is None else annotated.entries.get(entry_id)
    return Stretch(
        one.tokens.first_token,
        one.tokens.end_token,
        one.tokens.span.start,
        one.tokens.span.end,
        one.annotation.label,
        entry.wikidata if entry else "",
    )
