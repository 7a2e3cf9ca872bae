"""What is asked of the registry: lists of entries, their mentions, and who may be meant."""

from __future__ import annotations

import json
from array import array
from typing import TYPE_CHECKING

from annotator.domain.ids import AnnotationId, DocumentId, EntryId
from annotator.domain.matching import folded
from annotator.domain.registry import (
    EntryOrder,
    EntryRow,
    LinkCount,
    Mention,
    NamedMention,
)
from annotator.domain.span import Span
from annotator.store import entries
from annotator.store.annotations import read_annotations_by_id
from annotator.store.listing import ids_from

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from annotator.domain.annotation import Annotation
    from annotator.domain.entries import RegistryEntry
    from annotator.domain.registry import EntryFilter
    from annotator.store.connection import Database

_DOCUMENTS_A_BATCH = 64
_CONTEXT = 60
"""Of the text before and after a mention, in characters."""
_MOST_COUNTED = 1_000
"""Mentions of an entry are counted so far where the count only decides between equals."""

# the list within is read once, and is nearly always empty
_VISIBLE = "document_id NOT IN (SELECT id FROM document WHERE hidden = 1)"

_ROWS = f"""
SELECT asked.value, (SELECT count(*) FROM annotation WHERE entry_id = asked.value AND {_VISIBLE})
FROM json_each(?) AS asked ORDER BY asked.key
"""

_BY_MENTIONS = """
SELECT e.id AS id FROM registry_entry e LEFT JOIN (
    SELECT entry_id, count(*) AS mentions FROM annotation WHERE entry_id IS NOT NULL
    GROUP BY entry_id
) m ON m.entry_id = e.id
WHERE {where} ORDER BY coalesce(m.mentions, 0) DESC, e.name COLLATE NOCASE, e.id
"""

_MENTIONS = f"""
SELECT a.id, a.document_id, d.title, a.start, a."end",
    substr(b.text, a.start + 1, a."end" - a.start),
    substr(b.text, max(1, a.start + 1 - {_CONTEXT}), min(a.start, {_CONTEXT})),
    substr(b.text, a."end" + 1, {_CONTEXT})
FROM json_each(?) AS asked JOIN annotation a ON a.id = asked.value
JOIN document d ON d.id = a.document_id JOIN body b ON b.document_id = a.document_id
ORDER BY asked.key
"""

# the index brings the articles in order, so only one article's mentions are sorted
_FIRST_MENTION = f"""
SELECT id FROM annotation INDEXED BY annotation_of_entry
WHERE entry_id = ? AND {{where}} AND {_VISIBLE} ORDER BY document_id, start, id LIMIT 1
"""

_CANDIDATES = """
SELECT e.id FROM entry_name n JOIN registry_entry e ON e.id = n.entry_id
WHERE n.name = ?1 AND e.label IN (SELECT value FROM json_each(?2))
ORDER BY length(e.name), e.id LIMIT ?3
"""

_LINKED = f"""
SELECT asked.value, (SELECT count(*) FROM (
    SELECT 1 FROM annotation WHERE entry_id = asked.value {{where}} LIMIT {_MOST_COUNTED}))
FROM json_each(?) AS asked
"""

_LINKED_BY_LABEL = """
SELECT label, count(*) FROM annotation WHERE entry_id IS NOT NULL AND {visible} GROUP BY label
"""
_BY_LABEL = "SELECT label, count(*) FROM annotation WHERE {visible} GROUP BY label"

_DOCUMENTS_OF_LABEL = f"""
SELECT DISTINCT document_id FROM annotation
WHERE label = ? AND document_id > ? AND {_VISIBLE} ORDER BY document_id LIMIT {_DOCUMENTS_A_BATCH}
"""
_OF_LABEL = """
SELECT id, document_id, start, "end", entry_id FROM annotation INDEXED BY annotation_by_label
WHERE label = ? AND document_id IN (SELECT value FROM json_each(?)) ORDER BY document_id, start, id
"""


