"""The log of a document as the edits that it is made of, each with what became of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.domain.edits import HistoryStep, StepState
from annotator.store.codec import from_micros

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from annotator.domain.ids import DocumentId

_STEPS = """
SELECT e.seq, e.kind, e.target_seq, e.verb, a.name, e.at, e.document_id IS NULL,
    iif(e.kind = 'do', (SELECT count(*) FROM change WHERE edit_seq = e.seq), 0)
FROM edit e JOIN annotator a ON a.id = e.annotator_id
WHERE e.seq IN (
    SELECT seq FROM edit WHERE document_id = ?1
    UNION ALL SELECT seq FROM edit_document WHERE document_id = ?1)
ORDER BY e.seq
"""


def read_steps(connection: Connection, document_id: DocumentId) -> list[HistoryStep]:
    """The edits of a document, and those of the project that touch it, oldest first."""
    steps: dict[int, HistoryStep] = {}
    undone: set[int] = set()
    rows = connection.exec_driver_sql(_STEPS, (document_id,))
    for seq, kind, target, verb, annotator, at, is_wide, changes in rows:
        if kind == "do":
            for number in undone:
                steps[number] = replace(steps[number], state=StepState.DROPPED)
            undone.clear()
            steps[seq] = HistoryStep(
                seq, verb, annotator, from_micros(at), changes, is_wide=bool(is_wide)
            )
        elif kind == "undo":
            steps[target] = replace(steps[target], state=StepState.UNDONE)
            undone.add(target)
        else:
            steps[target] = replace(steps[target], state=StepState.DONE)
            undone.discard(target)
    return list(steps.values())
