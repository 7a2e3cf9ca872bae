"""How good the suggestions were in this project: what became of them, and what scores promise."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.domain.statistics import BANDS
from annotator.domain.suggestion import Decision
from annotator.services.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from annotator.domain.statistics import DecisionCount
    from annotator.services.jobs import JobContext
    from annotator.store.project import Project


@dataclass(frozen=True, slots=True)
class Band:
    """Suggestions whose scores lie between two bounds: of those decided, how many were accepted.

    least, below: the bounds; the last band holds 1.0 as well.
    """

    least: float
    below: float
    accepted: int
    decided: int

    @property
    def share(self) -> float | None:
        """Accepted of decided; None if nothing was decided."""
        return self.accepted / self.decided if self.decided else None


@dataclass(frozen=True, slots=True)
class Standing:
    """What became of the suggestions that one suggester made with one label.

    withheld: the project's memory kept them from being offered, so that they do not count as
    offered. bands: by score, from 0 upwards; () if none of them has a score.
    """

    suggester: str
    label: str
    accepted: int
    corrected: int
    rejected: int
    pending: int
    withheld: int
    bands: tuple[Band, ...]

    @property
    def decided(self) -> int:
        """How many were accepted, corrected or rejected."""
        return self.accepted + self.corrected + self.rejected

    @property
    def offered(self) -> int:
        """How many the analyst has seen, or will."""
        return self.decided + self.pending

    @property
    def share(self) -> float | None:
        """Accepted as they were, of those decided; None if nothing was decided."""
        return self.accepted / self.decided if self.decided else None


class SuggestionReport:
    """Counts, over the whole project; suggestions of removed articles do not count."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def job(self) -> Job[tuple[Standing, ...]]:
        """A job that reads every suggestion. Stopped, it raises Cancelled."""

        def work(context: JobContext) -> tuple[Standing, ...]:
            return standings(self._project.decisions(lambda: context.is_cancelled))

        return Job("Counting suggestions", work)


def standings(counts: Iterable[DecisionCount]) -> tuple[Standing, ...]:
    """One for each suggester and label, sorted by these."""
    kinds: dict[tuple[str, str], list[DecisionCount]] = {}
    for one in counts:
        kinds.setdefault((one.suggester, one.label), []).append(one)
    return tuple(_standing(*kind, kinds[kind]) for kind in sorted(kinds))


def _standing(suggester: str, label: str, found: Iterable[DecisionCount]) -> Standing:
    counts: Counter[str] = Counter()
    decided: Counter[int] = Counter()
    accepted: Counter[int] = Counter()
    has_scores = False
    for one in found:
        counts[one.decision] += one.suggestions
        has_scores |= one.band is not None
        if one.band is not None and one.decision in _DECIDED:
            decided[one.band] += one.suggestions
            accepted[one.band] += one.suggestions * (one.decision == Decision.ACCEPTED)
    return Standing(
        suggester,
        label,
        accepted=counts[Decision.ACCEPTED],
        corrected=counts[Decision.CORRECTED],
        rejected=counts[Decision.REJECTED],
        pending=counts[Decision.PENDING],
        withheld=counts[Decision.WITHHELD],
        bands=_bands(accepted, decided) if has_scores else (),
    )


def _bands(accepted: Mapping[int, int], decided: Mapping[int, int]) -> tuple[Band, ...]:
    return tuple(
        Band(one / BANDS, (one + 1) / BANDS, accepted[one], decided[one]) for one in range(BANDS)
    )


_DECIDED = frozenset({Decision.ACCEPTED, Decision.CORRECTED, Decision.REJECTED})
