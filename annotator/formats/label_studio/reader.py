"""Tasks of Label Studio's exports, the long and the short kind, to incoming articles."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from annotator.domain.exchange import IncomingSuggestion, Problem
from annotator.domain.suggestion import SuggesterInfo
from annotator.formats.common.flat_fields import own_and_foreign
from annotator.formats.common.json_records import Record
from annotator.formats.common.own_fields import incoming, why_unusable
from annotator.formats.common.record_reading import as_number, as_objects, read_records
from annotator.formats.label_studio.naming import TEXT
from annotator.formats.label_studio.places import Places
from annotator.formats.label_studio.results import read_result
from annotator.formats.label_studio.short import is_short_row, task_of_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from annotator.domain.exchange import IncomingArticle
    from annotator.formats.input_file import InputFile
    from annotator.formats.label_studio.results import Region

    Fields = dict[str, object]
    Note = Callable[[str], None]

_WORK = ("annotations", "completions")
_MARKS = (*_WORK, "predictions")
_NEW = frozenset({"id", "data", "meta"})
"""The keys of tasks that nobody has worked on."""

TITLE = "Label Studio"


def is_task(value: object) -> bool:
    """Whether it is an item of an export: a task, or a row of the short kind."""
    if not isinstance(value, dict):
        return False
    if is_short_row(value):
        return True
    data = value.get("data")
    if not isinstance(data, dict):
        return False
    is_new = value.keys() <= _NEW and any(isinstance(one, str) for one in data.values())
    return is_new or any(isinstance(value.get(key), list) for key in _MARKS)


def read_tasks(file: InputFile) -> Iterator[IncomingArticle | Problem]:
    """The articles of a file; "origin, item 3" names each."""
    return read_records(file, _incoming, arrange=_tasks)


def _tasks(found: Iterable[Record | Problem]) -> Iterator[Record | Problem]:
    """The tasks; the short kind has a row for each annotation of one, one after the other."""
    rows: list[Record] = []
    for one in found:
        key = _task_key(one)
        if rows and key != _task_key(rows[0]):
            yield Record(rows[0].origin, task_of_rows([row.value for row in rows]))
            rows = []
        if key and isinstance(one, Record):
            rows.append(one)
        else:
            yield one
    if rows:
        yield Record(rows[0].origin, task_of_rows([row.value for row in rows]))


def _task_key(one: Record | Problem) -> str:
    """By which rows of the short kind belong together; "" for all else."""
    if isinstance(one, Problem) or not isinstance(one.value, dict) or not is_short_row(one.value):
        return ""
    return f"task {one.value.get('id')}"


def _incoming(record: Record, note: Note) -> IncomingArticle | None:
    task = record.value
    data = task.get("data") if isinstance(task, dict) else None
    if not isinstance(task, dict) or not isinstance(data, dict):
        note("It is no task with “data”; it was left out.")
        return None
    key = _text_key(data, task)
    text = data.get(key)
    if not isinstance(text, str):
        note("Its “data” has no text; it was left out.")
        return None
    if why := why_unusable(text):
        note(why)
        return None
    reading = _Reading(Places(text), note)
    for work in _WORK:
        for annotation in as_objects(task.get(work)):
            reading.annotation(annotation)
    for prediction in as_objects(task.get("predictions")):
        reading.prediction(prediction)
    if drafts := as_objects(task.get("drafts")):
        note(f"{len(drafts)} drafts, which nobody has submitted, were left out.")
    article, meta = own_and_foreign(data | reading.answers, {key})
    found = incoming(
        text,
        record.origin,
        article=article,
        meta=meta,
        spans=reading.spans,
        relations=reading.relations,
        note=note,
    )
    return replace(found, suggestions=tuple(reading.suggestions))


@dataclass(slots=True)
class _Reading:
    """What has been read of one task.

    answers: what was said of the whole text, by the control's name.
    """

    places: Places
    note: Note
    spans: list[Fields] = field(default_factory=list)
    relations: list[Fields] = field(default_factory=list)
    suggestions: list[IncomingSuggestion] = field(default_factory=list)
    answers: Fields = field(default_factory=dict)
    ids: Counter[str] = field(default_factory=Counter)

    def annotation(self, fields: Fields) -> None:
        who = _who(fields)
        if fields.get("was_cancelled") is True:
            self.note(f"What {who or 'somebody'} skipped (“was_cancelled”) was left out.")
            return
        result = read_result(fields.get("result"), self.places, self.note)
        times = {
            ours: fields[theirs]
            for ours, theirs in (("created_at", "created_at"), ("modified_at", "updated_at"))
            if isinstance(fields.get(theirs), str)
        }
        names: dict[str, str] = {}
        for region in result.regions:
            name = ""
            if region.id not in names:  # labels of two controls on one region share its id
                name = names[region.id] = self._unused(region.id)
            self.spans += _spans(region, {"annotator": who, **times}, name)
        self.relations += [
            {"label": label, "from": names[start], "to": names[end], "annotator": who}
            for label, start, end in result.relations
            if start in names and end in names
        ]
        self.answers |= result.answers

    def prediction(self, fields: Fields) -> None:
        result = read_result(fields.get("result"), self.places, self.note)
        suggester, score = _suggester(fields), as_number(fields.get("score"))
        if isinstance(fields.get("suggester"), dict):
            score = None  # then that is the mean, and each suggestion has its own
        for region in result.regions:
            self.suggestions += _suggestions(region, suggester, score)
        if result.relations:
            self.note(
                f"{len(result.relations)} relations that {suggester.name} predicts were left out:"
                " suggestions have none."
            )

    def _unused(self, name: str) -> str:
        """The region's id; annotations that began as one prediction have the same ones."""
        unused = name
        while self.ids[unused]:
            self.ids[name] += 1
            unused = f"{name}#{self.ids[name]}"
        self.ids[unused] += 1
        return unused


