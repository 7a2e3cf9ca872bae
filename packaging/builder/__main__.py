"""python -m builder TARGET...: makes packages, each from what the one before it made."""

from __future__ import annotations

import argparse
import os
import sys
import time
from importlib import import_module

from builder.running import CannotBuild

TARGETS = {
    "bundle": "the frozen program of this system",
    "deb": "the package for Debian and Ubuntu",
    "rpm": "the package for Fedora and its kin",
    "tarball": "the archive with install.sh for other Linux systems",
    "windows": "setup.exe for Windows",
    "wheel": "the wheel for pip and pipx",
    "sums": "SHA256SUMS of all that is in dist/",
    "sizes": "how large each artefact is, and what in it",
}
"""Each is a module of this package with a function `build() -> None`."""


def main(words: list[str] | None = None) -> int:
    """Returns the exit code: 0, or 1 if something cannot be built."""
    reader = argparse.ArgumentParser(prog="python -m builder")
    listing = "; ".join(f"{name}: {what}" for name, what in TARGETS.items())
    reader.add_argument("target", nargs="+", choices=TARGETS, metavar="TARGET", help=listing)
    os.umask(0o022)
    for name in reader.parse_args(words).target:
        began = time.monotonic()
        try:
            import_module(f"builder.{name}").build()
        except CannotBuild as error:
            sys.stderr.write(f"{name}: {error}\n")
            return 1
        print(f"{name}: done in {time.monotonic() - began:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