class RegistryRows:
    """Reads the registry of a project. Any thread may call any method; each is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def entry(self, entry_id: EntryId) -> RegistryEntry | None:
        """One entry; None if it is not there."""
        with self._database.reading() as connection:
            return entries.read_entry(connection, entry_id)

    def entries(self, ids: Iterable[EntryId]) -> list[RegistryEntry]:
        """Those of the entries that are there, by label and name."""
        with self._database.reading() as connection:
            return entries.read_entries(connection, ids)

    def ids(self, where: EntryFilter, limit: int = -1) -> array[int]:
        """Ids of the entries that a filter lets through, in its order; limit: so many at most.

        An entry's order by mentions counts those in hidden articles, too.
        """
        conditions, parameters = _conditions(where)
        query = (
            _BY_MENTIONS.format(where=conditions)
            if where.order is EntryOrder.MENTIONS
            else f"""SELECT e.id AS id FROM registry_entry e WHERE {conditions}
                ORDER BY e.label, e.name COLLATE NOCASE, e.id"""
        )
        with self._database.reading() as connection:
            return ids_from(connection, f"{query} LIMIT ?", (*parameters, limit))

    def rows(self, ids: Sequence[EntryId]) -> list[EntryRow]:
        """Lines of a list, in the order asked for; those of entries that are gone are left out."""
        with self._database.reading() as connection:
            known = {one.id: one for one in entries.read_entries(connection, ids)}
            counted = connection.exec_driver_sql(_ROWS, (json.dumps(list(ids)),))
            return [EntryRow(known[one], count) for one, count in counted if one in known]

    def named(self, name: str, labels: Sequence[str]) -> list[RegistryEntry]:
        """Entries one of whose names is this, but for case and diacritics."""
        wanted = folded(name)
        found = self.candidates([wanted], labels)
        return [one for one in found if any(folded(each) == wanted for each in one.names)]

    def candidates(
        self, keys: Sequence[str], labels: Sequence[str], limit: int = 200
    ) -> list[RegistryEntry]:
        """Entries found under one of the keys (see domain.matching), those under the first first.

        Of the entries under one key the shorter names come first; so an entry of just that name
        is not lost where thousands end with the same word.
        """
        found: dict[int, None] = {}
        with self._database.reading() as connection:
            for key in keys:
                rows = connection.exec_driver_sql(
                    _CANDIDATES, (key, json.dumps(list(labels)), limit)
                )
                found |= dict.fromkeys(row[0] for row in rows)
            wanted = [EntryId(one) for one in list(found)[:limit]]
            known = {one.id: one for one in entries.read_entries(connection, wanted)}
        return [known[one] for one in wanted]

    def link_counts(
        self, ids: Sequence[EntryId], document_id: DocumentId | None = None
    ) -> dict[EntryId, int]:
        """How many mentions name each entry, in one article or in all; 1,000 at most."""
        where = "AND document_id = ?" if document_id is not None else ""
        here = () if document_id is None else (document_id,)
        with self._database.reading() as connection:
            rows = connection.exec_driver_sql(
                _LINKED.format(where=where), (*here, json.dumps(list(ids)))
            )
            return {EntryId(one): count for one, count in rows}

    # mentions

    def mention_ids(self, entry_id: EntryId) -> array[int]:
        """Annotations in visible articles that name an entry, by article, then by place."""
        query = f"""SELECT id FROM annotation WHERE entry_id = ? AND {_VISIBLE}
            ORDER BY document_id, start, id"""
        with self._database.reading() as connection:
            return ids_from(connection, query, (entry_id,))

    def mention_after(
        self, entry_id: EntryId, document_id: DocumentId, start: int, after: AnnotationId
    ) -> AnnotationId | None:
        """The mention of an entry after a place in an article, wrapping round.

        after: of those that begin at that place, the one that comes before. None if the entry is
        named nowhere.
        """
        places = [
            ("document_id = ? AND (start, id) > (?, ?)", (document_id, start, after)),
            ("document_id > ?", (document_id,)),
            ("document_id >= ?", (0,)),
        ]
        with self._database.reading() as connection:
            for where, parameters in places:
                found = connection.exec_driver_sql(
                    _FIRST_MENTION.format(where=where), (entry_id, *parameters)
                ).scalar_one_or_none()
                if found is not None:
                    return AnnotationId(found)
        return None

    def mentions(self, ids: Sequence[AnnotationId]) -> list[Mention]:
        """Annotations with some of the text around them, in the order asked for."""
        with self._database.reading() as connection:
            rows = connection.exec_driver_sql(_MENTIONS, (json.dumps(list(ids)),))
            return [
                Mention(
                    AnnotationId(number), DocumentId(document_id), title, Span(start, end), *texts
                )
                for number, document_id, title, start, end, *texts in rows
            ]

    def linked(self, ids: Sequence[EntryId]) -> list[Annotation]:
        """All annotations that name one of the entries, hidden articles' included."""
        query = "SELECT id FROM annotation WHERE entry_id IN (SELECT value FROM json_each(?))"
        with self._database.reading() as connection:
            found = ids_from(connection, query, (json.dumps(list(ids)),))
            return read_annotations_by_id(connection, found)

    def annotations(self, ids: Sequence[AnnotationId]) -> list[Annotation]:
        """Those of the annotations that are there, by id."""
        with self._database.reading() as connection:
            return read_annotations_by_id(connection, ids)

    def named_mentions(
        self, label: str, document_id: DocumentId | None = None
    ) -> Iterator[list[NamedMention]]:
        """What the annotations of a label say, in one article or in all visible ones.

        Some articles at a time, each batch in a transaction of its own: all texts are read.
        """
        if document_id is not None:
            with self._database.reading() as connection:
                yield _named_mentions(connection, label, [document_id])
            return
        after = -1
        while True:
            with self._database.reading() as connection:
                rows = connection.exec_driver_sql(_DOCUMENTS_OF_LABEL, (label, after))
                documents = [row[0] for row in rows]
                found = _named_mentions(connection, label, documents)
            if not documents:
                return
            yield found
            after = documents[-1]

    def link_totals(self) -> dict[str, LinkCount]:
        """How many annotations of each label name an entry, in visible articles."""
        with self._database.reading() as connection:
            linked = _counts(connection, _LINKED_BY_LABEL.format(visible=_VISIBLE))
            total = _counts(connection, _BY_LABEL.format(visible=_VISIBLE))
        return {label: LinkCount(linked.get(label, 0), count) for label, count in total.items()}


