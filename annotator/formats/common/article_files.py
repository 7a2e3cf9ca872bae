"""Formats with a file for each article: what it is called, and what stands beside it.

A file of that name and SIDECAR holds what is known of the article besides its text, where the
format itself has no place for it. Other programs pass it over.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

import orjson

from annotator.domain.exchange import Problem
from annotator.domain.ids import id_text
from annotator.formats.common.own_fields import article_fields, incoming

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from annotator.domain.document import AnnotatedDocument, Document
    from annotator.domain.exchange import IncomingArticle, IncomingRelation, IncomingSpan
    from annotator.formats.input_file import InputFile

SIDECAR = ".meta.json"

MOST_PROBLEMS = 30
"""How many lines of one file are told one by one."""

_LONGEST_TITLE = 50
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


def file_name(document: Document) -> str:
    """A name without extension that no other article has, in whatever file system.

    "2026-11-22_mayor-stays_" and the article's id.
    """
    metadata = document.info.metadata
    date = _DATE.match(metadata.published)
    plain = unicodedata.normalize("NFKD", metadata.title).encode("ascii", "ignore").decode()
    words = re.sub("[^a-z0-9]+", "-", plain.lower())[:_LONGEST_TITLE].strip("-")
    return "_".join(filter(None, (date[0] if date else "", words, id_text(document.id))))


def sidecar(annotated: AnnotatedDocument, **more: object) -> bytes:
    """The bytes of the file beside the article's. more: what a format puts there of its own."""
    fields = article_fields(annotated) | {key: value for key, value in more.items() if value}
    return orjson.dumps(fields, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def read_sidecar(file: InputFile, note: Callable[[str], None]) -> dict[str, object]:
    """What stands beside a file; empty where nothing does.

    Raises UnreadableInput if that is too large. note takes a sentence if it cannot be read.
    """
    name = f"{file.stem}{SIDECAR}"
    data = file.beside(name)
    if data is None:
        return {}
    try:
        fields = orjson.loads(data)
    except orjson.JSONDecodeError:
        fields = None
    if not isinstance(fields, dict):
        note(f"What is known of the article was not read: {name} beside it is no JSON object.")
        return {}
    return fields


def article(
    text: str,
    origin: str,
    fields: Mapping[str, object],
    spans: Sequence[IncomingSpan],
    relations: Sequence[IncomingRelation],
    note: Callable[[str], None],
) -> IncomingArticle:
    """An article. fields: what read_sidecar() gave, or others of the same keys."""
    bare = incoming(text, origin, article=dict(fields), meta={}, spans=(), relations=(), note=note)
    return replace(bare, spans=tuple(spans), relations=tuple(relations))


class Remarks:
    """Gathers what is wrong with a file, a sentence each; a file of noise does not fill memory."""

    def __init__(self, origin: str) -> None:
        self._origin = origin
        self._told: list[Problem] = []
        self._untold = 0
        self._once: set[str] = set()

    def __call__(self, sentence: str, line: int = 0) -> None:
        """Takes a sentence. line: 1-based, 0 for the whole file."""
        if len(self._told) < MOST_PROBLEMS:
            origin = f"{self._origin}, line {line}" if line else self._origin
            self._told.append(Problem(origin, sentence))
        else:
            self._untold += 1

    def once(self, sentence: str) -> None:
        """Takes a sentence that is told for many things but read once."""
        if sentence not in self._once and len(self._once) < MOST_PROBLEMS:
            self._once.add(sentence)
            self(sentence)

    def problems(self) -> list[Problem]:
        """All of them; the last one says how many more there were."""
        if not self._untold:
            return self._told
        more = f"{self._untold:,} more things in it could not be read."
        return [*self._told, Problem(self._origin, more)]
