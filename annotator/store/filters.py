"""Filters of the article list that are kept in the project, under names."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from annotator.domain.document import ArticleFilter, ListOrder, OrderBy, SavedFilter, Status
from annotator.store.driver import execute

if TYPE_CHECKING:
    from sqlalchemy import Connection


def read_filters(connection: Connection) -> list[SavedFilter]:
    """All of them, by name; of one that a newer program made, what is understood."""
    rows = execute(connection, "SELECT name, filter FROM saved_filter ORDER BY name COLLATE NOCASE")
    return [_from_json(name, json.loads(text)) for name, text in rows]


def write_filter(connection: Connection, saved: SavedFilter) -> None:
    """Keeps a filter, in place of another of that name."""
    execute(
        connection,
        "INSERT OR REPLACE INTO saved_filter VALUES (?, ?)",
        (saved.name, json.dumps(_to_json(saved), ensure_ascii=False)),
    )


def rename_filter(connection: Connection, old: str, new: str) -> None:
    """Gives a filter another name; one that had that name is replaced."""
    execute(connection, "UPDATE OR REPLACE saved_filter SET name = ? WHERE name = ?", (new, old))


def delete_filter(connection: Connection, name: str) -> None:
    """Forgets a filter."""
    execute(connection, "DELETE FROM saved_filter WHERE name = ?", (name,))


def _to_json(saved: SavedFilter) -> dict[str, Any]:
    """What differs from a filter that shows everything."""
    plain = ArticleFilter()
    set_ = {
        field.name: getattr(saved.where, field.name)
        for field in fields(ArticleFilter)
        if getattr(saved.where, field.name) != getattr(plain, field.name)
    }
    if saved.where.statuses is not None:
        set_["statuses"] = sorted(saved.where.statuses)
    return {"filter": set_, "order": saved.order.by, "descending": saved.order.descending}


def _from_json(name: str, data: dict[str, Any]) -> SavedFilter:
    known = {field.name for field in fields(ArticleFilter)}
    found = {key: value for key, value in data.get("filter", {}).items() if key in known}
    for key, value in found.items():
        if key == "statuses":
            found[key] = frozenset(Status(one) for one in value if one in set(Status))
        elif isinstance(value, list):
            found[key] = tuple(value)
    order = data.get("order")
    by = OrderBy(order) if order in set(OrderBy) else OrderBy.IMPORTED
    return SavedFilter(
        name, ArticleFilter(**found), ListOrder(by, descending=bool(data.get("descending")))
    )
