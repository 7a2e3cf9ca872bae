"""From the start of the process to the first key that is answered."""

from __future__ import annotations

import compileall
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.suggest.pipeline import default_model
from annotator.suggest.process import SuggestionProcess
from annotator.suggest.registry import chosen_suggesters
from tests.bench.measuring import quantile
from tests.bench.reporting import Section
from tests.bench.shelf import SHORT, make_project, settings_beside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.domain.suggestion import SuggesterInfo
    from tests.bench.measuring import Effort
    from tests.bench.reporting import Cell

Moments = dict[str, dict[str, float]]

_ROOT = Path(__file__).resolve().parents[2]
_ARTICLES = 1_000
_COLUMNS = ("what", "CPU", "wall", "wall best", "MB", "× floor CPU", "× floor wall", "goal")
_NOTE = (
    "Seconds from the start of the process, medians. The floor is a bare window of PySide6 with a"
    " text edit and a table that answers a key. The suggestion process starts meanwhile; its CPU"
    " time counts in the last row only, which is when it could answer."
)
_SHOWN = {
    "window": "window painted, still empty",
    "painted": "first article painted",
    "answered": "a key answered",
    "ready": "suggesters ready",
}


def measure(folder: Path, effort: Effort) -> Section:
    """Starts the bare window and the program on a project in turn."""
    # without it every start of a checkout compiles the package anew where nothing may be written
    compileall.compile_dir(_ROOT / "annotator", quiet=1)
    path = folder / "starting.annotator"
    make_project(path, [SHORT] * effort.scaled(_ARTICLES), seen_by=_installed())
    bare: list[Moments] = []
    ours: list[Moments] = []
    for _ in range(effort.rounds):
        bare.append(_child("tests.bench.bare_window", path))
        ours.append(_child("tests.bench.program_window", path, str(path)))
    floor = _median(bare, "answered", "cpu"), _median(bare, "answered", "wall")
    rows = [_row("floor: bare window, a key answered", bare, "answered", floor)]
    rows += [_row(shown, ours, moment, floor) for moment, shown in _SHOWN.items()]
    title = f"Start, on a project of {effort.scaled(_ARTICLES):,} articles"
    return Section(title, _NOTE, _COLUMNS, tuple(rows))


def _installed() -> Sequence[SuggesterInfo]:
    """What the window's suggestion process will call its suggesters."""
    process = SuggestionProcess()
    try:
        return process.start(default_model(), chosen_suggesters(()))
    finally:
        process.close()


def _child(module: str, project: Path, *arguments: str) -> Moments:
    settings = project.with_suffix(".settings.json")
    environment = {**os.environ, "ANNOTATOR_SETTINGS": str(settings)}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    assert settings_beside(project).value.annotator_id
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", module, str(started), *arguments],
        cwd=_ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{module} failed:\n{done.stderr}")
    moments: Moments = json.loads(done.stdout.splitlines()[-1])
    return moments


def _row(
    what: str, runs: list[Moments], moment: str, floor: tuple[float, float]
) -> tuple[Cell, ...]:
    # only here other processes take part
    cpu = _median(runs, moment, "family_cpu" if moment == "ready" else "cpu")
    wall = _median(runs, moment, "wall")
    best = min(run[moment]["wall"] for run in runs)
    weighed = "megabytes" in runs[0][moment]
    megabytes = _median(runs, moment, "megabytes") if weighed else None
    goal = "≤ 0.35 s wall" if moment == "answered" and runs[0].get("window") else ""
    return (what, cpu, wall, best, megabytes, cpu / floor[0], wall / floor[1], goal)


def _median(runs: list[Moments], moment: str, what: str) -> float:
    return quantile((run[moment][what] for run in runs), 0.5)
