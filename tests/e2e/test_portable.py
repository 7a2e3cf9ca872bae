"""Portable mode: whatever is done, nothing is written outside of the one folder."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_STARTER = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPushButton
from annotator.__main__ import main
from annotator.ui.main_window import MainWindow

def window():
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow))

def begin():
    if not any(isinstance(one, MainWindow) for one in QApplication.topLevelWidgets()):
        QTimer.singleShot(50, begin)
        return
    window().findChild(QPushButton, "welcome_starter").click()
    QTimer.singleShot(200, end)

def end():
    if window().jobs.is_busy or not window().view.marks():
        QTimer.singleShot(100, end)
        return
    window().close()

if __name__ == "__main__":
    QTimer.singleShot(0, begin)
    sys.exit(main([]))
"""

# those that are no files: what a process says to the system, and to other processes
_NO_FILES = ("/dev/", "/proc/", "/sys/", "pipe:", "socket:", "anon_inode:", "/memfd:")
_OPENED = re.compile(r'\bopen(?:at)?\((?:[^,"]+, )?"([^"]+)", ([A-Z_|]+)')
_CHANGED = re.compile(r"\b(?:mkdir|rename|unlink|symlink|link|truncate|rmdir)(?:at2?|at)?\(.*")
_QUOTED = re.compile(r'"([^"]*)"')


def _written(trace: str) -> set[str]:
    """What was written, made, renamed or removed, or was to be, in the words of strace."""
    found: set[str] = set()
    for line in trace.splitlines():
        opened = _OPENED.search(line)
        if opened and {"O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC"} & set(opened[2].split("|")):
            found.add(opened[1])
        changed = _CHANGED.search(line)
        if changed:
            found.update(_QUOTED.findall(changed[0]))
    return {one for one in found if one.startswith("/") and not one.startswith(_NO_FILES)}


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_with_articles_read_and_suggestions_made_nothing_is_written_elsewhere(tmp_path: Path):
    root, home, trace = tmp_path / "stick", tmp_path / "home", tmp_path / "trace"
    home.mkdir()
    script = tmp_path / "starter.py"
    script.write_text(_STARTER)
    kept = {"PATH", "LANG", "LC_ALL", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name in kept}
    environment |= {"ANNOTATOR_HOME": str(root), "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}

    done = subprocess.run(
        ["strace", "-f", "-qq", "-e", "trace=file", "-o", str(trace), sys.executable, str(script)],
        cwd=Path(__file__).resolve().parents[2],
        env={**environment, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
        capture_output=True,
        text=True,
        timeout=170,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    written = _written(trace.read_text(errors="replace"))
    assert {one for one in written if not one.startswith(f"{root}")} == set()
    assert list(home.iterdir()) == []
    made = {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}
    assert {"settings.json", "logs/annotator.log"} <= made
    assert "documents/Annotator/starter.annotator" in made
    assert not [one for one in made if one.startswith("temporary/")]
