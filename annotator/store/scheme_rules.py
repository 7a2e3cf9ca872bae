"""Whether what undo and redo bring back fits the label scheme, which may have changed meanwhile.

Every gesture is checked against the scheme before it is stored. Undo and redo repeat what was
allowed once; what was written by them is checked here, before it is committed.
"""

from __future__ import annotations

import json
from operator import attrgetter
from typing import TYPE_CHECKING

from annotator.domain.annotation import Annotation, Relation
from annotator.domain.errors import KnownError, NotAllowed
from annotator.domain.labels import LabelScheme
from annotator.domain.suggestion import Suggestion
from annotator.store.codec import attributes_from
from annotator.store.driver import execute

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from annotator.domain.edits import Edit, Value

    Pair = tuple[Value | None, Value | None]

_LISTED = "SELECT value FROM json_each(?)"

_ENDS = """
SELECT DISTINCT r.label, s.label, t.label FROM relation r
JOIN annotation s ON s.id = r.source_id JOIN annotation t ON t.id = r.target_id
"""
_ENDS_OF = f"{_ENDS} WHERE r.id IN ({_LISTED})"
_ENDS_AT = f"{_ENDS} WHERE r.source_id IN ({_LISTED}) OR r.target_id IN ({_LISTED})"

_ATTRIBUTES = f"SELECT DISTINCT label, attributes FROM annotation WHERE label IN ({_LISTED})"

_LABELS = (
    ("annotation", "SELECT label, count(*) FROM annotation GROUP BY label"),
    ("suggestion", "SELECT label, count(*) FROM suggestion WHERE decision = 'pending' GROUP BY 1"),
)

# those that the log mentions stay: undo needs them
_WAITING = f"""FROM suggestion WHERE decision IN ('pending', 'withheld')
    AND label NOT IN ({_LISTED})
    AND id NOT IN (SELECT value_id FROM change WHERE kind = 'suggestion')"""
_FORGET_RUNS = f"DELETE FROM suggestion_run WHERE document_id IN (SELECT document_id {_WAITING})"


def settle(connection: Connection, edit: Edit, scheme: LabelScheme, *, undone: bool) -> None:
    """Sees to it that an edit, just done again or undone, leaves nothing that the scheme forbids.

    scheme: the one that held before. Suggestions that nobody decided about go with their label.
    Raises NotAllowed for all else.
    """
    sides = attrgetter("after", "before") if undone else attrgetter("before", "after")
    pairs: list[Pair] = list(map(sides, edit.changes))
    for before, after in pairs:
        if isinstance(before, LabelScheme) and isinstance(after, LabelScheme):
            scheme = after
            _let_go(connection, scheme)
            _check_labels(connection, scheme)
            _check_whole(connection, before, scheme)
    try:
        _check_values(connection, pairs, scheme)
    except KnownError as error:
        raise NotAllowed(
            f"The label scheme has changed since, and no longer allows that: {error}"
            " Change the scheme first, or leave everything as it is."
        ) from error


def _check_values(connection: Connection, pairs: Sequence[Pair], scheme: LabelScheme) -> None:
    kept = [after for _, after in pairs]
    annotated = {(one.label, one.attributes) for one in kept if isinstance(one, Annotation)}
    for label, attributes in annotated:
        scheme.check_attributes(label, attributes)
    for label in {one.label for one in kept if isinstance(one, Suggestion) and one.is_pending}:
        scheme.label(label)
    made = [one.id for one in kept if isinstance(one, Relation)]
    turned = [
        after.id
        for before, after in pairs
        if isinstance(before, Annotation)
        and isinstance(after, Annotation)
        and before.label != after.label
    ]
    if made:
        _check_ends(connection, _ENDS_OF, [made], scheme)
    if turned:
        _check_ends(connection, _ENDS_AT, [turned, turned], scheme)


def _check_ends(
    connection: Connection, query: str, ids: Iterable[Sequence[int]], scheme: LabelScheme
) -> None:
    rows = execute(connection, query, tuple(json.dumps(one) for one in ids)).fetchall()
    for name, source, target in rows:
        scheme.check_relation(name, source, target)


def _let_go(connection: Connection, scheme: LabelScheme) -> None:
    """Deletes suggestions whose label is gone; their articles are looked through once more."""
    names = (json.dumps(scheme.names()),)
    execute(connection, _FORGET_RUNS, names)
    execute(connection, f"DELETE {_WAITING}", names)


def _check_labels(connection: Connection, scheme: LabelScheme) -> None:
    for what, query in _LABELS:
        for label, count in execute(connection, query).fetchall():
            if label not in scheme:
                many = f"1 {what} has" if count == 1 else f"{count:,} {what}s have"
                raise NotAllowed(
                    f"{many} the label {label}, which would be gone. Undo what was done in the"
                    " articles first, or delete or reject them."
                )


def _check_whole(connection: Connection, before: LabelScheme, scheme: LabelScheme) -> None:
    """Whether what is stored fits, wherever the two schemes differ."""
    labels = [
        one.name
        for one in scheme.labels
        if one.name not in before or before.label(one.name).attributes != one.attributes
    ]
    rows = execute(connection, _ATTRIBUTES, (json.dumps(labels),)).fetchall()
    try:
        for label, attributes in rows:
            scheme.check_attributes(label, attributes_from(attributes))
        if before.relations != scheme.relations:
            _check_ends(connection, _ENDS, (), scheme)
    except KnownError as error:
        raise NotAllowed(
            f"The label scheme would no longer allow what is annotated: {error}"
            " Undo what was done in the articles first."
        ) from error
