"""Which column of a table is which field of an article."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import IncomingArticle
from annotator.formats.base import YES_NO, Option
from annotator.formats.common.metadata_fields import extras, field_text, metadata_from

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

METADATA_FIELDS = ("title", "outlet", "byline", "published", "url", "language")
FIELDS = ("text", *METADATA_FIELDS, "id")

MAPPING_OPTIONS = tuple(
    Option(
        field,
        title,
        help=f"Name of the column that holds {what}; by itself, one with a usual name; - for none.",
    )
    for field, title, what in (
        ("text", "Text", "the article's text"),
        ("title", "Title", "the headline"),
        ("outlet", "Outlet", "the newspaper or agency"),
        ("byline", "Byline", "the author"),
        ("published", "Date", "the date of publication"),
        ("url", "Address", "the web address"),
        ("language", "Language", "the language"),
    )
)
NO_COLUMN = "-"
"""Chosen for a field: no column holds it, whatever their names tell."""
HEADER = Option("header", "First row names the columns", "yes", YES_NO)

_TEXT_NAMES = (
    *("text", "full_text", "fulltext", "body", "content", "article", "article_text"),
    *("article_body", "articlebody", "body_text", "bodytext", "maintext", "main_text", "story"),
    *("story_text", "article_content", "news_text", "document", "texte", "texto", "inhalt"),
)
_ID_NAMES = ("id", "article_id", "doc_id", "document_id")
_SHOWN_COLUMNS = 12


class Row(NamedTuple):
    """One row. where: as messages name it, "line 7"; cells: text, numbers, dates or None."""

    where: str
    cells: Sequence[object]


def column_names(cells: Iterable[object]) -> tuple[str, ...]:
    """Names for the columns that a header has; none is empty, none twice."""
    names: dict[str, None] = {}
    copies: Counter[str] = Counter()
    for number, cell in enumerate(cells, start=1):
        wanted = name = field_text(plain_value(cell)) or f"column {number}"
        while name in names:
            copies[wanted] += 1
            name = f"{wanted} ({copies[wanted] + 1})"
        names[name] = None
    return tuple(names)


def numbered(count: int) -> tuple[str, ...]:
    """Names for the columns of a table without a header."""
    return tuple(f"column {number}" for number in range(1, count + 1))


def guess(columns: Sequence[str]) -> dict[str, str]:
    """The columns by field, as far as their names tell."""
    plain = {_plain(name): name for name in reversed(columns)}
    found = {
        field: next(plain[name] for name in names if name in plain)
        for field, names in (("text", _TEXT_NAMES), ("id", _ID_NAMES))
        if plain.keys() & set(names)
    }
    rest = [name for name in columns if name not in found.values()]
    # each column stands for itself: where its name goes, its values will
    metadata = metadata_from({name: f"#{number}" for number, name in enumerate(rest)})
    for field in METADATA_FIELDS:
        value = getattr(metadata, field)
        if value:
            found[field] = rest[int(value[1:])]
    return found


def chosen(columns: Sequence[str], options: Mapping[str, str]) -> dict[str, str]:
    """The columns by field: those that were chosen, then those that their names tell.

    Raises UnreadableInput if a chosen column is not there, or none is known to hold the text.
    """
    plain = {_plain(name): name for name in reversed(columns)}
    found: dict[str, str] = {}
    for field in FIELDS:
        if wanted := options.get(field, ""):
            if wanted in columns:
                found[field] = wanted
            elif _plain(wanted) in plain:
                found[field] = plain[_plain(wanted)]
            elif wanted != NO_COLUMN:
                raise UnreadableInput(
                    f"It has no column “{wanted}” for the {field}; {_listed(columns)}"
                )
    for field, name in guess(columns).items():
        refused = options.get(field) == NO_COLUMN
        if field not in found and name not in found.values() and not refused:
            found[field] = name
    if "text" not in found:
        raise UnreadableInput(
            f"No column is named as a text usually is; {_listed(columns)} Say which one holds the"
            " text (text=NAME)."
        )
    return found


def kept_apart(columns: Sequence[str], options: Mapping[str, str]) -> frozenset[str]:
    """The columns named as a field of which was said that no column holds it."""
    refused = {field for field in FIELDS if options.get(field) == NO_COLUMN}
    return frozenset(name for name in columns if refused & guess((name,)).keys())


def article(
    row: Row,
    columns: Sequence[str],
    mapping: Mapping[str, str],
    origin: str,
    apart: Collection[str] = (),
) -> IncomingArticle | None:
    """The article in a row; None if its text is empty. What has no field goes to the extras.

    apart: columns whose names tell nothing.
    """
    names = (*columns, *numbered(len(row.cells))[len(columns) :])
    values = {name: plain_value(cell) for name, cell in zip(names, row.cells, strict=False)}
    text = values.pop(mapping["text"], None)
    text = text if isinstance(text, str) else field_text(text)
    if not text.strip():
        return None
    identity = field_text(values.pop(mapping["id"], None)) if "id" in mapping else ""
    named: dict[str, object] = {
        field: values.pop(mapping[field], None) for field in METADATA_FIELDS if field in mapping
    }
    kept = [(name, values.pop(name)) for name in apart if name in values]
    for name, value in values.items():
        clashes = _plain(name) in named or name in named
        named[f"{name} (column)" if clashes else name] = value
    metadata = metadata_from(named)
    if kept:
        metadata = replace(metadata, extra=tuple(sorted((*metadata.extra, *extras(kept)))))
    return IncomingArticle(_storable(text), origin, metadata, id=identity)


def plain_value(cell: object) -> object:
    """A cell as JSON has it: dates as ISO 8601, without a time where it is midnight."""
    if isinstance(cell, datetime):
        return (cell.date() if cell.time() == datetime.min.time() else cell).isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return cell if isinstance(cell, str | int | float | None) else str(cell)


def _plain(name: str) -> str:
    return re.sub(r"[\s:.-]+", "_", name.strip().lower())


def _listed(columns: Sequence[str]) -> str:
    shown = ", ".join(f"“{name}”" for name in columns[:_SHOWN_COLUMNS])
    more = len(columns) - _SHOWN_COLUMNS
    return f"its columns are {shown}{f' and {more} more' if more > 0 else ''}."


def _storable(text: str) -> str:
    return re.sub("[\0\ud800-\udfff]", "\ufffd", text)
