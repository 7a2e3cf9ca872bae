"""How word lists are written down in this package."""

from __future__ import annotations


def words(lines: str) -> frozenset[str]:
    """The words of a text that has nothing but words, parted by white space."""
    return frozenset(lines.split())
