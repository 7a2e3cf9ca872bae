"""A toy of the frozen program, for tests of what is made from it."""

from __future__ import annotations

import shutil
from pathlib import Path

import orjson

LEGAL = ("GPL-3.txt", "LGPL-3.txt", "LICENSE", "sbom.cdx.json", "third-party-licences.txt")


def make_bundle(folder: Path) -> Path:
    """A folder like the frozen program's: an executable that waits, a library, licences."""
    legal = folder / "_internal" / "annotator" / "_resources" / "legal"
    legal.mkdir(parents=True)
    for name in LEGAL:
        (legal / name).write_text(f"the text of {name}\n", encoding="utf-8")
    (library,) = Path(orjson.__file__).parent.glob("*.so")
    shutil.copy(library, folder / "_internal" / "library.so")
    (folder / "_internal" / "libalias.so.1").symlink_to("library.so")
    shutil.copy(shutil.which("sleep") or "/bin/sleep", folder / "annotator")
    (folder / "annotator").chmod(0o755)
    return folder
