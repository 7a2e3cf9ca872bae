"""The example of a format installs, keeps the laws, works in the program, and is what is shown."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Python = Callable[..., subprocess.CompletedProcess[str]]

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "docs" / "developing" / "example-format"
PAGE = ROOT / "docs" / "developing" / "new-format.md"
LAWS = ROOT / "tests" / "contracts" / "test_formats.py"
PYTEST = ("-m", "pytest", "-q", "--import-mode=importlib", "-p", "no:cacheprovider")
FILE = "7|t|Rain in Oslo\n7|a|It rained.\n7\t8\t12\tOslo\tLOCATION\tQ585\n"


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
            env={**os.environ, "PYTHONPATH": path, "QT_QPA_PLATFORM": "offscreen"},
            cwd=target,
            capture_output=True,
            text=True,
            check=False,
        )

    done = run(*install, str(EXAMPLE))
    assert done.returncode == 0, done.stderr
    return run


def test_the_page_shows_the_code_that_is_installed() -> None:
    shown = re.findall(r"^```python\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert (EXAMPLE / "annotator_pubtator" / "pubtator.py").read_text("utf-8") in shown


def test_its_own_tests_pass(python: Python) -> None:
    done = python(
        *PYTEST, "--rootdir", str(EXAMPLE), "-c", str(EXAMPLE / "pyproject.toml"), str(EXAMPLE)
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_it_keeps_the_laws_of_formats(python: Python) -> None:
    done = python(
        *PYTEST,
        "--rootdir",
        str(ROOT),
        "-c",
        str(ROOT / "pyproject.toml"),
        str(LAWS),
        "-k",
        "pubtator",
    )

    assert done.returncode == 0, done.stdout + done.stderr
    passed = re.search(r"(\d+) passed", done.stdout)
    assert passed
    assert int(passed[1]) > 10


def test_the_program_reads_and_writes_it(python: Python, tmp_path: Path) -> None:
    project, there = tmp_path / "p.annotator", tmp_path / "in.pubtator"
    there.write_text(FILE, encoding="utf-8")
    back = tmp_path / "out.pubtator"

    def annotator(*words: object) -> str:
        done = python("-m", "annotator", *map(str, words))
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    annotator("new", project)
    annotator("import", project, there)
    report = json.loads(annotator("export", project, back, "--format", "pubtator", "--json"))

    written = back.read_text(encoding="utf-8")
    key = written.partition("|")[0]
    assert written == FILE.replace("7|", f"{key}|").replace("7\t", f"{key}\t") + "\n"
    assert report["annotations"] == 1
    assert "link to the registry" in {one["kind"] for one in report["losses"]}
