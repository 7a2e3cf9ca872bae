"""The installed program on the machine: its commands, and its window as the desktop starts it."""

from __future__ import annotations

import configparser
import contextlib
import json
import os
import shlex
import signal
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from builder.clean_machine.debian import HOME
from builder.clean_machine.report import Failed, expect
from builder.clean_machine.screen import DISPLAY, wait_for
from builder.clean_machine.sockets import traced

if TYPE_CHECKING:
    from builder.clean_machine.debian import Debian
    from builder.clean_machine.screen import Screen

_APPLICATIONS = "/usr/share/applications"
_CLOSES_WITHIN = 30.0


class Program:
    """What the ordinary user has of it.

    name: of the command. logs: where the calls about sockets are written.
    """

    def __init__(self, machine: Debian, name: str, logs: Path) -> None:
        self.machine = machine
        self._name = name
        self._logs = logs

    def says(self, *words: str) -> str:
        """What a command of the terminal prints."""
        return self.machine.as_user(self._name, *words)

    def knows(self, command: str, *words: str) -> Any:  # noqa: ANN401 - what JSON holds
        """What a command of the terminal prints with --json."""
        return json.loads(self.says(command, *words, "--json"))

    def traced(self, log: str, *words: str) -> tuple[str, Path]:
        """What a command prints, and the log of its sockets."""
        path = self._logs / log
        done = subprocess.run(
            [*traced(path), *self.machine.unplugged(self._name, *words)],
            capture_output=True,
            text=True,
            timeout=600,
            check=True,
        )
        return done.stdout, path

    def desktop_command(self, *files: str) -> list[str]:
        """What the desktop entry says to run, with these files in the place of %f."""
        installed = self.machine.as_root("dpkg", "-L", self._name).splitlines()
        (entry,) = (one for one in installed if one.startswith(f"{_APPLICATIONS}/"))
        reader = configparser.RawConfigParser(interpolation=None)
        reader.read_string(self.machine.path(entry).read_text(encoding="utf-8"))
        words = shlex.split(reader["Desktop Entry"]["Exec"])
        expect(words[-1] == "%f", f"Exec of {entry} does not end with %f")
        return [*words[:-1], *files]

    def window(self, log: str, *files: str) -> Window:
        """Starts the window as the desktop does."""
        path = self._logs / log
        words = self.machine.unplugged(
            *self.desktop_command(*files), more=(f"DISPLAY={DISPLAY}", "XDG_RUNTIME_DIR=/run/user")
        )
        return Window(words, path)

    def annotations(self, project: str) -> dict[str, int]:
        """How many there are of each label."""
        found: dict[str, int] = self.knows("stats", project)["annotations"]
        return found

    def pending(self, project: str) -> dict[str, int]:
        """How many suggestions of each label wait for a decision."""
        found = self.knows("stats", project)["suggestions"]
        return {label: decisions["pending"] for label, decisions in found.items()}


class Window:
    """The window, running; its sockets are written to a file `log`."""

    def __init__(self, words: list[str], log: Path) -> None:
        self.log = log
        self._said = log.with_suffix(".txt")
        with self._said.open("wb") as said:
            self._tracer = subprocess.Popen(
                [*traced(log), *words], stdin=subprocess.DEVNULL, stdout=said, stderr=said
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._tracer.poll() is None:
            for pid in _below(self._tracer.pid):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            self._tracer.wait(_CLOSES_WITHIN)

    def await_title(self, screen: Screen, title: str) -> float:
        """Waits until it has the keyboard under a title that begins so. Returns the seconds."""

        def is_there() -> bool:
            if self._tracer.poll() is not None:
                raise Failed(f"the program ended with {self._tracer.returncode}: {self._output()}")
            return screen.active().startswith(title)

        return wait_for(f"a window “{title}”", is_there)

    def kill(self) -> None:
        """Ends the program as a power cut does, and waits until its processes are gone too."""
        os.kill(_below(self._tracer.pid)[0], signal.SIGKILL)
        self._tracer.wait(_CLOSES_WITHIN)

    def await_end(self) -> None:
        """Waits until the program has closed itself. Raises Failed if it did not go well."""
        wait_for("the end of the program", lambda: self._tracer.poll() is not None, _CLOSES_WITHIN)
        code = self._tracer.returncode
        said = self._output()
        if code != 0:
            raise Failed(f"the program ended with {code}: {said}")
        expect(not said, f"the program said: {said}")

    def _output(self) -> str:
        return self._said.read_text(encoding="utf-8", errors="replace")


def _below(pid: int) -> list[int]:
    """The processes that descend from one, the oldest first."""
    children: dict[int, list[int]] = {}
    for one in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parent = int(one.read_text().rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(int(one.parent.name))
    found = [pid]
    for above in found:
        found += sorted(children.get(above, ()))
    return found[1:]


def at_home(name: str) -> str:
    """The path of a file of the user's, as the user sees it."""
    return f"{HOME}/{name}"