def _conditions(where: EntryFilter) -> tuple[str, tuple[str, ...]]:
    conditions, parameters = ["1"], []
    if where.labels is not None and len(where.labels) == 1:  # so that the index is in order
        conditions.append("e.label = ?")
        parameters.append(where.labels[0])
    elif where.labels is not None:
        conditions.append("e.label IN (SELECT value FROM json_each(?))")
        parameters.append(json.dumps(where.labels))
    start = folded(where.prefix)
    if start:
        conditions.append("e.id IN (SELECT entry_id FROM entry_name WHERE name >= ? AND name < ?)")
        parameters += [start, start + "\U0010ffff"]
    return " AND ".join(conditions), tuple(parameters)


def _named_mentions(
    connection: Connection, label: str, documents: Sequence[int]
) -> list[NamedMention]:
    texts: dict[int, str] = {}
    found = []
    rows = connection.exec_driver_sql(_OF_LABEL, (label, json.dumps(documents))).fetchall()
    for number, document_id, start, end, entry_id in rows:
        if document_id not in texts:
            texts = {document_id: _text(connection, document_id)}
        entry = None if entry_id is None else EntryId(entry_id)
        found.append(NamedMention(AnnotationId(number), texts[document_id][start:end], entry))
    return found


def _text(connection: Connection, document_id: int) -> str:
    query = "SELECT text FROM body WHERE document_id = ?"
    return str(connection.exec_driver_sql(query, (document_id,)).scalar_one())


def _counts(connection: Connection, query: str) -> dict[str, int]:
    return {label: count for label, count in connection.exec_driver_sql(query)}  # noqa: C416
