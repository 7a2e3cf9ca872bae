"""A file of which the beginning is destroyed: whether it was a project of ours."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain.errors import DamagedProject, NotAProject
from annotator.store.project import Project
from annotator.store.recovery.looking import holds_ours
from annotator.store.recovery.pages import Pages
from annotator.store.sealing import allow_seals
from tests.factories import make_document, make_project

PAGE = 4096
PROJECTS = sorted(
    (Path(__file__).parents[2] / "data" / "projects").glob("*.annotator"),
)


def behead(path: Path, data: bytes | None = None) -> bytes:
    """The first page is gone."""
    data = bytes(PAGE) + (data or path.read_bytes())[PAGE:]
    path.write_bytes(data)
    return data


@pytest.mark.parametrize("released", PROJECTS, ids=lambda one: one.stem)
def test_a_project_of_any_version_is_known(released: Path, tmp_path: Path) -> None:
    path = tmp_path / "Storm.annotator"
    behead(path, released.read_bytes())

    assert holds_ours(path)


@pytest.mark.parametrize("read_only", [False, True])
def test_it_is_refused_as_damaged_and_left_alone(tmp_path: Path, read_only: bool) -> None:
    path = tmp_path / "Storm.annotator"
    make_project(path, make_document()).close()
    data = behead(path)

    with pytest.raises(DamagedProject, match=r"beginning is overwritten.*“annotator recover”"):
        Project.open(path, read_only=read_only)

    assert path.read_bytes() == data
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_it_is_by_the_name_that_it_may_be_one(tmp_path: Path) -> None:
    path = tmp_path / "Storm.db"
    make_project(path, make_document()).close()
    behead(path)

    with pytest.raises(NotAProject, match="is not a project"):
        Project.open(path)


def test_one_that_says_another_program_made_it_is_known_by_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "Storm.annotator"
    make_project(path, make_document()).close()
    with path.open("r+b") as file:
        file.seek(68)
        file.write(b"Bnno")

    with pytest.raises(DamagedProject, match="another program"):
        Project.open(path)


def test_one_with_a_few_long_rows_is_known_as_well(tmp_path: Path) -> None:
    path = tmp_path / "Storm.annotator"
    make_project(path, make_document()).close()
    with closing(sqlite3.connect(path)) as connection:
        allow_seals(connection)
        rows = [(f"a{number}", "x" * (4 << 20)) for number in range(4)]
        connection.executemany("INSERT INTO setting VALUES (?, ?)", rows)
        connection.commit()
    behead(path)

    assert holds_ours(path)


def test_what_lies_far_behind_does_not_hide_where_the_tables_begin(tmp_path: Path) -> None:
    path = tmp_path / "Storm.annotator"
    make_project(path, make_document()).close()
    behead(path)
    looks_like_a_page = bytes((13, 0, 0, 0, 1, 15, 240, 0))
    with path.open("r+b") as file:
        file.truncate(16 << 20)
        for number in range(60, 240, 6):
            file.seek(number * 65_536)  # as pages of another size would begin
            file.write(looks_like_a_page)

    with Pages(path) as pages:
        assert pages.size == PAGE
    assert holds_ours(path)


def letter(path: Path) -> None:
    path.write_text("Dear reader, " * 5_000)


def noise(path: Path) -> None:
    path.write_bytes(random.Random(7).randbytes(1 << 20))


def zeros(path: Path) -> None:
    path.write_bytes(bytes(1 << 20))


def nothing(path: Path) -> None:
    path.touch()


def database(path: Path) -> None:
    """Of another program, with tables that look a little like ours."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE setting(name TEXT PRIMARY KEY, value) WITHOUT ROWID")
        rows = [("revision", 4), ("session", "a b"), ("memory", "1"), ("label scheme", "new")]
        connection.executemany("INSERT INTO setting VALUES (?, ?)", rows)
        connection.execute("CREATE TABLE document(id INTEGER PRIMARY KEY, title, text)")
        connection.executemany(
            "INSERT INTO document(title, text) VALUES (?, ?)", [("x", "y" * n) for n in range(500)]
        )
        connection.commit()


def beheaded_database(path: Path) -> None:
    database(path)
    behead(path)


@pytest.mark.parametrize("make", [letter, noise, zeros, nothing, database, beheaded_database])
def test_what_is_plainly_something_else_is_refused_as_before(tmp_path: Path, make) -> None:
    path = tmp_path / "Storm.annotator"
    make(path)

    assert not holds_ours(path)
    with pytest.raises(NotAProject):
        Project.open(path)
