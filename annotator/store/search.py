"""Looking through all articles and annotations, a few of them at a time."""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from typing import TYPE_CHECKING

from annotator.domain.hits import Article, Marked
from annotator.domain.ids import DocumentId, EntryId
from annotator.domain.query import ANY, SUGGESTED
from annotator.store.codec import attributes_from
from annotator.store.full_text import quoted
from annotator.store.listing import ids_from

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from annotator.domain.query import Groups, Term
    from annotator.store.connection import Database

    Asked = tuple[str, tuple[object, ...]]

_TEXTS = """
SELECT d.id, d.title, d.outlet, d.published, b.text
FROM json_each(?) AS asked
CROSS JOIN document d ON d.id = asked.value
CROSS JOIN body b ON b.document_id = d.id
ORDER BY asked.key
"""
_ANNOTATIONS = """
SELECT id, document_id, start, "end", label, origin, attributes, note, NULL, NULL
FROM annotation WHERE document_id IN (SELECT value FROM json_each(?1))
"""
_SUGGESTIONS = f"""
SELECT id, document_id, start, "end", label, '{SUGGESTED}', '', '', source_start, source_end
FROM suggestion WHERE decision = 'pending' AND document_id IN (SELECT value FROM json_each(?1))
"""
_SOURCES = """
SELECT r.source_id, t.start, t."end", t.entry_id
FROM relation r JOIN annotation t ON t.id = r.target_id
WHERE r.document_id IN (SELECT value FROM json_each(?))
"""
_WITH_LABEL = """
SELECT DISTINCT a.document_id AS id FROM annotation a CROSS JOIN document d ON d.id = a.document_id
WHERE a.label = ? AND d.hidden = 0{} AND a.document_id > ? ORDER BY a.document_id LIMIT ?
"""
_WITH_SOME = """
SELECT d.id FROM document d WHERE d.hidden = 0 AND ({}){} AND d.id > ? ORDER BY d.id LIMIT ?
"""
_LISTED = "SELECT value FROM json_each({})"

Source = tuple[int, int, EntryId | None]
"""Where the mention that a relation leads to starts and ends, and what it names."""


