"""Projects of Taguette: its own database, or the one it exports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import orjson

from annotator.domain.document import Metadata
from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import IncomingArticle, IncomingSpan, Problem
from annotator.formats.common.foreign_database import (
    Database,
    RowsByKey,
    read_database,
    text,
    whole,
)
from annotator.formats.common.metadata_fields import extras
from annotator.formats.common.own_fields import why_unusable
from annotator.formats.jsonl.schema import time_or_none
from annotator.formats.small_tools.taguette_text import TaguetteText, text_of_html

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from annotator.formats.common.foreign_database import Row
    from annotator.formats.input_file import InputFile

UNTAGGED = "untagged"
"""The label of highlights without a tag, for whoever imports to say what they are."""

_TABLES = ("projects", "documents", "highlights", "tags", "highlight_tags")
_NOBODY = "admin"
"""The one user of Taguette on one's own machine, and of every export."""
_HIGHLIGHTS = """
    SELECT h.*, t.path AS tag FROM highlights AS h
    LEFT JOIN highlight_tags AS ht ON ht.highlight_id = h.id
    LEFT JOIN tags AS t ON t.id = ht.tag_id
    ORDER BY h.document_id, h.start_offset, h.end_offset, h.id, t.path
"""


class _Made(NamedTuple):
    by: str
    at: datetime | None


class Taguette:
    """Reads documents with their highlights; a highlight with several tags is several spans."""

    name = "taguette"
    title = "Taguette project"
    extensions: tuple[str, ...] = (".sqlite3",)

    def read(self, file: InputFile) -> Iterator[IncomingArticle | Problem]:
        """An article for each document."""
        return read_database(
            file, _TABLES, "Taguette", lambda database: _Project(database, file.origin).articles()
        )


@dataclass(slots=True)
class _Project:
    database: Database
    origin: str

    def articles(self) -> Iterator[IncomingArticle | Problem]:
        projects = {row["id"]: row for row in self.database.table("projects", "id")}
        made = dict(self._made())
        highlights = RowsByKey(self.database.rows(_HIGHLIGHTS), "document_id")
        met = False
        for row in self.database.table("documents", "id"):
            met = True
            key = whole(row, "id")
            held = highlights.take(key) if key is not None else []
            project = text(projects.get(row.get("project_id"), {}), "name")
            yield from self._article(row, project if len(projects) > 1 else "", held, made)
        if not met:
            yield Problem(self.origin, "The project has no documents.")
        elif skipped := highlights.skip_rest():
            yield Problem(
                self.origin,
                f"Highlights that belong to no document of it were left out ({skipped:,}).",
            )

    def _made(self) -> Iterator[tuple[int, _Made]]:
        """Who made each highlight, and when, as far as it is kept."""
        for row in self.database.table("commands", "id"):
            payload = text(row, "payload")
            if "highlight_add" not in payload:
                continue
            try:
                command = orjson.loads(payload)
            except orjson.JSONDecodeError:
                continue
            match command:
                case {"type": "highlight_add", "highlight_id": int(key)}:
                    user, at = text(row, "user_login"), time_or_none(text(row, "date"))
                    yield key, _Made("" if user == _NOBODY else user, at)

    def _article(
        self, row: Row, project: str, held: list[Row], made: Mapping[int, _Made]
    ) -> Iterator[IncomingArticle | Problem]:
        name = text(row, "name")
        place = f"{self.origin}, “{name}”"
        try:
            found = text_of_html(text(row, "contents"))
        except UnreadableInput as error:
            yield Problem(place, str(error))
            return
        if sentence := why_unusable(found.text):
            yield Problem(place, sentence)
            return
        further = {"filename": text(row, "filename"), "project": project}
        yield IncomingArticle(
            text=found.text,
            origin=place,
            metadata=Metadata(title=name, extra=extras(further.items())),
            spans=tuple(_spans(held, found, made)),
            id=str(row.get("id")),
            note=text(row, "description"),
        )


def _spans(
    rows: list[Row], document: TaguetteText, made: Mapping[int, _Made]
) -> Iterator[IncomingSpan]:
    met: set[object] = set()
    for row in rows:
        key, first, last = (whole(row, name) for name in ("id", "start_offset", "end_offset"))
        start, end = document.span(first or 0, last or 0)
        maker = made.get(key or 0, _Made("", None))
        tag = text(row, "tag") or UNTAGGED
        yield IncomingSpan(
            start=start,
            end=end,
            label=tag,
            id=f"{key}:{tag}" if key in met else str(key),
            quoted=_quoted(text(row, "snippet"), document.text[max(0, start) : max(0, end)]),
            annotator=maker.by,
            created_at=maker.at,
        )
        met.add(key)


def _quoted(snippet: str, found: str) -> str | None:
    """What the span should cover: the snippet's text, unless only its blanks differ."""
    if not snippet:
        return None
    try:
        meant = text_of_html(snippet).text
    except UnreadableInput:
        return None
    return found if "".join(meant.split()) == "".join(found.split()) else meant
