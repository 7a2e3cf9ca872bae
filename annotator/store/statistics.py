"""Counting what a project holds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from annotator.domain.statistics import BANDS, DecisionCount, Statistics
from annotator.store.driver import execute
from annotator.store.listing import interruptible

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

_WITH_IDS = {
    "annotator": "id",
    "document": "id",
    "suggestion": "id",
    "annotation": "id",
    "relation": "id",
    "registry_entry": "id",
    "phrase_rule": "id",
    "change": "value_id",
}
"""Tables and their columns; of each the largest value is found at once."""


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


def newest_change(connection: Connection) -> int:
    """When an article was last imported or anything last edited, in microseconds since 1970."""
    (newest,) = execute(
        connection,
        """SELECT max(coalesce((SELECT max(imported_at) FROM document), 0),
            coalesce((SELECT max(at) FROM edit), 0))""",
        (),
    ).fetchone() or (0,)
    return int(newest)


def newest_id(connection: Connection) -> int:
    """The largest id of all that the project holds; 0 if it holds nothing."""
    queries = [f"SELECT max({column}) FROM {table}" for table, column in _WITH_IDS.items()]
    queries.append("SELECT edit_id FROM edit ORDER BY seq DESC LIMIT 1")
    found = [execute(connection, query).fetchone() for query in queries]
    return max((row[0] for row in found if row and row[0]), default=0)


def label_counts(connection: Connection, ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """How many annotations of each label those articles have; those without any are left out."""
    counts: dict[int, dict[str, int]] = {}
    query = """SELECT document_id, label, count(*)
        FROM json_each(?) AS asked JOIN annotation ON document_id = asked.value
        GROUP BY 1, 2 ORDER BY 1, 2"""
    for document_id, label, count in execute(connection, query, (json.dumps(list(ids)),)):
        counts.setdefault(document_id, {})[label] = count
    return counts


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
