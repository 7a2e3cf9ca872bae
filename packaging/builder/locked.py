"""Lock files, and which of the files that they allow a system is given."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from typing import TYPE_CHECKING

from annotator.services.distributions import normal
from builder.places import ROOT, WORK
from builder.running import CannotBuild, run

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LOCK = ROOT / "requirements.lock"
_ENTRY = re.compile(
    r"([A-Za-z0-9][\w.-]*)==([^\s;]+)\s*(?:;\s*(.*?))?\s*((?:\s*--hash=sha256:[0-9a-f]{64})*)"
)


def entries(lock: Path) -> dict[tuple[str, str], frozenset[str]]:
    """The digests that a lock file allows, by name in normal form and version.

    Raises CannotBuild if a line is not a version with at least one digest.
    """
    allowed = {}
    for line in re.sub(r"\\\n\s*", " ", lock.read_text(encoding="utf-8")).splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        found = _ENTRY.fullmatch(line.strip())
        digests = re.findall(r"[0-9a-f]{64}", found[4]) if found else []
        if found is None or not digests:
            raise CannotBuild(f"{lock.name} pins nothing by hash in the line: {line[:80]}")
        allowed[normal(found[1]), found[2]] = frozenset(digests)
    return allowed


def digests(wheels: Iterable[Path]) -> dict[str, str]:
    """SHA-256 of wheels, by the name of the package in normal form.

    Raises CannotBuild if the lock file does not allow one of them.
    """
    allowed = entries(LOCK)
    found = {}
    for wheel in wheels:
        name, version = wheel.name.split("-")[:2]
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        if digest not in allowed.get((normal(name), version), ()):
            raise CannotBuild(f"{wheel.name} is not what {LOCK.name} allows; remove its folder")
        found[normal(name)] = digest
    return found


def digests_here() -> dict[str, str]:
    """SHA-256 of the wheels that pip chooses on this system, by name in normal form.

    Asks the registry once for each state of the lock file.
    """
    state = hashlib.sha256(LOCK.read_bytes()).hexdigest()[:16]
    kept = WORK / "locked" / f"{sys.platform}-{state}.json"
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        report = kept.with_suffix(".report")
        words = ("install", "--dry-run", "--ignore-installed", "--no-deps", "--require-hashes")
        more = ("--only-binary", ":all:", "--quiet", "--disable-pip-version-check")
        run(sys.executable, "-m", "pip", *words, *more, "-r", LOCK, "--report", report)
        chosen = {
            normal(one["metadata"]["name"]): one["download_info"]["archive_info"]["hashes"][
                "sha256"
            ]
            for one in json.loads(report.read_text(encoding="utf-8"))["install"]
        }
        kept.write_text(json.dumps(chosen, indent=1, sort_keys=True), encoding="utf-8")
        report.unlink()
    found: dict[str, str] = json.loads(kept.read_text(encoding="utf-8"))
    return found
