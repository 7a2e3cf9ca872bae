"""What can be asked of a project as a whole: how much there is, and how new it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.store import statistics
from annotator.store.asking import Asking
from annotator.store.codec import from_micros

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from annotator.domain.statistics import DecisionCount, Statistics


class Overview(Asking):
    """The part of a Project that counts what is in it."""

    def statistics(self) -> Statistics:
        """Counts over all visible articles."""
        return self._ask(statistics.read_statistics)

    def newest_change(self) -> datetime:
        """When an article was last imported or anything last edited."""
        return from_micros(self._ask(statistics.newest_change))

    def label_counts(self, ids: Sequence[int]) -> dict[int, dict[str, int]]:
        """How many annotations of each label the articles have; those without any are left out."""
        return self._ask(statistics.label_counts, ids)

    def decisions(self, is_stopped: Callable[[], bool] = lambda: False) -> list[DecisionCount]:
        """What was decided about suggestions. Raises Cancelled soon after is_stopped()."""
        return self._ask(statistics.read_decisions, is_stopped)
