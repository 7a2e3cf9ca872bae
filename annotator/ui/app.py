"""The two ways into the window: to work in it, and to take its picture."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from annotator.services.logs import start_logging, stop_logging
from annotator.services.settings import SettingsFile
from annotator.ui.application import application, qt_messages_logged
from annotator.ui.display import has_display
from annotator.ui.photograph import save_picture
from annotator.ui.program import Program

if TYPE_CHECKING:
    from pathlib import Path


def run(project: Path | None) -> int:
    """Shows the window until it is closed. Returns the exit code.

    project: None for the last one, or the welcome where there is none.
    """
    if not has_display():
        sys.stderr.write(
            "annotator: There is no display to show the window on; run “annotator --help” for"
            " what can be done from the terminal.\n"
        )
        return 1
    start_logging()
    try:
        with qt_messages_logged():
            app = application()
            program = Program(app, SettingsFile())
            program.show(project)
            return app.exec()
    finally:
        stop_logging()


def photograph(project: Path, picture: Path) -> None:
    """Saves a picture (PNG) of the window with a project, without a display."""
    with qt_messages_logged():
        save_picture(project, picture)
