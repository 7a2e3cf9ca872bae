"""The suggesters that are installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.errors import UnknownName
from annotator.domain.plugins import Registry

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotator.suggest.base import Suggester

GROUP = "annotator.suggesters"
BY_CHOICE = frozenset({"spacy.ner.v1", "spacy.spancat.v1"})
"""Those that run only when they are named: others do the same, and better for news."""
FORMERLY: Mapping[str, frozenset[str]] = {"rules.entities.v1": frozenset({"spacy.ner.v1"})}
"""Of a suggester, those whose place it has taken in projects that were begun with them."""


def suggesters() -> Registry[Suggester]:
    """Our own suggesters and those of plugins; each is loaded when it is asked for."""
    return Registry.from_entry_points("suggester", GROUP)


def chosen_suggesters(names: Sequence[str]) -> tuple[str, ...]:
    """The names; where there are none, all that are installed but for those BY_CHOICE.

    Raises UnknownName.
    """
    known = suggesters().names()
    for name in names:
        if name not in known:
            raise UnknownName("suggester", name, known)
    return tuple(names) or tuple(name for name in known if name not in BY_CHOICE)
