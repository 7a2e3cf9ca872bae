"""The suggesters that are installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.errors import UnknownName
from annotator.domain.plugins import Registry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.suggest.base import Suggester

GROUP = "annotator.suggesters"


def suggesters() -> Registry[Suggester]:
    """Our own suggesters and those of plugins; each is loaded when it is asked for."""
    return Registry.from_entry_points("suggester", GROUP)


def chosen_suggesters(names: Sequence[str]) -> tuple[str, ...]:
    """The names, or all that are installed if there are none. Raises UnknownName."""
    known = suggesters().names()
    for name in names:
        if name not in known:
            raise UnknownName("suggester", name, known)
    return tuple(names) or known
