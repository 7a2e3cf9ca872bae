"""A project with as many annotated articles as one likes, made by SQL in seconds."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from annotator.domain.text import fingerprint
from annotator.services import projects
from annotator.store.sealing import allow_seals
from tests.bench.shelf import settings_beside
from tests.bench.texts import Marked, nested_spans, news

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHARACTERS = 4_000
SPANS = 50

_TEXTS = 40
"""So many texts differ; the others end in a number of their own."""
_FIRST_ID = 1 << 58
_IDS_EACH = 1 << 22
_IMPORTED_AT = 1_760_000_000_000_000
_MINUTE = 60_000_000
_AWAY = ("document_added", "body_added", "annotation_added")

_DOCUMENT = f"""
INSERT INTO document(id, title, outlet, byline, published, url, language, extra, words, status,
    flag_reason, hidden, length, source, source_sha256, text_sha256, imported_at, tags, note,
    annotation_count, longest_span)
VALUES (?, ?, 'The Harbour Post', 'Mira Sandoval', '2026-03-01', ?, 'en', '', '', ?, '', 0, ?,
    'wire.jsonl', '', ?, {_IMPORTED_AT}, '', '', ?, ?)
"""
_MODELS = """
CREATE TEMPORARY TABLE model(text INTEGER, ordinal INTEGER, start INTEGER, "end" INTEGER,
    label TEXT, PRIMARY KEY (text, ordinal)) WITHOUT ROWID
"""
# every fourth was a suggestion; each was made at a time of its own
_ANNOTATIONS = f"""
INSERT INTO annotation(id, document_id, start, "end", label, annotator_id, created_at, modified_at,
    attributes, note, origin, suggestion_id, suggester_id, score)
SELECT document.id + 1 + ordinal, document.id, start, "end", label, ?,
    {_IMPORTED_AT} + (document.id - {_FIRST_ID}) / {_IDS_EACH} * {_MINUTE} + ordinal * 900001,
    {_IMPORTED_AT} + (document.id - {_FIRST_ID}) / {_IDS_EACH} * {_MINUTE} + ordinal * 900001,
    '', '', iif(ordinal % 4, 'human', 'accepted'), iif(ordinal % 4, NULL, document.id + 999),
    iif(ordinal % 4, NULL, 1), iif(ordinal % 4, NULL, 0.75)
FROM document JOIN model ON model.text = (document.id - {_FIRST_ID}) / {_IDS_EACH} % {_TEXTS}
ORDER BY document.id, ordinal
"""


def make_corpus(path: Path, count: int, *, done: int = 0) -> None:
    """Makes the project unless it is there already; nothing in it can be searched for.

    Each article has CHARACTERS characters and SPANS annotations. done: so many articles, the first
    ones, are marked as done.
    """
    if path.exists():
        return
    begun = path.with_suffix(".begun.annotator")
    begun.unlink(missing_ok=True)
    annotator = settings_beside(begun).annotator()
    projects.create_project(begun, annotator).close()
    with closing(sqlite3.connect(begun, isolation_level=None)) as connection:
        allow_seals(connection)
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("BEGIN")
        triggers = _take_triggers(connection)
        connection.execute("INSERT INTO suggester VALUES (1, 'spacy.ner.v1', '1', 'en 3.8')")
        connection.executemany(_DOCUMENT, _documents(count, done))
        connection.executemany("INSERT INTO body VALUES (?, ?)", _bodies(count))
        connection.execute(_MODELS)
        connection.executemany("INSERT INTO model VALUES (?, ?, ?, ?, ?)", _models())
        connection.execute(_ANNOTATIONS, (int(annotator.id),))
        for trigger in triggers:
            connection.execute(trigger)
        connection.execute("COMMIT")
    begun.rename(path)


def _take_triggers(connection: sqlite3.Connection) -> list[str]:
    """Takes away what would index and count row by row; returns how to make it again."""
    names = ", ".join(f"'{name}'" for name in _AWAY)
    found = connection.execute(
        f"SELECT name, sql FROM sqlite_master WHERE name IN ({names})"
    ).fetchall()
    for name, _ in found:
        connection.execute(f"DROP TRIGGER {name}")
    return [sql for _, sql in found]


def _documents(count: int, done: int) -> Iterator[tuple[object, ...]]:
    longest = [max(one.end - one.start for one in spans) for spans in _all_spans()]
    for number, text in enumerate(_texts(count)):
        yield (
            _FIRST_ID + number * _IDS_EACH,
            f"Harbour board keeps the ferry waiting {number}",
            f"https://harbour.example/{number}",
            "done" if number < done else "new",
            len(text),
            fingerprint(text),
            SPANS,
            longest[number % _TEXTS],
        )


def _bodies(count: int) -> Iterator[tuple[int, str]]:
    for number, text in enumerate(_texts(count)):
        yield _FIRST_ID + number * _IDS_EACH, text


def _texts(count: int) -> Iterator[str]:
    models = _model_texts()
    for number in range(count):
        yield f"{models[number % _TEXTS]}\nEdition {number}."


def _model_texts() -> list[str]:
    return [news(CHARACTERS, seed=seed, ascii_only=False) for seed in range(_TEXTS)]


def _all_spans() -> list[list[Marked]]:
    return [nested_spans(text, SPANS) for text in _model_texts()]


def _models() -> Iterator[tuple[object, ...]]:
    for number, spans in enumerate(_all_spans()):
        for ordinal, span in enumerate(spans):
            yield number, ordinal, *span
