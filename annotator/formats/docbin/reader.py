"""Documents of a DocBin to incoming articles."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import Problem
from annotator.formats.common.own_fields import incoming, why_unusable
from annotator.formats.docbin.packing import GROUP, USER_DATA
from annotator.formats.docbin.unpacking import unpack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from annotator.domain.exchange import IncomingArticle
    from annotator.formats.docbin.unpacking import StoredDoc, TokenSpan
    from annotator.formats.input_file import InputFile

    Note = Callable[[str], None]
    Fields = dict[str, object]

_EXTENSION = "._."
"""The first part of the keys of doc.user_data under which doc._ keeps its values."""


def read_docs(file: InputFile) -> Iterator[IncomingArticle | Problem]:
    """The articles of a file; "origin, document 3" names each."""
    problems: list[Problem] = []

    def note(number: int, sentence: str) -> None:
        problems.append(Problem(f"{file.origin}, document {number}", sentence))

    met = False
    try:
        for number, doc in enumerate(unpack(file, note), start=1):
            met = True
            origin = f"{file.origin}, document {number}"
            found = _incoming(doc, origin, lambda sentence, at=number: note(at, sentence))  # type: ignore[misc]
            yield from problems
            problems.clear()
            if found is not None:
                yield found
    except UnreadableInput as error:
        yield from problems
        yield Problem(file.origin, str(error))
        return
    if not met:
        yield Problem(file.origin, "The file has no documents.")


def _incoming(doc: StoredDoc, origin: str, note: Note) -> IncomingArticle | None:
    text = "".join(
        f"{word} " if space else word for word, space in zip(doc.words, doc.spaces, strict=True)
    )
    if why := why_unusable(text):
        note(why)
        return None
    own = _listed(doc.user_data.get(USER_DATA))
    own = own if isinstance(own, dict) else {}
    places = _Places(doc)
    return incoming(
        text,
        origin,
        article=own.get("article"),
        meta=dict(_foreign(doc.user_data)),
        spans=list(_spans(doc, own, places, note)),
        relations=list(_relations(own, note)),
        note=note,
    )


class _Places:
    """Where the tokens of a document stand, in code points."""

    def __init__(self, doc: StoredDoc) -> None:
        lengths = [len(word) + space for word, space in zip(doc.words, doc.spaces, strict=True)]
        self._words = doc.words
        self._starts = list(accumulate(lengths, initial=0))

    def of(self, span: TokenSpan) -> tuple[int, int] | None:
        """Its offsets, half-open; None if it is not within the document, or holds nothing."""
        if not 0 <= span.first_token < span.end_token <= len(self._words):
            return None
        last = span.end_token - 1
        start, end = self._starts[span.first_token], self._starts[last] + len(self._words[last])
        return (start, end) if start < end else None


def _spans(doc: StoredDoc, own: Fields, places: _Places, note: Note) -> Iterator[Fields]:
    """Where we wrote the file, the group that has all of them; otherwise all groups and ents."""
    group = doc.groups.get(GROUP, [])
    beside = own.get("spans")
    ours = isinstance(beside, list) and len(beside) == len(group)
    more = beside if ours and isinstance(beside, list) else []
    found = group if ours else [*(one for each in doc.groups.values() for one in each)]
    seen = set()
    for number, span in enumerate(found if ours else [*found, *doc.entities]):
        if not ours:
            if span in seen:
                continue
            seen.add(span)
        place = places.of(span)
        if place is None:
            note(
                f"The span “{span.label}” from token {span.first_token} to {span.end_token} was"
                f" left out: the document has {len(doc.words)} tokens."
            )
            continue
        fields = more[number] if number < len(more) and isinstance(more[number], dict) else {}
        yield {"id": f"#{number}", **fields} | {
            "start": place[0],
            "end": place[1],
            "label": span.label,
        }


def _relations(own: Fields, note: Note) -> Iterator[Fields]:
    spans, relations = own.get("spans"), own.get("relations")
    if not isinstance(spans, list) or not isinstance(relations, list):
        return
    ids = [
        one.get("id", f"#{number}") if isinstance(one, dict) else f"#{number}"
        for number, one in enumerate(spans)
    ]
    for number, one in enumerate(relations, start=1):
        match one:
            case {"source": int(source), "target": int(target)} if 0 <= source < len(
                ids
            ) and 0 <= target < len(ids):
                yield {**one, "from": ids[source], "to": ids[target]}
            case _:
                note(f"Relation {number} was left out: it needs “source” and “target”.")


def _foreign(user_data: Mapping[object, object]) -> Iterator[tuple[str, object]]:
    """What others say of a document: doc.user_data and doc._, by name."""
    for key, value in user_data.items():
        match key:
            case str() if key != USER_DATA:
                yield key, _listed(value)
            case (str(mark), str(name), None, None) if mark == _EXTENSION:
                yield name, _listed(value)


def _listed(value: object) -> object:
    """The value with lists in place of tuples; what is no name of a field goes."""
    if isinstance(value, tuple | list):
        return [_listed(one) for one in value]
    if isinstance(value, dict):
        return {key: _listed(one) for key, one in value.items() if isinstance(key, str)}
    return value
