"""How fast a project of 100,000 articles becomes JSONL, and in how much memory."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import orjson

from annotator.domain.document import ArticleFilter, Status
from annotator.services.exports.request import ExportRequest
from annotator.services.jobs import JobContext
from annotator.store.sealing import allow_seals
from tests.bench.corpus import CHARACTERS, SPANS, make_corpus
from tests.bench.measuring import Cost, apart, cost_of, now
from tests.bench.peaks import peak_mb
from tests.bench.reporting import RATE, Section, rate
from tests.bench.shelf import open_services

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bench.measuring import Effort
    from tests.bench.reporting import Cell

_ARTICLES = 100_000
_FEWER = 10
"""The memory is looked at with so many times fewer articles, too."""
_SAMPLED = 5
"""One line in so many is made by orjson alone: to have its objects, the line must be parsed."""
_LIST_ALL = ArticleFilter()
_LIST_FEWER = ArticleFilter(statuses=frozenset({Status.DONE}))
_NOTE = (
    f"Articles a CPU-second, once; {CHARACTERS:,} characters of text and {SPANS} annotations each,"
    " of which a quarter were suggestions. The floors: plain sqlite3 reading the same rows, and"
    f" orjson making every {_SAMPLED}th of the same lines of objects that are there. The memory is"
    " the peak of a process that does nothing else; it holds up to 32 MB of SQLite's page cache."
)


def measure(folder: Path, effort: Effort) -> Section:
    """Exports a project, and a tenth of it, each in a process of its own."""
    path = folder / "exporting.annotator"
    count = max(2 * _FEWER, effort.scaled(_ARTICLES))
    make_corpus(path, count, done=count // _FEWER)
    little, _ = apart(export_apart, path, _LIST_FEWER)
    much, cost = apart(export_apart, path, _LIST_ALL)
    reads = cost_of(lambda: _read(path))
    dumps = _dumps(path.with_suffix(".jsonl"))
    speed, rows = (count / one.cpu for one in (cost, reads))
    lines = len(range(0, count, _SAMPLED)) / dumps.cpu
    table: tuple[tuple[Cell, ...], ...] = (
        rate("export, against reading the rows with sqlite3", speed, rows),
        rate("export, against orjson.dumps alone", speed, lines),
        rate("export, against both", speed, 1 / (1 / rows + 1 / lines)),
        ("articles a second, by the clock", count / cost.wall, None, None, ""),
        (f"memory of {count // _FEWER:,} articles", f"{little:.1f} MB", None, None, ""),
        (f"memory of {count:,} articles", f"{much:.1f} MB", None, None, "the same"),
    )
    return Section(f"Export: JSONL, {count:,} articles", _NOTE, RATE, table)


def export_apart(path: Path, where: ArticleFilter) -> tuple[float, Cost]:
    """The peak of memory of an export, in megabytes, and what it cost, in this process."""
    with open_services(path) as services:
        job = services.exporting.job(ExportRequest(where=where), path.with_suffix(".jsonl"))
        cost = cost_of(lambda: job.work(JobContext()))
    return peak_mb(), cost


def _dumps(exported: Path) -> Cost:
    """What making the lines costs, without what parsing them here does."""
    total = Cost(0, 0)
    with exported.open("rb") as file:
        for number, line in enumerate(file):
            if number % _SAMPLED == 0:
                article = orjson.loads(line)
                start = now()
                orjson.dumps(article)
                cost = now() - start
                total = Cost(total.cpu + cost.cpu, total.wall + cost.wall)
    return total


def _read(path: Path) -> None:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        allow_seals(connection)
        for query in (
            "SELECT d.*, b.text FROM document d JOIN body b ON b.document_id = d.id ORDER BY d.id",
            "SELECT * FROM annotation ORDER BY document_id, start",
        ):
            for _ in connection.execute(query):
                pass
