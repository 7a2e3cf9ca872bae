"""Files of libraries that are no code, but without which the code does something else.

Some libraries go on without them and say nothing: trafilatura without its settings takes other
parts of a page for the article. So all of each library come along, except what trimming.py names.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from builder.trimming import is_kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CODE = {".dll", ".dylib", ".py", ".pyc", ".pyd", ".so"}
_BY_THEIR_HOOKS = {"PySide6", "shiboken6"}


def of_packages(modules: Iterable[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """Entries for PyInstaller (name in the bundle, file, "DATA"), sorted.

    modules: of the installed libraries that are taken, each with its file.
    """
    roots = {root for name, file in modules if (root := _root(name, Path(file))) is not None}
    return sorted(
        (inside.as_posix(), str(root.parent / inside), "DATA")
        for root in roots
        for inside in _below(root)
    )


def _root(module: str, file: Path) -> Path | None:
    """The folder of the top package that a module of an installed library belongs to."""
    top = module.partition(".")[0]
    if "site-packages" not in file.parts or top in _BY_THEIR_HOOKS:
        return None
    return next(
        (one for one in file.parents if one.name == top and one.parent.name == "site-packages"),
        None,
    )


def _below(root: Path) -> Iterator[Path]:
    for path in root.rglob("*"):
        inside = path.relative_to(root.parent)
        if _CODE.isdisjoint(path.suffixes) and path.is_file() and is_kept(inside.as_posix()):
            yield inside
