"""Tuples of a text and its entities: spaCy 2's training data, TagEditor, ner-annotator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.exchange import Problem
from annotator.formats.common.json_records import Record, first_record
from annotator.formats.common.own_fields import incoming, why_unusable
from annotator.formats.common.record_reading import read_records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from annotator.domain.exchange import IncomingArticle
    from annotator.formats.input_file import InputFile

    Fields = dict[str, object]
    Note = Callable[[str], None]

# for trainers of other components; they follow from the text, or belong to single tokens
_OF_TOKENS = ("words", "tags", "deps", "heads", "lemmas", "morphs", "pos", "sent_starts")
_SPANS = "entities"
_WRAPPER = frozenset({"classes", "annotations"})


class SpacyJson:
    """A tuple an article. Offsets are code points."""

    name = "spacy-json"
    title = "spaCy training tuples"
    extensions: tuple[str, ...] = (".json", ".jsonl")

    def recognises(self, file: InputFile) -> bool:
        """Whether it has tuples, or ner-annotator's object around them."""
        first = first_record(file)
        if isinstance(first, dict):
            return first.keys() >= _WRAPPER
        if first is None:  # an object that is too long for the head
            return file.head.lstrip().startswith(b"{") and file.json_keys >= {*_WRAPPER, _SPANS}
        return _is_pair(first)

    def read(self, file: InputFile) -> Iterator[IncomingArticle | Problem]:
        """An article a tuple."""
        return read_records(file, _incoming, arrange=_pairs)


def _is_pair(value: object) -> bool:
    match value:
        case [str(), {**more}]:
            return isinstance(more.get(_SPANS), list)
    return False


def _pairs(found: Iterable[Record | Problem]) -> Iterator[Record | Problem]:
    """The tuples, out of ner-annotator's object too; of those with nothing in them the number."""
    empty, origin = 0, ""
    for one in found:
        if isinstance(one, Problem):
            yield one
            continue
        for pair in _unwrapped(one):
            if _is_blank(pair.value):
                empty, origin = empty + 1, origin or one.origin
            else:
                yield pair
    if empty:
        what = "entry has no text" if empty == 1 else "entries have no text"
        yield Problem(origin, f"{empty} {what}, as nothing was annotated there.")


def _unwrapped(record: Record) -> Iterator[Record]:
    value = record.value
    inner = value.get("annotations") if isinstance(value, dict) else None
    if not isinstance(inner, list):
        yield record
        return
    for number, item in enumerate(inner, start=1):
        yield Record(f"{record.origin}, item {number}", item)


def _is_blank(value: object) -> bool:
    match value:
        case None:
            return True
        case [str(text), *_]:
            return not text.strip()
    return False


def _incoming(record: Record, note: Note) -> IncomingArticle | None:
    match record.value:
        case [str(text), {**more}]:
            pass
        case _:
            note("It is no tuple of a text and its entities; it was left out.")
            return None
    if why := why_unusable(text):
        note(why)
        return None
    if left := [key for key in _OF_TOKENS if more.get(key)]:
        note(f"What it says of single words was left out: {', '.join(left)}.")
    return incoming(
        text,
        record.origin,
        article=None,
        meta={str(key): more[key] for key in more if key not in (_SPANS, *_OF_TOKENS)},
        spans=list(_spans(more.get(_SPANS), note)),
        relations=(),
        note=note,
    )


def _spans(items: object, note: Note) -> Iterator[Fields]:
    for number, item in enumerate(items if isinstance(items, list) else (), start=1):
        match item:
            case [int(start), int(end), str(label), *_]:
                yield {"start": start, "end": end, "label": label}
            case {"start": int(start), "end": int(end), "label": str(label)}:
                yield {"start": start, "end": end, "label": label}
            case _:
                note(f"Entity {number} was left out: it is no start, end and label.")
