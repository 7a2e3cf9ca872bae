"""Proves that every library which a program file needs is in the tree, or comes with Windows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from builder.running import CannotBuild, run
from builder.setup_exe.tree import files_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NAMES = """
    advapi32 authz bcrypt bcryptprimitives combase comctl32 comdlg32 crypt32 d3d11 d3d12 d3d9
    dbghelp dnsapi dwmapi dwrite dxgi gdi32 icuuc imm32 iphlpapi kernel32 mpr mscms msvcrt netapi32
    ntdll ole32 oleaut32 propsys psapi rpcrt4 secur32 setupapi shcore shell32 shlwapi ucrtbase
    uiautomationcore user32 userenv uxtheme version winmm winspool.drv ws2_32 wtsapi32
"""
OF_WINDOWS = frozenset(_NAMES.split())
"""Libraries of Windows 10 since version 1809, without their ".dll"."""

_PROGRAM = {".dll", ".exe", ".pyd"}
_FILE = re.compile(r"^(?P<file>/.*):\s+file format |^\s+DLL Name: (?P<library>\S+)", re.MULTILINE)
_AT_ONCE = 100


def check(tree: Path) -> None:
    """Raises CannotBuild with the names of libraries that nobody brings."""
    programs = program_files(tree)
    brought = {path.name.lower() for path in programs}
    lost = sorted(
        f"{library} (for {file.rpartition('/')[2]})"
        for file, library in _imports(programs)
        if library.lower() not in brought and not _is_of_windows(library.lower())
    )
    if lost:
        raise CannotBuild(f"libraries are missing from the program for Windows: {', '.join(lost)}")


def program_files(tree: Path) -> list[Path]:
    """The executables and libraries of the tree."""
    return [path for path in files_of(tree) if path.suffix.lower() in _PROGRAM]


def _is_of_windows(library: str) -> bool:
    return library.startswith(("api-ms-win-", "ext-ms-")) or (
        library.removesuffix(".dll") in OF_WINDOWS
    )


def _imports(programs: list[Path]) -> Iterator[tuple[str, str]]:
    """Each program file with each library that it cannot start without."""
    for start in range(0, len(programs), _AT_ONCE):
        words = programs[start : start + _AT_ONCE]
        file = ""
        for found in _FILE.finditer(run("x86_64-w64-mingw32-objdump", "-p", *words)):
            if found["file"]:
                file = found["file"]
            else:
                yield file, found["library"]
