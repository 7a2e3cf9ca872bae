"""What brat's lines say of a span besides its place: attributes, notes, whom it names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotator.domain.exchange import IncomingEntry
from annotator.formats.brat.names import unescape, value_of
from annotator.formats.jsonl.canonical import read_canonical

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.domain.labels import Attributes, AttributeValue
    from annotator.formats.brat.lines import Reference, Standoff

_NOTE = "AnnotatorNotes"
_ITEM = re.compile("Q[1-9][0-9]*")


class Properties:
    """Those of each "T" line, by its id; what is said of an event belongs to its trigger.

    entries: what our export has of the registry, by the entries' ids.
    """

    def __init__(self, standoff: Standoff, entries: object, remarks: Callable[[str], None]) -> None:
        self._triggers = {own: event.trigger for own, event in standoff.events.items()}
        self._standoff = standoff
        self._entries = entries if isinstance(entries, dict) else {}
        self._remarks = remarks
        self._attributes: dict[str, dict[str, AttributeValue]] = {}
        self._notes: dict[str, list[str]] = {}
        self._references: dict[str, list[Reference]] = {}
        self._gather()

    def attributes(self, own: str) -> Attributes:
        """The attributes of a line, sorted."""
        return tuple(sorted(self._attributes.get(own, {}).items()))

    def note(self, own: str) -> str:
        """All comments on a line."""
        return "\n".join(self._notes.get(own, ()))

    def entry(self, own: str) -> IncomingEntry | None:
        """Whom it names, by the first of its references that says so."""
        references = self._references.get(own, ())
        keys = {one.base.lower(): one.key for one in reversed(references)}
        item = keys.get("wikidata", "")
        known = read_canonical(self._entries.get(keys.get("registry", "")), self._remarks)
        if known is not None and item in ("", known.wikidata):
            return known
        name = next((unescape(one.name).strip() for one in references if one.name.strip()), "")
        if not name:
            return None
        wikidata = item if _ITEM.fullmatch(item) else ""
        return IncomingEntry("" if wikidata else keys.get("registry", ""), name, wikidata=wikidata)

    def _gather(self) -> None:
        for attribute in self._standoff.attributes:
            own = self._bearer(attribute.target, f"the attribute {attribute.name}")
            if own:
                value = True if attribute.value is None else value_of(attribute.value)
                self._attributes.setdefault(own, {})[unescape(attribute.name)] = value
        for comment in self._standoff.comments:
            own = self._bearer(comment.target, "a note")
            if own and comment.text:
                kind = "" if comment.kind == _NOTE else f"{comment.kind}: "
                self._notes.setdefault(own, []).append(kind + unescape(comment.text))
        for reference in self._standoff.references:
            own = self._bearer(reference.target, f"the reference to {reference.base}")
            if own:
                self._references.setdefault(own, []).append(reference)

    def _bearer(self, target: str, what: str) -> str:
        """The "T" line that something is said of; "" if there is none, which is told."""
        own = self._triggers.get(target, target)
        if own in self._standoff.marked:
            return own
        where = "which is a relation" if target in self._standoff.link_ids else "which is not there"
        self._remarks(f"On {target[:40]}, {where}, stands {what[:60]}; it was left out.")
        return ""
