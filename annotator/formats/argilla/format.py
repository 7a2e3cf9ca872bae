"""Argilla: records with texts, responses of people and suggestions of models."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.document import Status
from annotator.domain.exchange import IncomingSuggestion
from annotator.domain.suggestion import SuggesterInfo
from annotator.formats.argilla.records import is_record, record_of
from annotator.formats.base import Option
from annotator.formats.common.json_records import first_record
from annotator.formats.common.metadata_fields import field_text
from annotator.formats.common.offset_units import CODE_POINTS, UTF16, to_code_points
from annotator.formats.common.own_fields import incoming, why_unusable
from annotator.formats.common.record_reading import as_number, as_offset, read_records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from annotator.domain.exchange import IncomingArticle, Problem
    from annotator.formats.argilla.records import ArgillaRecord, Proposal
    from annotator.formats.common.json_records import Record
    from annotator.formats.input_file import InputFile

    Fields = dict[str, object]
    Note = Callable[[str], None]
    Convert = Callable[[int], int]

OFFSETS = Option(
    "offsets",
    "Offsets count",
    CODE_POINTS,
    (CODE_POINTS, UTF16),
    "UTF-16, if spans behind an emoji stand a character too far to the right.",
)
_STATUS = {"validated": Status.DONE, "completed": Status.DONE, "edited": Status.IN_PROGRESS}


class _Marked(NamedTuple):
    """A span as a record has it. number: its place in the answer."""

    number: int
    start: int
    end: int
    label: str
    score: float | None


class Argilla:
    """A record an article."""

    name = "argilla"
    title = "Argilla"
    extensions: tuple[str, ...] = (".json", ".jsonl")
    reading_options: tuple[Option, ...] = (OFFSETS,)

    def recognises(self, file: InputFile) -> bool:
        """Whether the first item is a record."""
        return is_record(first_record(file))

    def read(self, file: InputFile) -> Iterator[IncomingArticle | Problem]:
        """An article a record; offsets count what the option says."""
        unit = file.options.get(OFFSETS.name, OFFSETS.default)
        return read_records(file, partial(_incoming, unit=unit))


def _incoming(record: Record, note: Note, *, unit: str) -> IncomingArticle | None:
    found = record_of(record.value)
    if found is None:
        note("It is no record with texts and answers; it was left out.")
        return None
    key = _text_key(found.fields)
    text = found.fields.get(key)
    if not isinstance(text, str):
        note("It has no text; it was left out.")
        return None
    if why := why_unusable(text):
        note(why)
        return None
    convert = to_code_points(text, unit)
    spans, answers = _responses(found, convert, note)
    meta = found.metadata | found.fields | answers
    meta.pop(key, None)
    article = incoming(
        text, record.origin, article=None, meta=meta, spans=spans, relations=(), note=note
    )
    discarded = found.status.lower() == "discarded"
    return replace(
        article,
        id=field_text(found.id),
        status=Status.FLAGGED if discarded else _STATUS.get(found.status.lower(), Status.NEW),
        flag_reason="discarded in Argilla" if discarded else "",
        suggestions=tuple(
            each for one in found.proposals for each in _suggestions(one, convert, note)
        ),
    )


def _text_key(fields: Fields) -> str:
    """Which field the spans lie in: "text", or else the longest."""
    if isinstance(fields.get("text"), str):
        return "text"
    texts = [key for key, value in fields.items() if isinstance(value, str)]
    return max(texts, key=lambda key: len(str(fields[key])), default="text")


def _responses(record: ArgillaRecord, convert: Convert, note: Note) -> tuple[list[Fields], Fields]:
    """The spans people marked, and what else they answered, by the question."""
    spans: list[Fields] = []
    answers: dict[str, list[object]] = {}
    for one in record.responses:
        if one.status == "discarded":
            note(f"What {one.who or 'somebody'} answered and discarded was left out.")
        elif _is_spans(one.value):
            spans += [
                {
                    "start": mark.start,
                    "end": mark.end,
                    "label": mark.label,
                    "annotator": one.who,
                }
                for mark in _marks(one.value, convert, note)
            ]
        elif one.value is not None:
            answers.setdefault(one.question, []).append(one.value)
    return spans, {
        question: given[0] if len(given) == 1 else given for question, given in answers.items()
    }


def _suggestions(proposal: Proposal, convert: Convert, note: Note) -> Iterator[IncomingSuggestion]:
    if proposal.value is None:
        return
    if not _is_spans(proposal.value):
        note(f"What a model answers to “{proposal.question}” was left out: it is no spans.")
        return
    suggester = SuggesterInfo(proposal.agent or "Argilla", "")
    common = as_number(proposal.score)
    scores = proposal.score if isinstance(proposal.score, list) else []
    for mark in _marks(proposal.value, convert, note):
        own = mark.score if mark.score is not None else common
        listed = as_number(scores[mark.number]) if mark.number < len(scores) else None
        yield IncomingSuggestion(
            start=mark.start,
            end=mark.end,
            label=mark.label,
            suggester=suggester,
            score=own if listed is None else listed,
        )


def _is_spans(value: object) -> bool:
    """Whether an answer is spans: a list of objects, or of lists such as ["PER", 0, 4]."""
    return isinstance(value, list) and all(
        (isinstance(one, dict) and {"start", "end"} <= one.keys())
        or (isinstance(one, list) and len(one) >= 3)
        for one in value
    )


def _marks(value: object, convert: Convert, note: Note) -> Iterator[_Marked]:
    for number, item in enumerate(value if isinstance(value, list) else ()):
        match item:
            case [str(label), start, end, *rest]:
                score = as_number(rest[0]) if rest else None
            case {"label": str(label), "start": start, "end": end}:
                score = as_number(item.get("score"))
            case _:
                label, start, end, score = "", None, None, None
        first, last = as_offset(start), as_offset(end)
        if first is None or last is None or not label:
            note(f"Span {number + 1} was left out: it has no start, end or label.")
        else:
            yield _Marked(number, convert(first), convert(last), label, score)
