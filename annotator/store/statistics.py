"""Counting what a project holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.statistics import BANDS, DecisionCount, Statistics
from annotator.store.driver import execute
from annotator.store.listing import interruptible

if TYPE_CHECKING:
    from collections.abc import Callable

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


_DECISIONS = f"""
SELECT suggester.name, label, decision,
    CASE WHEN score IS NOT NULL THEN max(0, min({BANDS - 1}, CAST(score * {BANDS} AS INTEGER))) END,
    count(*)
FROM suggestion JOIN document ON document.id = document_id
    JOIN suggester ON suggester.id = suggester_id
WHERE hidden = 0 GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
"""
_STEPS = 10_000
"""Instructions of SQLite between two looks at whether to stop: a few milliseconds at most."""


def read_decisions(
    connection: Connection, is_stopped: Callable[[], bool] = lambda: False
) -> list[DecisionCount]:
    """What was decided about the suggestions of visible articles, by suggester, label and score.

    Reads every suggestion. Raises Cancelled soon after is_stopped() has become true.
    """
    with interruptible(connection, is_stopped, _STEPS):
        return [DecisionCount(*row) for row in execute(connection, _DECISIONS, ()).fetchall()]


def _counts(connection: Connection, table: str) -> dict[str, int]:
    rows = connection.exec_driver_sql(_counted(table, "label"))
    return {label: count for label, count in rows}  # noqa: C416 - a Row is no pair to mypy


def _counted(table: str, columns: str) -> str:
    return f"""SELECT {columns}, count(*) FROM {table} JOIN document ON document.id = document_id
        WHERE hidden = 0 GROUP BY {columns} ORDER BY {columns}"""
