"""W3C Web Annotation, read and written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import orjson

from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import Problem
from annotator.formats.base import Layout, Option
from annotator.formats.common.json_records import load_json
from annotator.formats.web_annotation.reader import read_annotations
from annotator.formats.web_annotation.vocabulary import CONTEXT
from annotator.formats.web_annotation.writer import BEGINNING, CARRIES, TITLE, write_collection

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.domain.exchange import IncomingArticle
    from annotator.formats.base import Export, Output, Part
    from annotator.formats.input_file import InputFile
    from annotator.formats.web_annotation.fields import Fields

LARGEST_WHOLE = 300_000_000
"""Bytes of a file that is not ours, whose annotations may stand in any order."""

_CONTEXTS = re.compile(rb"https?://www\.w3\.org/ns/(anno|oa)\.jsonld|www\.w3\.org/ns/oa#")
_SELECTORS = re.compile(rb'"Text(Position|Quote)Selector"')
_MOST_DEEP = 20


class WebAnnotation:
    """An annotation for each span, each relation and each article."""

    name = "w3c"
    title = TITLE
    purpose = "Standard annotations for the web, which find their words by quotation and by place."
    extensions: tuple[str, ...] = (".jsonld", ".json")
    layout = Layout.FILE
    carries = CARRIES
    options: tuple[Option, ...] = ()

    def recognises(self, file: InputFile) -> bool:
        """By the model's context, or where that is not given by its selectors."""
        if not file.head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"{", b"[")):
            return False
        if "target" not in file.json_keys and "items" not in file.json_keys:
            return False
        return bool(_CONTEXTS.search(file.head) or _SELECTORS.search(file.head))

    def read(self, file: InputFile) -> Iterator[IncomingArticle | Problem]:
        """An article for each text; a Problem for annotations whose text is not there."""
        try:
            if _is_ours(file):
                yield from _read_ours(file)
            else:
                annotations = list(_annotations(_whole(file), _MOST_DEEP))
                if not annotations:
                    yield Problem(file.origin, "There is no Web Annotation in it.")
                yield from read_annotations(annotations, file.origin, file.beside)
        except UnreadableInput as error:
            yield Problem(file.origin, str(error))

    def write(self, parts: Iterable[Part], output: Output, export: Export) -> None:
        """A collection for each part."""
        for part in parts:
            with output.open(f"{part.name}{self.extensions[0]}") as stream:
                write_collection(part, stream, export)


def _is_ours(file: InputFile) -> bool:
    first, newline, _ = file.head.partition(b"\n")
    return CONTEXT.encode() in first and (first + newline).endswith(BEGINNING)


def _read_ours(file: InputFile) -> Iterator[IncomingArticle | Problem]:
    """An annotation a line, those of an article together; one article is in memory at a time."""
    pending: list[Fields] = []
    ended = False
    with file.opener() as stream:
        stream.readline()
        for number, line in enumerate(stream, start=2):
            if line.startswith(b"]"):
                ended = True
                break
            item = _loads(line.rstrip().removesuffix(b","), f"line {number}")
            if item.get("motivation") == "describing" and pending:
                yield from read_annotations(pending, file.origin, file.beside)
                pending = []
            pending.append(item)
    yield from read_annotations(pending, file.origin, file.beside)
    if not ended:
        raise UnreadableInput("The file ends too early; what was whole was read. Export it anew.")


def _loads(line: bytes, place: str) -> Fields:
    try:
        item = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise UnreadableInput(f"Its {place} is not valid JSON: {error.msg}.") from error
    if not isinstance(item, dict):
        raise UnreadableInput(f"Its {place} is no annotation.")
    return item


def _whole(file: InputFile) -> object:
    with file.opener() as stream:
        data = stream.read(LARGEST_WHOLE + 1)
    if len(data) > LARGEST_WHOLE:
        raise UnreadableInput(
            f"It has more than {LARGEST_WHOLE // 1_000_000} MB; split it into several files."
        )
    return load_json(data.removeprefix(b"\xef\xbb\xbf"))


def _annotations(value: object, deep: int) -> Iterator[Fields]:
    """All annotations in collections, pages, lists and what services answer with."""
    if isinstance(value, list):
        for one in value:
            yield from _annotations(one, deep - 1) if deep else ()
    elif isinstance(value, dict):
        if "target" in value:
            yield value
            return
        for key in ("first", "items", "@graph", "rows", "annotations", "resources"):
            yield from _annotations(value.get(key), deep - 1) if deep else ()
