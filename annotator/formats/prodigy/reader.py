"""Prodigy's tasks to incoming articles."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import Problem
from annotator.formats.common.json_records import records
from annotator.formats.common.own_fields import incoming, why_unusable
from annotator.formats.jsonl.schema import write_time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from annotator.domain.exchange import IncomingArticle
    from annotator.formats.input_file import InputFile

    Note = Callable[[str], None]
    Fields = dict[str, object]

_NOTED = ("_task_hash", "_input_hash", "_view_id", "_session_id", "_annotator_id")
_TASK_KEYS = frozenset(
    {
        *("text", "tokens", "spans", "relations", "answer", "article", "meta", "label", "accept"),
        *("options", "config", "versions", "sessions", "priority", "score", "html", "arcs"),
    }
)
# what Prodigy calls a session that nobody gave a name
_UNNAMED = re.compile(r"\d{4}-\d\d-\d\d[_ T]\d\d[-:]\d\d[-:]\d\d")
_REFUSED = ("reject", "ignore")


def is_task(value: object) -> bool:
    """Whether it is one of Prodigy's tasks about a text."""
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        return False
    if any(key in value for key in _NOTED):
        return True
    tokens, spans = value.get("tokens"), value.get("spans")
    return _first_has(tokens, "text", "start", "end", "id") or (
        _first_has(spans, "start", "end", "token_start", "token_end")
    )


def _first_has(items: object, *keys: str) -> bool:
    return (
        isinstance(items, list)
        and bool(items)
        and isinstance(items[0], dict)
        and items[0].keys() >= set(keys)
    )


def read_tasks(file: InputFile) -> Iterator[IncomingArticle | Problem]:
    """The articles of a file; "origin, line 7" names each."""
    met = False
    try:
        for one in records(file):
            met = True
            if isinstance(one, Problem):
                yield one
            else:
                yield from _read(one.value, one.origin)
    except UnreadableInput as error:
        yield Problem(file.origin, str(error))
        return
    if not met:
        yield Problem(file.origin, "The file has no tasks.")


def _read(value: object, origin: str) -> Iterator[IncomingArticle | Problem]:
    notes: list[str] = []
    found = _incoming(value, origin, notes.append)
    for sentence in notes:
        yield Problem(origin, sentence)
    if found is not None:
        yield found


def _incoming(value: object, origin: str, note: Note) -> IncomingArticle | None:
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        note("The task has no text; it was left out.")
        return None
    text = value["text"]
    if why := why_unusable(text):
        note(why)
        return None
    spans = list(_spans(value, note))
    relations = list(_relations(value, spans, note))
    answer = value.get("answer")
    if answer in _REFUSED:
        if spans:
            note(f"Its answer is “{answer}”: the spans in it were not accepted, and left out.")
        spans, relations = [], []
    return incoming(
        text,
        origin,
        article=value.get("article"),
        meta=_meta(value),
        spans=spans,
        relations=relations,
        note=note,
    )


def _meta(value: Fields) -> Fields:
    """What Prodigy shows beside the text, and what else came with it."""
    meta = value.get("meta")
    shown = meta if isinstance(meta, dict) else {}
    others = {
        key: one
        for key, one in value.items()
        if key not in _TASK_KEYS and not key.startswith("_") and key not in shown
    }
    return {**shown, **others}


def _spans(value: Fields, note: Note) -> Iterator[Fields]:
    items = value.get("spans")
    if items is not None and not isinstance(items, list):
        note("Its spans are not a list; they were left out.")
    about = _about(value)
    for number, item in enumerate(items if isinstance(items, list) else ()):
        if not isinstance(item, dict):
            note(f"Span {number + 1} was left out: it is no object.")
        # single words that relations lead to are spans without a label
        elif item.get("label") is not None:
            yield {"id": f"#{number}", **about, **item}


def _about(value: Fields) -> Fields:
    """Whose the spans are, and since when, in the keys that spans of ours have."""
    about: Fields = {}
    for key in ("_annotator_id", "_session_id"):
        name = value.get(key)
        if isinstance(name, str) and name and not _UNNAMED.search(name):
            about["annotator"] = name
            break
    stamp = value.get("_timestamp")
    if isinstance(stamp, int | float) and not isinstance(stamp, bool):
        with suppress(ValueError, OverflowError, OSError):  # a time beyond all calendars
            about["created_at"] = write_time(datetime.fromtimestamp(stamp, UTC))
    return about


def _relations(value: Fields, spans: list[Fields], note: Note) -> Iterator[Fields]:
    items = value.get("relations")
    about = _about(value)
    for number, item in enumerate(items if isinstance(items, list) else (), start=1):
        if not isinstance(item, dict):
            note(f"Relation {number} was left out: it is no object.")
            continue
        source = _end(item, "head", spans)
        target = _end(item, "child", spans)
        if source is None or target is None:
            note(f"Relation {number} was left out: an end of it is no span with a label.")
            continue
        yield {**about, **item, "from": source["id"], "to": target["id"]}


def _end(item: Fields, side: str, spans: list[Fields]) -> Fields | None:
    """The span that a relation leads from or to: by all that is said of it, or its last token."""
    wanted = item.get(f"{side}_span")
    if isinstance(wanted, dict):
        keys = ("start", "end", "label", *(("id",) if "id" in wanted else ()))
        return next(
            (one for one in spans if all(one.get(key) == wanted.get(key) for key in keys)), None
        )
    last_token = item.get(side)
    if not isinstance(last_token, int):
        return None
    return next((one for one in spans if one.get("token_end") == last_token), None)
