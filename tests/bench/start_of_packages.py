"""How soon the frozen program shows its window, against the same code in a compiled environment.

usage: python -m tests.bench.start_of_packages [--rounds 6] [--cold] [--out build/start.md]

Both are started in turn, as `annotator open PROJECT`, on a screen of their own (Xvfb), and watched
from outside: nothing in either knows that it is measured. Needs Xvfb, xdotool and what
`make bundle` leaves; --cold also vmtouch.
"""

from __future__ import annotations

import argparse
import compileall
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import psutil

from annotator.resources import resource
from tests.bench.measuring import quantile
from tests.bench.reporting import Section, as_markdown
from tests.bench.watched_screen import WatchedScreen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np

    Picture = np.ndarray[Any, np.dtype[np.uint8]]

_ROOT = Path(__file__).resolve().parents[2]
_WORK = _ROOT / "build" / "packaging"
_MOMENTS = (
    "window painted",
    "article painted",
    "wheel answered",
    "suggestions shown",
    "CPU of all processes until then",
)
_PATIENCE_S = 90.0
_QUIET_S = 6.0
_NOTE = (
    "Seconds from the start of the process, seen on the screen. The wheel is turned as soon as the"
    " article is painted, in a start of its own. The project has five articles that no suggester"
    " has looked at. The floor is the same code in the environment that packages are built in, with"
    " bytecode. The two are started in turn."
)


class Variant(NamedTuple):
    """A way to start the program. files: what is read from the disk for it."""

    name: str
    words: tuple[str, ...]
    files: tuple[Path, ...]
    modules: Path | None = None


def variants(bundle: Path, site: Path) -> tuple[Variant, Variant]:
    """The environment in which the bundle was made, with the program's wheel; and the bundle."""
    venv = _WORK / "venv"
    for folder in (site, venv / "lib"):
        compileall.compile_dir(folder, quiet=2)
    python = (str(venv / "bin" / "python"), "-m", "annotator")
    standard = Path(sys.base_prefix) / "lib"
    return (
        Variant("compiled environment", python, (venv / "lib", site, standard), site),
        Variant("frozen program", (str(bundle / "annotator"),), (bundle,)),
    )


class Stage:
    """A screen, and a project of which every start gets a copy."""

    def __init__(self, screen: WatchedScreen, folder: Path) -> None:
        self._screen = screen
        self._original = folder / "original.annotator"
        self._project = folder / "copy" / "news.annotator"
        self._settings = folder / "settings.json"

    def prepare(self, variant: Variant) -> None:
        """Makes the project."""
        for words in (("new", self._original), ("import", self._original, resource("samples"))):
            subprocess.run(
                [*variant.words, *map(str, words)],
                env=self._environment(variant),
                cwd=self._original.parent,  # where no checkout stands in for the wheel
                check=True,
                capture_output=True,
            )

    def picture(self, variant: Variant) -> Picture:
        """The article when all its suggestions are shown."""
        with self._started(variant):
            self._screen.wait(self._screen.is_painted, _PATIENCE_S)
            return self._screen.settled_article(_QUIET_S, _PATIENCE_S)

    def measure(self, variant: Variant, picture: Picture) -> list[float]:
        """The seconds of _MOMENTS."""
        screen, began = self._screen, time.monotonic()
        with self._started(variant) as process:
            painted = screen.wait(screen.is_painted, _PATIENCE_S) - began
            article = screen.wait(lambda: screen.has_letters_of(picture), _PATIENCE_S) - began
            shown = screen.wait(lambda: screen.shows(picture), _PATIENCE_S) - began
            cpu = _cpu_of_family(process.pid)
        began = time.monotonic()
        with self._started(variant):
            screen.wait(lambda: screen.has_letters_of(picture), _PATIENCE_S)
            screen.turn_wheel()
            moved = lambda: not screen.has_letters_of(picture)  # noqa: E731
            answered = screen.wait(moved, _PATIENCE_S) - began
        return [painted, article, answered, shown, cpu]

    @contextmanager
    def _started(self, variant: Variant) -> Iterator[subprocess.Popen[bytes]]:
        shutil.rmtree(self._project.parent, ignore_errors=True)
        self._project.parent.mkdir()
        shutil.copyfile(self._original, self._project)
        words = [*variant.words, "open", str(self._project)]
        process = subprocess.Popen(words, env=self._environment(variant), cwd=self._original.parent)
        try:
            yield process
        finally:
            family = psutil.Process(process.pid).children(recursive=True)
            process.terminate()
            process.wait(_PATIENCE_S)
            psutil.wait_procs(family, timeout=_PATIENCE_S)
            self._screen.wait(self._screen.is_empty, _PATIENCE_S)

    def _environment(self, variant: Variant) -> dict[str, str]:
        environment = {
            **os.environ,
            "DISPLAY": self._screen.display,
            "QT_QPA_PLATFORM": "xcb",
            "ANNOTATOR_SETTINGS": str(self._settings),
        }
        return environment | ({"PYTHONPATH": str(variant.modules)} if variant.modules else {})