def _spans(region: Region, common: Fields, name: str) -> Iterator[Fields]:
    """A span for each label; relations lead to the first."""
    for label in region.labels:
        yield {
            **common,
            "id": name,
            "start": region.start,
            "end": region.end,
            "label": label,
            "text": region.quoted,
            "attributes": region.attributes_of(label),
            "note": region.note,
        }
        name = ""


def _suggestions(
    region: Region, suggester: SuggesterInfo, score: float | None
) -> Iterator[IncomingSuggestion]:
    for label in region.labels:
        yield IncomingSuggestion(
            start=region.start,
            end=region.end,
            label=label,
            suggester=suggester,
            quoted=region.quoted,
            score=score if region.score is None else region.score,
            source_start=region.source_start,
            source_end=region.source_end,
            reason=region.note,
            attributes=tuple(sorted(region.attributes_of(label).items())),
        )


def _text_key(data: Fields, task: Fields) -> str:
    """Which of the data the offsets point into: what controls are named for, "text", the longest.

    How it is called is said by a configuration that exports do not have with them.
    """
    named = [
        item.get("to_name")
        for work in _MARKS
        for fields in as_objects(task.get(work))[:1]
        for item in as_objects(fields.get("result"))[:1]
    ]
    for key in (*named, TEXT):
        if isinstance(key, str) and isinstance(data.get(key), str):
            return key
    texts = [key for key, value in data.items() if isinstance(value, str)]
    return max(texts, key=lambda key: len(str(data[key])), default=TEXT)


def _who(fields: Fields) -> str:
    """The annotator's name: by us, by name, by address, by number."""
    match fields.get("annotator"), fields.get("completed_by"):
        case str(name), _:
            return name
        case _, {**person}:
            names = (person.get("first_name"), person.get("last_name"))
            full = " ".join(one for one in names if isinstance(one, str) and one)
            email = person.get("email")
            return full or (email if isinstance(email, str) else "")
        case _, str(name):
            return name
        case _, int(number) if not isinstance(number, bool):
            return f"{TITLE} {number}"
    return ""


def _suggester(fields: Fields) -> SuggesterInfo:
    match fields.get("suggester"):
        case {"name": str(name), "version": str(version), "model": str(used)}:
            return SuggesterInfo(name, version, used)
    model = fields.get("model_version")
    return SuggesterInfo(str(model) if model else TITLE, "")
