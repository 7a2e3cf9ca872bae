"""The registry: canonical actors and locations, which mentions in many articles name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.domain.errors import NotAllowed

if TYPE_CHECKING:
    from annotator.domain.ids import EntryId

_WIKIDATA = re.compile(r"Q[1-9][0-9]*")


@dataclass(frozen=True, slots=True)
class RegistryEntry:
    """One actor or location, whatever articles call it.

    label: that of its mentions. name: the canonical one; aliases: the others, sorted.
    kind: what it is, in free words ("armed group"). wikidata: "" or its item, "Q1075".
    gazetteer: "" or the place's id there. latitude, longitude: degrees (WGS 84), both or neither.
    Raises NotAllowed for what cannot be.
    """

    id: EntryId
    label: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: str = ""
    note: str = ""
    wikidata: str = ""
    gazetteer: str = ""
    latitude: float | None = None
    longitude: float | None = None

    def __post_init__(self) -> None:
        if not self.name or self.name != self.name.strip():
            raise NotAllowed("An entry of the registry needs a name.")
        if tuple(sorted(set(self.aliases) - {self.name})) != self.aliases:
            raise NotAllowed("Aliases are other names, each of them once.")
        if self.wikidata and not _WIKIDATA.fullmatch(self.wikidata):
            raise NotAllowed(
                f"“{self.wikidata}” is no Wikidata item; write its number, such as Q1075."
            )
        if (self.latitude is None) != (self.longitude is None):
            raise NotAllowed("A place has both a latitude and a longitude, or neither.")
        if self.latitude is not None and not -90 <= self.latitude <= 90:
            raise NotAllowed(f"The latitude {self.latitude} is not between -90 and 90 degrees.")
        if self.longitude is not None and not -180 <= self.longitude <= 180:
            raise NotAllowed(f"The longitude {self.longitude} is not between -180 and 180 degrees.")

    @property
    def names(self) -> tuple[str, ...]:
        """All of its names, the canonical one first."""
        return (self.name, *self.aliases)
