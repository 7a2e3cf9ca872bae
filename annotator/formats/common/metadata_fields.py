"""What articles' fields are called in other people's files, and how they become Metadata."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

import orjson

from annotator.domain.document import Metadata

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_ALIASES = {
    "title": ("title", "headline"),
    "outlet": (
        "outlet",
        "source",
        "publisher",
        "publication",
        "sitename",
        "site_name",
        "site",
        "newspaper",
    ),
    "byline": ("byline", "author", "authors", "creator"),
    "published": (
        "published",
        "date",
        "published_at",
        "publish_date",
        "publication_date",
        "date_published",
        "pubdate",
    ),
    "url": ("url", "link", "permalink", "canonical", "uri"),
    "language": ("language", "lang"),
}
_SURROGATE = re.compile("[\ud800-\udfff\0]")
_ISO_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def metadata_from(fields: Mapping[str, object]) -> Metadata:
    """Metadata out of a mapping such as front matter; what has no place goes to `extra`.

    Names count whatever their case; of two names for one field the first in our order wins and
    the other is kept as an extra.
    """
    names = {_plain_name(name): name for name in reversed(list(fields))}
    found: dict[str, str] = {}
    used: set[str] = set()
    for field, aliases in _ALIASES.items():
        for alias in aliases:
            value = field_text(fields[names[alias]]) if alias in names else ""
            if value:
                found[field] = iso_time(value) if field == "published" else value
                used.add(names[alias])
                break
    rest = ((name, value) for name, value in fields.items() if name not in used)
    return Metadata(**found, extra=extras(rest))


def extras(fields: Iterable[tuple[str, object]]) -> tuple[tuple[str, str], ...]:
    """Values without a place of their own, as Metadata.extra wants them; empty ones go."""
    kept = {
        _storable(name): json_text(value)
        for name, value in fields
        if value is not None and value != ""
    }
    return tuple(sorted(kept.items()))


def field_text(value: object) -> str:
    """One line of text for a plain value or a list of them, "" for anything else.

    A person given as {"name": …} counts as that name.
    """
    match value:
        case str():
            return " ".join(_storable(value).split())
        case bool() | None:
            return ""
        case int() | float():
            return str(value)
        case {"name": str(name)}:
            return field_text(name)
        case list():
            parts = ["" if isinstance(part, list) else field_text(part) for part in value]
            return ", ".join(parts) if all(parts) else ""
    return ""


def json_text(value: object) -> str:
    """The value as JSON, keys sorted; what JSON cannot say becomes text first."""
    options = orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS
    try:
        return orjson.dumps(value, default=str, option=options).decode()
    except TypeError:  # lone surrogates, integers beyond 64 bits, nesting without end
        return orjson.dumps(_storable(str(value))).decode()


def iso_time(text: str) -> str:
    """A date as ISO 8601, as precise as it was; unchanged if it cannot be understood."""
    if _ISO_DATE.fullmatch(text):
        return text
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(re.sub(r" (?=[+-]\d)", "", text, count=1)).isoformat()
        except (ValueError, OverflowError, TypeError, IndexError):  # the mail library's own three
            continue
    return text


def _plain_name(name: str) -> str:
    return re.sub(r"[\s:.-]+", "_", name.strip().lower())


def _storable(text: str) -> str:
    return _SURROGATE.sub("\ufffd", text)
