"""How articles are handed from the process that reads them to the one that stores them."""

from __future__ import annotations

import copyreg
from dataclasses import fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from annotator.domain.annotation import Provenance
from annotator.domain.document import Metadata
from annotator.domain.exchange import (
    IncomingArticle,
    IncomingEntry,
    IncomingRelation,
    IncomingSpan,
    IncomingSuggestion,
    Problem,
)
from annotator.domain.suggestion import SuggesterInfo

if TYPE_CHECKING:
    from collections.abc import Callable

_KINDS: tuple[type, ...] = (
    IncomingArticle,
    IncomingSpan,
    IncomingRelation,
    IncomingSuggestion,
    IncomingEntry,
    Metadata,
    Problem,
    Provenance,
    SuggesterInfo,
)


def pack_tightly() -> None:
    """Has this process pickle incoming articles as calls with their fields' values.

    Dataclasses with slots are otherwise taken apart, and put together in the other process, field
    by field by loops in Python; an article of 50 spans has some 1,500 fields.
    """
    for kind in _KINDS:
        copyreg.pickle(kind, _reduction(kind))


def _reduction(kind: type) -> Callable[[Any], tuple[type, tuple[Any, ...]]]:
    values = attrgetter(*(one.name for one in fields(kind)))
    return lambda value: (kind, values(value))
