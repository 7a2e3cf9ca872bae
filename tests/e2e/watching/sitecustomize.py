"""Watches an interpreter from its start: with this folder on PYTHONPATH, children are watched too.

What reaches for the network is written to the file that WATCH_NETWORK names, whoever catches the
exception; so is who was watched, and which modules that could reach for it were imported.
"""

from __future__ import annotations

import os
import sys

_CALLS = {
    "ftplib.connect",
    "http.client.connect",
    "imaplib.open",
    "nntplib.connect",
    "poplib.connect",
    "smtplib.connect",
    "socket.getaddrinfo",
    "socket.gethostbyaddr",
    "socket.gethostbyname",
    "socket.getnameinfo",
    "telnetlib.Telnet.open",
    "urllib.Request",
    "webbrowser.open",
}
_ON_SOCKETS = {"socket.bind", "socket.connect", "socket.sendmsg", "socket.sendto"}
_MODULES = {
    "aiohttp",
    "ftplib",
    "http.client",
    "http.server",
    "httpx",
    "requests",
    "smtplib",
    "socket",
    "ssl",
    "urllib.request",
    "urllib3",
    "xmlrpc.client",
}
_AF_UNIX = 1


def _tell(*words: object) -> None:
    """Adds a line at once, so that a process that is ended has told it, too."""
    line = " ".join(map(str, (os.getpid(), _name(), *words))) + "\n"
    file = os.open(os.environ["WATCH_NETWORK"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(file, line.encode())
    os.close(file)


def _name() -> str:
    """What multiprocessing calls this process, if it does yet."""
    multiprocessing = sys.modules.get("multiprocessing.process")
    name = multiprocessing.current_process().name if multiprocessing else "?"
    return str(name).replace(" ", "_")


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event == "import" and arguments[0] in _MODULES:
        _tell("imports", arguments[0])
    elif (
        event in _CALLS
        or (event == "socket.__new__" and arguments[1] != _AF_UNIX)
        or (event in _ON_SOCKETS and int(arguments[0].family) != _AF_UNIX)  # type: ignore[attr-defined]
    ):
        _tell("reaches", event, arguments[1:])
        raise AssertionError(f"the network was reached for: {event}{arguments[1:]}")


if os.environ.get("WATCH_NETWORK"):
    sys.addaudithook(_watch)
    _tell("watched")