class Search:
    """Each method is one short transaction, so that a long search never holds one."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def candidates(
        self,
        words: Groups,
        labels: Collection[str],
        after: int,
        limit: int,
        *,
        suggestions: bool = False,
    ) -> array[int]:
        """Visible articles that may hold what is looked for: the first ones after an id, ascending.

        words: as far as the index has them. labels: of annotations that the article has to have,
        or with `suggestions` of pending suggestions; ANY alone for whichever, none for no matter.
        """
        found: set[int] = set()
        with self._database.reading() as connection:
            for query, parameters in _queries(words, labels, suggestions=suggestions):
                found.update(ids_from(connection, query, (*parameters, after, limit)))
        return array("q", sorted(found)[:limit])

    def count(self, words: Groups) -> int:
        """In how many articles the words are, as far as the index has them; or of all articles."""
        match = expression(words)
        with self._database.reading() as connection:
            if match is None:
                asked = connection.exec_driver_sql("SELECT count(*) FROM document WHERE hidden = 0")
            else:
                asked = connection.exec_driver_sql(
                    "SELECT count(*) FROM body_search WHERE body_search MATCH ?", (match,)
                )
            return int(asked.scalar_one())

    def articles(self, ids: Sequence[int]) -> list[Article]:
        """Those articles that are there, in the order asked for."""
        with self._database.reading() as connection:
            rows = connection.exec_driver_sql(_TEXTS, (json.dumps(list(ids)),)).fetchall()
        return [Article(*row) for row in rows]

    def marked(
        self,
        ids: Sequence[int],
        labels: Collection[str],
        origins: Collection[str],
        annotators: Collection[int] | None,
    ) -> dict[DocumentId, list[Marked]]:
        """The annotations, and pending suggestions, of some articles, in reading order.

        annotators: None for all of them; nobody has made a suggestion.
        """
        halves = []
        own = [one for one in origins if one != SUGGESTED]
        with_label = "" if ANY in labels else f" AND label IN ({_LISTED.format('?2')})"
        by_whom = f" AND annotator_id IN ({_LISTED.format('?4')})"
        if own:
            of_origin = f" AND origin IN ({_LISTED.format('?3')})"
            who = "" if annotators is None else by_whom
            halves.append(_ANNOTATIONS + with_label + of_origin + who)
        if SUGGESTED in origins and annotators is None:
            halves.append(_SUGGESTIONS + with_label)
        found: defaultdict[DocumentId, list[Marked]] = defaultdict(list)
        for row in self._rows(halves, ids, labels, own, annotators or ()):
            found[row.document_id].append(row)
        return found

    def sources(self, ids: Sequence[int]) -> dict[int, list[Source]]:
        """The mentions that relations lead to in some articles, by the annotation they leave."""
        found: defaultdict[int, list[Source]] = defaultdict(list)
        with self._database.reading() as connection:
            rows = connection.exec_driver_sql(_SOURCES, (json.dumps(list(ids)),))
            for source_id, start, end, entry_id in rows:
                entry = None if entry_id is None else EntryId(entry_id)
                found[source_id].append((start, end, entry))
        return found

    def names(self) -> dict[EntryId, tuple[str, ...]]:
        """All names of every entry of the registry."""
        with self._database.reading() as connection:
            rows = connection.exec_driver_sql("SELECT id, name, aliases FROM registry_entry")
            return {EntryId(one): (name, *json.loads(more or "[]")) for one, name, more in rows}

    def _rows(
        self, halves: list[str], ids: Sequence[int], *lists: Collection[object]
    ) -> Iterator[Marked]:
        if not halves:
            return
        query = " UNION ALL ".join(halves) + " ORDER BY 2, 3, 4, 1"
        used = [json.dumps(list(one)) for one in (ids, *lists)]
        # SQLite refuses more parameters than the statement has
        most = max(number for number in range(1, 5) if f"?{number}" in query)
        with self._database.reading() as connection:
            rows = connection.exec_driver_sql(query, tuple(used[:most])).fetchall()
        for number, document_id, start, end, label, origin, attributes, note, *source in rows:
            yield Marked(
                number,
                DocumentId(document_id),
                start,
                end,
                label,
                origin,
                attributes_from(attributes),
                note,
                None if source[0] is None else (source[0], source[1]),
            )


def expression(words: Groups) -> str | None:
    """The words as the full-text index is asked for them; None if it cannot narrow anything.

    It may let more through than the words do.
    """
    alternatives = []
    for group in words:
        wanted = [_quoted(one) for one in group if one.is_indexed and not one.is_excluded]
        if not wanted:
            return None
        text = " AND ".join(wanted)
        # only words that the index knows as a whole can be excluded by it
        for one in group:
            if one.is_excluded and one.is_indexed and one.words.isalnum():
                text = f"({text}) NOT {_quoted(one)}"
        alternatives.append(f"({text})")
    return " OR ".join(alternatives) or None


def _quoted(term: Term) -> str:
    return quoted(term.words, is_begun=term.is_begun)


def _queries(words: Groups, labels: Collection[str], *, suggestions: bool) -> list[Asked]:
    """Each gives ids in their order; it takes the last id that is known and a limit."""
    match = expression(words)
    if not labels:
        return [_in_texts(match)]
    among = " AND d.id IN (SELECT rowid FROM body_search WHERE body_search MATCH ?)"
    narrowed, parameters = ("", ()) if match is None else (among, (match,))
    counts = ["d.annotation_count > 0"] if ANY in labels else []
    if suggestions:
        counts.append("d.pending_count > 0")
    found: list[Asked] = [
        (_WITH_LABEL.format(narrowed), (label, *parameters)) for label in labels if label != ANY
    ]
    if counts:
        found.append((_WITH_SOME.format(" OR ".join(counts), narrowed), parameters))
    return found


def _in_texts(match: str | None) -> Asked:
    if match is None:
        return ("SELECT id FROM document WHERE hidden = 0 AND id > ? ORDER BY id LIMIT ?", ())
    return (
        """SELECT d.id FROM body_search CROSS JOIN document d ON d.id = body_search.rowid
        WHERE body_search MATCH ? AND d.hidden = 0 AND body_search.rowid > ?
        ORDER BY body_search.rowid LIMIT ?""",
        (match,),
    )
