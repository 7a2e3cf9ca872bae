"""Filters of the article list that are kept in the project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.document import SavedFilter
from annotator.domain.errors import NotAllowed

if TYPE_CHECKING:
    from annotator.domain.document import ArticleFilter, ListOrder
    from annotator.store.project import Project


class Filters:
    """Keeps filters under names. They are no work on articles, so the history leaves them out."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def all(self) -> list[SavedFilter]:
        """Every one, by name."""
        return self._project.lists.saved_filters()

    def save(self, name: str, where: ArticleFilter, order: ListOrder) -> SavedFilter | None:
        """Keeps a filter; returns the one of that name that it replaced. Raises NotAllowed."""
        saved = SavedFilter(_checked(name), where, order)
        before = self._named(saved.name)
        self._project.lists.save_filter(saved)
        return before

    def rename(self, old: str, new: str) -> None:
        """Gives a filter another name. Raises NotAllowed if that is another one's, or empty."""
        name = _checked(new)
        if name == old:
            return
        if self._named(name) is not None:
            raise NotAllowed(f"There is a filter named “{name}” already; choose another name.")
        self._project.lists.rename_filter(old, name)

    def delete(self, name: str) -> SavedFilter | None:
        """Forgets a filter; returns it, so that it can be kept again."""
        before = self._named(name)
        self._project.lists.delete_filter(name)
        return before

    def restore(self, saved: SavedFilter) -> None:
        """Keeps again what save() replaced or delete() forgot."""
        self._project.lists.save_filter(saved)

    def _named(self, name: str) -> SavedFilter | None:
        return next((one for one in self.all() if one.name == name), None)


def _checked(name: str) -> str:
    stripped = " ".join(name.split())
    if not stripped:
        raise NotAllowed("A filter needs a name; type one and save it again.")
    return stripped
