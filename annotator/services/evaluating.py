"""Measuring suggesters against a gold file."""

from __future__ import annotations

import json
import time
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO

from annotator.domain.errors import ExportFailed
from annotator.domain.exchange import Problem
from annotator.domain.ids import DocumentId
from annotator.domain.scoring import Consistency, LabelScore
from annotator.domain.text import fingerprint
from annotator.services.atomic import atomic_file
from annotator.services.figures import Figures
from annotator.services.gold import read_gold
from annotator.suggest.messages import Failure, SuggestRequest, from_rows
from annotator.suggest.pipeline import default_model
from annotator.suggest.process import SuggestionProcess
from annotator.suggest.registry import chosen_suggesters

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from annotator.domain.scoring import KindRecall
    from annotator.domain.suggestion import Prediction, SuggesterInfo
    from annotator.services.gold import GoldText
    from annotator.services.jobs import JobContext


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was measured.

    texts, words: those that were scored. labels: by name, sorted. recall_only: the same for labels
    that were not annotated everywhere, so that what is predicted beyond gold may be right.
    together: labels taken for one: ENTITY (ACTOR, LOCATION), ATTRIBUTED (QUOTE, CLAIM).
    kinds: by label and kind, what became of gold in all texts.
    names: of what was predicted. suggesters: who was measured.
    seconds: wall time of suggesting, without loading. problems: lines left out, and why.
    """

    texts: int
    words: int
    seconds: float
    suggesters: tuple[SuggesterInfo, ...]
    labels: Mapping[str, LabelScore] = field(default_factory=dict)
    recall_only: Mapping[str, LabelScore] = field(default_factory=dict)
    together: Mapping[str, LabelScore] = field(default_factory=dict)
    names: Consistency = field(default_factory=Consistency)
    kinds: Mapping[str, Mapping[str, KindRecall]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def evaluate(
    gold: Path,
    *,
    model: str | None,
    suggesters: Sequence[str],
    context: JobContext,
    predictions: Path | None = None,
) -> Evaluation:
    """Runs suggesters over a gold file's texts and compares.

    model: None for the default. suggesters: their names; all that are installed if empty.
    predictions: where to write what they predicted, one object a line, or None.
    Raises UnknownName, UnreadableInput, ExportFailed, Cancelled, WorkerFailed, or KnownError if
    the pipeline or a suggester cannot be loaded. A line that cannot be used becomes a problem of
    the result.
    """
    chosen = chosen_suggesters(suggesters)
    if predictions is not None and predictions.resolve() == gold.resolve():
        raise ExportFailed(f"{predictions} is the gold file itself. Choose another name.")
    texts, problems = read_gold(gold)
    context.report(0, len(texts), "Loading the pipeline")
    process = SuggestionProcess()
    try:
        infos = process.start(
            model or default_model(),
            chosen,
            should_stop=lambda: context.is_cancelled,
        )
        started = time.monotonic()
        with _writing(predictions) as out:
            figures = _score_all(texts, process, context, problems, out)
        seconds = time.monotonic() - started
    finally:
        process.close()
    failed = {problem.origin for problem in problems}
    scored = [one for one in texts if one.origin not in failed]
    return Evaluation(
        texts=len(scored),
        words=sum(len(one.text.split()) for one in scored),
        seconds=seconds,
        suggesters=infos,
        labels=_sorted(figures.labels),
        recall_only=_sorted(figures.recall_only),
        together=figures.together,
        names=figures.names,
        kinds=figures.kinds(),
        problems=tuple(problems),
    )


def _sorted(scores: Mapping[str, LabelScore]) -> dict[str, LabelScore]:
    return {label: scores[label] for label in sorted(scores)}


def _score_all(
    texts: Sequence[GoldText],
    process: SuggestionProcess,
    context: JobContext,
    problems: list[Problem],
    out: BinaryIO | None,
) -> Figures:
    """The figures; writes the predictions and adds failures to the problems."""
    requests = (
        SuggestRequest(DocumentId(number), fingerprint(one.text), one.text)
        for number, one in enumerate(texts)
    )
    answers = process.suggest(requests, should_stop=lambda: context.is_cancelled)
    figures = Figures()
    for done, (one, answer) in enumerate(zip(texts, answers, strict=True), 1):
        context.report(done, len(texts), "Suggesting")
        if isinstance(answer, Failure):
            problems.append(Problem(one.origin, answer.sentence))
            continue
        predicted = [found for _, rows in answer.runs for found in from_rows(rows)]
        if out is not None:
            out.write(_predictions_line(one.id, predicted).encode())
        figures.add(one, predicted)
    return figures


def _predictions_line(id_: str, predicted: Sequence[Prediction]) -> str:
    spans = [
        {
            "start": one.span.start,
            "end": one.span.end,
            "label": one.label,
            "source": [one.source.start, one.source.end] if one.source else None,
            "score": one.score,
        }
        for one in sorted(predicted, key=lambda one: (one.span, one.label))
    ]
    line: dict[str, Any] = {"id": id_, "spans": spans}
    return json.dumps(line, ensure_ascii=False) + "\n"


def _writing(path: Path | None) -> AbstractContextManager[BinaryIO | None]:
    return nullcontext() if path is None else atomic_file(path)
