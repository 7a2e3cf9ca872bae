"""How soon something is found, in an article and in a project of 20,000."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING

from annotator.domain.query import Pattern
from annotator.domain.query_line import parse
from annotator.services.jobs import ThreadRunner
from annotator.store.sealing import allow_seals
from tests.bench.measuring import Costs, cost_of
from tests.bench.reporting import LATENCY, Section, latency
from tests.bench.shelf import Size, make_project, open_services
from tests.bench.texts import news

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from annotator.services.projects import Services
    from tests.bench.measuring import Effort
    from tests.bench.reporting import Cell

_ARTICLES = 20_000
_SIZE = Size(3_000, 8)
_LONG = 5_000_000
_COMMON, _RARE = "said", "Tampere conceded"
_NOTE = (
    "Milliseconds. The floors: plain sqlite3 reading the texts (or annotations) that hits are first"
    " found in, or all of them; in the article of 5 MB, lower-casing and counting with `str`."
    " “All” ends at 100,000 hits."
)
_TEXTS = """
SELECT b.text FROM body_search CROSS JOIN body b ON b.document_id = body_search.rowid
WHERE body_search MATCH ? ORDER BY body_search.rowid LIMIT ?
"""
_MARKS = """
SELECT a.start, b.text FROM annotation a CROSS JOIN body b ON b.document_id = a.document_id
WHERE a.label = 'CLAIM' ORDER BY a.document_id LIMIT ?
"""


def measure(folder: Path, effort: Effort) -> Section:
    """Looks for words, phrases, expressions and annotations."""
    count = max(50, effort.scaled(_ARTICLES))
    path = folder / "finding.annotator"
    make_project(path, [_SIZE] * count, suggestions=False)
    with open_services(path) as services, closing(sqlite3.connect(path)) as plain:
        allow_seals(plain)
        rows = [*_in_project(services, plain, effort), *_in_article(services, effort)]
    return Section(f"Finding in {count:,} articles of {_SIZE}", _NOTE, LATENCY, tuple(rows))


def _in_project(
    services: Services, plain: sqlite3.Connection, effort: Effort
) -> list[tuple[Cell, ...]]:
    def read(query: str, *parameters: object) -> Callable[[], object]:
        return lambda: plain.execute(query, parameters).fetchall()

    all_of_them = -1
    phrase = f'"{_RARE}"'
    return [
        _row(
            "a common word: first hits",
            lambda: _first(services, _COMMON),
            read(_TEXTS, _COMMON, 8),
            effort.repeats,
            "100 ms",
        ),
        _row(
            "a common word: all hits",
            lambda: _all(services, _COMMON),
            read(_TEXTS, _COMMON, all_of_them),
            effort.rounds,
        ),
        _row(
            "a rare phrase: all hits",
            lambda: _all(services, phrase),
            read(_TEXTS, phrase, all_of_them),
            effort.rounds,
        ),
        _row(
            "a regular expression: first hits",
            lambda: _first(services, r"/[A-Z]\w+ (said|warned)/"),
            read(_TEXTS, _COMMON, 8),
            effort.repeats,
            "100 ms",
        ),
        _row(
            "a regular expression: all hits",
            lambda: _all(services, r"/(said|warned) on (Monday|Friday)/"),
            read("SELECT text FROM body LIMIT ?", all_of_them),
            effort.rounds,
        ),
        _row(
            "label:CLAIM and a word: first hits",
            lambda: _first(services, f"label:CLAIM {_COMMON}"),
            read(_MARKS, 8),
            effort.repeats,
            "100 ms",
        ),
        _row(
            "label:CLAIM and a word: all hits",
            lambda: _all(services, f"label:CLAIM {_COMMON}"),
            read(_MARKS, all_of_them),
            effort.rounds,
        ),
    ]


def _in_article(services: Services, effort: Effort) -> list[tuple[Cell, ...]]:
    text = news(max(10_000, effort.scaled(_LONG)))

    def find(pattern: Pattern) -> Callable[[], object]:
        return lambda: services.finding.find_in(text, pattern)

    return [
        _row(
            "5 MB: a phrase",
            find(Pattern("harbour board")),
            lambda: text.lower().count("harbour board"),
            effort.repeats,
            "16 ms",
        ),
        _row(
            "5 MB: one letter",
            find(Pattern("e")),
            lambda: text.lower().count("e"),
            effort.repeats,
        ),
        _row(
            "5 MB: a regular expression",
            find(Pattern(r"[A-Z]\w+ (said|warned)", is_regex=True, match_case=True)),
            lambda: text.lower().count("said"),
            effort.repeats,
        ),
    ]


def _row(
    what: str,
    action: Callable[[], object],
    floor: Callable[[], object],
    repeats: int,
    goal: str = "",
) -> tuple[Cell, ...]:
    action()
    floor()
    costs, floors = Costs(), Costs()
    for _ in range(repeats):
        costs.add(cost_of(action))
        floors.add(cost_of(floor))
    return latency(what, costs, floors, goal)


def _first(services: Services, line: str) -> None:
    """Until the first hits could be shown; the search is stopped then."""
    search = services.finding.concordance(parse(line))
    runner = ThreadRunner()
    runner.run(search.job(), on_done=lambda _: None, on_error=lambda _: None)
    while not search.take():
        time.sleep(0.000_2)
    runner.stop()


def _all(services: Services, line: str) -> None:
    search = services.finding.concordance(parse(line))
    runner = ThreadRunner()
    over: list[object] = []
    runner.run(search.job(), on_done=over.append, on_error=over.append)
    while not over:
        search.take()
        time.sleep(0.005)
    if isinstance(over[0], BaseException):
        raise over[0]
