"""The first moments of a process of the test: from here on, what it dies of is heard of.

It imports nothing of the program, so that whatever cannot be imported is told of as well.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from pathlib import Path


def begin(connection: Connection, log: Path) -> None:
    """The child; see talking.carry_out(). log: takes its standard error."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C means
    with suppress(OSError):  # without it, there is that of the parent
        _write_errors_to(log)
    from annotator.services.self_test.talking import carry_out

    carry_out(connection, _end_with_parent)


def _end_with_parent(connection: Connection) -> None:
    """Nothing is sent here any more: what comes is the end."""
    try:
        connection.recv()
    except (EOFError, OSError) as error:
        with suppress(OSError):  # if it is there to read that, the pipe has ended too early
            os.write(2, f"The pipe to the parent ended ({type(error).__name__}).\n".encode())
        os._exit(1)


def _write_errors_to(log: Path) -> None:
    """Standard error, that of C code included; some programs have none."""
    handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    if handle != 2:
        os.dup2(handle, 2)
        os.close(handle)
    sys.stderr = open(2, "w", encoding="utf-8", buffering=1, closefd=False)  # noqa: SIM115
    faulthandler.enable(sys.stderr)
