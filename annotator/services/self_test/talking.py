"""What goes through the pipe from a process of the test, and how it gets there."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from annotator.domain.errors import Cancelled
from annotator.services.self_test import sockets
from annotator.services.self_test.failing import as_wrong

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

T = TypeVar("T")


class Said(NamedTuple, Generic[T]):
    """The next value."""

    value: T


class Failed(NamedTuple):
    """The end, as Wrong has it."""

    found: str
    advice: str
    details: str


class Done(NamedTuple):
    """The end. network: who reached for it, and how."""

    network: tuple[str, ...]


def carry_out(connection: Connection, watch: Callable[[Connection], None]) -> None:
    """In the child: does what the first message says, a generator function and its arguments.

    Sends what it yields, and how it ended. watch: ends this process with its parent.
    """
    sockets.listen()
    try:
        talk, args = connection.recv()
        threading.Thread(target=watch, args=(connection,), daemon=True).start()
        for value in talk(*args):
            connection.send(Said(value))
        connection.send(Done(sockets.stop_listening()))
    except (BrokenPipeError, ConnectionResetError):
        return  # nobody listens any more
    except Cancelled:
        return
    except Exception as error:  # noqa: BLE001 - the parent reports it
        wrong = as_wrong(error)
        connection.send(Failed(wrong.found, wrong.advice, wrong.details))
