"""How fast files become articles."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import orjson

from annotator.services.jobs import JobContext
from tests.bench.measuring import Costs, cost_of, now
from tests.bench.reporting import RATE, Section, rate
from tests.bench.shelf import make_project, open_services
from tests.bench.texts import nested_spans, news

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bench.measuring import Cost, Effort
    from tests.bench.reporting import Cell

_FILES = 1_000
_CHARACTERS = 3_000
_SPANS = 20
_NOTE = (
    "Articles a CPU-second, medians; 3 KB of text each, in JSONL with 20 spans. The floor only"
    " reads the same bytes and hashes them; for JSONL it parses the lines as well."
)


def measure(folder: Path, effort: Effort) -> Section:
    """Imports the same articles from a folder of files and from one JSONL file."""
    count = max(5, effort.scaled(_FILES))
    files, lines = folder / "articles", folder / "articles.jsonl"
    _write_files(files, count)
    _write_lines(lines, count)
    plain, jsonl = Costs(), Costs()
    plain_floor, jsonl_floor = Costs(), Costs()
    for round_ in range(effort.rounds):
        plain.add(_import(folder / f"files-{round_}.annotator", files, count))
        plain_floor.add(cost_of(lambda: _read_files(files)))
        jsonl.add(_import(folder / f"lines-{round_}.annotator", lines, count))
        jsonl_floor.add(cost_of(lambda: _read_lines(lines)))
    rows = (
        _row("text files", count, plain, plain_floor),
        _row("JSONL with spans", count, jsonl, jsonl_floor),
    )
    return Section(f"Import: {count:,} articles", _NOTE, RATE, rows)


def _row(what: str, count: int, costs: Costs, floor: Costs) -> tuple[Cell, ...]:
    return rate(what, count / (costs.cpu_ms() / 1_000), count / (floor.cpu_ms() / 1_000))


def _import(project: Path, source: Path, count: int) -> Cost:
    make_project(project, [])
    with open_services(project) as services:
        job = services.importing.job([source])
        start = now()
        report = job.work(JobContext())
        cost = now() - start
    assert len(report.imported) == count
    assert not report.problems
    return cost


def _read_files(folder: Path) -> None:
    for path in folder.iterdir():
        hashlib.sha256(path.read_bytes()).hexdigest()


def _read_lines(path: Path) -> None:
    with path.open("rb") as file:
        for line in file:
            orjson.loads(line)
            hashlib.sha256(line).hexdigest()


def _write_files(folder: Path, count: int) -> None:
    folder.mkdir()
    for number in range(count):
        path = folder / f"article-{number:04}.txt"
        path.write_text(news(_CHARACTERS, seed=number, ascii_only=False), encoding="utf-8")


def _write_lines(path: Path, count: int) -> None:
    with path.open("wb") as file:
        for number in range(count):
            text = news(_CHARACTERS, seed=number, ascii_only=False)
            spans = [one._asdict() for one in nested_spans(text, _SPANS)]
            file.write(orjson.dumps({"text": text, "spans": spans}) + b"\n")
