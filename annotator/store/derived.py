"""Whether what is kept for speed says the same as what it was made of: counts, tags, search."""

from __future__ import annotations

import json
from itertools import groupby
from operator import itemgetter
from string import punctuation
from typing import TYPE_CHECKING

from annotator.domain.ids import id_text
from annotator.domain.registry import fits
from annotator.store.entries import lookup_keys, read_entries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from annotator.domain.annotation import Annotation
    from annotator.domain.document import Document
    from annotator.domain.ids import DocumentId, EntryId
    from annotator.domain.labels import LabelScheme

_COUNTS = """
SELECT d.id, d.annotation_count,
    (SELECT count(*) FROM annotation WHERE document_id = d.id),
    d.pending_count,
    (SELECT count(*) FROM suggestion WHERE document_id = d.id AND decision = 'pending'),
    d.longest_span, max(
        coalesce((SELECT max("end" - start) FROM annotation WHERE document_id = d.id), 0),
        coalesce((SELECT max("end" - start) FROM suggestion WHERE document_id = d.id), 0))
FROM document d WHERE d.id IN (SELECT value FROM json_each(?))
"""

_COUNTED = ("annotations", "open suggestions")

_TAGS = """
SELECT document_id, tag FROM document_tag
WHERE document_id IN (SELECT value FROM json_each(?)) ORDER BY document_id, tag
"""

_NAMES = """
SELECT entry_id, name FROM entry_name
WHERE entry_id IN (SELECT value FROM json_each(?)) ORDER BY entry_id, name
"""

_LEFT_OVER = """
SELECT (SELECT count(*) FROM {index}_docsize) - (SELECT count(*) FROM {table})
"""

_INDEXES = {"body_search": "body", "document_search": "document"}


def check_indexes(connection: Connection) -> Iterator[str]:
    """The indexes of the search as a whole: SQLite's own check of them would have to write."""
    for index, table in _INDEXES.items():
        more = connection.exec_driver_sql(_LEFT_OVER.format(index=index, table=table)).scalar_one()
        if more > 0:
            noun = "article that is" if more == 1 else "articles that are"
            yield f"The search knows of {more:,} {noun} not there."


def check_documents(connection: Connection, documents: Sequence[Document]) -> Iterator[str]:
    """Counts, tags and search index of some articles."""
    ids = json.dumps([one.id for one in documents])
    names = {one.id: _name(one) for one in documents}
    counts = connection.exec_driver_sql(_COUNTS, (ids,)).all()
    for document_id, *pairs, longest, longest_there in counts:
        for what, kept, there in zip(_COUNTED, pairs[::2], pairs[1::2], strict=True):
            if kept != there:
                yield f"{names[document_id]} counts {kept:,} {what} and has {there:,}."
        if longest < longest_there:
            yield f"{names[document_id]} does not know how long its longest span is."
    tags = _grouped(connection, _TAGS, ids)
    for one in documents:
        if tags.get(one.id, []) != sorted(one.info.tags):
            yield f"{names[one.id]} cannot be found by the tags it has."
        if not _is_found(connection, one):
            yield f"{names[one.id]} cannot be found by the words it has."


def check_links(
    connection: Connection, annotations: Iterable[Annotation], scheme: LabelScheme
) -> Iterator[str]:
    """That what annotations name has a label that fits theirs, by domain.registry.fits()."""
    linked = [(one, one.entry_id) for one in annotations if one.entry_id is not None]
    named = read_entries(connection, {entry_id for _, entry_id in linked})
    entries = {one.id: one for one in named}
    for one, entry_id in linked:
        entry = entries.get(entry_id)
        if entry is not None and not fits(entry, one.label, scheme):
            yield (
                f"The annotation {id_text(one.id)} has the label {one.label} and names"
                f" “{entry.name}”, which has {entry.label}."
            )


def check_entries(connection: Connection, ids: Sequence[EntryId]) -> Iterator[str]:
    """That entries are found by their names."""
    keys = _grouped(connection, _NAMES, json.dumps(list(ids)))
    for entry in read_entries(connection, ids):
        if keys.get(entry.id, []) != lookup_keys(entry):
            yield f"The entry “{entry.name}” ({id_text(entry.id)}) cannot be found by its names."


def _is_found(connection: Connection, document: Document) -> bool:
    """Whether both indexes lead from the article's longest plain word to it."""
    info = document.info
    written = " ".join((info.metadata.title, info.metadata.outlet, info.metadata.byline, info.note))
    return all(
        _leads_to(connection, index, _longest_word(text), document.id)
        for index, text in (("body_search", document.text), ("document_search", written))
    )


def _leads_to(connection: Connection, index: str, word: str, document_id: DocumentId) -> bool:
    query = f"SELECT 1 FROM {index}_docsize WHERE id = ?1"
    if word:
        query = f"SELECT 1 FROM {index} WHERE rowid = ?1 AND {index} MATCH ?2"
    parameters = (document_id, f'"{word}"') if word else (document_id,)
    return connection.exec_driver_sql(query, parameters).first() is not None


def _longest_word(text: str) -> str:
    """Of the words in ASCII between blanks, which are surely words to the index as well."""
    words = (one.strip(punctuation) for one in text[:4_000].split()[:-1] or text.split())
    return max((one for one in words if one.isascii() and one.isalnum()), key=len, default="")


def _grouped(connection: Connection, query: str, ids: str) -> dict[int, list[str]]:
    rows = connection.exec_driver_sql(query, (ids,))
    return {key: [text for _, text in group] for key, group in groupby(rows, itemgetter(0))}


def _name(document: Document) -> str:
    return f"The article “{document.info.metadata.title}” ({id_text(document.id)})"
