"""Rows to articles, whichever kind of file they are from."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from annotator.domain.exchange import IncomingArticle, Problem
from annotator.formats.tables.columns import (
    HEADER,
    article,
    chosen,
    column_names,
    kept_apart,
    numbered,
)
from annotator.formats.tables.own_tables import (
    LISTS_ANNOTATIONS,
    lists_annotations,
    lists_articles,
    own_article,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.formats.input_file import InputFile
    from annotator.formats.tables.columns import Row


def articles(
    rows: Iterator[Row], file: InputFile, *, defused: bool
) -> Iterator[IncomingArticle | Problem]:
    """An article a row, then a Problem for each way in which rows did not fit.

    defused: whether tables of this kind that we write have formulas made harmless.
    Raises UnreadableInput where the columns are not as they were said to be.
    """
    first = next(rows, None)
    if first is None:
        yield Problem(file.origin, "The table has no rows.")
        return
    if file.options.get(HEADER.name, HEADER.default) == "yes":
        columns = column_names(first.cells)
    else:
        columns, rows = numbered(len(first.cells)), chain([first], rows)
    if lists_annotations(columns):
        yield Problem(file.origin, LISTS_ANNOTATIONS)
        return
    mapping, apart = chosen(columns, file.options), kept_apart(columns, file.options)
    ours = lists_articles(columns)
    empty: list[str] = []
    wide: list[str] = []
    count = 0
    for row in rows:
        count += 1
        if len(row.cells) > len(columns):
            wide.append(row.where)
        origin = f"{file.origin}, {row.where}"
        if ours:
            found = own_article(row, columns, origin, defused=defused)
        else:
            found = article(row, columns, mapping, origin, apart)
        if found is None:
            empty.append(row.where)
        else:
            yield found
    if not count:
        yield Problem(file.origin, "The table has a header and no rows.")
    yield from _told(file, empty, f"without text in the column “{mapping['text']}”; left out")
    yield from _told(file, wide, "with more cells than columns; check their text")


def _told(file: InputFile, wheres: list[str], what: str) -> Iterator[Problem]:
    if wheres:
        rows = "row is" if len(wheres) == 1 else "rows are"
        yield Problem(f"{file.origin}, {wheres[0]}", f"{len(wheres):,} {rows} {what}.")
