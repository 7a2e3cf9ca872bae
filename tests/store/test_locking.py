from __future__ import annotations

import getpass
import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from annotator.domain.errors import ProjectInUse
from annotator.store.locking import Holder, WriterLock, read_holder
from annotator.store.project import Project


@pytest.fixture
def lock_path(path):
    return path.with_name(path.name + "-lock")


def write_lock(lock_path, text: str) -> None:
    lock_path.write_text(f" {text}")


def test_the_lock_says_who_holds_it_and_since_when(path, lock_path):
    before = datetime.now(UTC).replace(microsecond=0)
    lock = WriterLock(path, "import")

    found = read_holder(lock_path)

    assert found == Holder("import", os.getpid(), getpass.getuser(), platform.node(), found.since)
    assert before <= datetime.fromisoformat(found.since) <= datetime.now(UTC)
    lock.release()
    assert not lock_path.exists()


def refusal(path) -> str:
    """What another process is told that wants to write."""
    code = (
        "import sys; from pathlib import Path\n"
        "from annotator.domain.errors import ProjectInUse\n"
        "from annotator.store.locking import WriterLock\n"
        "try: WriterLock(Path(sys.argv[1]))\n"
        "except ProjectInUse as error: print(error)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, path], capture_output=True, text=True, check=True
    )
    return run.stdout.strip()


def test_the_refusal_tells_of_a_window(path):
    lock = WriterLock(path)
    at = datetime.fromisoformat(read_holder(lock.path).since).astimezone()

    assert refusal(path) == (
        f"{path} is open in another window of {getpass.getuser()} since {at:%H:%M}"
        f" (process {os.getpid()}). Close it there first."
    )
    lock.release()


def test_the_refusal_tells_of_a_command(path):
    lock = WriterLock(path, "suggest")

    assert f"{path} is in use: the command “annotator suggest” of" in refusal(path)
    assert refusal(path).endswith("is at work on it. Wait until that has ended.")
    lock.release()


def test_a_lock_without_words_is_refused_all_the_same(path, lock_path):
    lock = WriterLock(path)
    lock_path.write_bytes(b"")

    with pytest.raises(ProjectInUse, match="is open in another window or program"):
        WriterLock(path)
    lock.release()


def test_who_holds_it_on_another_machine_is_named_with_the_day():
    holder = Holder("", 7, "ben", "newsroom-4", "2026-03-04T09:05:00+00:00")

    assert "of ben on the computer newsroom-4 since 4 March 2026" in holder.told()


@pytest.mark.parametrize(
    "text",
    ["", "null", "[1]", "{", '{"process": "x", "user": 3}', "9" * 5000, "\x00\xff", "[" * 4000],
    ids=range(8),
)
def test_whatever_stands_in_a_lock_nobody_holds_does_not_matter(path, lock_path, text):
    write_lock(lock_path, text)

    lock = WriterLock(path)

    assert lock.remark(path) == ""
    lock.release()


def test_the_number_that_older_versions_wrote_is_read(lock_path):
    write_lock(lock_path, "4711                \n")

    assert read_holder(lock_path) == Holder(process=4711)
    assert read_holder(lock_path).told() == "another window or program (process 4711)"


def test_a_lock_that_another_machine_left_is_told_of(project, path, lock_path):
    project.close()
    since = (datetime.now(UTC) - timedelta(days=1)).isoformat(timespec="seconds")
    words = {"process": 7, "user": "ben", "machine": "newsroom-4", "since": since, "command": ""}
    write_lock(lock_path, json.dumps(words))

    with Project.open(path) as project:
        assert "may be open on the computer newsroom-4, where ben was at work" in project.remark
    with Project.open(path) as project:  # given back, and so not told again
        assert project.remark == ""


def test_a_lock_that_this_machine_left_is_not_told_of(project, path, lock_path):
    project.close()
    write_lock(lock_path, json.dumps({"process": 99_999_999, "machine": platform.node()}))

    with Project.open(path) as project:
        assert project.remark == ""


def test_a_lock_that_another_takes_while_ours_is_given_back_stays_its_own(path, lock_path):
    """Versions of the library that we do not take removed whatever file has the name by then."""
    ours = WriterLock(path)
    library = ours._lock
    taken = []

    class Slow:
        is_locked = True

        def release(self) -> None:
            taken.append(WriterLock(path, "import"))
            library.release()

    ours._lock = Slow()
    ours.release()

    assert lock_path.exists()
    assert "is in use" in refusal(path)
    taken[0].release()
    assert not lock_path.exists()
