"""Stories as they are stored: sketches, bands, and which article belongs to which story."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.likeness import Sketch, are_copies
from annotator.store.driver import execute, execute_many
from annotator.store.sketching import METHOD, sketch_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sqlalchemy import Connection

_DUE = """
SELECT due.document_id, body.text
FROM story_due AS due JOIN body ON body.document_id = due.document_id
ORDER BY due.document_id LIMIT ?
"""
_METHOD = "SELECT value FROM setting WHERE name = 'sketches'"
_WRITE_METHOD = "INSERT OR REPLACE INTO setting VALUES ('sketches', ?)"
_START_AGAIN = (
    "DELETE FROM story_band",
    "DELETE FROM story_sketch",
    "INSERT OR IGNORE INTO story_due SELECT id FROM document",
)
_WRITE_SKETCH = "INSERT OR REPLACE INTO story_sketch VALUES (?, ?, ?)"
_WRITE_BAND = "INSERT OR IGNORE INTO story_band VALUES (?, ?)"
# from the list to the table: the other way round, the whole table would be read
_OWNERS = """
SELECT band, document_id FROM json_each(?) AS asked CROSS JOIN story_band ON band = asked.value
"""
_SKETCHES = """
SELECT document_id, size, minima
FROM json_each(?) AS asked CROSS JOIN story_sketch ON document_id = asked.value
"""
_STORIES = """
SELECT d.id, coalesce(d.story_id, d.id)
FROM json_each(?) AS asked CROSS JOIN document d ON d.id = asked.value
"""
_MEMBERS = """
SELECT id FROM document INDEXED BY document_of_story
WHERE story_id IN (SELECT value FROM json_each(?)) ORDER BY id LIMIT ?
"""
_JOIN_STORY = "UPDATE document SET story_id = ? WHERE story_id = ?"
_JOIN = "UPDATE document SET story_id = ? WHERE id = ?"
_DONE = "DELETE FROM story_due WHERE document_id = ?"

_MOST_CHARACTERS = 4_000_000
_MOST_MEMBERS = 2_000


class Sketched(NamedTuple):
    """An article that was looked at; sketch: None if there are no words in it."""

    document_id: int
    sketch: Sketch | None


def read_due(connection: Connection, limit: int) -> list[tuple[int, str]]:
    """Some articles that are left, with their texts; fewer if they are long."""
    found: list[tuple[int, str]] = []
    characters = 0
    for document_id, text in execute(connection, _DUE, (limit,)):
        found.append((document_id, text))
        characters += len(text)
        if characters >= _MOST_CHARACTERS:
            break
    return found


def sketched(articles: Iterable[tuple[int, str]]) -> list[Sketched]:
    """Looks at the texts of articles."""
    return [Sketched(document_id, sketch_of(text)) for document_id, text in articles]


def is_made_otherwise(connection: Connection) -> bool:
    """Whether the sketches that are stored cannot be compared with new ones."""
    row = execute(connection, _METHOD).fetchone()
    return row is None or row[0] != METHOD


def start_again(connection: Connection) -> None:
    """Has every article looked at again; what is known of stories stays."""
    for statement in _START_AGAIN:
        execute(connection, statement)
    execute(connection, _WRITE_METHOD, (METHOD,))


def write_sketches(connection: Connection, articles: Sequence[Sketched]) -> set[int]:
    """Stores sketches and puts the articles into their stories.

    Returns the articles whose copies are others now; of large stories not all that were there.
    """
    fresh = {one.document_id: one.sketch for one in articles if one.sketch is not None}
    rows = ((key, one.size, one.minima) for key, one in fresh.items())
    execute_many(connection, _WRITE_SKETCH, rows)
    bands = {key: one.bands() for key, one in fresh.items()}
    execute_many(
        # in the order of the table, so that each of its pages is gone to once
        connection,
        _WRITE_BAND,
        sorted((band, key) for key, some in bands.items() for band in some),
    )
    moved = _join(connection, _copies(connection, fresh, bands))
    execute_many(connection, _DONE, [(one.document_id,) for one in articles])
    return moved


def _copies(
    connection: Connection, fresh: dict[int, Sketch], bands: dict[int, list[int]]
) -> list[tuple[int, int]]:
    """Pairs of articles that are copies, of which the first one is fresh."""
    asked = json.dumps(sorted({band for some in bands.values() for band in some}))
    owners: dict[int, int] = dict(execute(connection, _OWNERS, (asked,)).fetchall())
    pairs = {
        (key, owners[band]) for key, some in bands.items() for band in some if owners[band] != key
    }
    known = dict(fresh)
    others = json.dumps(sorted({owner for _, owner in pairs} - fresh.keys()))
    for document_id, size, minima in execute(connection, _SKETCHES, (others,)):
        known[document_id] = Sketch(size, minima)
    return [(key, other) for key, other in sorted(pairs) if are_copies(known[key], known[other])]


def _join(connection: Connection, pairs: Collection[tuple[int, int]]) -> set[int]:
    """Makes the stories of each pair one, named after its oldest article."""
    if not pairs:
        return set()
    ids = json.dumps(sorted({one for pair in pairs for one in pair}))
    stories: dict[int, int] = dict(execute(connection, _STORIES, (ids,)).fetchall())
    became = _united((stories[one], stories[other]) for one, other in pairs)
    moved = [(new, old) for old, new in became.items() if new != old]
    if not moved:
        return set()
    execute_many(connection, _JOIN_STORY, moved)
    # those that were alone until now, the oldest ones included
    execute_many(connection, _JOIN, moved)
    leaders = {new for new, _ in moved}
    execute_many(connection, _JOIN, [(one, one) for one in leaders])
    names = json.dumps(sorted(leaders))
    others = {row[0] for row in execute(connection, _MEMBERS, (names, _MOST_MEMBERS))}
    return others | {one for pair in pairs for one in pair if became[stories[one]] in leaders}


def _united(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """For each number in the pairs the least that it hangs together with."""
    parents: dict[int, int] = {}

    def root(one: int) -> int:
        while parents.setdefault(one, one) != one:
            parents[one] = parents[parents[one]]
            one = parents[one]
        return one

    for one, other in pairs:
        least, more = sorted((root(one), root(other)))
        parents[more] = least
    return {one: root(one) for one in list(parents)}
