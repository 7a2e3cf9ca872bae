"""An evaluation as JSON and as a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.domain.scoring import LabelScore, Tally
    from annotator.services.evaluating import Evaluation

_HEADINGS = (
    "label",
    "exact P",
    "exact R",
    "exact F1",
    "partial P",
    "partial R",
    "partial F1",
    "speaker",
    "partial+speaker F1",
)


def evaluation_json(evaluation: Evaluation) -> dict[str, object]:
    """The whole evaluation; figures are shares of 1, null where there was nothing to measure."""
    return {
        "texts": evaluation.texts,
        "words": evaluation.words,
        "seconds": round(evaluation.seconds, 3),
        "suggesters": [
            {"name": one.name, "version": one.version, "model": one.model}
            for one in evaluation.suggesters
        ],
        "labels": _scores(evaluation.labels),
        "recall_only": _scores(evaluation.recall_only),
        "problems": [
            {"origin": one.origin, "sentence": one.sentence} for one in evaluation.problems
        ],
    }


def evaluation_table(
    evaluation: Evaluation,
) -> tuple[str, tuple[str, ...], list[tuple[str, ...]]]:
    """Title, headings and rows; labels that are not annotated everywhere get recall alone."""
    title = f"{evaluation.texts:,} texts, {evaluation.words:,} words"
    rows: list[tuple[str, ...]] = [
        (
            name,
            *_figures(score.exact),
            *_figures(score.partial),
            _percent(score.speaker_accuracy),
            _percent(score.attributed.f1),
        )
        for name, score in evaluation.labels.items()
    ]
    rows += [
        (
            f"{name} (recall)",
            *("", _percent(score.exact.recall), ""),
            *("", _percent(score.partial.recall), ""),
            _percent(score.speaker_accuracy),
            "",
        )
        for name, score in evaluation.recall_only.items()
    ]
    return title, _HEADINGS, rows


def _scores(scores: Mapping[str, LabelScore]) -> dict[str, object]:
    return {
        name: {
            "exact": _tally(score.exact),
            "partial": _tally(score.partial),
            "partial_and_speaker": _tally(score.attributed),
            "speaker_accuracy": score.speaker_accuracy,
        }
        for name, score in scores.items()
    }


def _tally(tally: Tally) -> dict[str, object]:
    return {
        "right": tally.right,
        "wrong": tally.wrong,
        "missed": tally.missed,
        "precision": tally.precision,
        "recall": tally.recall,
        "f1": tally.f1,
    }


def _figures(tally: Tally) -> tuple[str, str, str]:
    return _percent(tally.precision), _percent(tally.recall), _percent(tally.f1)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f}"
