"""The only way to reach resources/, installed or from a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def resource_root() -> Path:
    """The folder of resources: inside the package when installed, beside it in a checkout."""
    installed = _PACKAGE / "_resources"
    return installed if installed.is_dir() else _PACKAGE.parent / "resources"


def resource(*parts: str) -> Path:
    """The path of one resource. Raises FileNotFoundError if it is not there."""
    path = resource_root().joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(f"the program is incomplete: resource {'/'.join(parts)} is missing")
    return path
