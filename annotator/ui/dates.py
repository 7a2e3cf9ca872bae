"""Dates and times as people write them."""

from __future__ import annotations

import re
from datetime import datetime

_MONTH = re.compile(r"\d{4}-\d{2}")


def written_time(at: datetime) -> str:
    """An aware time in the machine's zone, to the minute."""
    return f"{at.astimezone():%d %b %Y %H:%M}"


def written_date(published: str) -> str:
    """A date in ISO 8601 as one writes it, as precise as it is; anything else as it is.

    A time keeps the zone that it was given in.
    """
    if _MONTH.fullmatch(published):
        try:
            return f"{datetime.fromisoformat(f'{published}-01'):%B %Y}"
        except ValueError:
            return published
    try:
        at = datetime.fromisoformat(published)
    except ValueError:
        return published
    day = f"{at.day} {at:%B %Y}"
    if len(published) <= len("2026-11-22"):
        return day
    zone = f" {at.tzname()}" if at.tzinfo else ""
    return f"{day}, {at:%H:%M}{zone}"
