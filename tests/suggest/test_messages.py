from __future__ import annotations

import pickle

from annotator.domain.span import Span
from annotator.domain.suggestion import Prediction
from annotator.suggest.messages import from_rows, to_rows

PREDICTIONS = (
    Prediction(Span(0, 4), "ACTOR"),
    Prediction(
        Span(5, 9),
        "QUOTE",
        score=0.25,
        source=Span(0, 4),
        reason="in quotation marks",
        cue=Span(10, 14),
        referent=Span(20, 28),
        attributes=(("kind", "direct"),),
    ),
)


def test_predictions_survive_the_journey() -> None:
    assert from_rows(pickle.loads(pickle.dumps(to_rows(PREDICTIONS)))) == PREDICTIONS


def test_rows_are_plain() -> None:
    assert to_rows(PREDICTIONS) == (
        (0, 4, "ACTOR", None, None, "", None, None, ()),
        (
            *(5, 9, "QUOTE", 0.25, (0, 4), "in quotation marks"),
            *((10, 14), (20, 28), (("kind", "direct"),)),
        ),
    )
