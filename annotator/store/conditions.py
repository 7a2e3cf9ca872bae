"""A filter of the article list as SQL: conditions on a row, and indexes that answer them."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotator.domain.document import Status
from annotator.domain.search_words import TEXT, terms
from annotator.store.full_text import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.domain.document import ArticleFilter
    from annotator.domain.search_words import Term

_BEYOND = "\U0010ffff"
"""Sorts after whatever may follow a date."""


@dataclass(frozen=True, slots=True)
class Source:
    """A query of ids that reads an index alone.

    is_exact: it gives just what fulfils the condition, else some more. knows_hidden: it leaves
    out the articles that a list with this filter would not show.
    """

    query: str
    parameters: tuple[object, ...]
    is_exact: bool = True
    knows_hidden: bool = True


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on a row `d` of document. table: of the full-text search, "" for the others."""

    sql: str
    parameters: tuple[object, ...]
    source: Source
    table: str = ""

    def for_one(self) -> tuple[str, tuple[object, ...]]:
        """The condition as it is quickest to ask of single rows."""
        if not self.table:
            return self.sql, self.parameters
        # within the whole search, SQLite would first find all articles that match
        return (
            f"EXISTS (SELECT 1 FROM {self.table} WHERE rowid = d.id AND {self.table} MATCH ?)",
            self.parameters,
        )


def conditions(where: ArticleFilter) -> list[Condition]:
    """Those that are set, but for `hidden`; likely the narrowest first."""
    hidden = int(where.hidden)
    return [
        *_story(where),
        *_words(where),
        *_tags(where),
        *_annotated(where, hidden),
        *_columns(where, hidden),
        *_status(where, hidden),
    ]


def match_text(found: Iterable[Term]) -> str:
    """The terms in the language of the full-text search."""
    parts = []
    for term in found:
        place = f"{term.place} : " if term.place not in ("", TEXT) else ""
        parts.append(place + quoted(term.words, is_begun=True))
    return " AND ".join(parts)


def _story(where: ArticleFilter) -> Iterator[Condition]:
    if where.story is not None:
        same = "story_id = (SELECT story_id FROM document WHERE id = ?)"
        one = (where.story, where.story)
        source = f"""SELECT id FROM document WHERE id = ? UNION
            SELECT id FROM document INDEXED BY document_of_story WHERE {same}"""
        yield Condition(f"(d.id = ? OR d.{same})", one, Source(source, one, knows_hidden=False))


def _words(where: ArticleFilter) -> Iterator[Condition]:
    typed = terms(where.words)
    for table, wanted in (
        ("document_search", tuple(one for one in typed if one.place != TEXT)),
        ("body_search", tuple(one for one in typed if one.place == TEXT)),
    ):
        if wanted:
            query = f"SELECT rowid AS id FROM {table} WHERE {table} MATCH ?"
            match = (match_text(wanted),)
            source = Source(query, match, knows_hidden=False)
            yield Condition(f"d.id IN ({query})", match, source, table)


def _tags(where: ArticleFilter) -> Iterator[Condition]:
    wanted = [where.tags] if where.any_tag and where.tags else [(tag,) for tag in where.tags]
    for tags in wanted:
        some = (json.dumps(tags),)
        of_tags = "FROM document_tag WHERE tag IN (SELECT value FROM json_each(?))"
        yield Condition(
            f"EXISTS (SELECT 1 {of_tags} AND document_id = d.id)",
            some,
            Source(f"SELECT DISTINCT document_id AS id {of_tags}", some, knows_hidden=False),
        )


def _annotated(where: ArticleFilter, hidden: int) -> Iterator[Condition]:
    def source(count: str, index: str) -> Source:
        query = f"{_from_index(index)} AND {count} > 0"
        return Source(query, (hidden,), is_exact=False)

    annotated = source("annotation_count", "document_by_annotations")
    for label in where.labels:
        yield Condition(
            """EXISTS (SELECT 1 FROM annotation INDEXED BY annotation_by_label
                WHERE label = ? AND document_id = d.id)""",
            (label,),
            annotated,
        )
    for label in where.pending_labels:
        yield Condition(
            """EXISTS (SELECT 1 FROM suggestion INDEXED BY suggestion_mark
                WHERE decision = 'pending' AND document_id = d.id AND label = ?)""",
            (label,),
            source("pending_count", "document_by_pending"),
        )
    if where.annotated_by is not None:
        yield Condition(
            """EXISTS (SELECT 1 FROM annotation INDEXED BY annotation_mark
                WHERE document_id = d.id AND annotator_id = ?)""",
            (where.annotated_by,),
            annotated,
        )


def _columns(where: ArticleFilter, hidden: int) -> Iterator[Condition]:
    if where.outlet:
        # the index has the outlets without their case
        yield _of_index(
            hidden, "document_by_outlet", "{d}outlet = ? COLLATE NOCASE", (where.outlet,)
        )
    if where.published_to:
        sql = "{d}published > '' AND {d}published >= ? AND {d}published < ?"
        between = (where.published_from, where.published_to + _BEYOND)
        yield _of_index(hidden, "document_by_published", sql, between)
    elif where.published_from:
        sql = "{d}published >= ?"
        yield _of_index(hidden, "document_by_published", sql, (where.published_from,))
    for limit, sign in ((where.shortest, ">="), (where.longest, "<=")):
        if limit is not None:
            yield _of_index(hidden, "document_by_length", f"{{d}}length {sign} ?", (limit,))


def _status(where: ArticleFilter, hidden: int) -> Iterator[Condition]:
    one_of = "{d}status IN (SELECT value FROM json_each(?))"
    if where.has_reason:
        flagged = _of_index(hidden, "document_by_status", one_of, (json.dumps([Status.FLAGGED]),))
        yield Condition(
            "d.status = 'flagged' AND d.flag_reason <> ''",
            (),
            replace(flagged.source, is_exact=False),
        )
    if where.statuses is not None:
        statuses = (json.dumps(sorted(where.statuses)),)
        yield _of_index(hidden, "document_by_status", one_of, statuses)


def _of_index(hidden: int, index: str, sql: str, parameters: tuple[object, ...]) -> Condition:
    """A condition on one column. {d}: where the table's name goes, if it is needed."""
    query = f"{_from_index(index)} AND {sql.format(d='')}"
    return Condition(sql.format(d="d."), parameters, Source(query, (hidden, *parameters)))


def _from_index(index: str) -> str:
    return f"SELECT id FROM document INDEXED BY {index} WHERE hidden = ?"
