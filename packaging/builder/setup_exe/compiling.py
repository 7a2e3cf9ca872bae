"""Compiles modules for the program's Python: python -m builder.setup_exe.compiling FOLDER ZIP.

Modules in FOLDER become .pyc files, and their sources go: they would be read at every start, and
double what antivirus programs look through. The standard library of the Python that this runs on,
which must be a 3.11 too, is put into ZIP.
"""

from __future__ import annotations

import importlib.util
import marshal
import struct
import sys
import sysconfig
import time
import zipfile
from pathlib import Path

from builder.product import product
from builder.trimming import is_left_out

_UNCHECKED = 0b01  # PEP 552: by hash, and never compared with a source
_NOT_TAKEN = {
    "__pycache__", "config", "distutils", "ensurepip", "idlelib", "lib-dynload", "lib2to3",
    "pydoc_data", "site-packages", "test", "tests", "tkinter", "turtledemo", "venv",
}  # fmt: skip
_NOT_OF_WINDOWS = {"crypt", "curses", "dbm", "pty", "tty", "turtle"}


def compiled(source: bytes, name: str) -> bytes:
    """A module's .pyc. name: what tracebacks call its file."""
    code = compile(source, name, "exec", dont_inherit=True, optimize=0)
    digest = importlib.util.source_hash(source)
    return (
        importlib.util.MAGIC_NUMBER + struct.pack("<I", _UNCHECKED) + digest + marshal.dumps(code)
    )


def compile_folder(folder: Path) -> None:
    """Turns every .py file below a folder into a .pyc beside it."""
    for path in sorted(folder.rglob("*.py")):
        name = path.relative_to(folder).as_posix()
        path.with_suffix(".pyc").write_bytes(compiled(path.read_bytes(), name))
        path.unlink()


def compile_standard_library(target: Path) -> None:
    """Puts the standard library's modules, compiled, into a ZIP archive that is not compressed."""
    root = Path(sysconfig.get_path("stdlib"))
    moment = time.gmtime(product().epoch)[:6]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for path in standard_modules(root):
            name = path.relative_to(root).as_posix()
            entry = zipfile.ZipInfo(f"{name}c", moment)
            entry.create_system = 0
            entry.external_attr = 0
            archive.writestr(entry, compiled(path.read_bytes(), f"python311/{name}"))


def standard_modules(root: Path) -> list[Path]:
    """The modules of the standard library that make sense on Windows, sorted."""
    found = [path for path in root.rglob("*.py") if _is_of_windows(path.relative_to(root).parts)]
    return sorted(found, key=lambda one: one.relative_to(root).as_posix())


def _is_of_windows(parts: tuple[str, ...]) -> bool:
    names = [part.removesuffix(".py") for part in parts]
    if names[0] in _NOT_OF_WINDOWS or names[0].startswith(("config-", "_sysconfigdata")):
        return False
    module = ".".join(name for name in names if name != "__init__")
    return _NOT_TAKEN.isdisjoint(names) and not is_left_out(module)


if __name__ == "__main__":
    if sys.version_info[:2] != (3, 11):
        sys.exit("the program for Windows is built with Python 3.11, which it brings along")
    compile_folder(Path(sys.argv[1]))
    compile_standard_library(Path(sys.argv[2]))
