"""What lies on a machine, to be compared with what lay there before."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

# of dpkg and apt themselves, which remember what there was; and what is no file of the disk
_LEFT_OUT = {
    "dev",
    "proc",
    "run",
    "sys",
    "tmp",
    "home",
    "var/cache/apt",
    "var/lib/apt",
    "var/lib/dpkg",
    "var/log",
    "var/cache/ldconfig",
}


def listed(root: Path, *, without: set[str] = _LEFT_OUT) -> dict[str, str]:
    """Path -> what is there (type, mode, owner, and a hash of the content), of all below root.

    without: folders that are left out, as paths below root.
    """
    found: dict[str, str] = {}
    for folder, folders, files in os.walk(root):
        inside = os.path.relpath(folder, root)
        folders[:] = [one for one in folders if os.path.normpath(f"{inside}/{one}") not in without]
        for name in (*folders, *files):
            found[os.path.normpath(f"{inside}/{name}")] = _what(Path(folder, name))
    return found


def differences(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """What came, went or changed, a line each."""
    came = [f"+ {path}" for path in after.keys() - before.keys()]
    went = [f"- {path}" for path in before.keys() - after.keys()]
    changed = [f"* {path}" for path in before.keys() & after.keys() if before[path] != after[path]]
    return sorted(came + went + changed, key=lambda line: line[2:])


def _what(path: Path) -> str:
    about = path.lstat()
    head = f"{about.st_mode:o} {about.st_uid}:{about.st_gid}"
    if stat.S_ISLNK(about.st_mode):
        return f"{head} -> {path.readlink()}"
    if stat.S_ISREG(about.st_mode):
        with path.open("rb") as file:
            return f"{head} {hashlib.file_digest(file, 'sha256').hexdigest()}"
    return head
