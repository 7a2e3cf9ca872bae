"""Proves that all which the program's own modules import is in the tree."""

from __future__ import annotations

import ast
import sys
from typing import TYPE_CHECKING

from builder.running import CannotBuild

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def check(program: Path, libraries: Path) -> None:
    """Raises CannotBuild with what is imported and not there.

    program: the folder of its packages, as sources. libraries: the folder that all were put into.
    """
    there = {path.name.partition(".")[0] for path in libraries.iterdir()} | sys.stdlib_module_names
    lost = sorted(
        f"{name} (for {path.relative_to(program).as_posix()})"
        for path in program.rglob("*.py")
        for name in imported(path.read_text(encoding="utf-8"))
        if name not in there
    )
    if lost:
        raise CannotBuild(f"modules are missing from the program for Windows: {', '.join(lost)}")


def imported(source: str) -> set[str]:
    """The top packages that a module imports when it runs, wherever in it."""
    found = set()
    for node in _that_run(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {one.name.partition(".")[0] for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.partition(".")[0])
    return found


def _that_run(tree: ast.AST) -> Iterator[ast.AST]:
    """All nodes but those that only type checkers read."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        yield node
        yield from _that_run(node)
