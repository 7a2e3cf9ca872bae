"""A screen whose memory can be looked at: what is on it, and since when."""

from __future__ import annotations

import mmap
import struct
import subprocess
import time
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_SIZE = (1280, 900)
_MIDDLE = (slice(180, 720), slice(400, 800))
"""Rows and columns of pixels in which the article stands, without its margins' ends."""
_LOOK_S = 0.002
_DARK = 110
"""A green below this is a letter's: the page and all marks are lighter, in the light theme."""


class WatchedScreen:
    """Xvfb on a display of its own. folder: where it keeps its memory, as a file."""

    def __init__(self, folder: Path, number: int) -> None:
        self.display = f":{number}"
        geometry = "{}x{}x24".format(*_SIZE)
        words = ("Xvfb", self.display, "-screen", "0", geometry, "-fbdir", str(folder))
        self._server = subprocess.Popen([*words, "-nolisten", "tcp"], stderr=subprocess.DEVNULL)
        file = folder / "Xvfb_screen0"
        self.wait(lambda: file.exists() and file.stat().st_size > 0, 10)
        time.sleep(0.5)
        with file.open("rb") as opened:
            memory = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
        (header,), (colours,) = struct.unpack(">I", memory[:4]), struct.unpack(">I", memory[76:80])
        pixels = np.frombuffer(memory, np.uint8, offset=header + 12 * colours)
        self._pixels = pixels[: _SIZE[0] * _SIZE[1] * 4].reshape(_SIZE[1], _SIZE[0], 4)
        self._empty = self._pixels.copy()
        self.point_at_article()

    def close(self) -> None:
        """Ends the screen."""
        self._server.terminate()
        self._server.wait(10)

    def wait(self, true: Callable[[], bool], patience_s: float) -> float:
        """The time (monotonic) at which something came true. Raises TimeoutError."""
        until = time.monotonic() + patience_s
        while not true():
            if time.monotonic() > until:
                raise TimeoutError("what was waited for was not seen on the screen")
            time.sleep(_LOOK_S)
        return time.monotonic()

    def is_painted(self) -> bool:
        """Whether there is a window."""
        return not np.array_equal(self._pixels[::8, ::8], self._empty[::8, ::8])

    def is_empty(self) -> bool:
        """Whether all windows are gone."""
        return not self.is_painted()

    def article(self) -> np.ndarray[Any, np.dtype[np.uint8]]:
        """The pixels where the article stands, as they are now."""
        return self._pixels[_MIDDLE].copy()

    def has_letters_of(self, picture: np.ndarray[Any, np.dtype[np.uint8]]) -> bool:
        """Whether nearly all letters of a picture of the article are there, whatever the marks."""
        letters = picture[..., 1] < _DARK
        return float((self._pixels[_MIDDLE][..., 1] < _DARK)[letters].mean()) > 0.9

    def shows(self, picture: np.ndarray[Any, np.dtype[np.uint8]]) -> bool:
        """Whether the article is exactly so."""
        return np.array_equal(self._pixels[_MIDDLE], picture)

    def settled_article(
        self, quiet_s: float, patience_s: float
    ) -> np.ndarray[Any, np.dtype[np.uint8]]:
        """The article when it has not changed for so many seconds."""
        last, since = self.article(), time.monotonic()
        until = since + patience_s
        while time.monotonic() - since < quiet_s:
            if time.monotonic() > until:
                raise TimeoutError("the article did not come to rest")
            if not self.shows(last):
                last, since = self.article(), time.monotonic()
            time.sleep(_LOOK_S * 10)
        return last

    def point_at_article(self) -> None:
        """Puts the pointer where the wheel would turn the article."""
        self._do("mousemove", "600", "850")

    def turn_wheel(self) -> None:
        """One notch down."""
        self._do("click", "5")

    def _do(self, *words: str) -> None:
        subprocess.run(
            ["xdotool", *words], env={"DISPLAY": self.display, "PATH": "/usr/bin"}, check=True
        )
