"""Schema version 1, as it was released: never changed, only followed by later migrations.

Times are microseconds since 1970, UTC. Offsets are code points. JSON columns hold "" for nothing.
"""

from __future__ import annotations

STATEMENTS = (
    "CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE annotator(id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT",
    # words: title, outlet and byline, case-folded, for the filter of the article list
    """CREATE TABLE document(
        id INTEGER PRIMARY KEY,
        title TEXT NOT NULL,
        outlet TEXT NOT NULL,
        byline TEXT NOT NULL,
        published TEXT NOT NULL,
        url TEXT NOT NULL,
        language TEXT NOT NULL,
        extra TEXT NOT NULL,
        words TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('new', 'in progress', 'done', 'flagged')),
        flag_reason TEXT NOT NULL,
        hidden INTEGER NOT NULL CHECK (hidden IN (0, 1)),
        length INTEGER NOT NULL,
        source TEXT NOT NULL,
        source_sha256 TEXT NOT NULL,
        text_sha256 TEXT NOT NULL UNIQUE,
        imported_at INTEGER NOT NULL
    ) STRICT""",
    # narrow indexes: the list reads a million ids without touching the rows
    "CREATE INDEX document_listed ON document(hidden, id)",
    "CREATE INDEX document_by_status ON document(hidden, status, id, length)",
    """CREATE INDEX document_unfinished ON document(id)
        WHERE hidden = 0 AND status <> 'done'""",
    # apart from document, so that scans of the list do not read the texts
    """CREATE TABLE body(
        document_id INTEGER PRIMARY KEY REFERENCES document(id),
        text TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE suggester(
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        version TEXT NOT NULL,
        model TEXT NOT NULL,
        UNIQUE (name, version, model)
    ) STRICT""",
    """CREATE TABLE suggestion(
        id INTEGER PRIMARY KEY,
        document_id INTEGER NOT NULL REFERENCES document(id),
        start INTEGER NOT NULL CHECK (start >= 0),
        "end" INTEGER NOT NULL CHECK ("end" > start),
        label TEXT NOT NULL,
        suggester_id INTEGER NOT NULL REFERENCES suggester(id),
        score REAL,
        source_start INTEGER,
        source_end INTEGER,
        decision TEXT NOT NULL
            CHECK (decision IN ('pending', 'accepted', 'corrected', 'rejected'))
    ) STRICT""",
    "CREATE INDEX suggestion_of_document ON suggestion(document_id, start, id)",
    # decision, too: without it SQLite would look at the rows
    """CREATE INDEX suggestion_mark
        ON suggestion(document_id, start, "end" DESC, id, label, score, decision)
        WHERE decision = 'pending'""",
    """CREATE TABLE suggestion_run(
        suggester_id INTEGER NOT NULL REFERENCES suggester(id),
        document_id INTEGER NOT NULL REFERENCES document(id),
        PRIMARY KEY (suggester_id, document_id)
    ) STRICT, WITHOUT ROWID""",
    # suggestion_id is no foreign key: the suggestion may lie in another project
    """CREATE TABLE annotation(
        id INTEGER PRIMARY KEY,
        document_id INTEGER NOT NULL REFERENCES document(id),
        start INTEGER NOT NULL CHECK (start >= 0),
        "end" INTEGER NOT NULL CHECK ("end" > start),
        label TEXT NOT NULL,
        annotator_id INTEGER NOT NULL REFERENCES annotator(id),
        created_at INTEGER NOT NULL,
        modified_at INTEGER NOT NULL,
        attributes TEXT NOT NULL,
        note TEXT NOT NULL,
        origin TEXT NOT NULL,
        suggestion_id INTEGER,
        suggester_id INTEGER REFERENCES suggester(id),
        score REAL
    ) STRICT""",
    """CREATE INDEX annotation_mark ON annotation(document_id, start, "end" DESC, id, label)""",
    # deferred: one edit may delete an annotation first and its relations after it
    """CREATE TABLE relation(
        id INTEGER PRIMARY KEY,
        document_id INTEGER NOT NULL REFERENCES document(id),
        label TEXT NOT NULL,
        source_id INTEGER NOT NULL REFERENCES annotation(id) DEFERRABLE INITIALLY DEFERRED,
        target_id INTEGER NOT NULL REFERENCES annotation(id) DEFERRABLE INITIALLY DEFERRED,
        annotator_id INTEGER NOT NULL REFERENCES annotator(id),
        created_at INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX relation_of_document ON relation(document_id)",
    "CREATE INDEX relation_from ON relation(source_id)",
    "CREATE INDEX relation_to ON relation(target_id)",
    # target_seq: the entry that an undo or redo is about
    """CREATE TABLE edit(
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        edit_id INTEGER NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo')),
        target_seq INTEGER REFERENCES edit(seq) CHECK ((kind = 'do') = (target_seq IS NULL)),
        verb TEXT NOT NULL,
        document_id INTEGER REFERENCES document(id),
        annotator_id INTEGER NOT NULL REFERENCES annotator(id),
        at INTEGER NOT NULL
    ) STRICT""",
    "CREATE UNIQUE INDEX edit_done_once ON edit(edit_id) WHERE kind = 'do'",
    "CREATE INDEX edit_of_document ON edit(document_id, seq)",
    """CREATE TABLE change(
        edit_seq INTEGER NOT NULL REFERENCES edit(seq),
        ordinal INTEGER NOT NULL,
        kind TEXT NOT NULL
            CHECK (kind IN ('annotation', 'relation', 'suggestion', 'document', 'scheme')),
        value_id INTEGER NOT NULL,
        before TEXT,
        after TEXT,
        PRIMARY KEY (edit_seq, ordinal)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX change_of_value ON change(value_id, edit_seq, ordinal)",
    *(
        f"""CREATE TRIGGER {table}_keeps_{verb.lower()} BEFORE {verb} ON {table}
            BEGIN SELECT RAISE(ABORT, 'the history only grows'); END"""
        for table in ("edit", "change")
        for verb in ("UPDATE", "DELETE")
    ),
    "INSERT INTO setting VALUES ('revision', '0')",
)
