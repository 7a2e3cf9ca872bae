"""Small modules of ours in place of large ones that libraries import but that nobody calls."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from builder.places import PACKAGING

if TYPE_CHECKING:
    from pathlib import Path

_FOLDER = PACKAGING / "stand_ins"


def modules() -> dict[str, Path]:
    """The dotted names of what is replaced, and the files that replace it."""
    found = {}
    for path in sorted(_FOLDER.rglob("*.py")):
        inside = path.relative_to(_FOLDER).with_suffix("")
        parts = inside.parts[:-1] if inside.name == "__init__" else inside.parts
        found[".".join(parts)] = path
    return found


def put_into(folder: Path) -> None:
    """Copies them among the installed libraries in a folder."""
    for path in modules().values():
        target = folder / path.relative_to(_FOLDER)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
