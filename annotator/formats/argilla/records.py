"""Argilla's records in their four shapes, as one."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING

from annotator.formats.common.record_reading import as_objects

if TYPE_CHECKING:
    from collections.abc import Iterator

    Fields = dict[str, object]

_FIRST = frozenset({"annotation_agent", "prediction_agent"})
# bookkeeping of the first generation, and what is computed from the text
_FIRST_BOOKS = frozenset(
    {"tokens", "metrics", "vectors", "search_keywords", "event_timestamp", "inputs", "explanation"}
)
_BOOKS = frozenset({"_server_id", "vectors", "inserted_at", "updated_at", "score"})
_RESPONSES, _SUGGESTION = ".responses", ".suggestion"


@dataclass(frozen=True, slots=True)
class Response:
    """What somebody answered to a question. status: "submitted", "draft", "discarded" or ""."""

    question: str
    value: object
    who: str
    status: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a model would answer. score: one number, or one for each span."""

    question: str
    value: object
    agent: str
    score: object = None


@dataclass(slots=True)
class ArgillaRecord:
    """One record. fields: the texts that are shown, by name. status: the record's own."""

    fields: Fields
    metadata: Fields
    responses: list[Response] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    status: str = ""
    id: object = None


def is_record(value: object) -> bool:
    """Whether it is a record of Argilla's."""
    return isinstance(value, dict) and any(
        (_is_first(value), _is_second(value), _is_flat(value)),
    )


def record_of(value: object) -> ArgillaRecord | None:
    """The record; None if it is none."""
    if not isinstance(value, dict):
        return None
    if _is_first(value):
        return _first(value)
    if _is_second(value):
        return _second(value)
    return _flat(value) if _is_flat(value) else None


def _is_first(value: Fields) -> bool:
    return isinstance(value.get("text"), str) and bool(_FIRST & value.keys())


def _is_second(value: Fields) -> bool:
    return isinstance(value.get("fields"), dict) and isinstance(
        value.get("responses", value.get("suggestions")), dict | list
    )


def _is_flat(value: Fields) -> bool:
    return any(key.endswith((".responses.users", ".suggestion.agent")) for key in value)


def _first(value: Fields) -> ArgillaRecord:
    """The token classification of Argilla 1: text, prediction, annotation."""
    metadata = value.get("metadata")
    taken = {"text", "id", "metadata", "status", "prediction", "annotation", *_FIRST}
    rest = {key: held for key, held in value.items() if key not in _FIRST_BOOKS | taken}
    record = ArgillaRecord(
        {"text": value["text"]},
        rest | (metadata if isinstance(metadata, dict) else {}),
        status=_text(value.get("status")),
        id=value.get("id"),
    )
    if value.get("annotation") is not None:
        who = _text(value.get("annotation_agent"))
        record.responses.append(Response("annotation", value["annotation"], who))
    if value.get("prediction") is not None:
        agent = _text(value.get("prediction_agent"))
        record.proposals.append(Proposal("prediction", value["prediction"], agent))
    return record


def _second(value: Fields) -> ArgillaRecord:
    """Argilla 2, and the feedback records of Argilla 1, which have lists for its mappings."""
    fields, metadata = value["fields"], value.get("metadata")
    return ArgillaRecord(
        fields if isinstance(fields, dict) else {},
        dict(metadata) if isinstance(metadata, dict) else {},
        list(_responses(value.get("responses"))),
        list(_proposals(value.get("suggestions"))),
        _text(value.get("status")),
        value.get("id") or value.get("external_id"),
    )


def _responses(value: object) -> Iterator[Response]:
    if isinstance(value, dict):
        for question, given in value.items():
            for one in as_objects(given):
                yield Response(
                    question,
                    one.get("value"),
                    _text(one.get("user_id")),
                    _text(one.get("status")),
                )
        return
    for one in as_objects(value):
        answers = one.get("values")
        for question, given in answers.items() if isinstance(answers, dict) else ():
            held = given.get("value") if isinstance(given, dict) else None
            yield Response(question, held, _text(one.get("user_id")), _text(one.get("status")))


def _proposals(value: object) -> Iterator[Proposal]:
    if isinstance(value, dict):
        named = [
            one | {"question_name": question}
            for question, one in value.items()
            if isinstance(one, dict)
        ]
    else:
        named = as_objects(value)
    for one in named:
        yield Proposal(
            _text(one.get("question_name")),
            one.get("value"),
            _text(one.get("agent")),
            one.get("score"),
        )


def _flat(value: Fields) -> ArgillaRecord:
    """Argilla 2 as a table: "spans.responses", "spans.responses.users", "spans.suggestion" …"""
    rest = {
        key: held
        for key, held in value.items()
        if key not in _BOOKS and _RESPONSES not in key and _SUGGESTION not in key
    }
    record = ArgillaRecord(
        {key: held for key, held in rest.items() if isinstance(held, str) and key != "status"},
        {},
        status=_text(rest.pop("status", "")),
        id=rest.pop("id", None),
    )
    record.fields.pop("id", None)
    record.metadata = rest
    for key, held in value.items():
        if key.endswith(_RESPONSES) and isinstance(held, list):
            people, states = _list(value.get(f"{key}.users")), _list(value.get(f"{key}.status"))
            question = key.removesuffix(_RESPONSES)
            for given, who, state in zip_longest(held, people, states):
                record.responses.append(Response(question, given, _text(who), _text(state)))
        elif key.endswith(_SUGGESTION) and held is not None:
            question, agent = key.removesuffix(_SUGGESTION), _text(value.get(f"{key}.agent"))
            record.proposals.append(Proposal(question, held, agent, value.get(f"{key}.score")))
    return record


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
