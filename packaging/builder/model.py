"""The bundled model in a frozen program is the one that its makers released."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.services.model_files import compare
from annotator.suggest.pipeline import BUNDLED_MODEL
from builder.running import CannotBuild

if TYPE_CHECKING:
    from pathlib import Path


def verify(folder: Path) -> int:
    """Looks for the model anywhere below a folder, and returns how many files were compared.

    Raises CannotBuild if there is none, or one that was changed.
    """
    found = sorted(folder.rglob(f"{BUNDLED_MODEL}/*/config.cfg"))
    if not found:
        raise CannotBuild(f"there is no language model below {folder}")
    compared = [compare(config.parent) for config in found]
    for one in compared:
        if not one.is_whole:
            raise CannotBuild(one.sentence())
    return sum(one.checked for one in compared)
