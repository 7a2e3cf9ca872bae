"""Schema version 3, as it was released: never changed, only followed by later migrations.

What suggestions say besides label and source; suggestions that are withheld; what the project
remembers of phrases.
"""

from __future__ import annotations

_SUGGESTION = (
    # SQLite cannot change a CHECK: the same table anew, with its indexes and triggers
    "DROP TRIGGER suggestion_added",
    "DROP TRIGGER suggestion_removed",
    "DROP TRIGGER suggestion_decided",
    "DROP TRIGGER suggestion_longer",
    "DROP INDEX suggestion_of_document",
    "DROP INDEX suggestion_mark",
    "ALTER TABLE suggestion RENAME TO former_suggestion",
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
        decision TEXT NOT NULL CHECK (decision IN
            ('pending', 'accepted', 'corrected', 'rejected', 'withheld')),
        reason TEXT NOT NULL,
        cue_start INTEGER,
        cue_end INTEGER,
        referent_start INTEGER,
        referent_end INTEGER,
        attributes TEXT NOT NULL
    ) STRICT""",
    """INSERT INTO suggestion SELECT id, document_id, start, "end", label, suggester_id, score,
        source_start, source_end, decision, reason, NULL, NULL, NULL, NULL, ''
        FROM former_suggestion""",
    "DROP TABLE former_suggestion",
    "CREATE INDEX suggestion_of_document ON suggestion(document_id, start, id)",
    # decision, too: without it SQLite would look at the rows
    """CREATE INDEX suggestion_mark
        ON suggestion(document_id, start, "end" DESC, id, label, score, decision)
        WHERE decision = 'pending'""",
    """CREATE TRIGGER suggestion_added AFTER INSERT ON suggestion BEGIN
        UPDATE document SET pending_count = pending_count + (NEW.decision = 'pending'),
            longest_span = max(longest_span, NEW."end" - NEW.start)
        WHERE id = NEW.document_id; END""",
    """CREATE TRIGGER suggestion_removed AFTER DELETE ON suggestion
        WHEN OLD.decision = 'pending' BEGIN
        UPDATE document SET pending_count = pending_count - 1 WHERE id = OLD.document_id; END""",
    """CREATE TRIGGER suggestion_decided AFTER UPDATE OF decision ON suggestion
        WHEN (NEW.decision = 'pending') <> (OLD.decision = 'pending') BEGIN
        UPDATE document SET pending_count = pending_count + iif(NEW.decision = 'pending', 1, -1)
        WHERE id = NEW.document_id; END""",
    """CREATE TRIGGER suggestion_longer AFTER UPDATE OF start, "end" ON suggestion
        WHEN NEW."end" - NEW.start > OLD."end" - OLD.start BEGIN
        UPDATE document SET longest_span = max(longest_span, NEW."end" - NEW.start)
        WHERE id = NEW.document_id; END""",
)

_MEMORY = (
    # what the analyst said about a phrase
    """CREATE TABLE phrase_rule(
        id INTEGER PRIMARY KEY,
        text TEXT NOT NULL,
        label TEXT NOT NULL,
        rule TEXT NOT NULL CHECK (rule IN ('offer', 'withhold', 'ignore')),
        UNIQUE (text, label)
    ) STRICT""",
    # how often a phrase was tagged, and how often it was rejected, with a label; folded from the
    # log up to the change that the setting "memory" names
    """CREATE TABLE phrase_count(
        text TEXT NOT NULL,
        label TEXT NOT NULL,
        tagged INTEGER NOT NULL CHECK (tagged >= 0),
        rejected INTEGER NOT NULL CHECK (rejected >= 0),
        PRIMARY KEY (text, label)
    ) STRICT, WITHOUT ROWID""",
    # phrases whose articles are still to be found, after that one; "": all articles
    """CREATE TABLE phrase_due(
        text TEXT PRIMARY KEY,
        after INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
    # articles that the memory is still to go over
    """CREATE TABLE memory_due(
        document_id INTEGER PRIMARY KEY REFERENCES document(id)
    ) STRICT""",
)

_LOG = (
    # the same table with one more kind
    "DROP TRIGGER change_keeps_update",
    "DROP TRIGGER change_keeps_delete",
    "DROP INDEX change_of_value",
    "ALTER TABLE change RENAME TO former_change",
    """CREATE TABLE change(
        edit_seq INTEGER NOT NULL REFERENCES edit(seq),
        ordinal INTEGER NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('annotation', 'relation', 'suggestion', 'document',
            'scheme', 'entry', 'phrase')),
        value_id INTEGER NOT NULL,
        before TEXT,
        after TEXT,
        PRIMARY KEY (edit_seq, ordinal)
    ) STRICT, WITHOUT ROWID""",
    "INSERT INTO change SELECT * FROM former_change",
    "DROP TABLE former_change",
    "CREATE INDEX change_of_value ON change(value_id, edit_seq, ordinal)",
    *(
        f"""CREATE TRIGGER change_keeps_{verb.lower()} BEFORE {verb} ON change
            BEGIN SELECT RAISE(ABORT, 'the history only grows'); END"""
        for verb in ("UPDATE", "DELETE")
    ),
)

STATEMENTS: tuple[str, ...] = (*_SUGGESTION, *_MEMORY, *_LOG)
