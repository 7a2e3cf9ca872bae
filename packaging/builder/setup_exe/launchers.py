"""annotator.exe, annotator-cli.exe and python3.dll, compiled with mingw-w64."""

from __future__ import annotations

import re
import shutil
from string import Template
from typing import TYPE_CHECKING

from builder.places import PACKAGING
from builder.product import product
from builder.running import CannotBuild, run
from builder.setup_exe.tree import INTERNAL

if TYPE_CHECKING:
    from pathlib import Path

SOURCES = PACKAGING / "windows"
_PREFIX = "x86_64-w64-mingw32"
_COMPILER = (
    f"{_PREFIX}-gcc", "-std=c11", "-O2", "-s", "-Wall", "-Wextra", "-Werror", "-municode",
    "-static-libgcc", "-Wl,--no-insert-timestamp", "-Wl,--dynamicbase,--nxcompat,--high-entropy-va",
)  # fmt: skip
_EXPORTS = re.compile(r"^\[Ordinal/Name Pointer\] Table.*?\n(?P<rows>(?:\t\[.*\n)+)", re.MULTILINE)
_PUBLIC = re.compile(r"\s(_?Py\w+)$", re.MULTILINE)


def need_compiler() -> None:
    """Raises CannotBuild unless mingw-w64 is there."""
    if shutil.which(_COMPILER[0]) is None:
        package = "gcc-mingw-w64-x86-64"
        raise CannotBuild(
            f"missing programs; run: apt-get install --no-install-recommends {package}"
        )


def of(tree: Path) -> list[Path]:
    """What is compiled here, as it lies in the tree."""
    name = product().name
    return [tree / f"{name}.exe", tree / f"{name}-cli.exe", tree / INTERNAL / "python3.dll"]


def build(tree: Path, icons: Path, work: Path) -> None:
    """Compiles all three into the tree, which must have CPython.

    icons: the folder of .ico files. work: for what is made on the way.
    """
    work.mkdir(parents=True)
    window, terminal, forwarder = of(tree)
    source = SOURCES / "launcher.c"
    for target, kind in ((window, "-mwindows"), (terminal, "-mconsole")):
        resources = _resources(target.name, icons, work)
        run(*_COMPILER, kind, f'-DTITLE=L"{product().title}"', "-o", target, source, resources)
    _build_forwarder(tree / INTERNAL / "python311.dll", forwarder, work)


def version_numbers(version: str) -> str:
    """The four numbers that Windows wants: 0.2.0rc1 is 0,2,0,0."""
    release = re.match(r"\d+(\.\d+)*", version)
    if release is None:
        raise CannotBuild(f"“{version}” is not a version like 0.2.0")
    return ",".join((release[0].split(".") + ["0"] * 3)[:4])


def _resources(name: str, icons: Path, work: Path) -> Path:
    """Icons, manifest and version of a launcher, as an object file."""
    text = Template((SOURCES / "launcher.rc").read_text(encoding="utf-8")).substitute(
        icon=icons / "annotator.ico",
        project_icon=icons / "project.ico",
        manifest=SOURCES / "launcher.manifest",
        numbers=version_numbers(product().version),
        version=product().version,
        title=product().title,
        publisher=product().publisher,
        licence=product().licence,
        name=name,
    )
    script, target = work / f"{name}.rc", work / f"{name}.o"
    script.write_text(text, encoding="utf-8")
    run(f"{_PREFIX}-windres", "--codepage=65001", script, target)
    return target


def _build_forwarder(python: Path, target: Path, work: Path) -> None:
    """python3.dll, which libraries for any Python 3 import: each name leads to python311.dll."""
    definitions, entry = work / "python3.def", work / "python3.c"
    definitions.write_text(forwarding(exported(python), python.stem), encoding="ascii")
    entry.write_text(
        "int __stdcall DllMainCRTStartup(void *a, unsigned b, void *c)\n"
        "{ (void)a; (void)b; (void)c; return 1; }\n",
        encoding="ascii",
    )
    # without a base the linker makes one up of the target's path
    words = ("-shared", "-nostdlib", "-Wl,--image-base,0x180000000")
    run(*_COMPILER, *words, "-o", target, entry, definitions)


def exported(library: Path) -> list[str]:
    """The names of Python's interface that its library exports."""
    listing = run(f"{_PREFIX}-objdump", "-p", library)
    rows = _EXPORTS.search(listing)
    names = _PUBLIC.findall(rows["rows"]) if rows else []
    if not names:
        raise CannotBuild(f"{library} exports nothing of Python's; the tree is not whole")
    return sorted(names)


def forwarding(names: list[str], to: str) -> str:
    """A module definition in which each name leads to the same in another library."""
    lines = "\n".join(f"  {name}={to}.{name}" for name in names)
    return f"LIBRARY python3.dll\nEXPORTS\n{lines}\n"
