"""How hard packages are pressed: PACKAGE_COMPRESSION is "small" for releases, "fast" for trials."""

from __future__ import annotations

import os
from dataclasses import dataclass

from builder.running import CannotBuild

_VARIABLE = "PACKAGE_COMPRESSION"


@dataclass(frozen=True, slots=True)
class Compression:
    """Levels of the two programs that press."""

    xz: int
    zstd: int


_WAYS = {"small": Compression(xz=6, zstd=19), "fast": Compression(xz=0, zstd=3)}


def compression() -> Compression:
    """What the environment asks for; small if nothing. Raises CannotBuild for another word."""
    asked = os.environ.get(_VARIABLE) or "small"
    if asked not in _WAYS:
        raise CannotBuild(f"{_VARIABLE} is “{asked}”; it can be {' or '.join(_WAYS)}")
    return _WAYS[asked]
