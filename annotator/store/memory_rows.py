"""The tables of the memory: phrases, their counts and rules, and what is still to be done."""

from __future__ import annotations

import json
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from annotator.domain.memory import Known, PhraseOrder, PhraseRow, Rule, states, verdict
from annotator.domain.registry import has_entries
from annotator.store.driver import execute

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from sqlalchemy import Connection

    from annotator.domain.labels import LabelScheme
    from annotator.domain.memory import Verdict

_KNOWN = """
SELECT text, label, max(tagged), max(rejected), max(rule), max(rule_id) FROM (
    SELECT text, label, tagged, rejected, NULL AS rule, 0 AS rule_id FROM phrase_count {where}
    UNION ALL SELECT text, label, 0, 0, rule, id FROM phrase_rule {where}
) GROUP BY text, label
"""
_AMONG = "WHERE text IN (SELECT value FROM json_each(?1))"
_LIKE = "WHERE text LIKE ?1 ESCAPE '\\'"
_IN_ORDER = f"{_KNOWN.format(where='')} ORDER BY text, label"
_OF_SOME = f"{_KNOWN.format(where=_AMONG)} ORDER BY text, label"

_ORDERS = {
    PhraseOrder.TAGGED: "3 DESC, 4 DESC, 1, 2",
    PhraseOrder.REJECTED: "4 DESC, 3 DESC, 1, 2",
    PhraseOrder.TEXT: "1 COLLATE NOCASE, 1, 2",
}
_Row = tuple[str, str, int, int, str | None, int]


def remembered(scheme: LabelScheme) -> frozenset[str]:
    """The labels whose phrases are remembered."""
    return frozenset(name for name in scheme.names() if has_entries(scheme, name))


def verdicts(
    connection: Connection, texts: Collection[str], scheme: LabelScheme
) -> dict[str, Verdict | None]:
    """What follows for each of some phrases."""
    rows = execute(connection, _OF_SOME, (json.dumps(sorted(texts), ensure_ascii=False),))
    found = dict(_verdicts(rows, remembered(scheme)))
    return {text: found.get(text) for text in texts}


def all_verdicts(connection: Connection, scheme: LabelScheme) -> Iterator[tuple[str, Verdict]]:
    """Each phrase for which something follows."""
    for text, found in _verdicts(execute(connection, _IN_ORDER), remembered(scheme)):
        if found is not None:
            yield text, found


def read_table(
    connection: Connection, scheme: LabelScheme, search: str, order: PhraseOrder, limit: int
) -> tuple[list[PhraseRow], int]:
    """Lines of the table, and how many there would be without the limit.

    search: what the text has in it. Labels that are not remembered are left out.
    """
    escaped = search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    labels = json.dumps(sorted(remembered(scheme)), ensure_ascii=False)
    where = f"{_LIKE} AND label IN (SELECT value FROM json_each(?2))"
    inner = _KNOWN.format(where=where)
    wanted = (f"%{escaped}%", labels)
    query = f"{inner} ORDER BY {_ORDERS[order]} LIMIT ?3"
    rows = execute(connection, query, (*wanted, limit)).fetchall()
    total = execute(connection, f"SELECT count(*) FROM ({inner})", wanted).fetchone()[0]
    return _lines(connection, rows, scheme), int(total)


def read_row(
    connection: Connection, scheme: LabelScheme, text: str, label: str
) -> PhraseRow | None:
    """One line of the table; None if there is none."""
    rows: Iterable[_Row] = execute(connection, _OF_SOME, (json.dumps([text], ensure_ascii=False),))
    wanted = [row for row in rows if row[1] == label and label in remembered(scheme)]
    return next(iter(_lines(connection, wanted, scheme)), None)


def read_text(connection: Connection, document_id: int) -> str:
    """The text of an article."""
    query = "SELECT text FROM body WHERE document_id = ?"
    return str(execute(connection, query, (document_id,)).fetchone()[0])


def is_anything_known(connection: Connection) -> bool:
    """Whether the table has a line."""
    query = "SELECT EXISTS (SELECT 1 FROM phrase_count) OR EXISTS (SELECT 1 FROM phrase_rule)"
    return bool(execute(connection, query).fetchone()[0])


def add_due(connection: Connection, documents: Iterable[int]) -> None:
    """Notes that the memory has to go over these articles."""
    execute(
        connection,
        "INSERT OR IGNORE INTO memory_due SELECT value FROM json_each(?)",
        (json.dumps(sorted(documents)),),
    )


def _lines(connection: Connection, rows: Collection[_Row], scheme: LabelScheme) -> list[PhraseRow]:
    """The rows with their states, for which all labels of a phrase have to be looked at."""
    labels = remembered(scheme)
    texts = json.dumps(sorted({row[0] for row in rows}), ensure_ascii=False)
    known = groupby(execute(connection, _OF_SOME, (texts,)), itemgetter(0))
    found = {text: states(_known(group, labels)) for text, group in known}
    return [
        PhraseRow(
            text, label, tagged, rejected, None if rule is None else Rule(rule), found[text][label]
        )
        for text, label, tagged, rejected, rule, _ in rows
    ]


def _verdicts(
    rows: Iterable[_Row], labels: Collection[str]
) -> Iterator[tuple[str, Verdict | None]]:
    for text, group in groupby(rows, itemgetter(0)):
        yield text, verdict(_known(group, labels))


def _known(rows: Iterable[_Row], labels: Collection[str]) -> Iterator[Known]:
    for _, label, tagged, rejected, rule, rule_id in rows:
        if label in labels:
            yield Known(label, tagged, rejected, None if rule is None else Rule(rule), rule_id)
