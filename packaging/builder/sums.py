"""SHA256SUMS over what is in dist/, signed where a key is named."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from typing import TYPE_CHECKING

from annotator.services.credits import LEGAL, SBOM
from builder.places import DIST, WORK
from builder.product import product
from builder.running import CannotBuild, needs, run
from builder.versions import native_version

if TYPE_CHECKING:
    from pathlib import Path

SUMS = "SHA256SUMS"
KEY = "ANNOTATOR_SIGNING_KEY"
"""The environment variable that names a key of gpg; unset: nothing is signed."""
_SYSTEMS = {"linux": "", "win32": "-windows", "darwin": "-macos"}
"""How the bills of materials of the systems are called apart."""


def build() -> None:
    """Copies the bills of materials to dist/, writes SHA256SUMS there, and signs it if asked to."""
    DIST.mkdir(exist_ok=True)
    for system, suffix in _SYSTEMS.items():
        bill = WORK / f"{LEGAL}-{system}" / SBOM
        if bill.is_file():
            shutil.copyfile(bill, DIST / f"{product().name}-{product().version}{suffix}.cdx.json")
    (DIST / SUMS).write_text(written(DIST), encoding="ascii", newline="\n")
    sign(DIST / SUMS, os.environ.get(KEY, ""))


def written(folder: Path) -> str:
    """A line for each artefact of this version, sorted by name, as sha256sum -c reads them.

    Raises CannotBuild if there is none.
    """
    made = product()
    versions = {made.version, native_version(made.version)}
    written = "|".join(map(re.escape, sorted(versions)))
    name = re.compile(rf"{made.name}[-_](?:{written})[-_.][a-z0-9].*(?<!\.asc)")
    found = sorted(path for path in folder.glob("*") if name.fullmatch(path.name))
    if not found:
        raise CannotBuild(f"there is nothing of version {made.version} in {folder}")
    return "".join(f"{_digest(path)}  {path.name}\n" for path in found)


def sign(file: Path, key: str) -> Path | None:
    """Writes a detached signature beside a file, as text; removes an old one.

    key: as gpg names it; "" to sign nothing. Returns the signature.
    """
    signature = file.with_name(f"{file.name}.asc")
    signature.unlink(missing_ok=True)
    if not key:
        return None
    needs(gpg="gnupg")
    words = ("--batch", "--yes", "--armor", "--detach-sign", "--local-user", key)
    run("gpg", *words, "--output", signature, file)
    return signature


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
