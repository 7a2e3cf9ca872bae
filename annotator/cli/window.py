"""What the terminal needs of the window, which it may not import."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from annotator.services.self_test.steps import WindowFindings, WindowTask


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

    def act(self, task: WindowTask) -> Iterator[WindowFindings]:
        """Tries the window; called in a process of its own. Raises Wrong."""
        ...
