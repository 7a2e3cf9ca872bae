"""Which articles may hold some words, by the full-text index or by looking at each text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.store.full_text import quoted
from annotator.store.listing import ids_from

if TYPE_CHECKING:
    from array import array

    from annotator.domain.occurrences import Words
    from annotator.store.connection import Database

_VISIBLE = "SELECT id FROM document WHERE hidden = 0"


class WordIndex:
    """Reads, a short transaction at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def may_hold(self, words: Words) -> array[int]:
        """Visible articles, ascending, among which are all that hold the words.

        The index knows whole words only, and none that nothing parts from the next; for other
        words SQLite looks through the texts, or, where capitals do not count, every article may.
        """
        if words.is_parted and any(character.isalnum() for character in words.text):
            return self._ids(
                "id IN (SELECT rowid FROM body_search WHERE body_search MATCH ?)",
                quoted(words.text),
            )
        if words.case:
            return self._ids(
                "id IN (SELECT document_id FROM body WHERE instr(text, ?))", words.text
            )
        return self._ids("1")

    def annotated_with(self, label: str, length: int) -> array[int]:
        """Visible articles, ascending, with an annotation of that label and length."""
        return self._ids(
            'id IN (SELECT document_id FROM annotation WHERE label = ? AND "end" - start = ?)',
            label,
            length,
        )

    def _ids(self, condition: str, *parameters: object) -> array[int]:
        with self._database.reading() as connection:
            return ids_from(connection, f"{_VISIBLE} AND {condition} ORDER BY id", parameters)
