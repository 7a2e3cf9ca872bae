"""Dates as press databases write them, in words."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january january jan januar janvier enero januari gennaio janeiro",
            "february feb februar février fevrier febrero februari febbraio fevereiro",
            "march mar märz maerz mars marzo maart março",
            "april apr avril abril aprile",
            "may mai mayo mei maggio maio",
            "june jun juni juin junio giugno junho",
            "july jul juli juillet julio luglio julho",
            "august aug août aout agosto augustus",
            "september sep sept septembre septiembre settembre setembro",
            "october oct oktober octobre octubre ottobre outubro",
            "november nov novembre noviembre novembro",
            "december dec dezember décembre decembre diciembre dicembre dezembro",
        ),
        start=1,
    )
    for name in names.split()
}
_YEAR = r"(?P<year>(?:18|19|20)\d\d)"
_MONTH = r"(?P<month>[^\W\d_]{3,10})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.)?"
_FORMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}\b",
        rf"\b{_DAY}\s+(?:de\s+)?{_MONTH}\s+(?:de\s+)?{_YEAR}\b",
        rf"\b{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)\b",
        rf"\b{_MONTH}(?:\s+de)?,?\s+{_YEAR}\b",
    )
)
_BESIDES = re.compile(
    r"[\s,.;:()-]|\b(monday|tuesday|wednesday|thursday|friday|saturday|sunday|montag|dienstag"
    r"|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi"
    r"|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|edition|edtn|final|early|late"
    r"|first|second|third|morning|evening|weekend|city|national|home|foreign|international|main"
    r"|regional|online|web|am|pm|gmt|bst|utc|est|edt|cet|cest|[a-z]{1,4}|\d{1,2}:\d\d(:\d\d)?)\b",
    re.IGNORECASE,
)


def iso_date(text: str) -> str:
    """The first date in a text as ISO 8601, as precise as it is; "" if there is none."""
    found = _found(text)
    return found[0] if found else ""


def is_date_line(line: str) -> bool:
    """Whether a line is a date, perhaps with weekday, time and edition, and nothing else."""
    found = _found(line) if len(line) < 100 else None
    return found is not None and not _BESIDES.sub("", line[: found[1]] + " " + line[found[2] :])


def _found(text: str) -> tuple[str, int, int] | None:
    for form in _FORMS:
        for match in form.finditer(text):
            written = _written(match.groupdict())
            if written:
                return written, match.start(), match.end()
    return None


def _written(parts: dict[str, str | None]) -> str:
    month = parts["month"] or ""
    number = int(month) if month.isdecimal() else _MONTHS.get(month.lower(), 0)
    if not 1 <= number <= 12:
        return ""
    year = int(parts["year"] or 0)
    if "day" not in parts:
        return f"{year:04}-{number:02}"
    try:
        return date(year, number, int(parts["day"] or 0)).isoformat()
    except ValueError:
        return ""
