"""Dates of publication, as precise as they are known."""

from __future__ import annotations

import re
from datetime import date, datetime

from annotator.domain.errors import NotAllowed

_PARTS = re.compile(r"(\d{4})(?:-(\d\d))?")


def checked_published(typed: str) -> str:
    """A date of publication as it is stored: ISO 8601, or "" for none.

    A year, a month, a day, or a day and time; raises NotAllowed, with a sentence, for others.
    """
    text = typed.strip()
    if text and not _is_iso(text):
        raise NotAllowed(
            f"“{text}” is no date that can be sorted. Write it as 2026-11-22, with a time as"
            " 2026-11-22T14:30, or as much of it as is known: 2026-11 or 2026."
        )
    return text


def _is_iso(text: str) -> bool:
    part = _PARTS.fullmatch(text)
    if part is not None:
        return part[1] != "0000" and (part[2] is None or 1 <= int(part[2]) <= 12)
    if not re.match(r"\d{4}-\d\d-\d\d", text):
        return False  # Python reads other forms of ISO 8601, which do not sort with these
    try:
        date.fromisoformat(text[:10])
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
