"""A list of results, in which Label Studio keeps regions, what is said of them, and relations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from annotator.formats.common.record_reading import as_number, as_offset
from annotator.formats.label_studio.naming import YES, attribute_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from annotator.domain.labels import AttributeValue
    from annotator.formats.label_studio.places import Places

    Fields = dict[str, object]
    Note = Callable[[str], None]

_LABELS = "labels"
# the kinds of answers, and the key of `value` that holds them
_ANSWERS = {
    "choices": "choices",
    "textarea": "text",
    "number": "number",
    "rating": "rating",
    "datetime": "datetime",
    "taxonomy": "taxonomy",
}


class Link(NamedTuple):
    """A relation between two regions, by their ids."""

    label: str
    start: str
    end: str


@dataclass(slots=True)
class Region:
    """A stretch of the text with its labels. answers: by the control's name."""

    id: str
    start: int
    end: int
    quoted: str | None
    labels: list[str]
    note: str = ""
    score: float | None = None
    source_start: int | None = None
    source_end: int | None = None
    answers: dict[str, AttributeValue] = field(default_factory=dict)

    def attributes_of(self, label: str) -> dict[str, AttributeValue]:
        """The answers as attributes of that label."""
        found = {}
        for control, value in self.answers.items():
            name, is_flag = attribute_of(control, label)
            found[name] = value == YES if is_flag else value
        return found


@dataclass(slots=True)
class Result:
    """What a list of results holds. answers: those about the whole text."""

    regions: list[Region] = field(default_factory=list)
    relations: list[Link] = field(default_factory=list)
    answers: Fields = field(default_factory=dict)


def read_result(items: object, places: Places, note: Note) -> Result:
    """The regions and relations in a list. note takes a sentence for what is left out."""
    result = Result()
    objects = [one for one in items if isinstance(one, dict)] if isinstance(items, list) else []
    for number, item in enumerate(objects, start=1):
        if str(item.get("type", "")).lower().endswith(_LABELS):
            region = _region(item, number, places, note)
            if region is not None:
                result.regions.append(region)
    by_id = {one.id: one for one in reversed(result.regions)}
    for number, item in enumerate(objects, start=1):
        kind = str(item.get("type", "")).lower()
        if kind == "relation":
            result.relations += _relations(item, number, by_id, note)
        elif not kind.endswith(_LABELS):
            _answer(item, number, by_id, result, note)
    return result


def _region(item: Fields, number: int, places: Places, note: Note) -> Region | None:
    value = item.get("value")
    value = value if isinstance(value, dict) else {}
    start, end = as_offset(value.get("start")), as_offset(value.get("end"))
    labels = next(
        (held for key, held in value.items() if key.endswith(_LABELS) and isinstance(held, list)),
        [],
    )
    labels = [one for one in labels if isinstance(one, str) and one]
    if start is None or end is None:
        note(f"Result {number} was left out: it has no place in a plain text.")
        return None
    if not labels:
        note(f"Result {number} was left out: it has no label.")
        return None
    quoted = value.get("text")
    place = places.place(start, end, quoted if isinstance(quoted, str) else None)
    meta = item.get("meta")
    meta = meta if isinstance(meta, dict) else {}
    score = item.get("score", value.get("score"))
    return Region(
        _id(item.get("id")) or f"#{number}",
        *place,
        labels,
        note=_joined(meta.get("text")),
        score=as_number(score),
        source_start=as_offset(meta.get("source_start")),
        source_end=as_offset(meta.get("source_end")),
    )


def _relations(item: Fields, number: int, regions: dict[str, Region], note: Note) -> Iterator[Link]:
    start, end = _id(item.get("from_id")), _id(item.get("to_id"))
    labels = item.get("labels")
    labels = [one for one in labels if isinstance(one, str)] if isinstance(labels, list) else []
    if start not in regions or end not in regions:
        note(f"Result {number}, a relation, was left out: one of its regions is not there.")
        return
    if not labels:
        note(f"Result {number}, a relation, was left out: it has no label.")
    if item.get("direction") == "left":
        start, end = end, start
    elif item.get("direction") == "bi":
        note(f"Result {number}, a relation both ways, leads from the first region to the second.")
    for label in labels:
        yield Link(label, start, end)


def _answer(
    item: Fields, number: int, regions: dict[str, Region], result: Result, note: Note
) -> None:
    value, name = item.get("value"), item.get("from_name")
    key = _ANSWERS.get(str(item.get("type", "")).lower(), "")
    held = value.get(key) if isinstance(value, dict) else None
    content = _content(held)
    if content is None or not isinstance(name, str) or not name:
        note(f"Result {number} was left out: “{item.get('type')}” cannot be kept.")
        return
    region = regions.get(_id(item.get("id")))
    if region is not None:
        region.answers[name] = content
    elif isinstance(value, dict) and "start" in value:
        note(f"Result {number} was left out: its region has no label.")
    else:
        result.answers[name] = content


def _content(held: object) -> AttributeValue | None:
    """An answer as one value; several are joined."""
    match held:
        case str() | int() | float():
            return held
        case [[*_], *_]:  # a taxonomy: ways through a tree
            ways = [way for way in held if isinstance(way, list)]
            return ", ".join("/".join(map(str, way)) for way in ways)
        case [str() as one]:
            return one
        case [str(), *_]:
            return ", ".join(map(str, held))
    return None


def _joined(texts: object) -> str:
    if isinstance(texts, str):
        return texts
    return (
        "\n".join(one for one in texts if isinstance(one, str)) if isinstance(texts, list) else ""
    )


def _id(value: object) -> str:
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
