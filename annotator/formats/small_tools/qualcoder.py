"""Projects of QualCoder: data.qda, the database in a project's folder."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.domain.errors import OffsetError
from annotator.domain.exchange import IncomingArticle, IncomingSpan, Problem
from annotator.domain.offsets import OffsetMap
from annotator.domain.text import cut
from annotator.formats.common.foreign_database import (
    Database,
    RowsByKey,
    read_database,
    text,
    whole,
)
from annotator.formats.common.metadata_fields import metadata_from
from annotator.formats.common.own_fields import why_unusable
from annotator.formats.jsonl.schema import time_or_none

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.domain.document import Metadata
    from annotator.formats.common.foreign_database import Row
    from annotator.formats.input_file import InputFile

_TABLES = ("source", "code_text", "code_name")
_DEFAULT_CODER = "default"
_LONGEST_QUOTE = 80
_LEFT_OUT = {
    "code_image": "codings of pictures",
    "code_av": "codings of recordings",
    "case_text": "assignments of text to cases",
    "cases": "cases",
    "journal": "journal entries",
}


class QualCoder:
    """Reads the texts of a project with their codings."""

    name = "qualcoder"
    title = "QualCoder project"
    extensions: tuple[str, ...] = (".qda",)

    def read(self, file: InputFile) -> Iterator[IncomingArticle | Problem]:
        """An article for each source that has a text."""
        return read_database(
            file, _TABLES, "QualCoder", lambda database: _Project(database, file.origin).articles()
        )


@dataclass(slots=True)
class _Project:
    database: Database
    origin: str

    def articles(self) -> Iterator[IncomingArticle | Problem]:
        codes = {row["cid"]: text(row, "name") for row in self.database.table("code_name", "cid")}
        codings = RowsByKey(self._sorted("code_text"), "fid")
        memos = RowsByKey(self._sorted("annotation"), "fid")
        attributes = RowsByKey(self.database.table("attribute", "id, name"), "id")
        textless = 0
        for row in self.database.table("source", "id"):
            key = whole(row, "id")
            if key is None:
                continue
            coded, noted, known = codings.take(key), memos.take(key), attributes.take(key)
            if not text(row, "fulltext"):
                textless += 1
                continue
            yield from self._article(row, codes, coded, noted, known)
        yield from self._left_out(textless, codings.skip_rest())

    def _sorted(self, table: str) -> Iterator[Row]:
        return self.database.table(table, "fid, pos0, pos1, rowid")

    def _left_out(self, textless: int, astray: int) -> Iterator[Problem]:
        counts = Counter({"sources without a text": textless, "codings of no source": astray})
        for table, what in _LEFT_OUT.items():
            counts[what] = sum(1 for _ in self.database.table(table))
        listed = ", ".join(f"{what} ({count:,})" for what, count in counts.items() if count)
        if listed:
            yield Problem(self.origin, f"There is no place here for {listed}; they were left out.")

    def _article(
        self,
        row: Row,
        codes: dict[object, str],
        coded: list[Row],
        noted: list[Row],
        known: list[Row],
    ) -> Iterator[IncomingArticle | Problem]:
        name, fulltext = text(row, "name"), text(row, "fulltext")
        place = f"{self.origin}, “{name}”"
        if sentence := why_unusable(fulltext):
            yield Problem(place, sentence)
            return
        offsets = OffsetMap(fulltext)
        notes = [text(row, "memo"), *(_memo(one, fulltext) for one in noted)]
        yield IncomingArticle(
            text=fulltext,
            origin=place,
            metadata=_metadata(name, known),
            spans=tuple(_span(one, codes, fulltext, offsets) for one in coded),
            id=str(row["id"]),
            note="\n".join(filter(None, notes)),
        )


def _metadata(name: str, attributes: list[Row]) -> Metadata:
    """The name, and the attributes of the file; those of cases have the same table."""
    fields: dict[str, object] = {
        text(one, "name"): text(one, "value")
        for one in attributes
        if text(one, "attr_type") == "file"
    }
    return metadata_from({"title": name, **fields})


def _span(row: Row, codes: dict[object, str], fulltext: str, offsets: OffsetMap) -> IncomingSpan:
    first, last = whole(row, "pos0") or 0, whole(row, "pos1") or 0
    # the selections of its text fields have other line ends
    quoted = text(row, "seltext").replace("\u2029", "\n") or None
    start, end = _place(first, last, quoted, fulltext, offsets)
    owner = text(row, "owner")
    notes = [text(row, "memo"), "Marked as important." if row.get("important") == 1 else ""]
    return IncomingSpan(
        start=start,
        end=end,
        label=codes.get(row.get("cid")) or f"code {row.get('cid')}",
        id=str(row.get("ctid")),
        quoted=quoted,
        note="\n".join(filter(None, notes)),
        annotator="" if owner == _DEFAULT_CODER else owner,
        created_at=time_or_none(text(row, "date")),
    )


def _place(
    first: int, last: int, quoted: str | None, fulltext: str, offsets: OffsetMap
) -> tuple[int, int]:
    """Code points, as most are; where the text says so, UTF-16 units, as its text fields count."""
    if offsets.is_identity or quoted is None or fulltext[first:last] == quoted:
        return first, last
    try:
        start, end = offsets.from_u16(first), offsets.from_u16(last)
    except OffsetError:
        return first, last
    return (start, end) if fulltext[start:end] == quoted else (first, last)


def _memo(row: Row, fulltext: str) -> str:
    """A memo on a stretch of text that has no code, as a line of the article's note."""
    memo = text(row, "memo")
    first, last = whole(row, "pos0") or 0, whole(row, "pos1") or 0
    quote = cut(fulltext[max(0, first) : max(0, last)], _LONGEST_QUOTE)
    return f"“{quote}”: {memo}" if memo and quote else memo
