"""Many at once: how long it takes, and how long the window is away meanwhile."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from annotator.domain.span import Span
from annotator.store.sealing import allow_seals
from annotator.ui.panels.many.review import ReviewPage
from tests.bench.measuring import apart, cost_of, now
from tests.bench.reporting import Section
from tests.bench.rig import rig_on
from tests.bench.shelf import Size, make_project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from annotator.domain.ids import DocumentId
    from tests.bench.measuring import Cost, Effort
    from tests.bench.reporting import Cell
    from tests.bench.rig import Rig

_COLUMNS = ("what", "CPU s", "wall s", "× floor", "window away, ms", "goal")
_SUGGESTIONS = 2_000
_ARTICLES, _OCCURRENCES = 1_000, 10_000
_CHARACTERS = 3_600
_PATIENCE_S = 120.0
_NOTE = (
    "Once each, in the real window, until all is stored and shown. The floor is SQLite alone:"
    " as many rows as there are marks in one transaction, into a table of their width with one"
    " index; the ratio is of CPU time. “Window away” is the longest time in which it answered"
    " nothing."
)


def measure(folder: Path, effort: Effort) -> Section:
    """Accepts all suggestions of an article; tags words all over a project."""
    suggested = max(20, effort.scaled(_SUGGESTIONS))
    articles = max(4, effort.scaled(_ARTICLES))
    each = _OCCURRENCES // _ARTICLES
    path = folder / "bulk.annotator"
    sizes = [Size(50 * suggested, 2 * suggested), *[Size(_CHARACTERS, 2)] * articles]
    ids = make_project(path, sizes)
    rows = apart(_measure_window, path, ids, suggested, each)
    return Section("Many at once", _NOTE, _COLUMNS, tuple(rows))


def _measure_window(
    path: Path, ids: list[DocumentId], suggested: int, each: int
) -> list[tuple[Cell, ...]]:
    rows = []
    with rig_on(path) as rig:
        watch = _Watch(rig)
        services = rig.program.workbench.services
        assert services is not None
        floor = _floor(path.with_suffix(".floor"), 2 * suggested)
        cost = watch.until(
            rig.program.actions["accept_all"].trigger,
            lambda: not any(mark.is_suggestion for mark in rig.view.marks()),
        )
        rows.append(_row(f"accept {suggested:,} in one article", cost, floor, watch))
        places = _places(ids[1:], each)
        floor = _floor(path.with_suffix(".floor"), len(places))
        last, bulk = ids[-1], rig.program.bulk
        had = len(services.project.annotations(last))
        cost = watch.until(lambda: bulk.review(places, "ACTOR"), lambda: _listed(rig, len(places)))
        name = f"{len(places):,} in {len(ids) - 1:,} articles"
        rows.append(_row(f"list {name}", cost, floor, watch))
        cost = watch.until(
            bulk.carry_out, lambda: len(services.project.annotations(last)) == had + each
        )
        rows.append(_row(f"tag {name}", cost, floor, watch, "a few seconds"))
        rig.open(last)
        cost = watch.until(
            rig.program.actions["undo"].trigger,
            lambda: len(services.project.annotations(last)) == had,
        )
        rows.append(_row(f"undo {name}", cost, floor, watch, "a few seconds"))
    return rows


class _Watch:
    """Waits, as the event loop does, and notes the longest time it was kept from it."""

    def __init__(self, rig: Rig) -> None:
        self._rig = rig
        self.away_s = 0.0

    def until(self, action: Callable[[], object], true: Callable[[], bool]) -> Cost:
        """What it costs from an action until something is true and nothing is at work."""
        self._rig.settle()
        start, self.away_s = now(), 0.0
        until = last = time.perf_counter()
        until += _PATIENCE_S
        action()
        while self._rig.window.jobs.is_busy or not true():
            QApplication.processEvents()
            here = time.perf_counter()
            self.away_s, last = max(self.away_s, here - last), here
            if here > until:
                raise TimeoutError("it is not done yet")
            time.sleep(0.001)
            last = time.perf_counter()
        self._rig.settle()
        self.away_s = max(self.away_s, time.perf_counter() - last)
        return now() - start


def _row(name: str, cost: Cost, floor: Cost, watch: _Watch, goal: str = "") -> tuple[Cell, ...]:
    return (name, cost.cpu, cost.wall, cost.cpu / floor.cpu, watch.away_s * 1_000, goal)


def _places(ids: list[DocumentId], each: int) -> list[tuple[DocumentId, Span]]:
    """So many places in each article, none over another."""
    step = _CHARACTERS // (each + 1)
    return [
        (one, Span(step * place, step * place + 5)) for one in ids for place in range(1, each + 1)
    ]


def _listed(rig: Rig, count: int) -> bool:
    page = rig.program.window.drawer.page
    return isinstance(page, ReviewPage) and page.model.rowCount() == count


def _floor(path: Path, rows: int) -> Cost:
    with closing(sqlite3.connect(path)) as connection:
        allow_seals(connection)
        connection.execute("DROP TABLE IF EXISTS mark")
        connection.execute("CREATE TABLE mark(id INTEGER PRIMARY KEY, place INTEGER, text TEXT)")
        connection.execute("CREATE INDEX by_place ON mark(place)")

        def insert() -> None:
            values = ((number, number * 7919 % rows, "x" * 100) for number in range(rows))
            with connection:
                connection.executemany("INSERT INTO mark VALUES (?, ?, ?)", values)

        return cost_of(insert)
