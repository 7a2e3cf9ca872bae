"""What the benchmarks hand over, and how it is shown: on the terminal, as Markdown, as JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tests.bench.measuring import Costs

Cell = str | float | None

LATENCY = (
    "what",
    "CPU best",
    "CPU p50",
    "CPU p95",
    "wall p50",
    "wall p95",
    "floor CPU",
    "× floor",
    "goal",
)
"""Columns of latency(); milliseconds."""
RATE = ("what", "a CPU-second", "floor a CPU-second", "× floor's time", "goal")
"""Columns of rate()."""


@dataclass(frozen=True, slots=True)
class Section:
    """One benchmark's table. note: what the floor is, and in what unit the figures are."""

    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def latency(what: str, costs: Costs, floor: Costs, goal: str = "") -> tuple[Cell, ...]:
    """A row for something short; the ratio is of the CPU medians."""
    return (
        what,
        costs.cpu_ms(0),
        costs.cpu_ms(),
        costs.cpu_ms(0.95),
        costs.wall_ms(),
        costs.wall_ms(0.95),
        floor.cpu_ms(),
        costs.cpu_ms() / floor.cpu_ms(),
        goal,
    )


def rate(what: str, measured: float, floor: float, goal: str = "") -> tuple[Cell, ...]:
    """A row for something that goes on; both in units a CPU-second.

    As elsewhere the ratio is of time, so that less is better.
    """
    return (what, measured, floor, floor / measured, goal)


def as_table(section: Section) -> Table:
    """For the terminal."""
    table = Table(title=section.title, caption=section.note, title_justify="left")
    for number, column in enumerate(section.columns):
        table.add_column(column, justify="right" if number else "left")
    for row in section.rows:
        table.add_row(*map(shown, row))
    return table


def as_markdown(sections: Iterable[Section], conditions: str) -> str:
    """For a file that people read."""
    parts = ["# Benchmarks", "", conditions, ""]
    for section in sections:
        parts += [f"## {section.title}", "", section.note, "", *_lines(section), ""]
    return "\n".join(parts)


def as_json(sections: Iterable[Section], conditions: str) -> dict[str, object]:
    """For a program that compares."""
    return {"conditions": conditions, "sections": [asdict(one) for one in sections]}


def shown(cell: Cell) -> str:
    """A cell with three significant digits."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if abs(cell) >= 100:
        return f"{cell:,.0f}"
    return f"{cell:.1f}" if abs(cell) >= 10 else f"{cell:.2f}"


def _lines(section: Section) -> list[str]:
    lines = [_line(section.columns), _line(["---", *["---:"] * (len(section.columns) - 1)])]
    return lines + [_line([shown(cell) for cell in row]) for row in section.rows]


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
