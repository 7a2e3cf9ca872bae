"""What a package is made of: the value that licences and the bill of materials are written from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Component:
    """One piece of somebody else's work.

    name: as its makers write it. version: "" where none can be told. licence: an SPDX expression.
    kind: as CycloneDX calls it. key: names it within one list. purl: the package URL, "" if it is
    in no registry. sha256: of the wheel that it came in, "" if in none. needs: keys.
    """

    name: str
    version: str
    licence: str
    key: str
    kind: str = "library"
    purl: str = ""
    sha256: str = ""
    home: str = ""
    says: str = ""
    texts: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Name and version, as the file of licences names it."""
        return f"{self.name} {self.version}".rstrip()
