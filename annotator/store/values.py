"""Whatever an edit may change, read and written by kind."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from annotator.domain.annotation import Annotation, Relation
from annotator.domain.document import DocumentInfo
from annotator.domain.entries import RegistryEntry
from annotator.domain.errors import EditConflict
from annotator.domain.labels import LabelScheme
from annotator.domain.memory import PhraseRule
from annotator.domain.suggestion import Suggestion
from annotator.store import annotations as annotation_rows
from annotator.store import (
    bulk_values,
    documents,
    entries,
    phrase_rules,
    relations,
    settings,
    suggestions,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from annotator.domain.edits import Change, Value


def id_of(value: Value) -> int:
    """The id of a value; 0 for the label scheme, of which there is one."""
    return 0 if isinstance(value, LabelScheme) else value.id


def read(connection: Connection, kind: type[Value], value_id: int) -> Value | None:
    """What is stored; None if there is nothing."""
    if kind is Annotation:
        return annotation_rows.read_annotation(connection, value_id)
    if kind is Relation:
        return relations.read_relation(connection, value_id)
    if kind is Suggestion:
        return suggestions.read_suggestion(connection, value_id)
    if kind is DocumentInfo:
        return documents.read_info(connection, value_id)
    if kind is RegistryEntry:
        return entries.read_entry(connection, value_id)
    if kind is PhraseRule:
        return phrase_rules.read_rule(connection, value_id)
    return settings.read_scheme(connection)


def write(connection: Connection, changes: Sequence[Change]) -> None:
    """Makes the changes, in their order.

    Raises EditConflict if a `before` is not what is stored, OffsetError if an annotation passes
    the end of its text, ValueError for a change that is never possible. A suggestion that the
    memory withholds is what it was before: pending.
    """
    for (kind, is_new), group in groupby(changes, _sort):
        run = list(group)
        if kind is Suggestion and not is_new:
            # the log knows them as pending, since what the memory withholds is no edit
            suggestions.release(connection, [id_of(change.value) for change in run])
        if is_new:
            _insert(connection, kind, [change.value for change in run])
        elif bulk_values.takes(kind, run):
            bulk_values.replace(connection, kind, run)
        else:
            for change in run:
                _replace(connection, change)
    _check_spans(connection, changes)


def _sort(change: Change) -> tuple[type[Value], bool]:
    return type(change.value), change.before is None


def _insert(connection: Connection, kind: type[Value], values: Sequence[Value]) -> None:
    # that nothing of that id is stored, the primary keys make sure of
    if kind is Annotation:
        annotation_rows.insert_annotations(connection, values)  # type: ignore[arg-type]
    elif kind is Relation:
        relations.insert_relations(connection, values)  # type: ignore[arg-type]
    elif kind is Suggestion:
        suggestions.insert_suggestions(connection, values)  # type: ignore[arg-type]
    elif kind is RegistryEntry:
        entries.insert_entries(connection, values)  # type: ignore[arg-type]
    elif kind is PhraseRule:
        phrase_rules.insert_rules(connection, values)  # type: ignore[arg-type]
    else:
        raise ValueError(f"no edit can create a {kind.__name__}")


def _replace(connection: Connection, change: Change) -> None:
    before, after = change.before, change.after
    assert before is not None
    stored = read(connection, type(before), id_of(before))
    if stored != before:
        document_id = getattr(before, "document_id", None)
        raise EditConflict(f"stored is {stored!r}, not {before!r}", document_id=document_id)
    if after is None:
        _delete(connection, before)
    else:
        _update(connection, after)


def _update(connection: Connection, value: Value) -> None:
    match value:
        case Annotation():
            annotation_rows.update_annotation(connection, value)
        case Relation():
            relations.update_relation(connection, value)
        case Suggestion():
            suggestions.update_suggestion(connection, value)
        case DocumentInfo():
            documents.update_info(connection, value)
        case RegistryEntry():
            entries.update_entry(connection, value)
        case PhraseRule():
            phrase_rules.update_rule(connection, value)
        case LabelScheme():
            settings.write_scheme(connection, value)


def _delete(connection: Connection, value: Value) -> None:
    match value:
        case Annotation():
            annotation_rows.delete_annotation(connection, value.id)
        case Relation():
            relations.delete_relation(connection, value.id)
        case Suggestion():
            suggestions.delete_suggestion(connection, value.id)
        case RegistryEntry():
            entries.delete_entry(connection, value)
        case PhraseRule():
            phrase_rules.delete_rule(connection, value.id)
        case _:
            raise ValueError(f"no edit can delete a {type(value).__name__}")


def _check_spans(connection: Connection, changes: Sequence[Change]) -> None:
    lengths: dict[int, int] = {}
    for change in changes:
        value = change.after
        if not isinstance(value, Annotation | Suggestion):
            continue
        if value.document_id not in lengths:
            found = documents.read_fingerprint(connection, value.document_id)
            if found is None:
                raise EditConflict(f"there is no article {value.document_id}")
            lengths[value.document_id] = found[1]
        value.span.within(lengths[value.document_id])
