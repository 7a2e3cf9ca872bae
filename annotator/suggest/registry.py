"""The suggesters that are installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.plugins import Registry

if TYPE_CHECKING:
    from annotator.suggest.base import Suggester

GROUP = "annotator.suggesters"


def suggesters() -> Registry[Suggester]:
    """Our own suggesters and those of plugins; each is loaded when it is asked for."""
    return Registry.from_entry_points("suggester", GROUP)
