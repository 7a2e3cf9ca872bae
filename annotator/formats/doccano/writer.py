"""Annotated documents to rows of doccano's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.losses import Fate, loss_of_span
from annotator.domain.span import Span
from annotator.formats.common.flat_fields import OWN_KEYS, flat_fields
from annotator.formats.common.offset_units import Graphemes

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.domain.annotation import Annotation
    from annotator.domain.document import AnnotatedDocument
    from annotator.domain.losses import Loss

# doccano makes a table of the lines: a key that one of them lacks would be "NaN" there, which is
# no JSON
_NONE: dict[str, object] = {key: [] if key in ("extra", "tags") else "" for key in OWN_KEYS}


def row_of(
    annotated: AnnotatedDocument,
    *,
    relations: bool,
    graphemes: bool,
    lost: Callable[[Loss], None],
) -> dict[str, object]:
    """One line. relations: in that dialect. graphemes: what offsets count; else code points."""
    own = _NONE | flat_fields(annotated)
    spans = _spans(annotated, graphemes=graphemes, lost=lost)
    row: dict[str, object] = {"text": annotated.document.text}
    if not relations:
        labels = [
            (*span, one.label) for one, span in zip(annotated.annotations, spans, strict=True)
        ]
        return row | {"label": labels} | own
    numbers = {one.id: number for number, one in enumerate(annotated.annotations)}
    entities = [
        {"id": numbers[one.id], "start_offset": start, "end_offset": end, "label": one.label}
        for one, (start, end) in zip(annotated.annotations, spans, strict=True)
    ]
    links = [
        {
            "id": number,
            "from_id": numbers[one.source_id],
            "to_id": numbers[one.target_id],
            "type": one.label,
        }
        for number, one in enumerate(annotated.relations)
    ]
    return row | {"entities": entities, "relations": links} | own


def _spans(
    annotated: AnnotatedDocument, *, graphemes: bool, lost: Callable[[Loss], None]
) -> list[tuple[int, int]]:
    if not graphemes:
        return [(one.span.start, one.span.end) for one in annotated.annotations]
    counted = Graphemes(annotated.document.text)
    return [_counted(one, counted, annotated, lost) for one in annotated.annotations]


def _counted(
    annotation: Annotation,
    graphemes: Graphemes,
    annotated: AnnotatedDocument,
    lost: Callable[[Loss], None],
) -> tuple[int, int]:
    span = annotation.span
    first, last = graphemes.outwards(span.start, span.end)
    became = Span(graphemes.starts[first], graphemes.starts[last])
    if became != span:
        lost(
            loss_of_span(
                annotated.document,
                span,
                annotation.label,
                "doccano counts graphemes here; a span that parts one takes it whole.",
                fate=Fate.MOVED,
                became=became,
            )
        )
    return first, last
