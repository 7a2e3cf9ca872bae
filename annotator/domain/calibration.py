"""Whether suggestions are right as often as their scores say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Predictions with scores of one tenth. confidence: the sum of their scores."""

    count: int = 0
    right: int = 0
    confidence: float = 0.0

    def __add__(self, other: Bin) -> Bin:
        return Bin(
            self.count + other.count, self.right + other.right, self.confidence + other.confidence
        )

    @property
    def gap(self) -> float:
        """How far off their scores are, times their number."""
        return abs(self.right - self.confidence)


@dataclass(frozen=True, slots=True)
class Calibration:
    """Predictions by their score; calibrations add up over texts.

    bins: of [0, 0.1), [0.1, 0.2), … [0.9, 1.0]. unscored: predictions without a score.
    """

    bins: tuple[Bin, ...] = (Bin(),) * BINS
    unscored: int = 0

    @classmethod
    def of(cls, outcomes: Iterable[tuple[float | None, bool]]) -> Calibration:
        """From the score of each prediction, and whether it was right."""
        bins = [Bin()] * BINS
        unscored = 0
        for score, right in outcomes:
            if score is None:
                unscored += 1
            else:
                bins[min(int(score * BINS), BINS - 1)] += Bin(1, int(right), score)
        return cls(tuple(bins), unscored)

    def __add__(self, other: Calibration) -> Calibration:
        bins = tuple(mine + theirs for mine, theirs in zip(self.bins, other.bins, strict=True))
        return Calibration(bins, self.unscored + other.unscored)

    @property
    def count(self) -> int:
        """How many had a score."""
        return sum(one.count for one in self.bins)

    @property
    def error(self) -> float | None:
        """The expected calibration error, 0 to 1; None if nothing had a score.

        The distance of the mean score from the share that is right, in each bin, weighted by
        the bin's count.

        Source: Naeini, Cooper, Hauskrecht 2015, AAAI 29, 2901-2907.
        """
        return sum(one.gap for one in self.bins) / self.count if self.count else None
