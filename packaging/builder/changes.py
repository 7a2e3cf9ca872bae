"""What is new in the version, as the package of Debian tells it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from textwrap import fill
from typing import TYPE_CHECKING

from builder.places import ROOT
from builder.versions import native_version

if TYPE_CHECKING:
    from pathlib import Path

    from builder.product import Product

_KINDS = ("added", "changed", "fixed", "removed")


def debian_changelog(product: Product, root: Path = ROOT) -> str:
    """One entry, for this version. root: the checkout."""
    lines = [
        fill(one, 76, initial_indent="  * ", subsequent_indent="    ", break_on_hyphens=False)
        for one in changes(product.version, root) or [f"Version {product.version}."]
    ]
    when = f"{datetime.fromtimestamp(product.epoch, UTC):%a, %d %b %Y %H:%M:%S +0000}"
    head = f"{product.name} ({native_version(product.version)}) unstable; urgency=medium"
    foot = f" -- {product.publisher} <{product.contact}>  {when}"
    return "\n".join((head, "", *lines, "", foot, ""))


def changes(version: str, root: Path = ROOT) -> list[str]:
    """What CHANGELOG.md says of a version; before there is that, the fragments of docs/changes."""
    log = root / "CHANGELOG.md"
    if log.is_file():
        part = re.search(
            rf"^## \[?{re.escape(version)}(?![\w.]).*?\n(.*?)(?=^## |\Z)",
            log.read_text(encoding="utf-8"),
            re.MULTILINE | re.DOTALL,
        )
        if part:
            found = re.findall(r"^[-*] (.*(?:\n  .*)*)", part[1], re.MULTILINE)
            return [" ".join(one.split()) for one in found]
    fragments = (root / "docs" / "changes").glob("*.*.md")
    known = [path for path in fragments if path.stem.rpartition(".")[2] in _KINDS]
    return [" ".join(path.read_text(encoding="utf-8").split()) for path in sorted(known, key=_rank)]


def _rank(path: Path) -> tuple[int, list[int]]:
    numbers, _, kind = path.stem.rpartition(".")
    return _KINDS.index(kind), [int(number) for number in re.findall(r"\d+", numbers)]
