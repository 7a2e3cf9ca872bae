"""Names of places, from GeoNames and a list of our own; read at the first look-up."""

from __future__ import annotations

import gzip
import re
import unicodedata
import zlib
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.errors import ProgramIncomplete
from annotator.resources import resource

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_TYPOGRAPHIC = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "–": "-", "‑": "-", "\u00ad": None})
_SPACES = re.compile(r"\s+")


class Place(NamedTuple):
    """kind: country, region, town or site. rank: 3 known to every reader, 1 small, 0 doubtful.

    A doubtful name is also a word or somebody's name.
    """

    kind: str
    rank: int


def place(name: str) -> Place | None:
    """The place of that name, with or without accents, in any case; None if it is not known."""
    return _places().get(folded(name))


def folded(name: str) -> str:
    """The name in small letters, without accents, with plain apostrophes and single spaces."""
    name = _SPACES.sub(" ", name.translate(_TYPOGRAPHIC)).strip().lower()
    if name.isascii():
        return name
    decomposed = unicodedata.normalize("NFKD", name)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@cache
def _places() -> Mapping[str, Place]:
    found: dict[str, Place] = {}
    for kind, rank, *names in _rows(_unpacked(resource("gazetteer", "places.tsv.gz"))):
        found.update(dict.fromkeys(names, Place(kind, int(rank))))
    written = resource("gazetteer", "more-places.tsv").read_text(encoding="utf-8")
    for kind, rank, *names in _rows(written):
        found.update(dict.fromkeys(map(folded, names), Place(kind, int(rank))))
    return found


def _unpacked(path: Path) -> str:
    try:
        data = path.read_bytes()
        if not data:
            raise EOFError
        return gzip.decompress(data).decode()
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise ProgramIncomplete(
            f"A file of the program is damaged: {path}. Install the program again."
        ) from error


def _rows(text: str) -> Iterator[list[str]]:
    for line in text.split("\n"):
        if line and not line.startswith("#"):
            yield line.split("\t")
