"""Suggesters at work together: one parse for all of them."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.domain.span import Span
from annotator.domain.suggestion import Prediction, SuggesterInfo
from annotator.suggest.base import Parsed, Settling
from annotator.suggest.pieces import LONGEST, Piece, cut
from annotator.suggest.pipeline import Pipeline, PipelineLacks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from annotator.suggest.base import Suggester

Runs = tuple[tuple[SuggesterInfo, tuple[Prediction, ...]], ...]
"""What each suggester predicts for one text, sorted by span."""


class Engine:
    """Runs suggesters over texts.

    model: of the pipeline, which is not loaded if no suggester needs it.
    lenient: leave out the suggesters whose needs the pipeline does not meet.
    longest: code points, beyond which a text is parsed in pieces.
    Raises KnownError if the pipeline cannot be loaded or lacks what a suggester needs.
    """

    def __init__(
        self,
        model: str,
        suggesters: Sequence[Suggester],
        *,
        lenient: bool = False,
        longest: int = LONGEST,
    ) -> None:
        self._pipeline, self._suggesters = _load(model, tuple(suggesters), lenient=lenient)
        self._longest = min(longest, self._pipeline.max_length) if self._pipeline else longest
        self.infos = tuple(self._info(one) for one in self._suggesters)

    def suggest(self, text: str, *, before_piece: Callable[[], None] = lambda: None) -> Runs:
        """The predictions for a text of any length, with offsets into it.

        before_piece: called before each piece is parsed; what it raises ends the work.
        """
        found: list[list[Prediction]] = [[] for _ in self._suggesters]
        for piece in cut(text, longest=self._longest):
            before_piece()
            for predictions, more in zip(found, self._predictions(piece), strict=True):
                predictions.extend(more)
        settled = map(_settled, self._suggesters, [text] * len(found), found)
        return tuple(
            (info, tuple(predictions))
            for info, predictions in zip(self.infos, settled, strict=True)
        )

    def _predictions(self, piece: Piece) -> list[list[Prediction]]:
        pipeline = self._pipeline
        with pipeline.memory_zone() if pipeline else nullcontext():
            parsed = Parsed(piece.text, pipeline.doc(piece.text) if pipeline else None)
            return [
                [_moved(one, piece) for one in suggester.suggest(parsed)]
                for suggester in self._suggesters
            ]

    def _info(self, suggester: Suggester) -> SuggesterInfo:
        reads = suggester.needs or getattr(suggester, "uses", frozenset[str]())
        model = self._pipeline.description if self._pipeline and reads else ""
        return SuggesterInfo(suggester.name, suggester.version, model)


def _load(
    model: str, suggesters: tuple[Suggester, ...], *, lenient: bool
) -> tuple[Pipeline | None, tuple[Suggester, ...]]:
    while True:
        needs = frozenset[str]().union(*(one.needs for one in suggesters))
        uses = frozenset[str]().union(
            *(getattr(one, "uses", frozenset[str]()) for one in suggesters)
        )
        try:
            return (Pipeline(model, needs, uses) if needs else None), suggesters
        except PipelineLacks as error:
            if not lenient:
                raise
            suggesters = tuple(one for one in suggesters if error.need not in one.needs)


def _settled(
    suggester: Suggester, text: str, predictions: Sequence[Prediction]
) -> Sequence[Prediction]:
    if not isinstance(suggester, Settling):
        return predictions
    settled = suggester.settle(text, predictions)
    for one in settled:
        _check(one, len(text))
    return settled


def _moved(prediction: Prediction, piece: Piece) -> Prediction:
    """The prediction with offsets into the whole text. Raises OffsetError if out of its piece."""
    _check(prediction, len(piece.text))
    if not piece.offset:
        return prediction
    return replace(
        prediction,
        span=_later(prediction.span, piece.offset),
        source=prediction.source and _later(prediction.source, piece.offset),
        cue=prediction.cue and _later(prediction.cue, piece.offset),
        referent=prediction.referent and _later(prediction.referent, piece.offset),
    )


def _check(prediction: Prediction, length: int) -> None:
    for span in (prediction.span, prediction.source, prediction.cue, prediction.referent):
        if span is not None:
            span.within(length)


def _later(span: Span, offset: int) -> Span:
    return Span(span.start + offset, span.end + offset)
