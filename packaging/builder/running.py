"""Running other programs, so that the same source gives the same bytes."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

from builder.places import ROOT
from builder.product import product

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


class CannotBuild(Exception):
    """Says in a sentence what is missing and what to do."""


def needs(**programs: str) -> None:
    """Raises CannotBuild unless each program is there; the value is the Debian package it is in.

    In a program's name "_" stands for "-": needs(dpkg_deb="dpkg").
    """
    named = {name.replace("_", "-"): package for name, package in programs.items()}
    lost = {package for name, package in named.items() if shutil.which(name) is None}
    if lost:
        line = " ".join(("apt-get install --no-install-recommends", *sorted(lost)))
        raise CannotBuild(f"missing programs; run: {line}")


def steady() -> dict[str, str]:
    """An environment in which builders give the same bytes each time."""
    return {
        **os.environ,
        "SOURCE_DATE_EPOCH": str(product().epoch),
        "PYTHONHASHSEED": "1",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }


def run(
    *words: str | Path, cwd: Path = ROOT, more: Mapping[str, str] | None = None, text: str = ""
) -> str:
    """Runs a program in a steady environment and returns what it printed.

    more: environment variables besides. text: its standard input.
    Raises CannotBuild with the end of its output if it fails.
    """
    said: Sequence[str] = [str(word) for word in words]
    done = subprocess.run(
        said,
        cwd=cwd,
        env={**steady(), **(more or {})},
        input=text,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        end = "\n".join(done.stdout.splitlines()[-40:])
        raise CannotBuild(f"{' '.join(said)} failed with {done.returncode}:\n{end}")
    return done.stdout
