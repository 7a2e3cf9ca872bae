"""What Python has not got on Windows is called only where the system has been asked about."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAM = Path(__file__).resolve().parents[2] / "annotator"

MODULES = {"fcntl", "grp", "posix", "pty", "pwd", "readline", "resource", "syslog", "termios"}
OF_OS = {
    *("chown", "fchmod", "fork", "forkpty", "getgid", "getuid", "geteuid", "getloadavg", "getsid"),
    *("killpg", "lchown", "mkfifo", "nice", "pread", "pwrite", "sched_getaffinity", "setsid"),
    *("statvfs", "sync", "sysconf", "uname", "O_DIRECTORY", "O_NOFOLLOW", "O_CLOEXEC"),
}
OF_PATHS = {"is_mount", "owner"}
ASKS = ("sys.platform", "os.name", "hasattr(os")


def reached(tree: ast.AST) -> Iterator[ast.AST]:
    """The nodes that are run on every system."""
    for node in ast.iter_child_nodes(tree):
        asked = isinstance(node, ast.If | ast.IfExp) and any(
            one in ast.unparse(node.test) for one in ASKS
        )
        if not asked:
            yield node
            yield from reached(node)


def missing_on_windows(source: str) -> list[str]:
    """What a module uses that is not there, with its line."""
    found = []
    for node in reached(ast.parse(source)):
        names: list[str] = []
        match node:
            case ast.Import():
                names = [one.name for one in node.names if one.name in MODULES]
            case ast.ImportFrom(module=str() as module) if module in MODULES:
                names = [module]
            case ast.Attribute(value=ast.Name(id="os"), attr=attribute) if attribute in OF_OS:
                names = [f"os.{attribute}"]
            case ast.Call(func=ast.Attribute(attr=attribute)) if attribute in OF_PATHS:
                names = [attribute]
        found += [f"{name}, line {node.lineno}" for name in names]  # type: ignore[attr-defined]
    return found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import fcntl", ["fcntl, line 1"]),
        ("import os\nos.nice(3)", ["os.nice, line 2"]),
        ("def f(path):\n    return path.is_mount()", ["is_mount, line 2"]),
        ('import sys\nif sys.platform == "win32":\n    pass\nelse:\n    import fcntl', []),
        ('import os\nif hasattr(os, "nice"):\n    os.nice(3)', []),
        ("import os\nos.replace(a, b)", []),
    ],
)
def test_it_is_found_where_the_system_was_not_asked(source: str, found: list[str]):
    assert missing_on_windows(source) == found


def test_the_program_calls_nothing_that_windows_has_not():
    found = {
        path.relative_to(PROGRAM).as_posix(): lost
        for path in sorted(PROGRAM.rglob("*.py"))
        if (lost := missing_on_windows(path.read_text(encoding="utf-8")))
    }

    assert found == {}
