"""Adding up, text by text, how well predictions agree with gold."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from annotator.domain.scoring import Consistency, LabelScore, ScoredSpan
from annotator.domain.text_scoring import ATTRIBUTED, NAMES, TextScorer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from annotator.domain.scoring import KindRecall
    from annotator.domain.suggestion import Prediction
    from annotator.services.gold import GoldText

_TOGETHER = {"ENTITY": NAMES, "ATTRIBUTED": ATTRIBUTED}
"""Labels that are also taken for one, where a text is annotated with all of them."""


def _scores() -> defaultdict[str, LabelScore]:
    return defaultdict(LabelScore)


@dataclass(slots=True)
class Figures:
    """The figures of all texts so far.

    labels, recall_only: by label, where it was annotated everywhere in a text and where not.
    together: of labels taken for one. names: of what was predicted.
    """

    labels: defaultdict[str, LabelScore] = field(default_factory=_scores)
    recall_only: defaultdict[str, LabelScore] = field(default_factory=_scores)
    together: defaultdict[str, LabelScore] = field(default_factory=_scores)
    names: Consistency = field(default_factory=Consistency)

    def add(self, gold: GoldText, predicted: Iterable[Prediction]) -> None:
        """One more text."""
        scorer = TextScorer(gold.text)
        spans = [
            ScoredSpan(one.span, one.label, (one.source,) if one.source else (), score=one.score)
            for one in predicted
        ]
        for label in gold.labels.union(one.label for one in gold.spans):
            sums = self.labels if label in gold.labels else self.recall_only
            sums[label] += scorer.score(label, gold.spans, spans)
        for name, members in _TOGETHER.items():
            if members <= gold.labels:
                self.together[name] += scorer.score_as_one(members, gold.spans, spans)
        self.names += scorer.consistency(spans)

    def kinds(self) -> dict[str, Mapping[str, KindRecall]]:
        """By label and kind, what became of gold in all texts."""
        both = dict(self.labels)
        for label, score in self.recall_only.items():
            both[label] = both.get(label, LabelScore()) + score
        return {label: both[label].kinds for label in sorted(both)}
