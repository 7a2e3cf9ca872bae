"""An evaluation as JSON and as tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.domain.calibration import Calibration
    from annotator.domain.scoring import LabelScore, Tally
    from annotator.services.evaluating import Evaluation

Table = tuple[str, tuple[str, ...], list[tuple[str, ...]]]
"""Title, headings, rows."""

_HEADINGS = (
    *("label", "exact P", "exact R", "exact F1", "partial P", "partial R", "partial F1"),
    *("speaker", "partial+speaker P", "R", "F1", "calibration error"),
)


def evaluation_json(evaluation: Evaluation) -> dict[str, object]:
    """The whole evaluation; figures are shares of 1, null where there was nothing to measure."""
    names = evaluation.names
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
        "together": _scores(evaluation.together),
        "names": {
            "occurrences": names.occurrences,
            "marked": names.marked,
            "marked_share": names.marked_share,
            "repeated": names.repeated,
            "one_label": names.one_label,
            "one_label_share": names.one_label_share,
        },
        "problems": [
            {"origin": one.origin, "sentence": one.sentence} for one in evaluation.problems
        ],
    }


def evaluation_tables(evaluation: Evaluation, *, reliability: bool) -> list[Table]:
    """The figures by label, by kind, and of names; with `reliability` those by score as well."""
    tables = [_by_label(evaluation), _by_kind(evaluation), _of_names(evaluation)]
    if reliability:
        tables += [
            _by_score(label, score.calibration) for label, score in evaluation.labels.items()
        ]
    return [table for table in tables if table[-1]]


def _by_label(evaluation: Evaluation) -> Table:
    """Labels that are not annotated everywhere get recall alone."""
    noun = "text" if evaluation.texts == 1 else "texts"
    title = f"{evaluation.texts:,} {noun}, {evaluation.words:,} words"
    rows = [_row(name, score) for name, score in evaluation.labels.items()]
    rows += [_row(name, score)[:7] for name, score in evaluation.together.items()]
    rows += [
        (
            f"{name} (recall)",
            *("", _percent(score.exact.recall), ""),
            *("", _percent(score.partial.recall), ""),
            _percent(score.speaker_accuracy),
        )
        for name, score in evaluation.recall_only.items()
    ]
    width = len(_HEADINGS)
    return title, _HEADINGS, [(*row, *[""] * (width - len(row))) for row in rows]


def _row(name: str, score: LabelScore) -> tuple[str, ...]:
    speakers = _figures(score.attributed) if score.speakers else ("–", "–", "–")
    return (
        name,
        *_figures(score.exact),
        *_figures(score.partial),
        _percent(score.speaker_accuracy),
        *speakers,
        _percent(score.calibration.error),
    )


def _by_kind(evaluation: Evaluation) -> Table:
    rows: list[tuple[str, ...]] = [
        (label, kind, f"{one.gold:,}", _share(one.found, one.gold), _share(one.touched, one.gold))
        for label, kinds in evaluation.kinds.items()
        for kind, one in kinds.items()
    ]
    return "Recall by kind", ("label", "kind", "gold", "found", "touched"), rows


def _of_names(evaluation: Evaluation) -> Table:
    names = evaluation.names
    rows: list[tuple[str, ...]] = [
        ("occurrences that are marked", _percent(names.marked_share)),
        ("repeated names with one label", _percent(names.one_label_share)),
    ]
    return "Names within one text", ("what", "share"), rows if names.occurrences else []


def _by_score(label: str, calibration: Calibration) -> Table:
    """How often predictions of each score were right."""
    size = 1 / len(calibration.bins)
    rows: list[tuple[str, ...]] = [
        (
            f"{at * size:.1f}–{(at + 1) * size:.1f}",
            f"{one.count:,}",
            _share(one.confidence, one.count),
            _share(one.right, one.count),
        )
        for at, one in enumerate(calibration.bins)
        if one.count
    ]
    title = f"{label}: scores, {calibration.unscored:,} without one"
    return title, ("score", "predictions", "mean score", "right"), rows


def _scores(scores: Mapping[str, LabelScore]) -> dict[str, object]:
    return {
        name: {
            "exact": _tally(score.exact),
            "partial": _tally(score.partial),
            "partial_and_speaker": _tally(score.attributed),
            "speaker_accuracy": score.speaker_accuracy,
            "kinds": {
                kind: {"gold": one.gold, "found": one.found, "touched": one.touched}
                for kind, one in score.kinds.items()
            },
            "calibration": _calibration(score.calibration),
        }
        for name, score in scores.items()
    }


def _calibration(calibration: Calibration) -> dict[str, object]:
    return {
        "error": calibration.error,
        "unscored": calibration.unscored,
        "bins": [
            {"count": one.count, "right": one.right, "confidence": one.confidence}
            for one in calibration.bins
        ],
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


def _share(part: float, whole: int) -> str:
    return _percent(part / whole if whole else None)
