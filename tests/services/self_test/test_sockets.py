"""Who reaches for the network is heard of; who talks within the machine is not."""

from __future__ import annotations

import subprocess
import sys

import pytest

# a hook cannot be taken out of an interpreter again, so each case has its own
_LISTEN = "from annotator.services.self_test import sockets\nsockets.listen()\n"
_SAY = "\nprint(*sockets.stop_listening(), sep='\\n')"


def heard(code: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", _LISTEN + code + _SAY],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout.split("\n")[:-1]


def test_a_socket_to_the_network_is_heard_of_though_nothing_is_sent():
    assert heard("import socket; socket.socket().close()") == ["__main__ (socket.__new__)"]


def test_the_name_of_a_host_is_heard_of():
    said = heard("import socket\ntry: socket.getaddrinfo('127.0.0.1', 80)\nexcept OSError: pass")
    assert said == ["__main__ (socket.getaddrinfo)"]


def test_who_asked_a_library_is_named():
    said = heard(
        "import urllib.request\n"
        "try: urllib.request.urlopen('http://127.0.0.1:1/', timeout=1)\nexcept OSError: pass"
    )
    assert said
    assert all(line.startswith("__main__ (") for line in said)


@pytest.mark.parametrize(
    "code",
    [
        "import socket; [one.close() for one in socket.socketpair()]",
        "import multiprocessing; multiprocessing.get_context('spawn').Pipe()",
        "import sqlite3; sqlite3.connect(':memory:')",
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="Windows makes pairs of sockets otherwise")
def test_talk_within_the_machine_is_none(code: str):
    assert heard(code) == [""]


def test_afterwards_nobody_listens():
    assert heard("sockets.stop_listening()\nimport socket; socket.socket().close()") == [""]
