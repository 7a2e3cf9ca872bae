"""Files of records to articles: what importers of JSON have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import Problem
from annotator.formats.common.json_records import records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from annotator.domain.exchange import IncomingArticle
    from annotator.formats.common.json_records import Record
    from annotator.formats.input_file import InputFile

    Note = Callable[[str], None]
    ReadOne = Callable[[Record, Note], IncomingArticle | None]
    Arrange = Callable[[Iterable[Record | Problem]], Iterable[Record | Problem]]


def read_records(
    file: InputFile, read: ReadOne, *, arrange: Arrange = iter
) -> Iterator[IncomingArticle | Problem]:
    """The articles in a file's records.

    read: makes an article of one, or None; it notes what it leaves out.
    arrange: puts records together that make one article.
    """
    met = False
    try:
        for one in arrange(records(file)):
            met = True
            if isinstance(one, Problem):
                yield one
            else:
                yield from _article(one, read)
    except UnreadableInput as error:
        yield Problem(file.origin, str(error))
        return
    if not met:
        yield Problem(file.origin, "There is nothing in the file.")


def _article(record: Record, read: ReadOne) -> Iterator[IncomingArticle | Problem]:
    notes: list[str] = []
    article = read(record, notes.append)
    for sentence in notes:
        yield Problem(record.origin, sentence)
    if article is not None:
        yield article


def as_offset(value: object) -> int | None:
    """A whole number, also one that a table has turned into a float."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def as_number(value: object) -> float | None:
    """A number as a float; None for anything else."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def as_objects(value: object) -> list[dict[str, object]]:
    """The objects in a list; nothing for anything else."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
