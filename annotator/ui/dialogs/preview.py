"""How an exported file begins, so that all its parts can be seen at a glance."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

LONGEST_TEXT = 80
"""Of a text in the preview, in characters."""
MOST_FILES = 4
"""Files of one export that are shown."""
_LISTED = 3
_WORDS_LISTED = 10
"""Of a list of plain values."""
_LONGEST_PREVIEW = 6_000
_LONGEST_JSON = 3_000_000
"""Characters of JSON that are taken apart: nothing else in the program runs meanwhile."""
_LONGEST_LINE = 110
_INDENT = "  "
_KB = 1_000


def readable_files(files: Sequence[tuple[str, bytes]]) -> str:
    """Files one below the other, each with its name; those that are too many are counted."""
    parts = [readable_file(name, data) for name, data in files[:MOST_FILES]]
    if len(files) > MOST_FILES:
        parts.append(f"and {len(files) - MOST_FILES:,} more")
    return "\n\n\n".join(parts)


def readable_file(name: str, data: bytes) -> str:
    """A file below its name; of one that is no text, its size."""
    text = _text_of(data)
    if text is None:
        return f"{name}\n\n(a file of {_size(len(data))})"
    return f"{name}\n\n{readable(text)}".rstrip()


def readable(text: str) -> str:
    """JSON, or lines of it, as a block an article, with long texts and lists shortened.

    Any other format is shown as it is, cut if it is long.
    """
    articles = _objects(text)
    if articles:
        return _cut("\n\n".join(_block(one) for one in articles))
    return _cut(text)


def _text_of(data: bytes) -> str | None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def _size(size: int) -> str:
    if size < _KB:
        return f"{size} bytes"
    return f"{size / _KB:,.0f} kB" if size < _KB * _KB else f"{size / _KB / _KB:,.1f} MB"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_PREVIEW else f"{text[:_LONGEST_PREVIEW]}…"


def _objects(text: str) -> list[dict[str, Any]]:
    """The objects that a text consists of; none if it is something else."""
    if text[:1] not in ("{", "[") or len(text) > _LONGEST_JSON:
        return []
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = _lines_of(text)
    if isinstance(found, dict):
        found = [found]
    is_all = isinstance(found, list) and all(isinstance(one, dict) for one in found)
    return found if is_all else []


def _lines_of(text: str) -> list[Any]:
    try:
        return [json.loads(line) for line in text.split("\n") if line]
    except (ValueError, RecursionError):
        return []


# ------------------------------------------------------------ one object


def _block(article: dict[str, Any]) -> str:
    return "\n".join(_broken(article, ""))


def _broken(value: Any, indent: str) -> Iterator[str]:  # noqa: ANN401 - JSON
    """An object or a list with a line for each of its values."""
    inner = indent + _INDENT
    if isinstance(value, dict):
        entries = [f"{_line(key)}: {_value(one, inner)}" for key, one in value.items()]
        yield "{"
        yield from _separated(entries, inner)
        yield f"{indent}}}"
    else:
        yield "["
        yield from _separated([_value(one, inner) for one in value[:_LISTED]], inner)
        if len(value) > _LISTED:
            yield f"{inner}… {len(value) - _LISTED:,} more"
        yield f"{indent}]"


def _separated(entries: Sequence[str], indent: str) -> Iterable[str]:
    last = len(entries) - 1
    return (f"{indent}{one}{',' if at < last else ''}" for at, one in enumerate(entries))


def _value(value: Any, indent: str) -> str:  # noqa: ANN401 - JSON
    """In one line where that is not too long; a list of objects always has a line for each."""
    if isinstance(value, list):
        if any(isinstance(one, dict | list) for one in value):
            return "\n".join(_broken(value, indent))
        return _plain_list(value)
    line = _line(_shortened(value))
    if isinstance(value, dict) and len(line) > _LONGEST_LINE:
        return "\n".join(_broken(value, indent))
    return line


def _plain_list(values: list[Any]) -> str:
    shown = ", ".join(_line(_shortened(one)) for one in values[:_WORDS_LISTED])
    rest = len(values) - _WORDS_LISTED
    return f"[{shown}, … {rest:,} more]" if rest > 0 else f"[{shown}]"


def _line(value: Any) -> str:  # noqa: ANN401 - JSON
    return json.dumps(value, ensure_ascii=False)


def _shortened(value: Any) -> Any:  # noqa: ANN401 - JSON
    match value:
        case str():
            return value if len(value) <= LONGEST_TEXT else value[: LONGEST_TEXT - 1] + "…"
        case list():
            return [_shortened(one) for one in value]
        case dict():
            return {name: _shortened(one) for name, one in value.items()}
        case _:
            return value
