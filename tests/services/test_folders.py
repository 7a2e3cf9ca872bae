"""Where everything lies, in the platform's way and in portable mode."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import pytest

from annotator.services import folders

ALL = (
    folders.settings_file,
    folders.log_folder,
    folders.crash_folder,
    folders.documents_folder,
)


@pytest.fixture(autouse=True)
def no_override(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ANNOTATOR_SETTINGS", raising=False)


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The executable of a packaged program, in a folder of its own."""
    path = tmp_path / "apps" / "annotator-1.0" / "annotator.exe"
    path.parent.mkdir(parents=True)
    path.touch()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(path))
    return path


def test_the_platforms_folders_are_the_users(own_settings: Path):
    assert folders.portable_root() is None
    for place in ALL:
        assert own_settings in place().parents


def test_a_packaged_program_with_nothing_beside_it_is_not_portable(
    program: Path, own_settings: Path
):
    assert folders.portable_root() is None
    assert own_settings in folders.settings_file().parents


@pytest.mark.parametrize("up", [0, 1])
def test_the_folder_beside_the_program_or_its_folder_holds_everything(program: Path, up: int):
    root = program.parents[up] / "annotator-data"
    root.mkdir()

    assert folders.portable_root() == root
    for place in ALL:
        assert place().is_relative_to(root)


def test_a_link_leads_to_the_program_it_stands_for(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (program.parent / "annotator-data").mkdir()
    link = tmp_path / "annotator"
    link.symlink_to(program)
    monkeypatch.setattr(sys, "executable", str(link))

    assert folders.portable_root() == program.parent / "annotator-data"


def test_the_folder_lies_beside_the_application_of_a_mac(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    inside = tmp_path / "Annotator.app" / "Contents" / "MacOS"
    for folder in (inside, tmp_path / "annotator-data", inside / "annotator-data"):
        folder.mkdir(parents=True)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(inside / "annotator"))

    assert folders.portable_root() == tmp_path / "annotator-data"


def test_beside_pythons_own_program_there_is_no_such_folder(
    program: Path, monkeypatch: pytest.MonkeyPatch
):
    (program.parent / "annotator-data").mkdir()
    monkeypatch.delattr(sys, "frozen")
    monkeypatch.setattr(sys, "executable", str(program.parent / "python3"))

    assert folders.portable_root() is None


def test_the_environment_names_the_folder_before_all_else(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (program.parent / "annotator-data").mkdir()
    monkeypatch.setenv("ANNOTATOR_HOME", str(tmp_path / "mine"))

    assert folders.portable_root() == tmp_path / "mine"
    assert folders.crash_folder().is_relative_to(tmp_path / "mine")


def test_a_settings_file_that_is_named_is_used_in_portable_mode_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("ANNOTATOR_HOME", str(tmp_path / "mine"))
    monkeypatch.setenv("ANNOTATOR_SETTINGS", str(tmp_path / "other.json"))

    assert folders.settings_file() == tmp_path / "other.json"
    assert folders.log_folder() == tmp_path / "mine" / "logs"


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Gives back what keep_all_in() changes."""
    for name in ("ANNOTATOR_HOME", "TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, os.environ.get(name, ""))
    monkeypatch.setattr(tempfile, "tempdir", None)


@pytest.mark.usefixtures("environment")
def test_what_is_written_by_the_way_goes_into_the_folder_too(tmp_path: Path):
    root = tmp_path / "stick"

    folders.keep_all_in(root)

    assert tempfile.gettempdir() == str(root / "temporary")
    assert os.environ["XDG_CACHE_HOME"] == str(root / "cache")
    assert folders.documents_folder().is_dir()


@pytest.mark.usefixtures("environment")
def test_a_folder_that_cannot_be_made_costs_nothing_else(tmp_path: Path):
    (tmp_path / "stick").write_text("a file where the folder should be")
    before = os.environ["TMPDIR"]

    folders.keep_all_in(tmp_path / "stick")

    assert os.environ["TMPDIR"] == before


def test_all_of_a_stick_travels_with_the_folder_on_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    root = tmp_path / "stick" / "annotator-1.0" / "annotator-data"
    root.mkdir(parents=True)
    mounted = {tmp_path / "stick", Path("/")}
    monkeypatch.setattr("os.path.ismount", lambda path: path in mounted)
    assert folders.travels_with(root) == tmp_path / "stick"

    mounted.remove(tmp_path / "stick")
    assert folders.travels_with(root) == root.parent
