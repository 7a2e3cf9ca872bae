"""The memory's suggestions in an article: what is there, what should be, and the way there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from annotator.domain.memory import MEMORY
from annotator.domain.memory_effect import Suggested, effect
from annotator.domain.suggestion import Decision
from annotator.store.driver import execute, execute_many
from annotator.store.memory_rows import remembered
from annotator.store.suggesters import number_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import Connection

    from annotator.domain.labels import LabelScheme
    from annotator.domain.lexicon import Found
    from annotator.domain.memory_effect import Effect, Place

_ANNOTATIONS = 'SELECT start, "end", label FROM annotation WHERE document_id = ?'
_SUGGESTIONS = """
SELECT id, start, "end", label, decision, is_own,
    is_own AND EXISTS (SELECT 1 FROM change WHERE value_id = id), score, reason
FROM (
    SELECT *, suggester_id IN (SELECT id FROM suggester WHERE name = ?) AS is_own
    FROM suggestion WHERE document_id = ?
) ORDER BY start, id
"""
_DECIDE = "UPDATE suggestion SET decision = ? WHERE id = ? AND decision = ?"
_RENEW = "UPDATE suggestion SET score = ?, reason = ? WHERE id = ? AND decision = 'pending'"
_OFFER = """
INSERT INTO suggestion(id, document_id, start, "end", label, suggester_id, score, decision, reason,
    attributes) VALUES (?, ?, ?, ?, ?, ?, ?, 'pending', ?, '')
"""
_FORGET = "DELETE FROM suggestion WHERE id = ?"


class Plan(NamedTuple):
    """What has to be written for one article.

    withhold, release, forget: ids of suggestions. renew: score, reason and id of the memory's own.
    offers: what it suggests besides.
    """

    document_id: int
    withhold: list[int]
    release: list[int]
    forget: list[int]
    renew: list[tuple[float, str, int]]
    offers: list[tuple[Place, float, str]]

    @property
    def size(self) -> int:
        """How many rows it is about."""
        lists = (self.withhold, self.release, self.forget, self.renew, self.offers)
        return sum(len(one) for one in lists)


def read_plan(
    connection: Connection, document_id: int, found: Sequence[Found], scheme: LabelScheme
) -> Plan:
    """What the memory has to do in an article. found: where phrases stand in its text."""
    annotations = execute(connection, _ANNOTATIONS, (document_id,)).fetchall()
    rows = execute(connection, _SUGGESTIONS, (MEMORY.name, document_id))
    suggestions = [
        Suggested(
            number, start, end, label, Decision(decision), bool(is_own), bool(is_logged), *grounds
        )
        for number, start, end, label, decision, is_own, is_logged, *grounds in rows
    ]
    wanted = effect(found, annotations, suggestions, remembered(scheme))
    return _plan(document_id, suggestions, wanted, scheme)


def parts(plan: Plan, most: int) -> Iterator[Plan]:
    """The same in plans of so many rows at most, to be written one after the other; at least one.

    What goes comes before what takes its place; offers as they stand in the text, since what lies
    side by side is stored and shown sooner.
    """
    names = ("forget", "withhold", "release", "renew")
    rows: list[tuple[str, Any]] = [(name, row) for name in names for row in getattr(plan, name)]
    rows += [("offers", row) for row in sorted(plan.offers)]
    for start in range(0, max(1, len(rows)), most):
        part = Plan(plan.document_id, [], [], [], [], [])
        for name, row in rows[start : start + most]:
            getattr(part, name).append(row)
        yield part


def write_plan(connection: Connection, plan: Plan, new_id: Callable[[], int]) -> list[int]:
    """Does it; returns the ids of all suggestions that are others now."""
    pending, withheld = Decision.PENDING, Decision.WITHHELD
    execute_many(connection, _FORGET, [(one,) for one in plan.forget])
    execute_many(connection, _DECIDE, [(withheld, one, pending) for one in plan.withhold])
    execute_many(connection, _DECIDE, [(pending, one, withheld) for one in plan.release])
    execute_many(connection, _RENEW, plan.renew)
    suggester = number_of(connection, MEMORY) if plan.offers else None
    rows = [
        (new_id(), plan.document_id, *place, suggester, score, reason)
        for place, score, reason in plan.offers
    ]
    execute_many(connection, _OFFER, rows)
    renewed, offered = (one[-1] for one in plan.renew), (row[0] for row in rows)
    return [*plan.forget, *plan.withhold, *plan.release, *renewed, *offered]


def _plan(
    document_id: int, suggestions: Sequence[Suggested], wanted: Effect, scheme: LabelScheme
) -> Plan:
    plan = Plan(document_id, [], [], [], [], [])
    missing = dict(wanted.offers)
    for one in suggestions:
        is_pending = one.decision is Decision.PENDING
        if not is_pending and one.decision is not Decision.WITHHELD:
            continue
        grounds = missing.pop(one.place, None) if one.is_own else None
        is_wanted = grounds is not None if one.is_own else one.id not in wanted.withheld
        # what the log mentions stays as the log says, since undo needs it
        if one.is_own and not one.is_logged:
            if grounds is None:
                plan.forget.append(one.id)
                continue
            if grounds != (one.score, one.reason):
                plan.renew.append((*grounds, one.id))
        if is_wanted and not is_pending and one.label in scheme:  # undo may have taken the label
            plan.release.append(one.id)
        elif is_pending and not is_wanted:
            plan.withhold.append(one.id)
    plan.offers.extend((place, *grounds) for place, grounds in missing.items())
    return plan
