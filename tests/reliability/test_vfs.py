"""The layer below SQLite changes nothing of what SQLite does."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from tests.reliability.vfs import Watcher, layered

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_files_lie_beside_the_database_and_nowhere_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """SQLite names its index after a name that it was given when it opened the database."""
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    monkeypatch.chdir(here)
    with layered(Watcher()):
        for number in range(20):
            path = there / f"{'x' * number}.db"
            with closing(sqlite3.connect(path)) as connection:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("CREATE TABLE one (value)")
                names = {one.name for one in there.iterdir()}
                assert names == {path.name, f"{path.name}-wal", f"{path.name}-shm"}
                assert not list(here.iterdir())
            path.unlink()
