"""Counting what a project holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.statistics import Statistics

if TYPE_CHECKING:
    from sqlalchemy import Connection


def read_statistics(connection: Connection) -> Statistics:
    """Counts over all visible articles."""
    suggestions: dict[str, dict[str, int]] = {}
    query = _counted("suggestion", "label, decision")
    for label, decision, count in connection.exec_driver_sql(query):
        suggestions.setdefault(label, {})[decision] = count
    articles: dict[str, int] = {}
    characters = 0
    for status, count, length in connection.exec_driver_sql(
        "SELECT status, count(*), sum(length) FROM document WHERE hidden = 0 GROUP BY 1 ORDER BY 1"
    ):
        articles[status] = count
        characters += length
    return Statistics(
        articles=articles,
        annotations=_counts(connection, "annotation"),
        suggestions=suggestions,
        relations=_counts(connection, "relation"),
        characters=characters,
    )


def _counts(connection: Connection, table: str) -> dict[str, int]:
    rows = connection.exec_driver_sql(_counted(table, "label"))
    return {label: count for label, count in rows}  # noqa: C416 - a Row is no pair to mypy


def _counted(table: str, columns: str) -> str:
    return f"""SELECT {columns}, count(*) FROM {table} JOIN document ON document.id = document_id
        WHERE hidden = 0 GROUP BY {columns} ORDER BY {columns}"""
