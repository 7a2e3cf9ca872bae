"""The first moment of the window: what Qt cannot survive, in a sentence."""

from __future__ import annotations

import logging
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_log = logging.getLogger("annotator.qt")

_LIBRARIES = "libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0"


@contextmanager
def qt_end_told(tell: Callable[[str, str], object]) -> Iterator[None]:
    """While the application is made: Qt aborts the process where it finds no way to a screen.

    tell: is called with a sentence and with what Qt said; then the process ends with exit code 1.
    """
    said: list[str] = []

    def listen(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        said.append(text)
        _log.info("%s", text)
        if kind == QtMsgType.QtFatalMsg:
            tell(sentence_for(said), "\n".join(said))
            os._exit(1)

    before = qInstallMessageHandler(listen)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def sentence_for(said: Sequence[str]) -> str:
    """What is the matter, from what Qt said before it gave up."""
    text = "\n".join(said)
    if "could not connect to display" in text or "Failed to create wl_display" in text:
        names = (os.environ.get(one) for one in ("WAYLAND_DISPLAY", "DISPLAY"))
        display = next((one for one in names if one), "")
        return (
            f"The display “{display}” does not answer, so there is nothing to show the window on;"
            " run “annotator --help” for what can be done from the terminal."
        )
    if "Could not find the Qt platform plugin" in text:
        return (
            f"QT_QPA_PLATFORM asks for “{os.environ.get('QT_QPA_PLATFORM', '')}”, of which Qt knows"
            " nothing here; unset it and start again."
        )
    if 'plugin "xcb"' in text:
        return (
            "System libraries that the window needs are missing; on Debian and Ubuntu run: sudo"
            f" apt-get install {_LIBRARIES}"
        )
    return "Qt cannot show the window on this system; the report says what it found."
