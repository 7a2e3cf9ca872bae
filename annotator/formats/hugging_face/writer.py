"""Articles to rows: every key in each of them, of one type, as Arrow wants it."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.ids import id_text
from annotator.domain.losses import Fate, loss_of_span
from annotator.formats.common.json_records import json_line
from annotator.formats.hugging_face.features import tag_names
from annotator.formats.jsonl.schema import METADATA_KEYS, write_attribute
from annotator.formats.tokenising.spans import flat_and_told, place
from annotator.formats.tokenising.tags import Tagged, tags_of
from annotator.formats.tokenising.tokens import aligned, tokenise

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from annotator.domain.annotation import Annotation, Relation
    from annotator.domain.document import AnnotatedDocument
    from annotator.domain.labels import LabelScheme
    from annotator.domain.losses import Loss
    from annotator.formats.tokenising.spans import Placed
    from annotator.formats.tokenising.tokens import Tokens

IN_TAGS = "“spans” has every span as it is, “ner_tags” does not. {}"
NO_NUMBER = IN_TAGS.format("A label that the label scheme lacks has no number there.")


class RowWriter(NamedTuple):
    """Writes rows.

    overlaps: which spans are in `ner_tags`, one of token_spans.OVERLAPS. labels: of which labels;
    None for all.
    """

    scheme: LabelScheme
    overlaps: str
    labels: Collection[str] | None
    lost: Callable[[Loss], None]

    def row(self, annotated: AnnotatedDocument) -> bytes:
        """The row of one article."""
        document = annotated.document
        metadata = document.info.metadata
        tokens = tokenise(document.text, metadata.language)
        row = [0, *accumulate(0 if blank else 1 for blank in tokens.blank)]
        kept = [number for number, blank in enumerate(tokens.blank) if not blank]
        return json_line(
            {
                "id": id_text(document.id),
                **{key: getattr(metadata, key) for key in METADATA_KEYS},
                "extra": [{"name": name, "value": value} for name, value in metadata.extra],
                # before all that may be long: an importer goes by the beginning of a file
                "ner_tags": self._tags(annotated, tokens, row),
                "tokens": [document.text[tokens.starts[one] : tokens.ends[one]] for one in kept],
                "token_starts": [tokens.starts[one] for one in kept],
                "text": document.text,
                "spans": [_span(one, annotated, tokens, row) for one in annotated.annotations],
                "relations": [_relation(one, annotated) for one in annotated.relations],
            }
        )

    def _tags(self, annotated: AnnotatedDocument, tokens: Tokens, row: Sequence[int]) -> list[int]:
        """The number of each row's tag; which spans are not in them is told."""
        document = annotated.document
        known = []
        for one in annotated.annotations:
            if one.label in self.scheme:
                known.append(one)
            else:
                lost = loss_of_span(document, one.span, one.label, NO_NUMBER, fate=Fate.CHANGED)
                self.lost(lost)
        placed = place(document, known, tokens, self._changed, labels=self.labels)
        kept = flat_and_told(document, placed, self.overlaps, self.scheme, self._changed)
        tags = tags_of((_tagged(one, row) for one in kept), row[-1], "IOB2")
        numbers = {name: number for number, name in enumerate(tag_names(self.scheme.names()))}
        return [numbers[tag] for tag in tags]

    def _changed(self, loss: Loss) -> None:
        """Tells of a span that `ner_tags` has otherwise, or not at all."""
        rule = IN_TAGS.format(loss.rule)
        self.lost(replace(loss, fate=Fate.CHANGED, rule=rule, became=None))


def _tagged(one: Placed, row: Sequence[int]) -> Tagged:
    first, end = row[one.tokens.first_token], row[one.tokens.end_token]
    return Tagged(first, end, one.annotation.label)


def _span(
    annotation: Annotation, annotated: AnnotatedDocument, tokens: Tokens, row: Sequence[int]
) -> dict[str, object]:
    covered = aligned(annotation.span, tokens)
    return {
        "id": id_text(annotation.id),
        "start": annotation.span.start,
        "end": annotation.span.end,
        "start_token": row[covered.first_token] if covered else None,
        "end_token": row[covered.end_token] if covered else None,
        "label": annotation.label,
        "text": annotation.span.text_of(annotated.document.text),
        "annotator": annotated.annotators.get(annotation.annotator_id, ""),
        "note": annotation.note,
        "attributes": [write_attribute(name, value) for name, value in annotation.attributes],
    }


def _relation(relation: Relation, annotated: AnnotatedDocument) -> dict[str, object]:
    return {
        "label": relation.label,
        "from": id_text(relation.source_id),
        "to": id_text(relation.target_id),
        "annotator": annotated.annotators.get(relation.annotator_id, ""),
    }
