"""backup, backups and restore, and the backups that other commands make before they begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.services import projects
from tests.cli.helpers import write
from tests.factories import ANA
from tests.reliability.dumps import dump

if TYPE_CHECKING:
    from pathlib import Path


def backups_of(path: Path) -> list[Path]:
    return sorted(path.with_name(path.name + "-backups").glob("*.annotator"))


def test_a_backup_is_made_once_and_listed(cli, filled: Path):
    made = cli("backup", filled, "--json").json["file"]

    assert cli("backup", filled, "--json").json == {"file": None}
    (listed,) = cli("backups", filled, "--json").json["backups"]
    assert (listed["file"], listed["articles"], listed["annotations"]) == (made, 2, 1)
    assert listed["bytes"] == backups_of(filled)[0].stat().st_size
    assert "2" in cli("backups", filled).out


def test_the_whole_project_is_saved_as_one_file(cli, filled: Path):
    copy = filled.with_name("copy.annotator")

    assert cli("backup", filled, copy).code == 0

    assert dump(copy, whole=True) == dump(filled, whole=True)
    assert backups_of(filled) == []
    assert "is there already" in cli("backup", filled, copy).sentence


def test_a_backup_is_made_while_a_window_has_the_project(cli, filled: Path):
    with projects.open_project(filled, ANA):
        assert cli("backup", filled).code == 0
        assert cli("backups", filled).code == 0
    assert len(backups_of(filled)) == 1


def test_commands_that_write_make_a_backup_before_they_begin(cli, filled: Path):
    before = dump(filled)

    cli("import", filled, write(filled.parent, "new.txt", "New\nIt rained.\n"))

    (backup,) = backups_of(filled)
    assert dump(backup)["document"] == before["document"]
    cli("memory", filled)  # after the import, and it learns
    cli("memory", filled)  # after that
    assert len(backups_of(filled)) == 3
    cli("memory", filled)  # nothing has changed since
    assert len(backups_of(filled)) == 3


def test_a_command_goes_on_where_no_backup_can_be_made(cli, filled: Path):
    filled.with_name(filled.name + "-backups").write_text("in the way")

    result = cli("import", filled, write(filled.parent, "new.txt", "New\nIt rained.\n"))

    assert result.code == 0
    assert "No backup was made." in result.err
    assert "Imported 1 article." in result.out


def test_what_restoring_would_change_is_said_and_nothing_is_done(cli, filled: Path):
    cli("backup", filled)
    cli("import", filled, write(filled.parent, "new.txt", "New\nIt rained.\n"))
    before = filled.read_bytes()
    name = backups_of(filled)[0].name

    result = cli("restore", filled, name, "--dry-run", "--json")

    (article,) = result.json["articles"]
    assert (article["title"], article["fate"]) == ("New", "goes")
    assert "1 article goes." in cli("restore", filled, name, "--dry-run").out
    assert filled.read_bytes() == before


def test_a_backup_is_restored_and_what_was_there_is_kept(cli, filled: Path):
    cli("backup", filled)
    then = dump(filled)
    cli("import", filled, write(filled.parent, "new.txt", "New\nIt rained.\n"))
    now = dump(filled)

    result = cli("restore", filled, backups_of(filled)[0].name)

    assert result.code == 0
    assert dump(filled) == then
    (kept,) = filled.parent.glob("Storm (before restoring*.annotator")
    assert dump(kept) == now
    assert str(kept) in result.out
    assert cli("check", filled).code == 0


def test_a_project_that_is_open_is_not_restored(cli, filled: Path):
    cli("backup", filled)
    name = backups_of(filled)[0].name
    with projects.open_project(filled, ANA):
        assert " is open " in cli("restore", filled, name).sentence


def test_a_project_that_is_gone_comes_back(cli, filled: Path):
    cli("backup", filled)
    then = dump(filled)
    filled.unlink()

    assert cli("restore", filled, backups_of(filled)[0].name).code == 0

    assert dump(filled) == then


def test_a_backup_that_is_not_there_is_said(cli, filled: Path):
    assert "There is no backup none.annotator." in cli("restore", filled, "none.annotator").sentence
    gone = filled.with_name("gone.annotator")
    assert "and no backup of it" in cli("backups", gone).sentence
