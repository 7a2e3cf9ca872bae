"""The only way to reach resources/, installed or from a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from annotator.domain.errors import ProgramIncomplete

_PACKAGE = Path(__file__).resolve().parent


@cache
def resource_root() -> Path:
    """The folder of resources: inside the package when installed, beside it in a checkout."""
    installed = _PACKAGE / "_resources"
    return installed if installed.is_dir() else _PACKAGE.parent / "resources"


def resource(*parts: str) -> Path:
    """The path of one resource. Raises ProgramIncomplete if it is not there."""
    path = resource_root().joinpath(*parts)
    if not path.exists():
        raise ProgramIncomplete(
            f"A file of the program is missing: {'/'.join(parts)}. Install the program again."
        )
    return path
