"""Which spans of an article share a character with a given one, asked of an index by start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, bindparam, select

from annotator.store import schema

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import ColumnElement, TableClause

    from annotator.domain.ids import DocumentId
    from annotator.domain.span import Span

_document = schema.document.c
_longest = (
    select(_document.longest_span).where(_document.id == bindparam("wanted")).scalar_subquery()
)


def overlapping(table: TableClause) -> ColumnElement[bool]:
    """The condition on annotations or suggestions; place_of() has what it is about.

    None that overlaps begins further before the span than the article's longest one is long:
    without that bound all from the article's beginning would have to be looked at.
    """
    here = table.c
    return and_(
        here.document_id == bindparam("wanted"),
        here.start < bindparam("stop"),
        here.start > bindparam("first") - _longest,
        here.end > bindparam("first"),
    )


def place_of(document_id: DocumentId, span: Span) -> dict[str, Any]:
    """The values of the condition's parameters."""
    return {"wanted": document_id, "first": span.start, "stop": span.end}
