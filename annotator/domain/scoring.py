"""The figures of how well predicted spans agree with gold ones; text_scoring.py makes them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from annotator.domain.calibration import Calibration

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotator.domain.span import Span


@dataclass(frozen=True, slots=True)
class ScoredSpan:
    """A gold or predicted span.

    sources: the parts of the mention that the text gives as its speaker; empty for none.
    optional: of a gold span, that it is neither missed nor wrong. kind: of a gold span, what the
    gold file calls it. score: of a predicted one, 0..1.
    """

    span: Span
    label: str
    sources: tuple[Span, ...] = ()
    optional: bool = False
    kind: str = ""
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """Right, wrong and missed spans; tallies add up over texts."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float | None:
        """The share of what was predicted that is right; None if nothing was."""
        return ratio(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float | None:
        """The share of gold that was found; None if there is none."""
        return ratio(self.right, self.right + self.missed)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both; None if there is neither gold nor prediction."""
        return ratio(2 * self.right, 2 * self.right + self.wrong + self.missed)


@dataclass(frozen=True, slots=True)
class KindRecall:
    """Of the gold spans of one kind, optional ones too: how many were found, how many touched.

    found: paired with at least half of all words of both. touched: at least one word predicted.
    """

    gold: int = 0
    found: int = 0
    touched: int = 0

    def __add__(self, other: KindRecall) -> KindRecall:
        return KindRecall(
            self.gold + other.gold, self.found + other.found, self.touched + other.touched
        )


@dataclass(frozen=True, slots=True)
class LabelScore:
    """The figures of one label; they add up over texts.

    exact: same start and end. partial: paired one to one, best first, with at least half of all
    words of both in common. speakers: of the pairs whose gold names one, how many; speakers_right:
    how many of them share a word with the predicted one. attributed: as partial, but right only
    with the right speaker, or none where gold has none.
    kinds: by what the gold file calls them. calibration: of all predictions but those that match
    an optional span; a quote or claim is right if it is partially, others if exactly.
    """

    exact: Tally = Tally()
    partial: Tally = Tally()
    attributed: Tally = Tally()
    speakers: int = 0
    speakers_right: int = 0
    kinds: Mapping[str, KindRecall] = field(default_factory=dict)
    calibration: Calibration = field(default_factory=Calibration)

    def __add__(self, other: LabelScore) -> LabelScore:
        names = sorted({*self.kinds, *other.kinds})
        none = KindRecall()
        return LabelScore(
            self.exact + other.exact,
            self.partial + other.partial,
            self.attributed + other.attributed,
            self.speakers + other.speakers,
            self.speakers_right + other.speakers_right,
            {name: self.kinds.get(name, none) + other.kinds.get(name, none) for name in names},
            self.calibration + other.calibration,
        )

    @property
    def speaker_accuracy(self) -> float | None:
        """speakers_right as a share of speakers; None if there are none."""
        return ratio(self.speakers_right, self.speakers)


@dataclass(frozen=True, slots=True)
class Consistency:
    """Whether what is marked once as a name is marked wherever it stands; adds up over texts.

    occurrences: the places where such words stand; marked: those of them that are marked whole.
    repeated: names marked more than once; one_label: those of them with one label throughout.
    """

    occurrences: int = 0
    marked: int = 0
    repeated: int = 0
    one_label: int = 0

    def __add__(self, other: Consistency) -> Consistency:
        return Consistency(
            self.occurrences + other.occurrences,
            self.marked + other.marked,
            self.repeated + other.repeated,
            self.one_label + other.one_label,
        )

    @property
    def marked_share(self) -> float | None:
        """marked as a share of occurrences; None if there are none."""
        return ratio(self.marked, self.occurrences)

    @property
    def one_label_share(self) -> float | None:
        """one_label as a share of repeated; None if there are none."""
        return ratio(self.one_label, self.repeated)


def ratio(part: int, whole: int) -> float | None:
    """part as a share of whole; None if there is nothing."""
    return part / whole if whole else None
