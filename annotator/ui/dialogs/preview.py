"""How an exported file begins, so that all its parts can be seen at a glance."""

from __future__ import annotations

import json

LONGEST_TEXT = 80
"""Of a text in the preview, in characters."""
_LISTED = 3
_LONGEST_PREVIEW = 6_000
_INDENT = "  "


def readable(text: str) -> str:
    """Lines of JSON as a block an article, with long texts and lists shortened.

    Any other format is shown as it is, cut if it is long.
    """
    try:
        articles = [json.loads(line) for line in text.split("\n") if line]
    except ValueError:
        articles = []
    if not articles or not all(isinstance(one, dict) for one in articles):
        return text[:_LONGEST_PREVIEW] + ("…" if len(text) > _LONGEST_PREVIEW else "")
    return "\n\n".join(_block(one) for one in articles)


def _block(article: dict[str, object]) -> str:
    fields = (f"{_INDENT}{_line(name)}: {_value(value)}" for name, value in article.items())
    return "{\n" + ",\n".join(fields) + "\n}"


def _value(value: object) -> str:
    """A field of an article: a list of objects has a line for each."""
    if not isinstance(value, list) or not any(isinstance(one, dict) for one in value):
        return _line(value)
    inner = _INDENT * 2
    lines = [_line(one) for one in value[:_LISTED]]
    if len(value) > _LISTED:
        lines.append(f"… {len(value) - _LISTED:,} more")
    return f"[\n{inner}" + f",\n{inner}".join(lines) + f"\n{_INDENT}]"


def _line(value: object) -> str:
    return json.dumps(_shortened(value), ensure_ascii=False)


def _shortened(value: object) -> object:
    match value:
        case str():
            return value if len(value) <= LONGEST_TEXT else value[: LONGEST_TEXT - 1] + "…"
        case list():
            return [_shortened(one) for one in value]
        case dict():
            return {name: _shortened(one) for name, one in value.items()}
        case _:
            return value
