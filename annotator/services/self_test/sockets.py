"""Hears of every way to the network that Python code of this process asks for."""

from __future__ import annotations

import socket
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType

_OF_THIS_MACHINE = {-1, getattr(socket, "AF_UNIX", -1)}
"""Families of sockets; -1 for one that another process handed over."""
_WAYS = {
    "socket.connect",
    "socket.bind",
    "socket.sendto",
    "socket.sendmsg",
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "socket.gethostbyaddr",
    "socket.getnameinfo",
}
_CARRIERS = ("socket", "ssl", "http", "urllib", "asyncio", "selectors", __name__)
"""Modules that open sockets for others."""


class _Ear:
    """A hook cannot be taken out again, so there is one at the most, which may be deaf."""

    def __init__(self) -> None:
        self.is_in = self.listens = False
        self.heard: dict[str, None] = {}

    def hook(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.listens and event.startswith("socket.") and _leads_out(event, arguments):
            self.heard[f"{_asker(sys._getframe(1))} ({event})"] = None


_ear = _Ear()


def listen() -> None:
    """Listens from now on, from the beginning."""
    _ear.heard.clear()
    _ear.listens = True
    if not _ear.is_in:
        _ear.is_in = True
        sys.addaudithook(_ear.hook)


def stop_listening() -> tuple[str, ...]:
    """Who has reached for the network since listen(), each with the way."""
    _ear.listens = False
    return tuple(_ear.heard)


def _leads_out(event: str, arguments: tuple[object, ...]) -> bool:
    if event == "socket.__new__":
        return arguments[1] not in _OF_THIS_MACHINE
    if event not in _WAYS:
        return False
    # the address of a socket within this machine is the name of a file
    return len(arguments) < 2 or not isinstance(arguments[1], str | bytes)


def _asker(frame: FrameType | None) -> str:
    """The module on whose behalf it happens."""
    while frame is not None:
        name = str(frame.f_globals.get("__name__", ""))
        if name.partition(".")[0] not in _CARRIERS and name not in _CARRIERS:
            return name
        frame = frame.f_back
    return "somebody"
