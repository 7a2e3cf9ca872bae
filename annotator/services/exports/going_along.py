"""Which files go with an export, and hold no articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.services.exports.card import CARD
from annotator.services.exports.outputs import HASHES, REPORT

if TYPE_CHECKING:
    from collections.abc import Callable


def goes_with_an_export(name: str, is_beside: Callable[[str], bool]) -> bool:
    """Whether a file tells of an export: its report, its card, its hashes.

    is_beside: whether a file of that name lies in the same folder.
    """
    return name.endswith(REPORT) or (name in (CARD, HASHES) and is_beside(REPORT))
