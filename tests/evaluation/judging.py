"""Scoring predictions twice: by ourselves, and by the scorer that the corpora came with."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from annotator.services.figures import Figures
from tests.evaluation.corpora import predictions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from annotator.domain.scoring import Tally
    from annotator.domain.suggestion import Prediction
    from tests.evaluation.corpora import Corpus, Predictions

Report = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """The figures of one corpus.

    report: the scorer's of the corpora, {} where it is not there. differences: where it does not
    agree with ours, a line each.
    """

    corpus: str
    figures: Figures
    report: Report
    differences: tuple[str, ...]


def judged(corpus: Corpus, folder: Path, out: Path) -> Judged:
    """Predicts, scores, compares. folder: with score.py, if it is there. out: for predictions."""
    found = predictions(corpus.texts)
    figures = Figures()
    for one in corpus.texts:
        figures.add(one, found[one.id])
    written = out / f"eval-{corpus.name}.jsonl"
    written.write_text("".join(_lines(found)), encoding="utf-8")
    scorer = folder / "score.py"
    report = _report(scorer, corpus.path, written) if scorer.exists() else {}
    return Judged(corpus.name, figures, report, tuple(_differences(corpus.name, figures, report)))


def _report(scorer: Path, gold: Path, found: Path) -> Report:
    out = found.with_suffix(".json")
    command = [sys.executable, str(scorer), str(gold), str(found), "--json", str(out)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    report: Report = json.loads(out.read_text(encoding="utf-8"))
    return report


def _lines(found: Predictions) -> Iterator[str]:
    for id_, spans in found.items():
        line = {"id": id_, "spans": [_span(one) for one in spans]}
        yield json.dumps(line, ensure_ascii=False) + "\n"


def _span(one: Prediction) -> dict[str, object]:
    source = [one.source.start, one.source.end] if one.source else None
    ends = {"start": one.span.start, "end": one.span.end}
    return {**ends, "label": one.label, "source": source, "score": one.score}


def _differences(corpus: str, figures: Figures, report: Report) -> Iterator[str]:
    """Figures that are not the same to the printed decimal."""
    ours = figures.labels | figures.together
    for label, row in report.get("labels", {}).items():
        pairs = [("exact", ours[label].exact), ("partial", ours[label].partial)]
        if "speaker" in row:
            pairs.append(("partial_and_speaker", ours[label].attributed))
        for name, tally in pairs:
            if _shown(tally) != [_printed(row[name][key]) for key in _KEYS]:
                yield f"{corpus}, {label}, {name}: {_shown(tally)}, theirs {row[name]}"


_KEYS = ("precision", "recall", "f1")


def _shown(tally: Tally) -> list[str]:
    return [_printed(getattr(tally, key)) for key in _KEYS]


def _printed(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f}"
