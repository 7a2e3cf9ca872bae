"""What keeps the window from opening is one sentence, an exit code, and a report."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.services.crashes.reports import reports
from annotator.ui.beginning import sentence_for

ROOT = Path(__file__).resolve().parents[2]

_BROKEN = """
import sys
from annotator.__main__ import main
{change}
sys.exit(main([]))
"""

_NO_RESOURCES = """
import annotator.resources
from pathlib import Path
annotator.resources.resource_root = lambda: Path("/nowhere")
"""
_NO_LIBRARY = """
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name == "PySide6.QtGui":
            raise ImportError("libEGL.so.1: cannot open shared object file: No such file")
sys.meta_path.insert(0, Missing())
"""
_A_BUG = """
import annotator.services.settings as settings
class Broken(settings.SettingsFile):
    def __init__(self):
        raise KeyError("Minister-Zanzibar")
settings.SettingsFile = Broken
"""


def start(change: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _BROKEN.format(change=change)],
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_NO_RESOURCES, "A file of the program is missing: icons/annotator.svg. Install"),
        (_NO_LIBRARY, "The window cannot be opened: libEGL.so.1 is missing on this system."),
        (_A_BUG, "The window cannot be opened, because of an error (KeyError)."),
    ],
)
def test_what_is_missing_is_one_sentence_and_a_report(change: str, said: str):
    done = start(change)

    assert (done.returncode, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"annotator: {said}")
    (path,) = reports()
    assert line.endswith(f" There is a report in {path}.")
    assert "before it was there" in path.read_text()
    assert "Minister" not in path.read_text()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"QT_QPA_PLATFORM": "nonsense"}, "QT_QPA_PLATFORM asks for “nonsense”, of which"),
        (
            {"QT_QPA_PLATFORM": "wayland", "WAYLAND_DISPLAY": "gone", "XDG_RUNTIME_DIR": "/tmp"},
            "The display “gone” does not answer",
        ),
    ],
)
def test_a_way_to_the_screen_that_leads_nowhere_is_a_sentence_and_no_abort(
    environment: dict[str, str], said: str
):
    done = start(**environment)

    assert done.returncode == 1
    (line,) = [one for one in done.stderr.splitlines() if one]
    assert line.startswith(f"annotator: {said}")
    (path,) = reports()
    assert "Qt platform plugin" in path.read_text()


def test_missing_libraries_are_named():
    said = (
        "From 6.5.0, xcb-cursor0 or libxcb-cursor0 is needed to load the Qt xcb platform plugin.",
        'Could not load the Qt platform plugin "xcb" in "" even though it was found.',
        "This application failed to start because no Qt platform plugin could be initialized.",
    )

    assert "apt-get install libxcb-cursor0 " in sentence_for(said)


def test_a_display_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DISPLAY", ":99")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)

    assert "“:99” does not answer" in sentence_for(["could not connect to display :99", "xcb"])
    assert "the report says" in sentence_for(["something else"])
