"""How fast a project becomes JSONL."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import orjson
import psutil

from annotator.domain.document import ArticleFilter, Status
from annotator.services.exporting import ExportRequest
from annotator.services.jobs import JobContext
from tests.bench.measuring import Costs, apart, cost_of, now
from tests.bench.reporting import RATE, Section, rate
from tests.bench.shelf import Size, make_project, open_services

if TYPE_CHECKING:
    from annotator.services.projects import Services
    from tests.bench.measuring import Cost, Effort
    from tests.bench.reporting import Cell

_ARTICLES = 2_000
_SIZE = Size(4_000, 50)
_NOTE = (
    "Articles a CPU-second, medians; 4 KB of text and 50 annotations each. The floors: orjson"
    " making the same lines of objects that are there, and plain sqlite3 reading the same rows."
    " The memory holds up to 32 MB of SQLite's page cache."
)


def measure(folder: Path, effort: Effort) -> Section:
    """Exports a project, turn and turn about with the floors."""
    path = folder / "exporting.annotator"
    count = max(8, effort.scaled(_ARTICLES))
    make_project(path, [_SIZE] * count, suggestions=False, done=count // 2)
    rows = apart(measure_project, path, count, effort)
    return Section(f"Export: JSONL, {count:,} articles", _NOTE, RATE, tuple(rows))


def measure_project(path: Path, count: int, effort: Effort) -> list[tuple[Cell, ...]]:
    """The same for a project that is there, in this process."""
    target = path.with_suffix(".jsonl")
    exports, dumps, reads = Costs(), Costs(), Costs()
    with open_services(path) as services:
        half = ArticleFilter(statuses=frozenset({Status.DONE}))
        _export(services, target, half)
        before = _peak_mb()
        _export(services, target, ArticleFilter())
        growth = _peak_mb() - before
        for _ in range(effort.rounds):
            exports.add(cost_of(lambda: _export(services, target, ArticleFilter())))
            dumps.add(_dumps(target))
            reads.add(cost_of(lambda: _read(path)))
    speed, lines, rows = (count / (one.cpu_ms() / 1_000) for one in (exports, dumps, reads))
    return [
        rate("export, against orjson.dumps alone", speed, lines, "17,000"),
        rate("export, against reading the rows with sqlite3", speed, rows),
        ("memory: peak of all above that of half", f"{growth:+.1f} MB", None, None, "flat"),
    ]


def _export(services: Services, target: Path, where: ArticleFilter) -> None:
    services.exporting.job(ExportRequest(where=where), target).work(JobContext())


def _dumps(exported: Path) -> Cost:
    """What making the lines costs, without what parsing them here does."""
    with exported.open("rb") as file:
        first, *rest = map(orjson.loads, file)
    start = now()
    for one in (first, *rest):
        orjson.dumps(one)
    return now() - start


def _read(path: Path) -> None:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        for query in (
            "SELECT d.*, b.text FROM document d JOIN body b ON b.document_id = d.id ORDER BY d.id",
            "SELECT * FROM annotation ORDER BY document_id, start",
        ):
            for _ in connection.execute(query):
                pass


def _peak_mb() -> float:
    memory = psutil.Process().memory_info()
    return float(getattr(memory, "peak_wset", 0) or _linux_peak() or memory.rss) / 1e6


def _linux_peak() -> int:
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    (line,) = [one for one in status.read_text().splitlines() if one.startswith("VmHWM:")]
    return int(line.split()[1]) * 1_024
