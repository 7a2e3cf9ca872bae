"""What was tried, how long it took, and whether it went well."""

from __future__ import annotations

import subprocess
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from builder.running import CannotBuild

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Failed(Exception):
    """Says what is not as it should be."""


class Report:
    """Prints each step when it is done, and writes all of them into a file at the end."""

    def __init__(self, title: str) -> None:
        self._lines = [title]
        self.has_failed = False
        print(title, flush=True)

    @contextmanager
    def step(self, what: str) -> Iterator[list[str]]:
        """One step; the list is for what was measured. Raises Failed if it goes wrong."""
        notes: list[str] = []
        began = time.monotonic()
        try:
            yield notes
        except Exception as error:
            self._say("FAILED", began, what, [*notes, _sentence(error)])
            self.has_failed = True
            raise Failed(what) from error
        self._say("passed", began, what, notes)

    def fail(self, error: Failed) -> None:
        """Says what went wrong, unless the step that it went wrong in has said so."""
        if not self.has_failed:
            self._say("FAILED", time.monotonic(), "between two steps", [str(error)])
            self.has_failed = True

    def write(self, path: Path) -> None:
        """Writes all that was said."""
        path.write_text("\n".join([*self._lines, self.verdict, ""]), encoding="utf-8")

    @property
    def verdict(self) -> str:
        """The last line."""
        done = sum(line.startswith("passed") for line in self._lines)
        return f"Passed: {done}; failed: {int(self.has_failed)}."

    def _say(self, verdict: str, began: float, what: str, notes: list[str]) -> None:
        seconds = time.monotonic() - began
        line = f"{verdict}  {seconds:6.1f} s  {what}" + (": " if notes else "") + "; ".join(notes)
        self._lines.append(line)
        print(line, flush=True)


def expect(true: object, otherwise: str) -> None:
    """Raises Failed with a sentence unless something is true."""
    if not true:
        raise Failed(otherwise)


def _sentence(error: BaseException) -> str:
    if isinstance(error, subprocess.CalledProcessError):
        words = " ".join(str(word) for word in error.cmd[-4:])
        said = "\n".join(f"{error.stdout or ''}{error.stderr or ''}".splitlines()[-30:])
        return f"{words} ended with {error.returncode}\n{said}"
    if isinstance(error, Failed | CannotBuild):
        return str(error)
    return f"{type(error).__name__}: {error}"
