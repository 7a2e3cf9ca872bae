"""Chooses between the window and the terminal; nothing else."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

from annotator.services.called import path_called, projects_called
from annotator.services.folders import keep_all_in, portable_root

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from annotator.services.self_test.steps import WindowTest


class Window:
    """The window, as the terminal's commands reach it; Qt is imported when it is needed."""

    def open(self, project: Path | None, others: Sequence[Path] = ()) -> int:
        """Shows the window until it is closed; None for the last project or the welcome.

        others: projects that were asked for with it, of which the window only tells.
        """
        # all that is imported stays, but Python would look through it for garbage again and
        # again: a fifth of the time to the first paint. Program turns it on again
        gc.disable()
        try:
            from annotator.ui.app import run
        except Exception as error:  # noqa: BLE001 - a library that Qt needs may be missing
            from annotator.services.crashes.failed_start import EXIT_CODE, tell_error

            tell_error(error)
            return EXIT_CODE
        else:
            return run(project, others)
        finally:
            gc.enable()

    def is_possible(self) -> bool:
        """Whether there is a display to show it on."""
        from annotator.ui.display import has_display

        return has_display()

    def photograph(self, project: Path, picture: Path) -> None:
        """Saves a picture (PNG) of the window with a project, without a display."""
        from annotator.ui.app import photograph

        photograph(project, picture)

    def trial(self) -> WindowTest:
        """What tries the window, in a process of its own."""
        from annotator.window_trial import act

        return act


def main(arguments: Sequence[str] | None = None) -> int:
    """The console and the GUI script. Returns the exit code."""
    if hasattr(sys, "frozen"):
        from multiprocessing import freeze_support

        freeze_support()
    root = portable_root()
    if root is not None:
        keep_all_in(root)
    words = list(sys.argv[1:] if arguments is None else arguments)
    # the common ways to the window leave out the terminal's libraries: a tenth of a second
    if not words:
        return Window().open(None)
    if len(words) == 2 and words[0] == "open" and not words[1].startswith("-"):
        return Window().open(path_called(words[1]))
    called = projects_called(words)
    if called:
        return Window().open(called[0], called[1:])
    from annotator.cli.app import run

    return run(words, Window())


if __name__ == "__main__":
    sys.exit(main())
