"""The example plugin of the documentation installs, keeps the laws, and works in the program."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Python = Callable[..., subprocess.CompletedProcess[str]]

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "docs" / "developing" / "example-suggester"
LINE = "14:05 MV Northern Light radioed: engine failure, drifting east"


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Python:
    """Runs Python where the plugin is installed beside the program."""
    target = tmp_path_factory.mktemp("plugin")
    install = ("-m", "pip", "install", "--quiet", "--no-index", "--no-deps")
    install += ("--no-build-isolation", "--disable-pip-version-check", "--target", str(target))

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        path = os.pathsep.join([str(target), str(ROOT)])
        return subprocess.run(
            [sys.executable, *words],
            env={**os.environ, "PYTHONPATH": path},
            cwd=target,
            capture_output=True,
            text=True,
            check=False,
        )

    done = run(*install, str(EXAMPLE))
    assert done.returncode == 0, done.stderr
    return run


def test_it_keeps_the_laws(python: Python) -> None:
    done = python(
        *("-m", "pytest", "-q", "--import-mode=importlib", "-p", "no:cacheprovider"),
        *("--rootdir", str(EXAMPLE), "-c", str(EXAMPLE / "pyproject.toml"), str(EXAMPLE)),
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout


def test_the_program_finds_it_by_its_entry_point(python: Python, tmp_path: Path) -> None:
    start = LINE.index("engine")
    claim = {"start": start, "end": len(LINE), "label": "CLAIM", "source": [[9, 23]]}
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"id": "a", "text": LINE, "spans": [claim]}), encoding="utf-8")

    done = python(
        *("-m", "annotator", "evaluate", str(gold), "--suggester", "harbours.radio.v1", "--json")
    )

    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)["labels"]["CLAIM"]
    assert figures["partial_and_speaker"]["f1"] == 1.0
    assert figures["calibration"]["unscored"] == 0
