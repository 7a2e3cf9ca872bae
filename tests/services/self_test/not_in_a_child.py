"""Cannot be imported by a process that another one has started."""

from __future__ import annotations

import multiprocessing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

if multiprocessing.parent_process() is not None:
    raise ImportError("Maria Lindqvist said so")


def talk() -> Iterator[int]:
    """Never gets there."""
    yield 1
