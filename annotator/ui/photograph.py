"""A picture of the real window, for machines without a display."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QTimer

from annotator.domain.errors import ExportFailed
from annotator.services.settings import SettingsFile
from annotator.ui.application import application
from annotator.ui.program import Program

if TYPE_CHECKING:
    from collections.abc import Callable

_TOO_LONG_MS = 30_000
_TURNS = 5


def save_picture(project: Path, picture: Path) -> None:
    """Opens the window on a project, waits until nothing works any more, and saves a picture."""
    if not os.environ.get("QT_QPA_PLATFORM"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = application()
    with tempfile.TemporaryDirectory() as folder:
        settings = SettingsFile(Path(folder) / "settings.json")
        program = Program(app, settings)
        program.show(project)
        wait_until(lambda: program.workbench.services is not None)
        wait_until(lambda: not program.window.jobs.is_busy)
        program.desk.go_to_suggestion(1)
        for _ in range(_TURNS):  # panels follow the article, and layouts their texts
            app.processEvents()
        saved = program.window.grab().save(str(picture))
        program.window.close()
    if not saved:
        raise ExportFailed(f"{picture} cannot be written; choose another place.")


def wait_until(true: Callable[[], bool]) -> None:
    """Runs the event loop until something is true, half a minute at most."""
    loop = QEventLoop()
    timer = QTimer()
    timer.setInterval(10)
    timer.timeout.connect(lambda: loop.quit() if true() else None)
    timer.start()
    QTimer.singleShot(_TOO_LONG_MS, loop, loop.quit)
    loop.exec()
