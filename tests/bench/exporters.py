"""What each format's export costs beside that of JSONL, and what looking ahead costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.formats.registry import describe, formats
from annotator.services.exports.request import ExportRequest
from annotator.services.jobs import JobContext
from tests.bench.corpus import CHARACTERS, SPANS, make_corpus
from tests.bench.measuring import Costs, apart, cost_of
from tests.bench.peaks import peak_mb
from tests.bench.reporting import Section
from tests.bench.shelf import open_services

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.services.projects import Services
    from tests.bench.measuring import Cost, Effort
    from tests.bench.reporting import Cell

_ARTICLES = 200
_ARTICLES_AT_LEISURE = 2_000
_FLOOR = "jsonl"
_COLUMNS = (
    "format",
    "articles a CPU-second",
    "ms an article",
    "× JSONL",
    "preflight × export",
    "MB",
)
_NOTE = (
    f"{CHARACTERS:,} characters of text and {SPANS} annotations an article; CPU time, best of the"
    " rounds, after what a format needs was loaded. The floor is the export of JSONL. A preflight"
    " writes nothing, and says what would be lost. MB: the peak of a process that exports in this"
    " one format, libraries included."
)


def measure(folder: Path, effort: Effort) -> Section:
    """Exports one project in every format there is, each in a process of its own."""
    count = max(5, effort.scaled(_ARTICLES_AT_LEISURE if effort.at_leisure else _ARTICLES))
    path = folder / "exporters.annotator"
    make_corpus(path, count)
    names = [one.name for one in describe(formats()) if one.writes]
    found = {name: apart(export_in, path, name, effort) for name in names}
    floor, _, _ = found[_FLOOR]
    rows: list[tuple[Cell, ...]] = [
        (
            name,
            count / export.cpu,
            export.cpu / count * 1_000,
            export.cpu / floor.cpu,
            preflight.cpu / export.cpu,
            peak,
        )
        for name, (export, preflight, peak) in found.items()
    ]
    rows.sort(key=lambda row: float(row[3] or 0))
    return Section(f"Export: every format, {count:,} articles", _NOTE, _COLUMNS, tuple(rows))


def export_in(path: Path, name: str, effort: Effort) -> tuple[Cost, Cost, float]:
    """What an export costs and what its preflight does, the best of each; the peak in MB."""
    exports, preflights = Costs(), Costs()
    with open_services(path) as services:
        request = ExportRequest(format=name)
        services.exporting.beginning(request).work(JobContext())
        for number in range(min(2, effort.rounds)):
            target = path.with_name(f"{name}-{number}")
            exports.add(cost_of(lambda to=target: _export(services, request, to)))
            preflights.add(cost_of(lambda: _look(services, request)))
    return exports.best(), preflights.best(), peak_mb()


def _export(services: Services, request: ExportRequest, target: Path) -> None:
    services.exporting.job(request, target).work(JobContext())


def _look(services: Services, request: ExportRequest) -> None:
    services.exporting.preflight(request).work(JobContext())
