"""Processes of the test: what they say, how they fail, how they end."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import socket
import sys
import time
from typing import TYPE_CHECKING

import pytest

from annotator.domain.errors import Cancelled, KnownError
from annotator.services.jobs import JobContext
from annotator.services.self_test.children import Child
from annotator.services.self_test.steps import Wrong

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECONDS = 30.0


def count(upto: int) -> Iterator[int]:
    yield from range(upto)


def reach_out() -> Iterator[str]:
    socket.socket(socket.AF_INET).close()
    yield "done"


def refuse(kind: str) -> Iterator[str]:
    yield "begun"
    if kind == "wrong":
        raise Wrong("It is dark.", "Turn on the light.", "trace")
    if kind == "known":
        raise KnownError("The disk is full.")
    raise ValueError("Maria Lindqvist said so")


def die(sentence: str) -> Iterator[str]:
    os.write(2, sentence.encode())
    os._exit(3)
    yield ""


def go_on(file: Path) -> Iterator[int]:
    number = 0
    while True:
        file.write_text(str(number))
        yield number
        number += 1
        time.sleep(0.01)


def have_a_child(log: Path, file: Path) -> Iterator[int]:
    with Child(go_on, file, log=log, what="goes on") as child:
        while (number := child.hear(JobContext(), SECONDS)) is not None:
            yield number


def test_what_it_yields_comes_one_after_the_other(tmp_path: Path):
    with Child(count, 3, log=tmp_path / "log", what="is tried") as child:
        said = [child.hear(JobContext(), SECONDS) for _ in range(4)]

    assert said == [0, 1, 2, None]
    assert child.network == ()


def test_it_tells_whether_it_reached_for_the_network(tmp_path: Path):
    with Child(reach_out, log=tmp_path / "log", what="is tried") as child:
        assert child.hear(JobContext(), SECONDS) == "done"
        assert child.hear(JobContext(), SECONDS) is None

    assert child.network == (f"{reach_out.__module__} (socket.__new__)",)


@pytest.mark.parametrize(
    ("kind", "found", "details"),
    [
        ("wrong", "It is dark.", "trace"),
        ("known", "The disk is full.", ""),
        ("bug", "An error of the program is in the way (ValueError).", "ValueError"),
    ],
)
def test_how_it_failed_is_told(tmp_path: Path, kind: str, found: str, details: str):
    with Child(refuse, kind, log=tmp_path / "log", what="is tried") as child:
        assert child.hear(JobContext(), SECONDS) == "begun"
        with pytest.raises(Wrong) as caught:
            child.hear(JobContext(), SECONDS)

    assert caught.value.found == found
    assert details in caught.value.details
    assert "Maria" not in caught.value.details


def test_the_sentence_that_it_died_with_is_the_reason(tmp_path: Path):
    words = "noise\nannotator: No display answers. There is a report in /somewhere.\n"

    with (
        Child(die, words, log=tmp_path / "log", what="is tried") as child,
        pytest.raises(Wrong) as caught,
    ):
        child.hear(JobContext(), SECONDS)

    assert caught.value.found == "No display answers."


def death(log: Path, how: str) -> Wrong:
    with Child(die, how, log=log, what="is tried") as child, pytest.raises(Wrong) as caught:
        child.hear(JobContext(), SECONDS)
    return caught.value


def test_a_silent_death_is_told_with_its_code(tmp_path: Path):
    wrong = death(tmp_path / "log", "")

    assert wrong.found == "The process that is tried ended unexpectedly (exit code 3)."
    assert wrong.details == "It wrote nothing."


def test_a_death_is_told_with_the_last_words_but_not_what_they_quote(tmp_path: Path):
    noise = "".join(f"line {number}\n" for number in range(100))

    wrong = death(tmp_path / "log", f"{noise}ValueError: Maria Lindqvist said so\nat last\n")

    lines = wrong.details.splitlines()
    assert lines[-2:] == ["ValueError: (a message of 23 characters, left out)", "at last"]
    assert "line 99" in lines
    assert "line 0" not in lines
    assert len(lines) <= 40


@pytest.mark.skipif(sys.platform == "win32", reason="no signals there")
def test_a_death_by_a_signal_is_told_with_its_name_and_where_it_was(tmp_path: Path):
    child = Child(crash, log=tmp_path / "log", what="is tried")
    with child, pytest.raises(Wrong) as caught:
        child.hear(JobContext(), SECONDS)

    assert caught.value.found == "The process that is tried ended unexpectedly (signal SIGSEGV)."
    assert "Fatal Python error: Segmentation fault" in caught.value.details
    assert f"in {crash.__name__}" in caught.value.details


def crash() -> Iterator[int]:
    os.kill(os.getpid(), signal.SIGSEGV)
    yield 1


def test_what_a_child_cannot_import_is_told(tmp_path: Path):
    from tests.services.self_test.not_in_a_child import talk

    child = Child(talk, log=tmp_path / "log", what="is tried")
    with child, pytest.raises(Wrong, match=r"in the way \(ImportError\)") as caught:
        child.hear(JobContext(), SECONDS)

    assert "not_in_a_child.py" in caught.value.details
    assert "Maria" not in caught.value.details


def test_one_that_cannot_be_started_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object) -> None:
        raise OSError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr(multiprocessing.get_context("spawn").Process, "start", refuse)

    with pytest.raises(Wrong, match="is tried could not be started"):
        Child(count, 3, log=tmp_path / "log", what="is tried")


def test_where_its_log_cannot_be_written_it_goes_on(tmp_path: Path):
    with Child(count, 1, log=tmp_path / "not there" / "log", what="is tried") as child:
        assert child.hear(JobContext(), SECONDS) == 0
        assert child.hear(JobContext(), SECONDS) is None


def test_one_that_says_nothing_is_given_up(tmp_path: Path):
    with (
        Child(time_out, log=tmp_path / "log", what="is tried") as child,
        pytest.raises(Wrong, match="nothing for"),
    ):
        child.hear(JobContext(), 0.2)


def time_out() -> Iterator[int]:
    time.sleep(60)
    yield 1


def test_a_cancel_is_heard_soon(tmp_path: Path):
    context = JobContext()
    context.cancel()

    with Child(time_out, log=tmp_path / "log", what="is tried") as child, pytest.raises(Cancelled):
        child.hear(context, SECONDS)


def test_killed_it_still_has_said_what_it_said(tmp_path: Path):
    file = tmp_path / "file"
    with Child(go_on, file, log=tmp_path / "log", what="is tried") as child:
        assert child.hear(JobContext(), SECONDS) == 0
        while file.read_text() in {"", "0", "1", "2"}:
            time.sleep(0.01)
        rest = child.kill()

    assert rest[:2] == [1, 2]


@pytest.mark.skipif(sys.platform == "win32", reason="a file that is written cannot be read there")
def test_those_that_it_started_end_with_it(tmp_path: Path):
    file = tmp_path / "file"
    with Child(
        have_a_child, tmp_path / "inner", file, log=tmp_path / "log", what="is tried"
    ) as child:
        child.hear(JobContext(), SECONDS)
        child.kill()

    time.sleep(0.5)
    before = file.read_text()
    time.sleep(0.5)
    assert file.read_text() == before
