"""Schema version 2, as it was released: never changed, only followed by later migrations.

Registry, tags, notes, counts, filters that are kept, full-text search, and edits of the whole
project.
"""

from __future__ import annotations

_COUNTED = "annotation_count"
_PENDING = "pending_count"
_TEXTS = ("title", "outlet", "byline", "tags", "note")
_NAMES = ", ".join(_TEXTS)


def _values(row: str) -> str:
    return ", ".join(f"{row}.{name}" for name in _TEXTS)


_COLUMNS = (
    # deferred: one edit may make an entry after the annotation that names it
    """ALTER TABLE annotation ADD COLUMN entry_id INTEGER
        REFERENCES registry_entry(id) DEFERRABLE INITIALLY DEFERRED""",
    """CREATE INDEX annotation_of_entry ON annotation(entry_id, document_id)
        WHERE entry_id IS NOT NULL""",
    "CREATE INDEX annotation_by_label ON annotation(label, document_id)",
    "ALTER TABLE suggestion ADD COLUMN reason TEXT NOT NULL DEFAULT ''",
    # tags: one a line, sorted
    "ALTER TABLE document ADD COLUMN tags TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE document ADD COLUMN note TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE document ADD COLUMN annotation_count INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE document ADD COLUMN pending_count INTEGER NOT NULL DEFAULT 0",
    # of the longest annotation or suggestion it ever had, in code points; it only grows
    "ALTER TABLE document ADD COLUMN longest_span INTEGER NOT NULL DEFAULT 0",
    """UPDATE document SET
        annotation_count = (SELECT count(*) FROM annotation WHERE document_id = document.id),
        pending_count = (SELECT count(*) FROM suggestion
            WHERE document_id = document.id AND decision = 'pending'),
        longest_span = max(
            coalesce((SELECT max("end" - start) FROM annotation
                WHERE document_id = document.id), 0),
            coalesce((SELECT max("end" - start) FROM suggestion
                WHERE document_id = document.id), 0))""",
)

_COUNTING = (
    f"""CREATE TRIGGER annotation_added AFTER INSERT ON annotation BEGIN
        UPDATE document SET {_COUNTED} = {_COUNTED} + 1,
            longest_span = max(longest_span, NEW."end" - NEW.start)
        WHERE id = NEW.document_id; END""",
    f"""CREATE TRIGGER annotation_removed AFTER DELETE ON annotation BEGIN
        UPDATE document SET {_COUNTED} = {_COUNTED} - 1 WHERE id = OLD.document_id; END""",
    f"""CREATE TRIGGER suggestion_added AFTER INSERT ON suggestion BEGIN
        UPDATE document SET {_PENDING} = {_PENDING} + (NEW.decision = 'pending'),
            longest_span = max(longest_span, NEW."end" - NEW.start)
        WHERE id = NEW.document_id; END""",
    f"""CREATE TRIGGER suggestion_removed AFTER DELETE ON suggestion
        WHEN OLD.decision = 'pending' BEGIN
        UPDATE document SET {_PENDING} = {_PENDING} - 1 WHERE id = OLD.document_id; END""",
    f"""CREATE TRIGGER suggestion_decided AFTER UPDATE OF decision ON suggestion
        WHEN (NEW.decision = 'pending') <> (OLD.decision = 'pending') BEGIN
        UPDATE document SET {_PENDING} = {_PENDING} + iif(NEW.decision = 'pending', 1, -1)
        WHERE id = NEW.document_id; END""",
    *(
        f"""CREATE TRIGGER {table}_longer AFTER UPDATE OF start, "end" ON {table}
            WHEN NEW."end" - NEW.start > OLD."end" - OLD.start BEGIN
            UPDATE document SET longest_span = max(longest_span, NEW."end" - NEW.start)
            WHERE id = NEW.document_id; END"""
        for table in ("annotation", "suggestion")
    ),
)

# an order that the list may have: read from its index alone, a million ids in a blink
_ORDERS = tuple(
    f"CREATE INDEX document_by_{name} ON document(hidden, {column}, id)"
    for name, column in (
        ("published", "published"),
        ("outlet", "outlet COLLATE NOCASE"),
        ("title", "title COLLATE NOCASE"),
        ("length", "length"),
        ("annotations", _COUNTED),
        ("pending", _PENDING),
    )
)

