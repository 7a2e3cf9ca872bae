from __future__ import annotations

import sqlite3
from contextlib import closing
from random import Random

import pytest

from annotator.domain.errors import DamagedProject
from annotator.store.log_file import LogDamage, damage_of, read_log, salvaged
from annotator.store.project import Project
from tests.factories import make_annotation, make_creation, make_project

FRAME = 24 + 4_096


@pytest.fixture
def log(tmp_path):
    """A log of twenty transactions, behind which older ones lie."""
    path = tmp_path / "a.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE t(a)")
        for _ in range(60):
            connection.execute("INSERT INTO t VALUES (?)", ("x" * 300,))
        connection.execute("PRAGMA wal_checkpoint(RESTART)")
        for _ in range(20):
            connection.execute("INSERT INTO t VALUES (?)", ("x" * 300,))
        copy = tmp_path / "copy-wal"
        copy.write_bytes((tmp_path / "a.db-wal").read_bytes())
    return copy


def judged(path):
    return damage_of(read_log(path))


def test_a_sound_log_is_taken_whole_and_older_frames_behind_it_are_not(log):
    found = read_log(log)

    assert found.taken == sum(one.belongs for one in found.frames) < len(found.frames)
    assert damage_of(found) is LogDamage.NONE
    assert set(salvaged(found)) == {one.page for one in found.frames[: found.taken]}


def test_every_single_bit_of_it_that_changes_is_noticed(log):
    whole = log.read_bytes()
    taken = read_log(log).taken
    chance = Random(1)
    last = 32 + (taken - 1) * FRAME
    for _ in range(400):
        data = bytearray(whole)
        at = chance.randrange(32 + taken * FRAME)
        data[at] ^= 1 << chance.randrange(8)
        log.write_bytes(data)

        wanted = {LogDamage.CERTAIN} if at < last - FRAME else {LogDamage.CERTAIN, LogDamage.LAST}
        assert judged(log) in wanted, at


def test_what_is_whole_behind_a_damaged_frame_is_salvaged(log):
    found = read_log(log)
    data = bytearray(log.read_bytes())
    data[32 + 5 * FRAME + 100] ^= 1
    log.write_bytes(data)

    assert read_log(log).taken <= 5
    last = found.frames[found.taken - 1]
    assert salvaged(read_log(log))[last.page] == last.start


@pytest.mark.parametrize("size", [1, 32, 4_096])
def test_a_log_without_its_head_is_damaged_and_not_empty(log, size):
    found = read_log(log)
    log.write_bytes(bytes(size) + log.read_bytes()[size:])

    assert judged(log) is LogDamage.CERTAIN
    last = found.frames[found.taken - 1]
    assert salvaged(read_log(log))[last.page] == last.start


def test_a_log_of_zeros_is_none(log):
    log.write_bytes(bytes(100_000))

    assert judged(log) is LogDamage.NONE


def test_a_step_without_an_end_is_no_damage(log):
    taken = read_log(log).taken
    data = log.read_bytes()
    for end in (0, 10, 32, 60, 32 + 3 * FRAME + 24, 32 + taken * FRAME - 1):
        log.write_bytes(data[:end])
        assert judged(log) is LogDamage.NONE, end
    log.unlink()
    assert judged(log) is LogDamage.NONE


def left_behind(path, tmp_path, document, steps):
    """A project with so many steps in a log that lies beside it."""
    with make_project(path, document) as project:
        for number in range(steps):
            project.apply(make_creation(make_annotation(document, number, number + 3)))
        left = tmp_path / "left" / "Storm.annotator"
        left.parent.mkdir()
        for ending in ("", "-wal"):
            left.with_name(left.name + ending).write_bytes(
                path.with_name(path.name + ending).read_bytes()
            )
    return left


def test_a_project_whose_log_is_damaged_is_refused_not_opened_as_it_was_before(
    path, tmp_path, document
):
    left = left_behind(path, tmp_path, document, 5)
    log = left.with_name(left.name + "-wal")
    data = bytearray(log.read_bytes())
    data[32 + 2 * FRAME + 200] ^= 1
    log.write_bytes(data)

    with pytest.raises(DamagedProject, match=r"saved last lie in Storm\.annotator-wal"):
        Project.open(left)
    assert log.read_bytes() == data


def test_where_only_the_last_step_is_torn_the_project_opens_and_says_so(path, tmp_path, document):
    left = left_behind(path, tmp_path, document, 5)
    log = left.with_name(left.name + "-wal")
    data = bytearray(log.read_bytes())
    data[-1] ^= 1
    log.write_bytes(data)

    with Project.open(left, read_only=True) as project:
        assert project.remark.startswith("The last step could not be read from Storm")
        assert project.check() == [project.remark]
        assert len(project.annotations(document.id)) == 4
