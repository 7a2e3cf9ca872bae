"""A project that cannot be opened: exit code 1, one sentence, nothing on standard output."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from annotator.services import projects
from tests.factories import ANA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.cli.helpers import Result

READING = ("stats", "check", "export")
WRITING = ("import", "suggest")


@pytest.fixture(params=[*READING, *WRITING])
def command(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[Path], tuple[str, ...]]:
    """Each command that opens a project, with what it needs besides."""
    (tmp_path / "a.txt").write_text("An article.\n")
    more = {"export": (str(tmp_path / "out.jsonl"),), "import": (str(tmp_path / "a.txt"),)}

    def words(project: Path) -> tuple[str, ...]:
        return (request.param, str(project), *more.get(request.param, ()), "--json")

    return words


def test_a_missing_project(cli, command, tmp_path: Path):
    result = cli(*command(tmp_path / "missing.annotator"))

    assert result.code == 1
    assert "missing.annotator" in result.sentence
    assert not (tmp_path / "missing.annotator").exists()


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 100])
def test_a_file_that_is_no_project(cli, command, tmp_path: Path, content: bytes):
    path = tmp_path / "letter.annotator"
    path.write_bytes(content)

    result = cli(*command(path))

    assert result.code == 1
    assert "letter.annotator" in result.sentence
    assert path.read_bytes() == content


def test_a_database_of_another_program(cli, command, tmp_path: Path):
    path = tmp_path / "other.annotator"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE note (text)")

    result = cli(*command(path))

    assert result.code == 1
    assert "another program" in result.sentence


def test_a_folder(cli, command, tmp_path: Path):
    result = cli(*command(tmp_path))

    assert result.code == 1
    assert "is a folder" in result.sentence


def test_a_project_of_a_newer_version(cli, command, project: Path):
    with closing(sqlite3.connect(project)) as connection:
        connection.execute("PRAGMA user_version = 9999")
    before = project.read_bytes()

    result = cli(*command(project))

    assert result.code == 1
    assert "newer version" in result.sentence
    assert project.read_bytes() == before


def told(result: Result) -> str:
    """Why the project was refused; `check --json` says so in its answer."""
    return result.json["problems"][0] if result.out else result.sentence


def test_a_truncated_project(cli, command, filled: Path):
    whole = filled.read_bytes()
    filled.write_bytes(whole[: len(whole) // 2])

    result = cli(*command(filled))

    assert result.code == 1
    assert "damaged" in told(result)
    assert filled.read_bytes() == whole[: len(whole) // 2]


def test_a_truncated_project_with_a_backup_names_it(cli, command, filled: Path):
    with projects.open_project(filled, ANA) as services:
        backup = services.project.back_up()
    assert backup is not None
    whole = filled.read_bytes()
    filled.write_bytes(whole[: len(whole) // 2])

    result = cli(*command(filled))

    assert result.code == 1
    assert str(backup) in told(result)


# ---------------------------------------------------------------- open elsewhere


_HOLDER = """
import sys
from pathlib import Path
from annotator.domain.annotation import Annotator
from annotator.domain.ids import AnnotatorId
from annotator.services import projects
with projects.open_project(Path(sys.argv[1]), Annotator(AnnotatorId(1), "Ana")):
    print("open", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def held(filled: Path) -> Iterator[Path]:
    """A project that another process has open."""
    with subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(filled)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        yield filled
        holder.communicate()


def test_a_project_that_is_open_elsewhere_is_read_but_not_written(cli, held: Path, tmp_path: Path):
    (tmp_path / "a.txt").write_text("An article.\n")

    for words in (("import", held, tmp_path / "a.txt"), ("suggest", held)):
        result = cli(*words)
        assert result.code == 1
        assert "open in another" in result.sentence

    assert cli("stats", held, "--json").json["articles"]["done"] == 1
    assert cli("check", held).code == 0
    target = tmp_path / "out.jsonl"
    assert cli("export", held, target).code == 0
    assert len([json.loads(line) for line in target.read_text().splitlines()]) == 2


def test_reading_leaves_nothing_beside_the_project(cli, filled: Path, tmp_path: Path):
    folder = tmp_path / "alone"
    folder.mkdir()
    path = folder / filled.name
    shutil.copyfile(filled, path)
    before = path.read_bytes()

    for words in (("stats", path), ("check", path), ("export", path, tmp_path / "out.jsonl")):
        assert cli(*words).code == 0

    assert [one.name for one in folder.iterdir()] == [path.name]
    assert path.read_bytes() == before
