"""The list of a million articles: first rows, jumps, filters, orders, memory."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QLineEdit, QTableView

from annotator.domain.document import ArticleFilter, ListOrder, OrderBy, Status
from annotator.services.jobs import JobContext
from annotator.store.sealing import allow_seals
from annotator.ui.application import application
from annotator.ui.jobs import GuiRunner, GuiThread
from annotator.ui.panels.articles.article_list import ArticleListPanel
from annotator.ui.theme import base_theme
from tests.bench.library import COMMON, RARE, make_library
from tests.bench.measuring import Costs, apart, cost_of, now, resident_mb
from tests.bench.reporting import LATENCY, Section, latency
from tests.bench.shelf import open_services

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from annotator.services.projects import Services
    from tests.bench.measuring import Cost, Effort
    from tests.bench.reporting import Cell

_ARTICLES = 1_000_000
_SIZE = (300, 800)
_PATIENCE_S = 60.0
_NOTE = (
    "Milliseconds, from the key or click to the end of the repaint; below that, until the whole"
    " list is there, which is read in a thread. The floor of the former is the repaint of an empty"
    " table of the same size, that of the latter plain sqlite3 reading as many ids in the same"
    " order from one index. The memory holds SQLite's page caches, 32 MB a thread."
)
_FILTERS: tuple[tuple[str, ArticleFilter, ListOrder], ...] = (
    ("all, by import", ArticleFilter(), ListOrder()),
    ("all, newest first", ArticleFilter(), ListOrder(OrderBy.PUBLISHED, descending=True)),
    ("not done", ArticleFilter(statuses=frozenset(set(Status) - {Status.DONE})), ListOrder()),
    (f"“{COMMON}”", ArticleFilter(words=COMMON), ListOrder()),
    (f"“{RARE}”", ArticleFilter(words=RARE), ListOrder()),
    (
        f"new, “{COMMON}”, newest first",
        ArticleFilter(statuses=frozenset({Status.NEW}), words=COMMON),
        ListOrder(OrderBy.PUBLISHED, descending=True),
    ),
)
Rows = list[tuple["Cell", ...]]


def measure(folder: Path, effort: Effort) -> Section:
    """Makes the project beside the folder, where it is found the next time."""
    count = effort.scaled(_ARTICLES)
    path = folder.parent / f"library-{count}.annotator"
    make_library(path, count)
    rows = apart(measure_list, path, effort)
    return Section(f"List: {count:,} articles", _NOTE, LATENCY, tuple(rows))


def measure_list(path: Path, effort: Effort) -> Rows:
    """The same for a project that is there, in this process."""
    rows: Rows = []
    with open_services(path) as services, _panel() as panel:
        bench = _Bench(panel, services)
        before = resident_mb()
        rows.append(bench.open(effort))
        rows.append(("memory of that", f"{resident_mb() - before:+.1f} MB", *[None] * 7))
        rows.append(bench.jump(effort))
        rows.append(bench.choose(effort))
        for name, where, order in _FILTERS[1:]:
            rows.append(bench.first_rows(name, where, order, effort))
        rows.append(bench.type_word(effort))
        for name, where, order in _FILTERS:
            rows.append(_whole(path, services, name, where, order, effort))
        rows.append(bench.unfinished(effort))
    return rows


class _Bench:
    """The panel on a project, and an empty table of its size."""

    def __init__(self, panel: ArticleListPanel, services: Services) -> None:
        self._panel = panel
        self._browsing = services.browsing
        table = panel.findChild(QTableView, "articles")
        assert table is not None
        self._table = table
        self._empty = QTableView()
        self._empty.resize(table.size())
        self._empty.show()
        _settle()

    def open(self, effort: Effort) -> tuple[Cell, ...]:
        """The project is opened: its first rows."""
        costs, floor = Costs(), Costs()
        for _ in range(effort.rounds):
            self._panel.set_source(None)
            _settle()
            costs.add(self._painted(lambda: self._panel.set_source(self._browsing)))
            self._wait_for_all()
            floor.add(self._repaint_empty())
        return latency("open: first rows", costs, floor, "≤ 25")

    def jump(self, effort: Effort) -> tuple[Cell, ...]:
        """The scroll bar is dragged to a place that was not seen yet."""
        costs, floor = Costs(), Costs()
        bar, count = self._table.verticalScrollBar(), effort.repeats
        for number in range(count):
            share = (number * 7 % count + 0.5) / count
            costs.add(self._painted(lambda to=share: bar.setValue(int(bar.maximum() * to))))
            floor.add(self._repaint_empty())
        return latency("jump to a new place", costs, floor, "p95 ≤ 16.7")

    def choose(self, effort: Effort) -> tuple[Cell, ...]:
        """An article anywhere is opened: the list shows it."""
        costs, floor = Costs(), Costs()
        ids, count = self._panel.listed(), effort.repeats
        assert ids is not None
        for number in range(count):
            one = ids[(number * 7 % count) * len(ids) // count]
            costs.add(self._painted(lambda to=one: self._panel.select(to)))
            floor.add(self._repaint_empty())
        return latency("select an article anywhere", costs, floor, "p95 ≤ 16.7")

    def first_rows(
        self, name: str, where: ArticleFilter, order: ListOrder, effort: Effort
    ) -> tuple[Cell, ...]:
        """A filter is chosen: its first rows, or the list itself if it is not there sooner."""
        costs, floor = Costs(), Costs()
        for _ in range(effort.rounds):
            costs.add(self._painted(lambda: self._panel.filter.set_list(where, order)))
            self._wait_for_all()
            floor.add(self._repaint_empty())
            self._panel.filter.clear()
            self._wait_for_all()
        return latency(f"choose {name}: first rows", costs, floor)

    def type_word(self, effort: Effort) -> tuple[Cell, ...]:
        """A word is typed and Return pressed."""
        costs, floor = Costs(), Costs()
        words = self._panel.findChild(QLineEdit, "article_filter")
        assert words is not None

        def search() -> None:
            words.setText(COMMON[:4])
            words.returnPressed.emit()

        for _ in range(effort.rounds):
            costs.add(self._painted(search))
            self._wait_for_all()
            floor.add(self._repaint_empty())
            self._panel.filter.clear()
            self._wait_for_all()
        return latency("type the beginning of a word: first rows", costs, floor, "≤ 25")

    def unfinished(self, effort: Effort) -> tuple[Cell, ...]:
        """Which article the key N opens, in a list by date."""
        costs, floor = Costs(), Costs()
        self._panel.filter.set_list(ArticleFilter(), ListOrder(OrderBy.PUBLISHED))
        self._wait_for_all()
        ids = self._panel.listed()
        assert ids is not None
        for number in range(effort.repeats):
            here = ids[number * len(ids) // effort.repeats]
            costs.add(cost_of(lambda at=here: self._panel.next_unfinished(at)))
            floor.add(self._repaint_empty())
        return latency("find the next unfinished article", costs, floor)

    def _painted(self, action: Callable[[], object]) -> Cost:
        """Of this thread: what a thread beside it reads meanwhile is measured by itself."""
        _settle()
        start = now()
        wall, cpu = time.perf_counter(), time.thread_time()
        action()
        self._table.viewport().repaint()
        cost = now() - start
        return type(cost)(time.thread_time() - cpu, time.perf_counter() - wall)

    def _repaint_empty(self) -> Cost:
        return cost_of(self._empty.viewport().repaint)

    def _wait_for_all(self) -> None:
        until = time.monotonic() + _PATIENCE_S
        while self._panel.listed() is None:
            if time.monotonic() > until:
                raise TimeoutError("the list was not read")
            QApplication.processEvents()


def _whole(
    path: Path,
    services: Services,
    name: str,
    where: ArticleFilter,
    order: ListOrder,
    effort: Effort,
) -> tuple[Cell, ...]:
    costs, floor = Costs(), Costs()
    by = "published DESC, id DESC" if order.by is OrderBy.PUBLISHED else "id"
    index = "document_by_published" if order.by is OrderBy.PUBLISHED else "document_listed"
    query = f"""SELECT id FROM document INDEXED BY {index} WHERE hidden = 0 ORDER BY {by} LIMIT ?"""
    job = services.browsing.ids_job(where, order)
    count = len(job.work(JobContext()))
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        allow_seals(connection)
        for _ in range(effort.rounds):
            costs.add(cost_of(lambda: job.work(JobContext())))
            floor.add(cost_of(lambda: [*connection.execute(query, (max(1, count),))]))
    return latency(f"whole list, {name}: {count:,}", costs, floor)


def _settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


@contextmanager
def _panel() -> Iterator[ArticleListPanel]:
    app = application()
    gui = GuiThread()
    runner = GuiRunner(gui)
    panel = ArticleListPanel(base_theme(dark=False), runner)
    panel.resize(*_SIZE)
    panel.show()
    _settle()
    try:
        yield panel
    finally:
        runner.stop()
        panel.set_source(None)
        panel.close()
        app.processEvents()
