"""Suggestions, and which suggesters have been over which articles."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, literal_column, select

from annotator.domain.ids import DocumentId, SuggestionId
from annotator.domain.span import Span
from annotator.domain.suggestion import Decision, Suggestion
from annotator.store import schema
from annotator.store.codec import attributes_from, attributes_text
from annotator.store.documents import read_fingerprint
from annotator.store.driver import Prepared, execute
from annotator.store.listing import ids_from
from annotator.store.overlaps import overlapping, place_of
from annotator.store.suggesters import number_of, numbers_of, read_infos

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from sqlalchemy import BindParameter, Connection

    from annotator.domain.ids import IdMaker
    from annotator.domain.suggestion import Prediction, SuggesterInfo
    from annotator.store.suggesters import Infos

    Place = tuple[int, int, str]

_s = schema.suggestion.c
_wanted: BindParameter[int] = bindparam("wanted")
_one = Prepared(select(schema.suggestion).where(_s.id == _wanted))
_of_documents = (
    select(schema.suggestion)
    .where(_s.document_id.in_(bindparam("wanted", expanding=True)))
    .order_by(_s.start, _s.end, _s.id)
)
_pending_of_documents = _of_documents.where(_s.decision == Decision.PENDING.value)
_pending_over = Prepared(
    select(schema.suggestion)
    # written out: SQLite takes the index of pending ones only where it sees the condition
    .where(overlapping(schema.suggestion), _s.decision == literal_column("'pending'"))
    .order_by(_s.start, _s.end, _s.id)
)
_labelled = (
    select(schema.suggestion)
    .where(_s.label.in_(bindparam("labels", expanding=True)))
    .order_by(_s.document_id, _s.start, _s.end, _s.id)
)
_insert = Prepared(schema.suggestion.insert())
_delete = Prepared(schema.suggestion.delete().where(_s.id == _wanted))
_update = Prepared(
    schema.suggestion.update()
    .where(_s.id == _wanted)
    .values({one.name: bindparam(one.name) for one in _s if one.name != "id"})
)


_RELEASE = """
UPDATE suggestion SET decision = 'pending'
WHERE decision = 'withheld' AND id IN (SELECT value FROM json_each(?))
"""


def read_suggestion(connection: Connection, suggestion_id: int) -> Suggestion | None:
    """One suggestion; None if it is not there."""
    row = _one.run(connection, {"wanted": suggestion_id}).fetchone()
    return None if row is None else _suggestion_from(row, read_infos(connection))


def read_suggestions(
    connection: Connection, documents: Sequence[DocumentId], *, pending_only: bool = False
) -> list[Suggestion]:
    """The suggestions of the articles, by span, then by id."""
    infos = read_infos(connection)
    query = _pending_of_documents if pending_only else _of_documents
    return [
        _suggestion_from(row, infos) for row in connection.execute(query, {"wanted": documents})
    ]


def read_pending_over(
    connection: Connection, document_id: DocumentId, span: Span
) -> list[Suggestion]:
    """Pending ones that share a character with the span, by span, then by id."""
    rows = _pending_over.run(connection, place_of(document_id, span)).fetchall()
    infos = read_infos(connection) if rows else {}
    return [_suggestion_from(row, infos) for row in rows]


def read_labelled(connection: Connection, labels: Collection[str]) -> list[Suggestion]:
    """All suggestions with these labels, whatever was decided, article by article.

    As the log knows them: those that are withheld are pending.
    """
    infos = read_infos(connection)
    rows = connection.execute(_labelled, {"labels": list(labels)})
    return [_as_logged(_suggestion_from(row, infos)) for row in rows]


def release(connection: Connection, ids: Sequence[int]) -> None:
    """Makes those of the suggestions pending that the memory withholds."""
    execute(connection, _RELEASE, (json.dumps(list(ids)),))


def insert_suggestions(connection: Connection, suggestions: Sequence[Suggestion]) -> None:
    """Adds suggestions."""
    _insert.run_for_each(connection, suggestion_rows(connection, suggestions))


def update_suggestion(connection: Connection, suggestion: Suggestion) -> None:
    """Writes all of a suggestion anew."""
    (row,) = suggestion_rows(connection, [suggestion])
    _update.run(connection, {"wanted": row.pop("id"), **row})


def delete_suggestion(connection: Connection, suggestion_id: int) -> None:
    """Takes a suggestion away."""
    _delete.run(connection, {"wanted": suggestion_id})


def store_runs(
    connection: Connection,
    document_id: DocumentId,
    text_sha256: str,
    runs: Mapping[SuggesterInfo, Sequence[Prediction]],
    ids: IdMaker,
    *,
    formerly: Mapping[str, Collection[str]],
) -> bool:
    """Stores what several suggesters say of an article, unless it is gone or another by now.

    formerly: for the name of a suggester, those of the ones whose place it takes.
    Raises OffsetError if a prediction passes the end of the text.
    """
    found = read_fingerprint(connection, document_id)
    if found is None or found[0] != text_sha256:
        return False
    for info, predictions in runs.items():
        for prediction in predictions:
            prediction.span.within(found[1])
        others = formerly.get(info.name, ())
        store_run(connection, document_id, info, predictions, ids, formerly=others)
    return True


def store_run(
    connection: Connection,
    document_id: DocumentId,
    info: SuggesterInfo,
    predictions: Iterable[Prediction],
    new_id: Callable[[], int],
    *,
    formerly: Collection[str] = (),
) -> None:
    """Puts what a suggester says now in the place of what it said before.

    What was decided about stays as it is. So does what the log mentions, since undo needs it.
    formerly: the names of suggesters whose place it takes: what they said was said by it.
    """
    names = {info.name, *formerly}
    wanted: dict[Place, Prediction] = {}
    for one in predictions:
        wanted.setdefault(_place(one.span, one.label), one)
    free = []
    for suggestion in read_suggestions(connection, [document_id]):
        if suggestion.suggester.name not in names:
            continue
        is_open = _as_logged(suggestion).is_pending
        is_free = is_open and not _is_logged(connection, suggestion.id)
        same = wanted.pop(_place(suggestion.span, suggestion.label), None)
        if not is_free:
            continue
        if same is None:
            free.append(suggestion.id)
        else:  # its id stays: a view may hold it
            update_suggestion(connection, _made(suggestion.id, document_id, info, same))
    for suggestion_id in free:
        delete_suggestion(connection, suggestion_id)
    fresh = [_made(new_id(), document_id, info, one) for one in wanted.values()]
    insert_suggestions(connection, fresh)
    _record_run(connection, document_id, info)


def documents_without_run(
    connection: Connection, suggesters: Collection[SuggesterInfo]
) -> array[int]:
    """Visible articles that at least one of the suggesters has not been over, ascending."""
    wanted = set(suggesters)
    numbers = [number for number, info in read_infos(connection).items() if info in wanted]
    missing = ["1"] if len(numbers) < len(wanted) else []
    missing += [
        f"""NOT EXISTS (SELECT 1 FROM suggestion_run
            WHERE suggester_id = {number:d} AND document_id = document.id)"""
        for number in numbers
    ]
    condition = " OR ".join(missing) or "0"
    return ids_from(
        connection, f"SELECT id FROM document WHERE hidden = 0 AND ({condition}) ORDER BY id", ()
    )


def forget_runs(connection: Connection) -> None:
    """Lets every suggester go over every article once more."""
    connection.exec_driver_sql("DELETE FROM suggestion_run")


def _record_run(connection: Connection, document_id: DocumentId, info: SuggesterInfo) -> None:
    # what an older version said has just been replaced, so its run counts no more
    older = [number for number, one in read_infos(connection).items() if one.name == info.name]
    connection.exec_driver_sql(
        """DELETE FROM suggestion_run
        WHERE document_id = ? AND suggester_id IN (SELECT value FROM json_each(?))""",
        (document_id, json.dumps(older)),
    )
    connection.exec_driver_sql(
        "INSERT INTO suggestion_run(suggester_id, document_id) VALUES (?, ?)",
        (number_of(connection, info), document_id),
    )


def _is_logged(connection: Connection, suggestion_id: SuggestionId) -> bool:
    found = connection.exec_driver_sql(
        "SELECT EXISTS (SELECT 1 FROM change WHERE value_id = ?)", (suggestion_id,)
    ).scalar_one()
    return bool(found)


def _as_logged(suggestion: Suggestion) -> Suggestion:
    """The suggestion as the log knows it, which holds edits only: what the memory does is none."""
    if suggestion.decision is Decision.WITHHELD:
        return replace(suggestion, decision=Decision.PENDING)
    return suggestion


def _place(span: Span, label: str) -> Place:
    return span.start, span.end, label


def _made(
    number: int, document_id: DocumentId, info: SuggesterInfo, prediction: Prediction
) -> Suggestion:
    return Suggestion(
        id=SuggestionId(number),
        document_id=document_id,
        span=prediction.span,
        label=prediction.label,
        suggester=info,
        score=prediction.score,
        source=prediction.source,
        reason=prediction.reason,
        cue=prediction.cue,
        referent=prediction.referent,
        attributes=tuple(sorted(prediction.attributes)),
    )


def suggestion_rows(
    connection: Connection, suggestions: Sequence[Suggestion]
) -> list[dict[str, Any]]:
    """Suggestions as their table holds them, its columns in their order."""
    numbers = numbers_of(connection, (one.suggester for one in suggestions))
    return [
        {
            "id": one.id,
            "document_id": one.document_id,
            "start": one.span.start,
            "end": one.span.end,
            "label": one.label,
            "suggester_id": numbers[one.suggester],
            "score": one.score,
            "source_start": one.source and one.source.start,
            "source_end": one.source and one.source.end,
            "decision": one.decision,
            "reason": one.reason,
            "cue_start": one.cue and one.cue.start,
            "cue_end": one.cue and one.cue.end,
            "referent_start": one.referent and one.referent.start,
            "referent_end": one.referent and one.referent.end,
            "attributes": attributes_text(one.attributes),
        }
        for one in suggestions
    ]


def _suggestion_from(row: Sequence[Any], infos: Infos) -> Suggestion:
    (
        number,
        document_id,
        start,
        end,
        label,
        suggester_id,
        score,
        source_start,
        source_end,
        decision,
        reason,
        cue_start,
        cue_end,
        referent_start,
        referent_end,
        attributes,
    ) = row
    return Suggestion(
        id=SuggestionId(number),
        document_id=DocumentId(document_id),
        span=Span(start, end),
        label=label,
        suggester=infos[suggester_id],
        score=score,
        source=None if source_start is None else Span(source_start, source_end),
        decision=Decision(decision),
        reason=reason,
        cue=None if cue_start is None else Span(cue_start, cue_end),
        referent=None if referent_start is None else Span(referent_start, referent_end),
        attributes=attributes_from(attributes),
    )
