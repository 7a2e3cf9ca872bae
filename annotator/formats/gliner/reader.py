"""Rows of GLiNER's training files to incoming articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import Problem
from annotator.formats.common.json_records import records
from annotator.formats.common.own_fields import incoming, why_unusable
from annotator.formats.gliner.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from annotator.domain.exchange import IncomingArticle
    from annotator.formats.input_file import InputFile

    Note = Callable[[str], None]
    Fields = dict[str, object]

_OWN = frozenset(
    {
        *("tokenized_text", "ner", "relations", "ner_labels", "rel_labels", "ner_negatives"),
        *("rel_negatives", "text", "article", "spans", "links"),
    }
)


def is_row(value: object) -> bool:
    """Whether it is a row of GLiNER's."""
    return (
        isinstance(value, dict)
        and isinstance(value.get("tokenized_text"), list)
        and isinstance(value.get("ner"), list)
    )


def read_rows(file: InputFile) -> Iterator[IncomingArticle | Problem]:
    """The articles of a file; "origin, item 3" or "origin, line 3" names each."""
    met = False
    try:
        for row in records(file):
            met = True
            if isinstance(row, Problem):
                yield row
            else:
                yield from _article(row.value, row.origin)
    except UnreadableInput as error:
        yield Problem(file.origin, str(error))
        return
    if not met:
        yield Problem(file.origin, "The file has no rows.")


def _article(row: object, origin: str) -> Iterator[IncomingArticle | Problem]:
    notes: list[str] = []
    found = _incoming(row, origin, notes.append)
    for sentence in notes:
        yield Problem(origin, sentence)
    if found is not None:
        yield found


def _incoming(row: object, origin: str, note: Note) -> IncomingArticle | None:
    if not isinstance(row, dict) or not is_row(row):
        note("The row lacks “tokenized_text” or “ner”; it was left out.")
        return None
    tokens = row["tokenized_text"]
    if not all(isinstance(one, str) for one in tokens):
        note("Its “tokenized_text” is not a list of words; the row was left out.")
        return None
    text, words = _text_and_words(tokens, row.get("text"))
    if why := why_unusable(text):
        note(why)
        return None
    return incoming(
        text,
        origin,
        article=row.get("article"),
        meta={key: value for key, value in row.items() if key not in _OWN},
        spans=list(_spans(row["ner"], _beside(row, "spans", row["ner"]), words, note)),
        relations=list(_relations(row, note)),
        note=note,
    )


def _text_and_words(tokens: list[str], text: object) -> tuple[str, Words]:
    """The text that came with the words, if it has just these; else one made of them."""
    if isinstance(text, str):
        words = Words.of(text)
        if words.texts(text) == tokens:
            return text, words
    return Words.joined(tokens)


def _beside(row: Fields, key: str, items: list[object]) -> list[Fields]:
    """What we wrote of each item in a list of its own; nothing if that list does not match."""
    beside = row.get(key)
    if isinstance(beside, list) and len(beside) == len(items):
        return [one if isinstance(one, dict) else {} for one in beside]
    return [{} for _ in items]


def _spans(items: list[object], more: list[Fields], words: Words, note: Note) -> Iterator[Fields]:
    for number, (item, fields) in enumerate(zip(items, more, strict=True)):
        match item:
            case [int(first), int(last), str(label), *_] if (
                0 <= first <= last < len(words.starts) and words.starts[first] < words.ends[last]
            ):
                span = words.span(first, last)
                yield {"id": f"#{number}", "label": label, **fields} | {
                    "start": span.start,
                    "end": span.end,
                }
            case _:
                note(
                    f"Span {number + 1} was left out: it is no [first word, last word, label]"
                    f" within the {len(words.starts)} words."
                )


def _relations(row: Fields, note: Note) -> Iterator[Fields]:
    items = row.get("relations")
    if not isinstance(items, list):
        return
    ner = row["ner"]
    ids = [
        one.get("id", f"#{number}")
        for number, one in enumerate(_beside(row, "spans", ner if isinstance(ner, list) else []))
    ]
    for number, (item, fields) in enumerate(
        zip(items, _beside(row, "links", items), strict=True), start=1
    ):
        match item:
            case [int(head), int(tail), str(label), *_] if 0 <= head < len(ids) and 0 <= tail < len(
                ids
            ):
                yield {"label": label, **fields, "from": ids[head], "to": ids[tail]}
            case _:
                note(f"Relation {number} was left out: it is no [span, span, label].")
