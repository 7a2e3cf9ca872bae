"""What the list of articles asks of a project, and the filters that are kept in it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from annotator.store import filters, listing, unfinished

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from annotator.domain.document import ArticleFilter, ListOrder, SavedFilter
    from annotator.domain.ids import DocumentId
    from annotator.store.connection import Database


class ArticleLists:
    """Any thread may call any method; each may raise ProjectError, as those of Project."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def first_ids(self, where: ArticleFilter, order: ListOrder, limit: int) -> array[int] | None:
        """The first of Project.article_ids(); None if that would keep a window waiting."""
        with self._database.reading() as connection:
            return listing.read_first_ids(connection, where, order, limit)

    def passing(self, where: ArticleFilter, ids: Sequence[DocumentId]) -> set[DocumentId]:
        """Which of a few articles the filter lets through."""
        with self._database.reading() as connection:
            return listing.read_passing(connection, where, ids)

    def known(self, column: str) -> list[str]:
        """The first few hundred outlets or tags there are. column: "outlet" or "tag"."""
        with self._database.reading() as connection:
            return listing.read_known(connection, column)

    def first_unfinished(self, ids: Sequence[int]) -> DocumentId | None:
        """The first of the articles, in the order given, that is visible and not done."""
        with self._database.reading() as connection:
            return unfinished.read_first_unfinished(connection, ids)

    def saved_filters(self) -> list[SavedFilter]:
        """The filters that are kept in the project, by name."""
        with self._database.reading() as connection:
            return filters.read_filters(connection)

    def save_filter(self, saved: SavedFilter) -> None:
        """Keeps a filter, in place of another of that name."""
        with self._writing() as connection:
            filters.write_filter(connection, saved)

    def rename_filter(self, old: str, new: str) -> None:
        """Gives a filter another name; one that had that name is replaced."""
        with self._writing() as connection:
            filters.rename_filter(connection, old, new)

    def delete_filter(self, name: str) -> None:
        """Forgets a filter."""
        with self._writing() as connection:
            filters.delete_filter(connection, name)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """As gestures write: a window does not wait while somebody else writes for long."""
        with self._database.together(), self._database.writing() as connection:
            yield connection
