"""Stopwatches and what becomes of their readings."""

from __future__ import annotations

import multiprocessing
import os
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import psutil

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

P = ParamSpec("P")
T = TypeVar("T")

_PAGE = b"\xa5" * 4096


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is measured.

    rounds: how often the long measurements alternate with their floors. repeats: samples of the
    short ones. scale: of the amounts of text and articles. at_leisure: what is otherwise measured
    on a part is measured on the whole.
    """

    rounds: int
    repeats: int
    scale: float = 1.0
    at_leisure: bool = False

    def scaled(self, amount: int) -> int:
        """An amount at this scale, at least 1."""
        return max(1, round(amount * self.scale))


FULL = Effort(rounds=5, repeats=40)
QUICK = Effort(rounds=2, repeats=15)
TINY = Effort(rounds=1, repeats=3, scale=0.01)


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of this process's CPUs, and seconds by the clock."""

    cpu: float
    wall: float

    def __sub__(self, other: Cost) -> Cost:
        return Cost(self.cpu - other.cpu, self.wall - other.wall)


def now() -> Cost:
    """The readings of both clocks; subtract an earlier one."""
    return Cost(time.process_time(), time.perf_counter())


def cost_of(action: Callable[[], object]) -> Cost:
    """What an action costs."""
    start = now()
    action()
    return now() - start


class Costs:
    """What one thing cost, many times."""

    def __init__(self) -> None:
        self._costs: list[Cost] = []

    def add(self, cost: Cost) -> None:
        """One more time."""
        self._costs.append(cost)

    def cpu_ms(self, share: float = 0.5) -> float:
        """The CPU milliseconds that this share of the times stayed within."""
        return quantile((one.cpu for one in self._costs), share) * 1_000

    def best(self) -> Cost:
        """The one with the least CPU time."""
        return min(self._costs, key=lambda one: one.cpu)

    def median(self) -> Cost:
        """The medians of both times."""
        return Cost(self.cpu_ms() / 1_000, self.wall_ms() / 1_000)

    def wall_ms(self, share: float = 0.5) -> float:
        """The same by the clock."""
        return quantile((one.wall for one in self._costs), share) * 1_000

    def __len__(self) -> int:
        return len(self._costs)


def quantile(values: Iterable[float], share: float) -> float:
    """The value at that share of the sorted ones; share 0.5 is the (upper) median."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def durable_write(folder: Path) -> Callable[[], None]:
    """A function that writes 4 KiB into a file of the folder and waits for the disk."""
    file = (folder / "floor.bin").open("wb", buffering=0)
    wait = getattr(os, "fdatasync", os.fsync)

    def write() -> None:
        file.seek(0)
        file.write(_PAGE)
        wait(file.fileno())

    return write


def resident_mb() -> float:
    """Memory that this process holds now, in megabytes."""
    return float(psutil.Process().memory_info().rss) / 1e6


def apart(function: Callable[P, T], *args: P.args, **options: P.kwargs) -> T:
    """Calls a function in a fresh process of its own, and returns what it returns."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=context) as pool:
        return pool.submit(function, *args, **options).result()
