"""What the durability of an edit costs, in microseconds, by SQLite's setting for it.

    python -m tests.reliability.cost_of_syncing [folder]

Rounds of the settings take turns, so that they meet the same machine. Prints the median of a round
of edits, and the best of the rounds, for each; and what it takes to look whether the file is there.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest

from annotator.domain.span import Span
from annotator.services import projects
from annotator.store import engine
from tests.factories import ANA
from tests.services.helpers import import_text

ROUNDS, EDITS = 5, 200
SETTINGS = ("FULL", "NORMAL", "OFF")


def edits(folder: Path, setting: str) -> float:
    """Seconds that the median edit takes, from the service's call to its return."""
    with pytest.MonkeyPatch.context() as patch:
        pragmas = (*engine._PRAGMAS, f"PRAGMA synchronous = {setting}")
        patch.setattr(engine, "_PRAGMAS", pragmas)
        path = Path(tempfile.mkdtemp(dir=folder)) / "cost.annotator"
        with projects.create_project(path, ANA) as services:
            document_id = import_text(services, "Homs " * EDITS)
            times = []
            for number in range(EDITS):
                before = perf_counter()
                services.editing.add(document_id, Span(5 * number, 5 * number + 4), "LOCATION")
                times.append(perf_counter() - before)
    return median(times)


def looks(folder: Path) -> float:
    """Seconds that it takes to see that the file has not gone."""
    with projects.create_project(folder / "look.annotator", ANA) as services:
        keeper = services.project._database.keeper
        assert keeper is not None
        before = perf_counter()
        for _ in range(10_000):
            keeper.check()
        return (perf_counter() - before) / 10_000


def main() -> None:
    """Measures and prints."""
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if len(sys.argv) > 1 else None) as name:
        folder = Path(name)
        found: dict[str, list[float]] = {one: [] for one in SETTINGS}
        for _ in range(ROUNDS):
            for setting, times in found.items():
                times.append(edits(folder, setting))
        for setting, times in found.items():
            least, middle = min(times) * 1e6, median(times) * 1e6
            sys.stdout.write(f"{setting:8} {middle:8.0f} µs, at best {least:.0f}\n")
        sys.stdout.write(f"look     {looks(folder) * 1e6:8.1f} µs\n")


if __name__ == "__main__":
    main()
