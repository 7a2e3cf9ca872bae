"""Which lines of an export stand by themselves, for files that have no paragraphs: PDFs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.formats.press import factiva, nexis
from annotator.formats.press.pieces import COPYRIGHT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def paragraph_starts(lines: Sequence[str]) -> frozenset[int]:
    """The indices of lines that begin a paragraph, whatever their layout says.

    None for what is no export: its layout has to do.
    """
    text = "\n".join(lines)
    is_apart: Callable[[Sequence[str], int], bool]
    if nexis.is_nexis(text):
        is_apart = nexis.stands_apart
    elif factiva.is_factiva(text):
        is_apart = factiva.stands_apart
    else:
        return frozenset()
    found: set[int] = set()
    for at, line in enumerate(lines):
        if is_apart(lines, at):
            # what a copyright says goes on in the lines below it
            found.update((at,) if COPYRIGHT.match(line) else (at, at + 1))
    return frozenset(found)