def _cpu_of_family(pid: int) -> float:
    process = psutil.Process(pid)
    times = [one.cpu_times() for one in (process, *process.children(recursive=True))]
    return sum(one.user + one.system for one in times)


def _forget(files: Sequence[Path]) -> None:
    """Puts files out of memory, so that they are read from the disk again."""
    subprocess.run(["vmtouch", "-q", "-e", *map(str, files)], check=True)


def measure(stage: Stage, both: Sequence[Variant], rounds: int, *, cold: bool) -> Section:
    """Starts both in turn, after one start each that does not count."""
    picture = stage.picture(both[0])
    runs: dict[str, list[list[float]]] = {one.name: [] for one in both}
    for number in range(rounds + 1):
        for one in both:
            if cold:
                _forget([path for variant in both for path in variant.files])
            seconds = stage.measure(one, picture)
            if number:
                runs[one.name].append(seconds)
    rows = []
    for at, moment in enumerate(_MOMENTS):
        floor, ours = ([run[at] for run in runs[one.name]] for one in both)
        middle = quantile(ours, 0.5) / quantile(floor, 0.5)
        rows.append(
            (moment, min(floor), quantile(floor, 0.5), min(ours), quantile(ours, 0.5), middle)
        )
    columns = ("what", "floor best", "floor median", "frozen best", "frozen median", "× floor")
    return Section(f"Start, {'cold' if cold else 'warm'}", _NOTE, columns, tuple(rows))


def main() -> int:
    """Measures, prints, writes. Returns the exit code."""
    reader = argparse.ArgumentParser(prog="python -m tests.bench.start_of_packages")
    reader.add_argument("--bundle", type=Path, default=_WORK / "bundle" / "annotator")
    reader.add_argument("--site", type=Path, default=_WORK / "site", help="the wheel, unpacked")
    reader.add_argument("--display", type=int, default=71, help="the number of the screen to make")
    reader.add_argument("--rounds", type=int, default=6)
    reader.add_argument("--cold", action="store_true", help="also with the files out of memory")
    reader.add_argument("--out", type=Path, default=Path("build/start.md"))
    asked = reader.parse_args()
    both = variants(asked.bundle.resolve(), asked.site.resolve())
    with tempfile.TemporaryDirectory() as name:
        screen = WatchedScreen(Path(name), asked.display)
        try:
            stage = Stage(screen, Path(name))
            stage.prepare(both[0])
            ways = (False, True) if asked.cold else (False,)
            found = [measure(stage, both, asked.rounds, cold=cold) for cold in ways]
        finally:
            screen.close()
    load = (
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end; {asked.rounds} rounds"
    )
    text = as_markdown(found, load)
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(text, encoding="utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
