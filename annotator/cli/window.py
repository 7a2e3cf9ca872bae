"""What the terminal needs of the window, which it may not import."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.services.self_test.steps import WindowTest


class WindowDoor(Protocol):
    """The way from a command to the window."""

    def open(self, project: Path | None) -> int:
        """Shows the window until it is closed; returns its exit code."""
        ...

    def is_possible(self) -> bool:
        """Whether there is a display to show it on."""
        ...

    def photograph(self, project: Path, picture: Path) -> None:
        """Saves a picture (PNG) of the window with a project, without a display."""
        ...

    def trial(self) -> WindowTest:
        """What tries the window, in a process of its own."""
        ...
