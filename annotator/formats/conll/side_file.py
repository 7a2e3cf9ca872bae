"""The file beside the rows: each article's exact text, and where in it each row stands.

One JSON object a line, an article each, in the order of the rows:
    text, sha256: as stored; of its UTF-8.
    rows: [number of the line in the other file, 1-based; start; end], code points, half-open.
    labels: {tag: label} for labels that cannot be written as they are.
    article: its id, metadata and state; see formats.common.own_fields.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import orjson

from annotator.formats.common.json_records import json_line
from annotator.formats.common.own_fields import article_fields, why_unusable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from annotator.domain.document import AnnotatedDocument

SIDE_EXTENSION = ".offsets.jsonl"


class Place(NamedTuple):
    """Where a row stands: the number of its line, and its code points in the text."""

    line: int
    start: int
    end: int


class Exact(NamedTuple):
    """An article of the side file."""

    text: str
    rows: list[Place]
    labels: Mapping[str, str]
    article: Mapping[str, object]

    def words(self) -> list[str]:
        """What stands in each row."""
        return [self.text[row.start : row.end] for row in self.rows]


def side_line(
    annotated: AnnotatedDocument, rows: Sequence[Place], labels: Mapping[str, str]
) -> bytes:
    """The line of one article."""
    document = annotated.document
    return json_line(
        {
            "text": document.text,
            "sha256": document.text_sha256,
            "rows": [tuple(row) for row in rows],
            "labels": labels,
            "article": article_fields(annotated),
        }
    )


class SideFile:
    """Finds articles by their words, so that rows may be in another order or in other files.

    sizes: how many rows each article has, in order. damaged: lines that are no such articles.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._places: dict[int, list[tuple[int, int]]] = {}
        self.sizes: list[int] = []
        self.damaged = 0
        for start, end in _line_bounds(data):
            exact = _exact(data[start:end])
            if exact is None:
                self.damaged += 1
                continue
            self.sizes.append(len(exact.rows))
            self._places.setdefault(_key(exact.words()), []).append((start, end))

    def take(self, words: Sequence[str]) -> Exact | None:
        """The first article of those words that was not taken yet."""
        places = self._places.get(_key(words), [])
        for number, (start, end) in enumerate(places):
            exact = _exact(self._data[start:end])
            if exact is not None and exact.words() == words:
                del places[number]
                return exact
        return None


def _key(words: Sequence[str]) -> int:
    return hash("\n".join(words))


def _line_bounds(data: bytes) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        if data[start:end].strip():
            yield start, end
        start = end + 1


def _exact(line: bytes) -> Exact | None:
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    match value:
        case {"text": str(text), "rows": list(rows), **rest} if not why_unusable(text):
            places = _places(rows, len(text))
            if places is not None:
                return Exact(
                    text, places, _texts(rest.get("labels")), _mapping(rest.get("article"))
                )
    return None


def _places(rows: list[object], length: int) -> list[Place] | None:
    """The rows, if they are in order and within the text."""
    found = []
    at = 0
    for row in rows:
        if not isinstance(row, list) or len(row) != 3:
            return None
        line, start, end = row
        if not type(line) is type(start) is type(end) is int or not at <= start < end <= length:
            return None
        found.append(Place(line, start, end))
        at = end
    return found


def _mapping(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _texts(value: object) -> dict[str, str]:
    return {key: one for key, one in _mapping(value).items() if isinstance(one, str)}
