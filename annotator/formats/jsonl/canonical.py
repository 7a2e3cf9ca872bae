"""Whom or what a span of JSONL names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.exchange import IncomingEntry

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Note = Callable[[str], None]
    Fields = Mapping[str, object]


def read_canonical(item: object, note: Note) -> IncomingEntry | None:
    """What our exports have there; None where nobody is named, and for any other shape."""
    if not isinstance(item, dict):
        return None
    name = _text(item, "name")
    if not name:
        if any(item.values()):
            note("whom it names (“canonical”) has no name; it was left out.")
        return None
    aliases = item.get("aliases")
    return IncomingEntry(
        id=_text(item, "id"),
        name=name,
        aliases=tuple(one for one in aliases if isinstance(one, str))
        if isinstance(aliases, list)
        else (),
        kind=_text(item, "kind"),
        note=_text(item, "note"),
        wikidata=_text(item, "wikidata"),
        gazetteer=_text(item, "gazetteer"),
        latitude=_degrees(item, "latitude"),
        longitude=_degrees(item, "longitude"),
    )


def _text(item: Fields, key: str) -> str:
    value = item.get(key)
    return value if isinstance(value, str) else ""


def _degrees(item: Fields, key: str) -> float | None:
    value = item.get(key)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
