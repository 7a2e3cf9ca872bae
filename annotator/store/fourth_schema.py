"""Schema version 4, as it was released: never changed, only followed by later migrations.

Stories: which articles are copies of each other, and what that is found by.
"""

from __future__ import annotations

STATEMENTS: tuple[str, ...] = (
    # the oldest article of its story; NULL for an article of which no copy is known
    "ALTER TABLE document ADD COLUMN story_id INTEGER REFERENCES document(id)",
    """CREATE INDEX document_of_story ON document(story_id, hidden, id)
        WHERE story_id IS NOT NULL""",
    # what texts are compared by: see domain.likeness; the setting "sketches" says how they are made
    """CREATE TABLE story_sketch(
        document_id INTEGER PRIMARY KEY REFERENCES document(id),
        size INTEGER NOT NULL CHECK (size > 0),
        minima BLOB NOT NULL
    ) STRICT""",
    # for each band of a sketch the article that had it first: its copies are found by that
    """CREATE TABLE story_band(
        band INTEGER PRIMARY KEY,
        document_id INTEGER NOT NULL REFERENCES document(id)
    ) STRICT""",
    # articles whose copies are still to be looked for
    """CREATE TABLE story_due(
        document_id INTEGER PRIMARY KEY REFERENCES document(id)
    ) STRICT""",
    "INSERT INTO story_due SELECT id FROM document",
)
