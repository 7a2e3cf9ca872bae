"""A file is there whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

import pytest

from annotator.domain.errors import ExportFailed
from annotator.services.atomic import atomic_file
from tests.factories import IS_ROOT

if TYPE_CHECKING:
    from pathlib import Path


def write_and_fail(target: Path, error: Exception) -> None:
    with atomic_file(target) as file:
        file.write(b"half of the ne")
        raise error


def test_the_file_is_there_when_the_block_has_ended(tmp_path: Path):
    target = tmp_path / "out.jsonl"

    with atomic_file(target) as file:
        file.write(b"new")
        assert not target.exists()

    assert target.read_bytes() == b"new"
    assert [one.name for one in tmp_path.iterdir()] == ["out.jsonl"]


def test_the_old_file_stays_if_the_block_fails(tmp_path: Path):
    target = tmp_path / "out.jsonl"
    target.write_bytes(b"old")

    with pytest.raises(RuntimeError):
        write_and_fail(target, RuntimeError("an exporter's bug"))

    assert target.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["out.jsonl"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
def test_a_full_disk_is_said_and_nothing_is_lost(tmp_path: Path, number: int):
    target = tmp_path / "out.jsonl"
    target.write_bytes(b"old")

    with pytest.raises(ExportFailed) as caught:
        write_and_fail(target, OSError(number, os.strerror(number)))

    assert str(target) in str(caught.value)
    assert os.strerror(number) in str(caught.value)
    assert target.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["out.jsonl"]


def test_a_missing_folder_and_a_folder_in_the_way_are_said(tmp_path: Path):
    for target in (tmp_path / "no" / "out.jsonl", tmp_path):
        with pytest.raises(ExportFailed) as caught, atomic_file(target) as file:
            file.write(b"new")

        assert str(target) in str(caught.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(IS_ROOT, reason="root may write everywhere")
def test_an_unwritable_folder_is_said(tmp_path: Path):
    tmp_path.chmod(0o500)
    try:
        with (
            pytest.raises(ExportFailed, match="Permission denied"),
            atomic_file(tmp_path / "out.jsonl"),
        ):
            pass
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.skipif(os.name != "posix", reason="modes")
def test_others_may_read_it_as_any_file_of_this_user(tmp_path: Path):
    ordinary = tmp_path / "ordinary"
    ordinary.touch()

    with atomic_file(tmp_path / "out.jsonl"):
        pass

    def mode(path: Path) -> int:
        return stat.S_IMODE(path.stat().st_mode)

    assert mode(tmp_path / "out.jsonl") == mode(ordinary)


def test_a_long_name_can_be_written(tmp_path: Path):
    target = tmp_path / ("n" * 250)

    with atomic_file(target) as file:
        file.write(b"new")

    assert target.read_bytes() == b"new"
