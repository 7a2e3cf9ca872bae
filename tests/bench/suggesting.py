"""How fast the suggestion process works through articles."""

from __future__ import annotations

import multiprocessing
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import psutil

from annotator.domain.ids import DocumentId
from annotator.domain.text import fingerprint
from annotator.suggest.messages import SuggestRequest
from annotator.suggest.pipeline import default_model
from annotator.suggest.process import SuggestionProcess
from annotator.suggest.registry import chosen_suggesters
from tests.bench.measuring import quantile
from tests.bench.reporting import Section
from tests.bench.texts import news

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from pathlib import Path

    from tests.bench.measuring import Effort
    from tests.bench.reporting import Cell

_ARTICLES = 40
_CHARACTERS = 3_600
_ENTITIES = "spacy.ner.v1"
STOCK, ALONE, WHOLE = "floor: stock pipeline", "entities alone", "the whole step"
_GOALS = {
    ALONE: "1,000,000 a minute on one core, 3.0 × stock (aim 3.2)",
    WHOLE: "1.3 × stock (aim 2.0)",
}
_COLUMNS = ("what", "words a CPU-second", "× stock", "words a minute by the clock", "MB", "goal")
_NOTE = (
    "Medians, of the suggestion process alone. The floor is the stock spaCy pipeline on the same"
    " texts, as it is shipped: every component, batches of 64. The whole step is entities, quotes,"
    " claims, and that names are marked alike in each article."
)


@dataclass(frozen=True, slots=True)
class Pace:
    """Medians of words a second of the process's CPUs, and by the clock; memory in megabytes."""

    cpu: float
    wall: float
    memory: float


def measure(folder: Path, effort: Effort) -> Section:
    """Has three processes work on the same articles in turn."""
    count = max(2, effort.scaled(_ARTICLES))
    texts = [news(_CHARACTERS, seed=number, ascii_only=False) for number in range(count)]
    words = sum(len(text.split()) for text in texts)
    found = paces(texts, max(1, effort.rounds // 2))
    rows = [_row(name, found) for name in found]
    title = f"Suggestions: {count:,} articles, {words:,} words"
    return Section(title, _NOTE, _COLUMNS, tuple(rows))


def paces(texts: list[str], rounds: int) -> dict[str, Pace]:
    """How fast the stock pipeline, entities alone and the whole step are on these texts."""
    words = sum(len(text.split()) for text in texts)
    with (
        _stock() as (stock, stock_pid),
        _own([_ENTITIES]) as (entities, entities_pid),
        _own(chosen_suggesters(())) as (everything, everything_pid),
    ):
        workers = {
            STOCK: (stock, stock_pid),
            ALONE: (entities, entities_pid),
            WHOLE: (everything, everything_pid),
        }
        readings: dict[str, list[tuple[float, float]]] = {name: [] for name in workers}
        for _ in range(rounds):
            for name, (work, pid) in workers.items():
                readings[name].append(_speeds(partial(work, texts), pid, words))
        memory = {name: _megabytes(pid) for name, (_, pid) in workers.items()}
    return {
        name: Pace(
            quantile((cpu for cpu, _ in readings[name]), 0.5),
            quantile((wall for _, wall in readings[name]), 0.5),
            memory[name],
        )
        for name in workers
    }


def _row(name: str, found: dict[str, Pace]) -> tuple[Cell, ...]:
    pace = found[name]
    ratio = pace.cpu / found[STOCK].cpu
    return (name, pace.cpu, ratio, pace.wall * 60, pace.memory, _GOALS.get(name, ""))


def _speeds(work: Callable[[], object], pid: int, words: int) -> tuple[float, float]:
    """Words a second of the other process's CPUs, and by the clock."""
    process = psutil.Process(pid)
    before, start = process.cpu_times(), time.perf_counter()
    work()
    after, wall = process.cpu_times(), time.perf_counter() - start
    # the system counts a process's time in hundredths of a second
    cpu = max(0.01, after.user + after.system - before.user - before.system)
    return words / cpu, words / wall


def _megabytes(pid: int) -> float:
    return float(psutil.Process(pid).memory_info().rss) / 1e6


@contextmanager
def _own(names: Sequence[str]) -> Iterator[tuple[Callable[[list[str]], None], int]]:
    process = SuggestionProcess()

    def work(texts: list[str]) -> None:
        requests = (
            SuggestRequest(DocumentId(number), fingerprint(text), text)
            for number, text in enumerate(texts)
        )
        assert len(list(process.suggest(requests))) == len(texts)

    with closing(process):
        process.start(default_model(), tuple(names))
        work([news(_CHARACTERS)])
        assert process.pid is not None
        yield work, process.pid


@contextmanager
def _stock() -> Iterator[tuple[Callable[[list[str]], None], int]]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_run_stock, args=(theirs,), daemon=True)
    process.start()

    def work(texts: list[str]) -> None:
        ours.send(texts)
        assert ours.recv() == len(texts)

    try:
        work([news(_CHARACTERS)])
        assert process.pid is not None
        yield work, process.pid
    finally:
        ours.send(None)
        process.join(10)
        process.close()


def _run_stock(connection: Connection[int, list[str] | None]) -> None:
    import spacy

    nlp = spacy.load(default_model())
    while (texts := connection.recv()) is not None:
        connection.send(sum(1 for _ in nlp.pipe(texts, batch_size=64)))
