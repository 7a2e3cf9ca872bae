"""Whatever has certain labels, in all of the project: what an edit of the scheme is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.store import annotations as annotation_rows
from annotator.store import entries, phrase_rules, relations, suggestions

if TYPE_CHECKING:
    from collections.abc import Collection

    from annotator.domain.annotation import Annotation, Relation
    from annotator.domain.entries import RegistryEntry
    from annotator.domain.memory import PhraseRule
    from annotator.domain.suggestion import Suggestion
    from annotator.store.connection import Database


class Labelled:
    """Reads; what belongs to hidden articles is there as well, since undo may show them again."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def counts(self) -> dict[str, int]:
        """How many annotations have which label."""
        with self._database.reading() as connection:
            return annotation_rows.count_labels(connection)

    def annotations(self, labels: Collection[str]) -> list[Annotation]:
        """The annotations with these labels, by article and span."""
        with self._database.reading() as connection:
            return annotation_rows.read_labelled(connection, labels)

    def suggestions(self, labels: Collection[str]) -> list[Suggestion]:
        """The suggestions with these labels, whatever was decided, by article and span."""
        with self._database.reading() as connection:
            return suggestions.read_labelled(connection, labels)

    def relations(self, *, names: Collection[str], at: Collection[str]) -> list[Relation]:
        """The relations of these types, and those that these labels are at an end of; by id."""
        with self._database.reading() as connection:
            found = relations.read_named(connection, names)
            found += relations.read_joining(connection, at)
        return sorted(set(found), key=lambda one: one.id)

    def entries(self, labels: Collection[str]) -> list[RegistryEntry]:
        """The entries of the registry with these labels."""
        with self._database.reading() as connection:
            return entries.read_labelled(connection, labels)

    def rules(self, labels: Collection[str]) -> list[PhraseRule]:
        """What was said about phrases with these labels."""
        with self._database.reading() as connection:
            return phrase_rules.read_labelled(connection, labels)
