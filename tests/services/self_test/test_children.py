"""Processes of the test: what they say, how they fail, how they end."""

from __future__ import annotations

import os
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
    with Child(go_on, file, log=log) as child:
        while (number := child.hear(JobContext(), SECONDS)) is not None:
            yield number


def test_what_it_yields_comes_one_after_the_other(tmp_path: Path):
    with Child(count, 3, log=tmp_path / "log") as child:
        said = [child.hear(JobContext(), SECONDS) for _ in range(4)]

    assert said == [0, 1, 2, None]
    assert child.network == ()


def test_it_tells_whether_it_reached_for_the_network(tmp_path: Path):
    with Child(reach_out, log=tmp_path / "log") as child:
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
    with Child(refuse, kind, log=tmp_path / "log") as child:
        assert child.hear(JobContext(), SECONDS) == "begun"
        with pytest.raises(Wrong) as caught:
            child.hear(JobContext(), SECONDS)

    assert caught.value.found == found
    assert details in caught.value.details
    assert "Maria" not in caught.value.details


def test_the_sentence_that_it_died_with_is_the_reason(tmp_path: Path):
    words = "noise\nannotator: No display answers. There is a report in /somewhere.\n"

    with Child(die, words, log=tmp_path / "log") as child, pytest.raises(Wrong) as caught:
        child.hear(JobContext(), SECONDS)

    assert caught.value.found == "No display answers."


def test_a_silent_death_is_told_with_its_code(tmp_path: Path):
    with Child(die, "", log=tmp_path / "log") as child, pytest.raises(Wrong, match="code 3"):
        child.hear(JobContext(), SECONDS)


def test_one_that_says_nothing_is_given_up(tmp_path: Path):
    with Child(time_out, log=tmp_path / "log") as child, pytest.raises(Wrong, match="nothing for"):
        child.hear(JobContext(), 0.2)


def time_out() -> Iterator[int]:
    time.sleep(60)
    yield 1


def test_a_cancel_is_heard_soon(tmp_path: Path):
    context = JobContext()
    context.cancel()

    with Child(time_out, log=tmp_path / "log") as child, pytest.raises(Cancelled):
        child.hear(context, SECONDS)


def test_killed_it_still_has_said_what_it_said(tmp_path: Path):
    file = tmp_path / "file"
    with Child(go_on, file, log=tmp_path / "log") as child:
        assert child.hear(JobContext(), SECONDS) == 0
        while file.read_text() in {"", "0", "1", "2"}:
            time.sleep(0.01)
        rest = child.kill()

    assert rest[:2] == [1, 2]


@pytest.mark.skipif(sys.platform == "win32", reason="a file that is written cannot be read there")
def test_those_that_it_started_end_with_it(tmp_path: Path):
    file = tmp_path / "file"
    with Child(have_a_child, tmp_path / "inner", file, log=tmp_path / "log") as child:
        child.hear(JobContext(), SECONDS)
        child.kill()

    time.sleep(0.5)
    before = file.read_text()
    time.sleep(0.5)
    assert file.read_text() == before
