"""Annotated documents to Prodigy's tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.document import Status
from annotator.formats.common.own_fields import (
    article_fields,
    kept_relations,
    relation_fields,
    span_fields,
)
from annotator.formats.jsonl.schema import METADATA_KEYS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from annotator.domain.document import AnnotatedDocument
    from annotator.domain.losses import Loss
    from annotator.formats.tokenising.spans import Placed
    from annotator.formats.tokenising.tokens import Tokens

    Fields = dict[str, object]


def task(
    annotated: AnnotatedDocument,
    tokens: Tokens,
    placed: Sequence[Placed],
    *,
    view: str,
    accepts_all: bool,
    lost: Callable[[Loss], None],
) -> Fields:
    """One task. placed: the spans that it shows; relations without them go to lost.

    view: its id. accepts_all: whether articles that are not done count as answered, too.
    """
    info = annotated.document.info
    metadata = {key: getattr(info.metadata, key) for key in METADATA_KEYS}
    fields: Fields = {
        "_view_id": view,
        "text": tokens.text,
        "meta": {key: value for key, value in metadata.items() if value},
        "spans": [{**_span(one), **span_fields(one.annotation, annotated)} for one in placed],
        "relations": _relations(annotated, placed, lost),
        "tokens": _tokens(tokens),
        "article": article_fields(annotated),
    }
    if accepts_all or info.status is Status.DONE:
        fields["answer"] = "accept"
    return fields


def _span(one: Placed) -> Fields:
    """A span; its last token is included, as Prodigy has it."""
    return {
        "start": one.tokens.span.start,
        "end": one.tokens.span.end,
        "token_start": one.tokens.first_token,
        "token_end": one.tokens.end_token - 1,
        "label": one.annotation.label,
    }


def _relations(
    annotated: AnnotatedDocument, placed: Sequence[Placed], lost: Callable[[Loss], None]
) -> list[Fields]:
    spans = {
        one.annotation.id: {**_span(one), "id": span_fields(one.annotation, annotated)["id"]}
        for one in (placed if annotated.relations else ())
    }
    return [
        {
            "head": spans[one.source_id]["token_end"],
            "child": spans[one.target_id]["token_end"],
            "label": one.label,
            "head_span": spans[one.source_id],
            "child_span": spans[one.target_id],
            **relation_fields(one, annotated),
        }
        for one in kept_relations(annotated, spans, lost)
    ]


def _tokens(tokens: Tokens) -> list[Mapping[str, object]]:
    rows = zip(tokens.words(), tokens.starts, tokens.ends, tokens.spaces, strict=True)
    return [
        {"text": text, "start": start, "end": end, "id": number, "ws": space}
        for number, (text, start, end, space) in enumerate(rows)
    ]
