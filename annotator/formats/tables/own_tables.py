"""Tables that this program itself wrote for people, when they are brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from annotator.domain.document import Metadata, Status
from annotator.domain.exchange import IncomingArticle
from annotator.formats.common.metadata_fields import extras
from annotator.formats.tables.columns import METADATA_FIELDS
from annotator.formats.tables.csv_file import undefused
from annotator.formats.tables.sheets import ARTICLE_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.formats.tables.columns import Row

LISTS_ANNOTATIONS = (
    "The table lists annotations, one a row, for people to read; to take up articles and"
    " annotations again, export them as JSONL."
)

_ANNOTATIONS = frozenset({"article_id", "annotation_id", "label", "start", "end"})
_ARTICLES = frozenset({*ARTICLE_COLUMNS, "text"})
_STATUSES = frozenset(status.value for status in Status)


def lists_annotations(columns: Sequence[str]) -> bool:
    """Whether it is our table of annotations, whose texts are no articles."""
    return set(columns) >= _ANNOTATIONS


def lists_articles(columns: Sequence[str]) -> bool:
    """Whether it is our table of articles."""
    return set(columns) >= _ARTICLES


def own_article(
    row: Row, columns: Sequence[str], origin: str, *, defused: bool
) -> IncomingArticle | None:
    """The article in a row of our table of articles; None if its text is empty.

    defused: whether cells that look like formulas have an apostrophe more than they had.
    """
    texts = {name: _text(cell) for name, cell in zip(columns, row.cells, strict=False)}
    cells = {name: undefused(text) for name, text in texts.items()} if defused else texts
    text = cells.get("text", "")
    if not text.strip():
        return None
    status = cells.get("status", "")
    return IncomingArticle(
        text,
        origin,
        Metadata(
            **{name: cells.get(name, "") for name in METADATA_FIELDS},
            extra=_extra(cells.get("extra", "")),
        ),
        status=Status(status) if status in _STATUSES else Status.NEW,
        id=cells.get("article_id", ""),
        flag_reason=cells.get("flag_reason", ""),
        tags=tuple(tag for tag in cells.get("tags", "").split(", ") if tag),
        note=cells.get("note", ""),
    )


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).replace("\0", "\ufffd")


def _extra(written: str) -> tuple[tuple[str, str], ...]:
    try:
        pairs = orjson.loads(written)
    except orjson.JSONDecodeError:
        return extras([("extra", written)])
    return extras(pairs.items() if isinstance(pairs, dict) else [("extra", pairs)])
