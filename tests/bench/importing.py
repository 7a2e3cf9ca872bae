"""How fast files become articles, and in how much memory."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import orjson

from annotator.services import projects
from annotator.services.exports.request import ExportRequest
from annotator.services.jobs import JobContext
from tests.bench.corpus import SPANS, make_corpus
from tests.bench.measuring import Cost, Costs, apart, cost_of, now
from tests.bench.mixed_files import write_mixed_files
from tests.bench.peaks import children, peak_mb, peak_of_children_mb
from tests.bench.reporting import RATE, Section, rate
from tests.bench.shelf import make_project, open_services, settings_beside
from tests.bench.texts import news

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bench.measuring import Effort
    from tests.bench.reporting import Cell

_FILES = 1_000
_CHARACTERS = 3_000
_LINES = 2_000
_LINES_AT_LEISURE = 100_000
_MIXED = 10_000
_NOTE = (
    "Articles a CPU-second. Text files: medians, 3 KB each. JSONL: as we export it, with"
    f" {SPANS} annotations in 4 KB of text. Mixed: txt, html, docx, JSONL with spans, pdf, md, eml,"
    " csv, rtf and odt in turn, 2 KB of text each, read in a process of its own as the window"
    " does; the time is that of both processes. The floor only reads the same bytes and hashes"
    " them; for JSONL it parses the lines and inserts the same rows into plain tables of SQLite,"
    " without a history, an index or a search."
)
_TABLES = """
CREATE TABLE article(id INTEGER PRIMARY KEY, key TEXT, title TEXT, outlet TEXT, byline TEXT,
    published TEXT, url TEXT, language TEXT, status TEXT, source TEXT, sha256 TEXT, text TEXT);
CREATE TABLE annotation(id INTEGER PRIMARY KEY, article INTEGER, start INTEGER, "end" INTEGER,
    label TEXT, annotator TEXT, created TEXT, modified TEXT, note TEXT, origin TEXT,
    suggester TEXT, score REAL);
"""
_ARTICLE = f"INSERT INTO article VALUES ({', '.join('?' * 12)})"
_ANNOTATION = f"INSERT INTO annotation VALUES (NULL, {', '.join('?' * 11)})"


def measure(folder: Path, effort: Effort) -> Section:
    """Imports a folder of text files, one JSONL file, and a folder of many kinds of files."""
    rows = (*_text_files(folder, effort), *_lines(folder, effort), *_mixed_files(folder, effort))
    return Section("Import", _NOTE, RATE, rows)


def _text_files(folder: Path, effort: Effort) -> list[tuple[Cell, ...]]:
    count = max(5, effort.scaled(_FILES))
    files = folder / "articles"
    _write_files(files, count)
    costs, floor = Costs(), Costs()
    for round_ in range(effort.rounds):
        costs.add(_import(folder / f"files-{round_}.annotator", files, count))
        floor.add(cost_of(lambda: _read_files(files)))
    return [_row(f"{count:,} text files", count, costs.median(), floor.median())]


def _lines(folder: Path, effort: Effort) -> list[tuple[Cell, ...]]:
    count = max(5, effort.scaled(_LINES_AT_LEISURE if effort.at_leisure else _LINES))
    source, lines = folder / "corpus.annotator", folder / "corpus.jsonl"
    make_corpus(source, count)
    with open_services(source) as services:
        services.exporting.job(ExportRequest(), lines).work(JobContext())
    source.unlink()
    cost, _, _ = apart(import_apart, folder / "lines.annotator", lines, count, in_window=False)
    floor = cost_of(lambda: _insert_lines(lines, folder / "lines.floor"))
    return [_row(f"{count:,} lines of JSONL", count, cost, floor)]


def _mixed_files(folder: Path, effort: Effort) -> list[tuple[Cell, ...]]:
    count = max(12, effort.scaled(_MIXED))
    files = folder / "mixed"
    articles = write_mixed_files(files, count)
    cost, window, reader = apart(import_apart, folder / "mixed.annotator", files, articles)
    floor = cost_of(lambda: _read_files(files))
    return [
        _row(f"{count:,} mixed files: {articles:,} articles", articles, cost, floor),
        ("articles a second, by the clock", articles / cost.wall, None, None, ""),
        ("memory of the window's process", f"{window:.1f} MB", None, None, ""),
        ("memory of the one that reads", f"{reader:.1f} MB", None, None, ""),
    ]


def import_apart(
    project: Path, source: Path, count: int, *, in_window: bool = True
) -> tuple[Cost, float, float]:
    """What an import costs, processes together; this one's peak and the reader's, in megabytes."""
    before = children()
    cost = _import(project, source, count, in_window=in_window)
    reader = children() - before
    return Cost(cost.cpu + reader.cpu, cost.wall), peak_mb(), peak_of_children_mb()


def _row(what: str, count: int, cost: Cost, floor: Cost) -> tuple[Cell, ...]:
    return rate(what, count / cost.cpu, count / floor.cpu)


def _import(project: Path, source: Path, count: int, *, in_window: bool = False) -> Cost:
    make_project(project, [])
    annotator = settings_beside(project).annotator()
    with projects.open_project(project, annotator, in_window=in_window) as services:
        job = services.importing.job([source])
        start = now()
        report = job.work(JobContext())
        cost = now() - start
    assert len(report.imported) == count
    assert not report.problems
    return cost


def _read_files(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            hashlib.sha256(path.read_bytes()).hexdigest()


def _insert_lines(path: Path, database: Path) -> None:
    with path.open("rb") as file, closing(sqlite3.connect(database)) as connection, connection:
        connection.executescript(_TABLES)
        for number, line in enumerate(file):
            one = orjson.loads(line)
            names = ("id", "title", "outlet", "byline", "published", "url", "language", "status")
            values = [one[name] for name in (*names, "source", "sha256", "text")]
            connection.execute(_ARTICLE, (number, *values))
            connection.executemany(_ANNOTATION, [_values(number, span) for span in one["spans"]])


def _values(article: int, span: dict[str, object]) -> tuple[object, ...]:
    provenance = span["provenance"]
    assert isinstance(provenance, dict)
    names = ("start", "end", "label", "annotator", "created_at", "modified_at", "note")
    origin = (provenance["origin"], provenance["suggester"], provenance["score"])
    return (article, *(span[name] for name in names), *origin)


def _write_files(folder: Path, count: int) -> None:
    folder.mkdir()
    for number in range(count):
        path = folder / f"article-{number:04}.txt"
        path.write_text(news(_CHARACTERS, seed=number, ascii_only=False), encoding="utf-8")
