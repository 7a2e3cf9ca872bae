"""The two ways into the window: to work in it, and to take its picture."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from annotator.faults import WINDOW, Watch
from annotator.services.folders import crash_folder
from annotator.services.logs import start_logging, stop_logging
from annotator.services.settings import SettingsFile
from annotator.ui.application import application, qt_messages_logged
from annotator.ui.display import has_display
from annotator.ui.errors import errors_of_all_threads
from annotator.ui.photograph import save_picture
from annotator.ui.program import Program

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def run(project: Path | None, others: Sequence[Path] = ()) -> int:
    """Shows the window until it is closed. Returns the exit code.

    project: None for the last one, or the welcome where there is none. others: that were asked for
    with it; the window says that it has opened one only.
    """
    if not has_display():
        sys.stderr.write(
            "annotator: There is no display to show the window on; run “annotator --help” for"
            " what can be done from the terminal.\n"
        )
        return 1
    start_logging()
    watch = Watch()
    watch.begin(WINDOW, crash_folder())
    try:
        with qt_messages_logged():
            return _run(project, others, watch)
    finally:
        _look_after_children()
        watch.end()
        stop_logging()


def photograph(project: Path, picture: Path) -> None:
    """Saves a picture (PNG) of the window with a project, without a display."""
    with qt_messages_logged():
        save_picture(project, picture)


def _look_after_children() -> None:
    """What a process that ended badly left is made a report of."""
    from annotator.services.crashes.ended import reports_of_ended

    reports_of_ended(of_window=False)


def _run(project: Path | None, others: Sequence[Path], watch: Watch) -> int:
    try:
        app = application()
        program = Program(app, SettingsFile(), watch)
        program.show(project, others)
    except Exception as error:  # noqa: BLE001 - whatever it is, there is no window to tell it
        from annotator.ui.failing import told

        return told(error)
    with errors_of_all_threads(program.errors):
        return app.exec()
