"""Measuring suggesters against a gold file.

A gold file holds one JSON object a line, gzipped if its name ends in .gz: "id", "text", "spans"
with "start", "end" (code points), "label" and, where there is one, "source" (the parts of the
speaker's mention as [start, end] pairs) and "optional"; "labels" names those annotated everywhere
in the text, others do not count.
"""

from __future__ import annotations

import gzip
import json
import time
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO

from annotator.domain.errors import ExportFailed, OffsetError, UnreadableInput
from annotator.domain.exchange import Problem
from annotator.domain.ids import DocumentId
from annotator.domain.scoring import LabelScore, ScoredSpan, TextScorer
from annotator.domain.span import Span
from annotator.domain.text import fingerprint
from annotator.services.atomic import atomic_file
from annotator.suggest.messages import Failure, SuggestRequest, from_rows
from annotator.suggest.pipeline import default_model
from annotator.suggest.process import SuggestionProcess
from annotator.suggest.registry import chosen_suggesters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from annotator.domain.suggestion import Prediction, SuggesterInfo
    from annotator.services.jobs import JobContext


@dataclass(frozen=True, slots=True)
class GoldText:
    """One line of a gold file. labels: those that are annotated everywhere in the text."""

    id: str
    text: str
    labels: frozenset[str]
    spans: tuple[ScoredSpan, ...]
    origin: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was measured.

    texts, words: those that were scored. labels: by name, sorted. recall_only: the same for labels
    that were not annotated everywhere, so that what is predicted beyond gold may be right.
    suggesters: who was measured.
    seconds: wall time of suggesting, without loading. problems: lines left out, and why.
    """

    texts: int
    words: int
    seconds: float
    suggesters: tuple[SuggesterInfo, ...]
    labels: Mapping[str, LabelScore] = field(default_factory=dict)
    recall_only: Mapping[str, LabelScore] = field(default_factory=dict)
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
            scores = _score_all(texts, process, context, problems, out)
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
        labels=_of(scores, everywhere=True),
        recall_only=_of(scores, everywhere=False),
        problems=tuple(problems),
    )


def read_gold(path: Path) -> tuple[list[GoldText], list[Problem]]:
    """The usable lines of a gold file, and what is wrong with the others.

    Raises UnreadableInput if the file as a whole cannot be read.
    """
    texts: list[GoldText] = []
    problems: list[Problem] = []
    seen: set[str] = set()
    for number, line in enumerate(_lines(path), 1):
        if not line.strip():
            continue
        origin = f"{path.name}, line {number}"
        try:
            one = _gold_text(line, origin)
            if one.id in seen:
                raise _BadLine(f"The id “{one.id}” has been used before; give each text its own.")
        except _BadLine as error:
            problems.append(Problem(origin, str(error)))
        else:
            seen.add(one.id)
            texts.append(one)
    return texts, problems


class _BadLine(Exception):
    """A line of a gold file that cannot be used; its text is a sentence."""


def _lines(path: Path) -> list[bytes]:
    try:
        data = path.read_bytes()
        return (gzip.decompress(data) if path.suffix == ".gz" else data).split(b"\n")
    except (OSError, EOFError) as error:
        reason = getattr(error, "strerror", None) or "it is no gzip file, or a damaged one"
        raise UnreadableInput(
            f"The gold file {path} cannot be read ({reason}); check its name and its rights."
        ) from error


def _gold_text(line: bytes, origin: str) -> GoldText:
    try:
        value = json.loads(line)
    except ValueError as error:
        raise _BadLine("This is not valid JSON; write one object a line.") from error
    match value:
        case {"id": str(id_), "text": str(text), "spans": list(spans), **more}:
            found = tuple(_gold_span(span, len(text)) for span in spans)
            return GoldText(id_, text, _labels(more.get("labels"), found), found, origin)
        case _:
            raise _BadLine("An object with “id”, “text” and “spans” is needed here.")


def _gold_span(value: object, length: int) -> ScoredSpan:
    match value:
        case {"start": int(start), "end": int(end), "label": str(label), **more}:
            optional = bool(more.get("optional"))
            sources = tuple(_span(*pair, length) for pair in _pairs(more.get("source")))
            return ScoredSpan(_span(start, end, length), label, sources, optional)
        case _:
            raise _BadLine("A span lacks its “start”, “end” or “label”; add what is missing.")


def _labels(value: object, found: Sequence[ScoredSpan]) -> frozenset[str]:
    """The labels a line names; those of its spans where it names none."""
    match value:
        case None:
            return frozenset(one.label for one in found)
        case list() if all(isinstance(one, str) for one in value):
            return frozenset(value)
        case _:
            raise _BadLine("“labels” must be a list of names.")


def _pairs(source: object) -> Iterator[tuple[int, int]]:
    """The (start, end) pairs of a source: one of them, a list of them, or none."""
    match source:
        case None | []:
            return
        case {"start": int(start), "end": int(end)} | [int(start), int(end)]:
            yield start, end
        case [*parts]:
            for part in parts:
                yield from _pairs(part)
        case _:
            raise _BadLine(f"{source!r:.80} is no source; write a list of [start, end] pairs.")


def _span(start: int, end: int, length: int) -> Span:
    try:
        return Span(start, end).within(length)
    except OffsetError as error:
        raise _BadLine(f"The span {start}–{end} is not within the text; correct it.") from error


_Scores = dict[tuple[str, bool], LabelScore]
"""By label, and whether it was annotated everywhere."""


def _of(scores: _Scores, *, everywhere: bool) -> dict[str, LabelScore]:
    return {label: scores[label, kind] for label, kind in sorted(scores) if kind is everywhere}


def _score_all(
    texts: Sequence[GoldText],
    process: SuggestionProcess,
    context: JobContext,
    problems: list[Problem],
    out: BinaryIO | None,
) -> _Scores:
    """The scores; writes the predictions and adds failures to the problems."""
    requests = (
        SuggestRequest(DocumentId(number), fingerprint(one.text), one.text)
        for number, one in enumerate(texts)
    )
    answers = process.suggest(requests, should_stop=lambda: context.is_cancelled)
    scores: _Scores = {}
    for done, (one, answer) in enumerate(zip(texts, answers, strict=True), 1):
        context.report(done, len(texts), "Suggesting")
        if isinstance(answer, Failure):
            problems.append(Problem(one.origin, answer.sentence))
            continue
        predicted = [found for _, rows in answer.runs for found in from_rows(rows)]
        if out is not None:
            out.write(_predictions_line(one.id, predicted).encode())
        for key, score in _score(one, predicted):
            scores[key] = scores.get(key, LabelScore()) + score
    return scores


def _score(
    gold: GoldText, predicted: Sequence[Prediction]
) -> Iterator[tuple[tuple[str, bool], LabelScore]]:
    scorer = TextScorer(gold.text)
    spans = [
        ScoredSpan(one.span, one.label, (one.source,) if one.source else ()) for one in predicted
    ]
    for label in gold.labels.union(one.label for one in gold.spans):
        yield (label, label in gold.labels), scorer.score(label, gold.spans, spans)


def _predictions_line(id_: str, predicted: Sequence[Prediction]) -> str:
    spans = [
        {
            "start": one.span.start,
            "end": one.span.end,
            "label": one.label,
            "source": [one.source.start, one.source.end] if one.source else None,
        }
        for one in sorted(predicted, key=lambda one: (one.span, one.label))
    ]
    line: dict[str, Any] = {"id": id_, "spans": spans}
    return json.dumps(line, ensure_ascii=False) + "\n"


def _writing(path: Path | None) -> AbstractContextManager[BinaryIO | None]:
    return nullcontext() if path is None else atomic_file(path)