_LISTS = (
    """CREATE TABLE document_tag(
        tag TEXT NOT NULL,
        document_id INTEGER NOT NULL REFERENCES document(id),
        PRIMARY KEY (tag, document_id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX tag_of_document ON document_tag(document_id)",
    "CREATE TABLE saved_filter(name TEXT PRIMARY KEY, filter TEXT NOT NULL) STRICT, WITHOUT ROWID",
)

_REGISTRY = (
    # aliases: a JSON list
    """CREATE TABLE registry_entry(
        id INTEGER PRIMARY KEY,
        label TEXT NOT NULL,
        name TEXT NOT NULL,
        aliases TEXT NOT NULL,
        kind TEXT NOT NULL,
        note TEXT NOT NULL,
        wikidata TEXT NOT NULL,
        gazetteer TEXT NOT NULL,
        latitude REAL,
        longitude REAL
    ) STRICT""",
    "CREATE INDEX entry_by_name ON registry_entry(label, name COLLATE NOCASE, id)",
    # every name of an entry, case-folded, for the lookup of mentions
    """CREATE TABLE entry_name(
        name TEXT NOT NULL,
        entry_id INTEGER NOT NULL REFERENCES registry_entry(id) ON DELETE CASCADE,
        PRIMARY KEY (name, entry_id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX name_of_entry ON entry_name(entry_id)",
)

_SEARCH = (
    # texts never change; the index holds no copy of them
    """CREATE VIRTUAL TABLE body_search USING fts5(text, content = 'body',
        content_rowid = 'document_id', tokenize = 'unicode61 remove_diacritics 2')""",
    "INSERT INTO body_search(body_search) VALUES ('rebuild')",
    """CREATE TRIGGER body_added AFTER INSERT ON body BEGIN
        INSERT INTO body_search(rowid, text) VALUES (NEW.document_id, NEW.text); END""",
    f"""CREATE VIRTUAL TABLE document_search USING fts5({_NAMES}, content = 'document',
        content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')""",
    "INSERT INTO document_search(document_search) VALUES ('rebuild')",
    f"""CREATE TRIGGER document_added AFTER INSERT ON document BEGIN
        INSERT INTO document_search(rowid, {_NAMES}) VALUES (NEW.id, {_values("NEW")}); END""",
    f"""CREATE TRIGGER document_edited AFTER UPDATE OF {_NAMES} ON document
        WHEN ({_values("NEW")}) IS NOT ({_values("OLD")}) BEGIN
        INSERT INTO document_search(document_search, rowid, {_NAMES})
            VALUES ('delete', OLD.id, {_values("OLD")});
        INSERT INTO document_search(rowid, {_NAMES}) VALUES (NEW.id, {_values("NEW")}); END""",
)

_LOG = (
    # edits of the whole project (no document_id) by the articles they touch: undo asks for these
    """CREATE TABLE edit_document(
        document_id INTEGER NOT NULL REFERENCES document(id),
        seq INTEGER NOT NULL REFERENCES edit(seq),
        PRIMARY KEY (document_id, seq)
    ) STRICT, WITHOUT ROWID""",
    # the same table with one more kind; SQLite cannot change a CHECK
    "DROP TRIGGER change_keeps_update",
    "DROP TRIGGER change_keeps_delete",
    "DROP INDEX change_of_value",
    "ALTER TABLE change RENAME TO former_change",
    """CREATE TABLE change(
        edit_seq INTEGER NOT NULL REFERENCES edit(seq),
        ordinal INTEGER NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN
            ('annotation', 'relation', 'suggestion', 'document', 'scheme', 'entry')),
        value_id INTEGER NOT NULL,
        before TEXT,
        after TEXT,
        PRIMARY KEY (edit_seq, ordinal)
    ) STRICT, WITHOUT ROWID""",
    "INSERT INTO change SELECT * FROM former_change",
    "DROP TABLE former_change",
    "CREATE INDEX change_of_value ON change(value_id, edit_seq, ordinal)",
    *(
        f"""CREATE TRIGGER {table}_keeps_{verb.lower()} BEFORE {verb} ON {table}
            BEGIN SELECT RAISE(ABORT, 'the history only grows'); END"""
        for table, verbs in (
            ("change", ("UPDATE", "DELETE")),
            ("edit_document", ("UPDATE", "DELETE")),
        )
        for verb in verbs
    ),
)

STATEMENTS = (*_REGISTRY, *_COLUMNS, *_COUNTING, *_ORDERS, *_LISTS, *_SEARCH, *_LOG)
