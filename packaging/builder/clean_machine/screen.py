"""The machine's screen and keyboard: an X server whose sockets lie in the machine's /tmp."""

from __future__ import annotations

import struct
import subprocess
import time
import zlib
from contextlib import ExitStack
from typing import TYPE_CHECKING, Self

from builder.clean_machine.report import Failed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DISPLAY = ":9"
_SIZE = "1366x850x24"
_PATIENCE = 60.0
_LOOK_AGAIN = 0.1
# the machine's /tmp in the place of ours, so that clients find the server and nothing is left there
_INSIDE = 'mount --bind "$0" /tmp && exec "$@"'


class Screen:
    """An X server with a window manager, both outside the machine and without a network.

    temporary: the machine's /tmp. folder: where the server keeps what is on the screen.
    """

    def __init__(self, temporary: Path, folder: Path) -> None:
        self._temporary = temporary
        self._folder = folder
        self._running = ExitStack()

    def __enter__(self) -> Self:
        sockets = self._temporary / ".X11-unix"
        sockets.mkdir(exist_ok=True)
        sockets.chmod(0o1777)
        server = ("-screen", "0", _SIZE, "-nolisten", "tcp", "-ac", "-fbdir", str(self._folder))
        self._start("Xvfb", DISPLAY, *server)
        wait_for("the X server", (sockets / f"X{DISPLAY[1:]}").is_socket)
        self._start("openbox")
        # it begins when it can, and then says so
        wait_for("the window manager", lambda: self._said("xdotool", "get_desktop"))
        return self

    def __exit__(self, *_: object) -> None:
        self._running.close()

    def press(self, *keys: str) -> None:
        """Presses keys, named as xdotool names them, wherever the keyboard is."""
        self._said("xdotool", "key", "--delay", "60", *keys)

    def write(self, text: str) -> None:
        """Writes into the field that has the keyboard, in the place of what is there."""
        self.press("ctrl+a")
        self._said("xdotool", "type", "--delay", "15", text)

    def titles(self) -> list[str]:
        """The titles of all windows that are shown."""
        found = self._said("xdotool", "search", "--onlyvisible", "--name", ".").split()
        return [self._said("xdotool", "getwindowname", one).strip() for one in found]

    def active(self) -> str:
        """The title of the window that has the keyboard, "" if none has."""
        return self._said("xdotool", "getactivewindow", "getwindowname").strip()

    def await_window(self, title: str) -> float:
        """Waits until a window whose title begins so has the keyboard. Returns the seconds."""
        return wait_for(f"a window “{title}”", lambda: self.active().startswith(title))

    def photograph(self, picture: Path) -> int:
        """Saves what is on the screen as a PNG. Returns how many colours there are."""
        width, height, rows = _pixels((self._folder / "Xvfb_screen0").read_bytes())
        picture.write_bytes(_png(width, height, rows))
        return len({row[at : at + 3] for row in rows for at in range(0, len(row), 3)})

    def _start(self, *words: str) -> None:
        process = subprocess.Popen(
            self._command(*words),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._running.callback(process.wait)
        self._running.callback(process.kill)

    def _said(self, *words: str) -> str:
        done = subprocess.run(
            self._command(*words), capture_output=True, text=True, check=False, timeout=60
        )
        return done.stdout

    def _command(self, *words: str) -> list[str]:
        entering = ["unshare", "--net", "--mount", "--propagation", "private"]
        shell = ["sh", "-c", _INSIDE, str(self._temporary)]
        return [*entering, *shell, "env", f"DISPLAY={DISPLAY}", *words]


def wait_for(what: str, true: Callable[[], object], patience: float = _PATIENCE) -> float:
    """Waits until something is true. Returns the seconds; raises Failed when it takes too long."""
    began = time.monotonic()
    while not true():
        if time.monotonic() - began > patience:
            raise Failed(f"{what} did not come within {patience:.0f} s")
        time.sleep(_LOOK_AGAIN)
    return time.monotonic() - began


def _pixels(dump: bytes) -> tuple[int, int, list[bytes]]:
    """Width, height and rows (red, green, blue) of a dump in the format of xwd, 32 bits a pixel."""
    numbers = struct.unpack(">25I", dump[:100])
    start, width, height, colours = numbers[0] + 12 * numbers[19], *numbers[4:6], numbers[19]
    assert colours <= 256, "a dump of another kind"
    rows = []
    for row in range(height):
        line = dump[start + row * numbers[12] :][: width * 4]
        pixels = bytearray(width * 3)
        for colour in range(3):  # they are stored blue first
            pixels[colour::3] = line[2 - colour :: 4]
        rows.append(bytes(pixels))
    return width, height, rows


def _png(width: int, height: int, rows: list[bytes]) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"".join(b"\0" + row for row in rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
