"""Runs the benchmarks: python -m tests.bench --out build/bench.md [--quick] [--only NAME ...]"""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import sqlite3
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import orjson
from rich.console import Console

from tests.bench.measuring import FULL, QUICK
from tests.bench.reporting import as_json, as_markdown, as_table

if TYPE_CHECKING:
    from tests.bench.measuring import Effort
    from tests.bench.reporting import Section

BENCHMARKS = (
    "starting",
    "tagging",
    "learning",
    "opening",
    "listing",
    "importing",
    "stories",
    "suggesting",
    "exporting",
    "exporters",
    "finding",
    "bulk",
    "registry",
)
_PACKAGES = ("PySide6-Essentials", "SQLAlchemy", "spacy", "orjson")


class Benchmark(Protocol):
    """A module that measures one thing."""

    def measure(self, folder: Path, effort: Effort) -> Section:
        """Its table. folder: an empty one to work in, on a disk."""
        ...


def main() -> int:
    """Measures, prints, writes. Returns the exit code."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    chosen = _arguments()
    out: Path = chosen.out.resolve()
    out.parent.mkdir(parents=True, exist_ok=True)
    effort = replace(QUICK if chosen.quick else FULL, at_leisure=chosen.at_leisure)
    sections = []
    begun = time.monotonic()
    notes, console = Console(stderr=True), Console(width=max(150, Console().width))
    for name in chosen.only or BENCHMARKS:
        with (
            notes.status(f"measuring: {name}"),
            # beside the result rather than in /tmp, which may be memory and not a disk
            tempfile.TemporaryDirectory(dir=out.parent, prefix=f"{name}-") as folder,
        ):
            sections.append(_benchmark(name).measure(Path(folder), effort))
        console.print(as_table(sections[-1]))
    conditions = _conditions(time.monotonic() - begun, quick=chosen.quick)
    out.write_text(as_markdown(sections, conditions), encoding="utf-8")
    data = orjson.dumps(as_json(sections, conditions), option=orjson.OPT_INDENT_2)
    out.with_suffix(".json").write_bytes(data)
    console.print(f"{conditions}\nWritten to {out} and {out.with_suffix('.json').name}.")
    return 0


def _benchmark(name: str) -> Benchmark:
    module: Benchmark = importlib.import_module(f"tests.bench.{name}")
    return module


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("build/bench.md"))
    parser.add_argument("--quick", action="store_true", help="fewer rounds, coarser figures")
    parser.add_argument(
        "--at-leisure",
        action="store_true",
        help="what is otherwise measured on a part is measured on the whole: minutes more",
    )
    parser.add_argument("--only", nargs="+", choices=BENCHMARKS, help="leave the others out")
    return parser.parse_args()


def _conditions(seconds: float, *, quick: bool) -> str:
    """What the figures depend on besides the program."""
    load = f", load {os.getloadavg()[0]:.1f} at the end" if hasattr(os, "getloadavg") else ""
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores ({platform.machine()},"
        f" {platform.system()}){load}; Python {platform.python_version()}, {packages}, SQLite"
        f" {sqlite3.sqlite_version}; {'quick' if quick else 'full'} run, {seconds:.0f} s."
        " Compare the ratios: the figures themselves are this machine's."
    )


if __name__ == "__main__":
    sys.exit(main())
