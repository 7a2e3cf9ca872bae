"""Opening, turning to the next article, and scrolling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from tests.bench.measuring import Costs, apart, resident_mb
from tests.bench.reporting import LATENCY, Section, latency
from tests.bench.rig import rig_on
from tests.bench.shelf import SHORT, SIZES, make_project

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.domain.ids import DocumentId
    from tests.bench.measuring import Effort
    from tests.bench.reporting import Cell
    from tests.bench.rig import Rig

_SHORT_ARTICLES = 150
_NOTE = (
    "Milliseconds, from the database to the end of the repaint. The floor is the repaint of an"
    " empty text edit of the article's size. Memory is what the process holds more than before,"
    " in megabytes."
)
_OPEN_GOALS = ("", "≤ 16.7", "≤ 16.7", "", "≤ 100")
"""By size, as in SIZES."""
_FRAME_GOAL = "p95 ≤ 8.3"
Rows = list[tuple["Cell", ...]]


def measure(folder: Path, effort: Effort) -> Section:
    """Opens, turns and scrolls articles of four sizes."""
    large = [size.scaled(effort) for size in SIZES[1:]]
    path = folder / "opening.annotator"
    count = max(4, effort.scaled(_SHORT_ARTICLES))
    ids = make_project(path, [SHORT] * count + large)
    names = [str(size) for size in (SHORT, *large)]
    articles = list(zip(names, [ids[1], *ids[count:]], strict=True))
    rows = apart(measure_window, path, ids[0], articles, effort)
    return Section("Articles: open, turn, scroll", _NOTE, LATENCY, tuple(rows))


def measure_window(
    path: Path, first: DocumentId, articles: list[tuple[str, DocumentId]], effort: Effort
) -> Rows:
    """The same for a project that is there, in this process."""
    rows: Rows = []
    with rig_on(path) as rig:
        before = resident_mb()
        _turn(rig, max(3, effort.scaled(_SHORT_ARTICLES - 2)), rows)
        rows.append(_memory("memory after those", before))
        for (name, document_id), goal in zip(articles, _OPEN_GOALS, strict=True):
            rig.open(first)
            before = resident_mb()
            rows.append(_open(rig, name, document_id, first, effort, goal))
            _scroll(rig, name, effort, rows)
            rows.append(_memory(f"{name}: memory", before))
    return rows


def _turn(rig: Rig, times: int, rows: Rows) -> None:
    rig.view.setFocus()
    turns, floor = Costs(), Costs()
    for _ in range(times):
        turns.add(rig.press(Qt.Key.Key_N))
        floor.add(rig.repaint_empty())
    rows.append(latency(f"next article ({SHORT}), of {times}", turns, floor))
    at_99 = (None, None, turns.cpu_ms(0.99), None, turns.wall_ms(0.99), floor.cpu_ms(0.99))
    rows.append(("next article, p99 instead of p95", *at_99, None, "p99 ≤ 16.7"))


def _open(
    rig: Rig, name: str, document_id: DocumentId, other: DocumentId, effort: Effort, goal: str
) -> tuple[Cell, ...]:
    opens, floor = Costs(), Costs()
    for round_ in range(effort.rounds):
        if round_:
            rig.open(other)
        opens.add(rig.open(document_id))
        floor.add(rig.repaint_empty())
    return latency(f"{name}: open", opens, floor, goal)


def _scroll(rig: Rig, name: str, effort: Effort, rows: Rows) -> None:
    jumps, wheels, floor = Costs(), Costs(), Costs()
    count = effort.repeats
    bar = rig.view.verticalScrollBar()
    for number in range(count):
        # seven is prime to most counts, so each place is far from the one before
        jumps.add(rig.jump_to((number * 7 % count + 0.5) / count))
        floor.add(rig.repaint_empty())
    for _ in range(count):
        if bar.value() + bar.pageStep() >= bar.maximum():
            rig.jump_to(0)
        wheels.add(rig.turn_wheel())
        floor.add(rig.repaint_empty())
    rows.append(latency(f"{name}: jump to a new place", jumps, floor, _FRAME_GOAL))
    rows.append(latency(f"{name}: a notch of the wheel", wheels, floor, _FRAME_GOAL))


def _memory(what: str, before: float) -> tuple[Cell, ...]:
    return (what, f"{resident_mb() - before:+.1f} MB", *[None] * (len(LATENCY) - 2))
