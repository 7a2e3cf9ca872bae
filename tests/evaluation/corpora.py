"""The development corpora, and what the suggesters predict for them."""

from __future__ import annotations

import threading
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.domain.ids import DocumentId
from annotator.domain.text import fingerprint
from annotator.services.gold import read_gold
from annotator.suggest.messages import Failure, SuggestRequest, from_rows
from annotator.suggest.pipeline import default_model
from annotator.suggest.process import SuggestionProcess
from annotator.suggest.registry import chosen_suggesters

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from annotator.domain.suggestion import Prediction
    from annotator.services.gold import GoldText

CORPORA = ("polnear-dev", "worldwide")
_WORKERS = 2

Predictions = dict[str, list["Prediction"]]
"""By the id of their text."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """A gold file and its texts."""

    name: str
    path: Path
    texts: tuple[GoldText, ...]


def read(folder: Path, name: str) -> Corpus | None:
    """A corpus; None if it is not there."""
    path = folder / f"{name}.jsonl.gz"
    if not path.exists():
        return None
    texts, problems = read_gold(path)
    assert not problems, problems[0].sentence
    return Corpus(name, path, tuple(texts))


def predictions(texts: Sequence[GoldText]) -> Predictions:
    """What the suggesters that run unless others are chosen predict, from two processes."""
    found: Predictions = {one.id: [] for one in texts}
    failures: list[BaseException] = []

    def work(share: Sequence[GoldText]) -> None:
        try:
            _predict(share, found)
        except BaseException as error:  # noqa: BLE001 - it is raised again where the lanes meet
            failures.append(error)

    lanes = [
        threading.Thread(target=work, args=(texts[lane::_WORKERS],)) for lane in range(_WORKERS)
    ]
    for lane in lanes:
        lane.start()
    for lane in lanes:
        lane.join()
    for failure in failures:
        raise failure
    return found


def _predict(texts: Sequence[GoldText], found: Predictions) -> None:
    requests = (
        SuggestRequest(DocumentId(number), fingerprint(one.text), one.text)
        for number, one in enumerate(texts)
    )
    with closing(SuggestionProcess()) as process:
        process.start(default_model(), chosen_suggesters(()))
        for one, answer in zip(texts, process.suggest(requests), strict=True):
            assert not isinstance(answer, Failure), f"{one.origin}: {answer.sentence}"
            found[one.id] += [each for _, rows in answer.runs for each in from_rows(rows)]
