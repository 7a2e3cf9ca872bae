"""In place of spacy.cli.info, of which spaCy takes one function when it is imported."""

from __future__ import annotations


def info(*_: object, **__: object) -> dict[str, object]:
    """What would describe the installation; there is nothing to describe in a frozen program."""
    return {}
