from __future__ import annotations

import pytest

from annotator.domain.calibration import Calibration
from annotator.domain.scoring import Consistency, KindRecall, LabelScore, Tally


def test_shares() -> None:
    tally = Tally(right=2, wrong=2, missed=0) + Tally(right=1, wrong=0, missed=3)

    assert (tally.precision, tally.recall, tally.f1) == (0.6, 0.5, pytest.approx(6 / 11))
    assert (Tally().precision, Tally().recall, Tally().f1) == (None, None, None)


def test_figures_add_up() -> None:
    one = LabelScore(
        Tally(1, 2, 3), speakers=2, speakers_right=1, kinds={"named": KindRecall(3, 2, 2)}
    )
    two = LabelScore(Tally(1), speakers=2, kinds={"nominal": KindRecall(1)})
    both = one + two + LabelScore(calibration=Calibration.of([(0.5, True)]))

    assert both.exact == Tally(2, 2, 3)
    assert both.speaker_accuracy == 0.25
    assert both.kinds == {"named": KindRecall(3, 2, 2), "nominal": KindRecall(1)}
    assert both.calibration.count == 1
    assert Consistency(4, 3, 2, 1) + Consistency(1, 1) == Consistency(5, 4, 2, 1)
    assert Consistency().marked_share is None
