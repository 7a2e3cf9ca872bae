"""The process ends without warning in mid-work; nothing that was shown is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from annotator.services import projects
from tests.factories import ANA
from tests.services.helpers import import_text

if TYPE_CHECKING:
    from pathlib import Path

_CHILD = """
import os, signal, sys
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from annotator.__main__ import main
from annotator.ui.main_window import MainWindow

def work():
    windows = [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)]
    if not windows or windows[0].view.document().characterCount() < 10:
        QTimer.singleShot(20, work)
        return
    view = windows[0].view
    for number in range(3):
        QTest.keyClick(view, Qt.Key_Home, Qt.ControlModifier)
        for _ in range(5 * number):
            QTest.keyClick(view, Qt.Key_Right)
        for _ in range(4):
            QTest.keyClick(view, Qt.Key_Right, Qt.ShiftModifier)
        QTest.keyClicks(view, "a")
        view.repaint()
        shown = sum(not mark.is_suggestion for mark in view.marks())
        print(shown, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

QTimer.singleShot(0, work)
main(["open", sys.argv[1]])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_what_was_shown_is_there_after_sigkill_and_can_be_undone(tmp_path: Path):
    path = tmp_path / "Storm.annotator"
    with projects.create_project(path, ANA) as services:
        document_id = import_text(services, "aaaa bbbb cccc dddd eeee\n")

    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(path)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )

    assert done.returncode == -signal.SIGKILL, done.stderr
    assert done.stdout.split() == ["1", "2", "3"]
    with projects.open_project(path, ANA) as services:
        assert services.checking.job().work(_context()) == []
        assert len(services.project.annotations(document_id)) == 3
        services.editing.undo(document_id)
        services.editing.undo(document_id)
        (left,) = services.project.annotations(document_id)
        assert (left.span.start, left.span.end) == (0, 4)


def _context() -> object:
    from annotator.services.jobs import JobContext

    return JobContext()
