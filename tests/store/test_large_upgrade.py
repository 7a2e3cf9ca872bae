"""A large project of the first version: brought up to date soon, and whole whatever happens."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from annotator.domain.ids import DocumentId
from annotator.domain.text import fingerprint
from annotator.store.backups import backups_of
from annotator.store.inspection import faults, read_header
from annotator.store.migrations import VERSION
from annotator.store.project import Project
from tests.factories import ANA, NOON

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
FIRST = ROOT / "tests" / "data" / "projects" / "version-1.annotator"
SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
COPIES = 5_000 if SOAK else 2_000
AFTER_MS = (0, 50, 100, 200, 300, 400, 500, 700, 900, 1_500) if SOAK else (60,)
SECONDS = 30 * COPIES / 2_000
"""Ten times what it takes on a slow machine."""
ID = re.compile(r"\b9123400\d{11}\b")
APART = 10**13

OPEN = """
import sys
from pathlib import Path
from annotator.store import opening
from annotator.store.migrations import STEPS
from tests.factories import NOON

def told(connection):
    print("begun", flush=True)
    STEPS[1](connection)

opening.open_for_writing(Path(sys.argv[1]), lambda: NOON, steps=(STEPS[0], told, *STEPS[2:]))
print("done", flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of the first version in which the released one's articles lie many times."""
    path = tmp_path_factory.mktemp("first") / "Storm.annotator"
    path.write_bytes(FIRST.read_bytes())
    with closing(sqlite3.connect(path)) as connection:
        tables = ("document", "body", "suggestion", "suggestion_run", "annotation", "relation")
        rows = {one: connection.execute(f"SELECT * FROM {one}").fetchall() for one in tables}
        edits = connection.execute("SELECT * FROM edit ORDER BY seq").fetchall()
        changes = connection.execute("SELECT * FROM change").fetchall()
        for number in range(1, COPIES):
            shas = {}
            for document_id, text in rows["body"]:
                shas[document_id] = fingerprint(f"{text}\n{number}")
            for table in tables:
                copied = [copy(row, number) for row in rows[table]]
                if table == "body":
                    copied = [(key, f"{text}\n{number}") for key, text in copied]
                if table == "document":
                    copied = [
                        (*row[:12], row[12] + 1 + len(str(number)), *row[13:15], sha, row[16])
                        for row, sha in zip(
                            copied, (shas[old[0]] for old in rows[table]), strict=True
                        )
                    ]
                insert(connection, table, copied)
            seqs = number * len(edits)
            insert(
                connection,
                "edit",
                [
                    (
                        row[0] + seqs,
                        *copy(row[1:3], number),
                        row[3] and row[3] + seqs,
                        *copy(row[4:], number),
                    )
                    for row in edits
                ],
            )
            insert(
                connection, "change", [(row[0] + seqs, *copy(row[1:], number)) for row in changes]
            )
        connection.commit()
    return path


def copy(row: tuple[object, ...], number: int) -> tuple[object, ...]:
    """A row whose ids, also those within texts, are those of another copy."""

    def moved(value: object) -> object:
        if isinstance(value, int) and ID.fullmatch(str(value)):
            return value + number * APART
        if isinstance(value, str):
            return ID.sub(lambda found: str(int(found[0]) + number * APART), value)
        return value

    return tuple(map(moved, row))


def insert(connection: sqlite3.Connection, table: str, rows: list[tuple[object, ...]]) -> None:
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


@pytest.fixture
def path(original: Path, tmp_path: Path) -> Path:
    path = tmp_path / original.name
    path.write_bytes(original.read_bytes())
    return path


def sizes(path: Path) -> Iterator[int]:
    with closing(sqlite3.connect(path)) as connection:
        for table in ("document", "body", "annotation", "relation", "suggestion", "edit", "change"):
            yield connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def test_thousands_of_articles_are_brought_up_to_date_soon(path: Path) -> None:
    before = tuple(sizes(path))
    begun = time.monotonic()

    with Project.open(path) as project:
        assert time.monotonic() - begun < SECONDS
        assert project.check() == []
        ids = [DocumentId(one) for one in project.article_ids()]
        assert len(ids) == before[0] == COPIES * 2
        harbours = [one.id for one in project.rows(ids) if one.annotation_count == 3]
        assert len(harbours) == COPIES
        project.ensure_annotator(ANA)
        while project.undo(harbours[-1], annotator_id=ANA.id, at=NOON) is not None:
            pass
        assert project.annotations(harbours[-1]) == ()

    assert read_header(path).version == VERSION


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system cannot kill like that")
@pytest.mark.parametrize("after_ms", AFTER_MS)
def test_a_killed_upgrade_leaves_the_old_file_whole(path: Path, after_ms: int) -> None:
    before = tuple(sizes(path))

    with subprocess.Popen(
        [sys.executable, "-c", OPEN, path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        time.sleep(after_ms / 1_000)
        os.kill(process.pid, signal.SIGKILL)
        is_done = "done" in process.stdout.read()

    assert tuple(sizes(path)) == before
    assert faults(path) is None
    version = read_header(path).version
    assert version == 1 or is_done or version == VERSION
    (backup,) = backups_of(path)
    assert read_header(backup).version == 1
    assert tuple(sizes(backup)) == before
    with Project.open(path) as project:
        assert project.check() == []
        assert len(project.article_ids()) == COPIES * 2
