"""What the packages say about the program: packaging/product.toml, and the version of the code."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from dataclasses import dataclass
from functools import cache

from builder.places import PACKAGING, ROOT


@dataclass(frozen=True, slots=True)
class ProjectFile:
    """How systems know a project file."""

    suffix: str
    mime_type: str
    comment: str
    application_id: int
    """What SQLite holds at byte 68 of it."""


@dataclass(frozen=True, slots=True)
class Product:
    """One definition for all packages.

    id: in reverse domain order, as desktops want it. description: paragraphs.
    epoch: seconds since 1970, the time that every file in a package gets.
    """

    name: str
    title: str
    id: str
    generic_name: str
    summary: str
    description: tuple[str, ...]
    publisher: str
    contact: str
    licence: str
    keywords: tuple[str, ...]
    categories: tuple[str, ...]
    project_file: ProjectFile
    version: str
    epoch: int


@cache
def product() -> Product:
    """The definition of the checkout. Raises KeyError or ValueError if it is incomplete."""
    stated = tomllib.loads((PACKAGING / "product.toml").read_text(encoding="utf-8"))
    file = stated.pop("project_file")
    for name in ("description", "keywords", "categories"):
        stated[name] = tuple(stated[name])
    return Product(
        **stated,
        project_file=ProjectFile(**file, application_id=_application_id()),
        version=_said("annotator/__init__.py", r'__version__ = "([^"]+)"'),
        epoch=_epoch(),
    )


def _application_id() -> int:
    return int(_said("annotator/domain/project_file.py", r"APPLICATION_ID = (0x[0-9A-Fa-f_]+)"), 16)


def _said(file: str, pattern: str) -> str:
    """What a file of the program says, read without importing the program."""
    found = re.search(pattern, (ROOT / file).read_text(encoding="utf-8"))
    if found is None:
        raise ValueError(f"{file} does not say {pattern}")
    return found[1]


def _epoch() -> int:
    """SOURCE_DATE_EPOCH where it is set, else when the last commit was made."""
    stated = os.environ.get("SOURCE_DATE_EPOCH")
    if stated:
        return int(stated)
    words = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise ValueError("this is not a git checkout; set SOURCE_DATE_EPOCH to the release's time")
    return int(done.stdout)
