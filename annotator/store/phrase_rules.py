"""What the analyst said about phrases: lines of the memory's table written by hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from annotator.domain.ids import RuleId
from annotator.domain.memory import PhraseRule, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from annotator.domain.memory import Phrase
    from annotator.store.schema import AnyRow

_SELECT = "SELECT id, text, label, rule FROM phrase_rule"


def read_rule(connection: Connection, rule_id: int) -> PhraseRule | None:
    """One rule; None if it is not there."""
    row = connection.exec_driver_sql(f"{_SELECT} WHERE id = ?", (rule_id,)).one_or_none()
    return None if row is None else _rule_from(row)


def read_rule_of(connection: Connection, phrase: Phrase) -> PhraseRule | None:
    """The rule about a phrase with a label; None if there is none."""
    query = f"{_SELECT} WHERE text = ? AND label = ?"
    row = connection.exec_driver_sql(query, (phrase.text, phrase.label)).one_or_none()
    return None if row is None else _rule_from(row)


def read_labelled(connection: Connection, labels: Iterable[str]) -> list[PhraseRule]:
    """All rules with these labels, by id."""
    rows = connection.exec_driver_sql(
        f"{_SELECT} WHERE label IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(list(labels), ensure_ascii=False),),
    )
    return [_rule_from(row) for row in rows]


def insert_rules(connection: Connection, rules: Sequence[PhraseRule]) -> None:
    """Adds rules."""
    for one in rules:
        connection.exec_driver_sql(
            "INSERT INTO phrase_rule(id, text, label, rule) VALUES (?, ?, ?, ?)",
            (one.id, one.text, one.label, one.rule),
        )


def update_rule(connection: Connection, rule: PhraseRule) -> None:
    """Writes all of a rule anew."""
    connection.exec_driver_sql(
        "UPDATE phrase_rule SET text = ?, label = ?, rule = ? WHERE id = ?",
        (rule.text, rule.label, rule.rule, rule.id),
    )


def delete_rule(connection: Connection, rule_id: int) -> None:
    """Takes a rule away."""
    connection.exec_driver_sql("DELETE FROM phrase_rule WHERE id = ?", (rule_id,))


def _rule_from(row: AnyRow) -> PhraseRule:
    number, text, label, rule = row
    return PhraseRule(RuleId(number), text, label, Rule(rule))
