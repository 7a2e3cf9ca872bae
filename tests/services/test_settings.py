"""Settings: a file that may be missing, broken or unwritable, and never costs more than itself."""

from __future__ import annotations

import getpass
import json
import os
import shutil
from pathlib import Path

import pytest

from annotator.services.settings import MOST_PROCESSES, Settings, SettingsFile
from tests.factories import IS_ROOT


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


def test_a_missing_file_means_the_defaults(path: Path):
    assert SettingsFile(path).value == Settings()
    assert not path.exists()


def test_what_is_changed_is_there_at_the_next_start(path: Path):
    SettingsFile(path).update(theme="dark", zoom=3, window={"geometry": "00ff"})

    value = SettingsFile(path).value

    assert (value.theme, value.zoom, value.window) == ("dark", 3, {"geometry": "00ff"})
    assert [one.name for one in path.parent.iterdir()] == ["settings.json"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b"\xff\xfe\x00",
        b'{"recent": 3}',
        b'{"recent": null}',
    ],
)
def test_a_broken_file_means_the_defaults_and_can_be_written_again(path: Path, content: bytes):
    path.parent.mkdir()
    path.write_bytes(content)

    settings = SettingsFile(path)

    assert settings.value == Settings()
    settings.update(zoom=1)
    assert SettingsFile(path).value.zoom == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("zoom", "large"),
        ("zoom", None),
        ("theme", 7),
        ("annotator_id", "me"),
        ("annotator_name", None),
        ("window", []),
        ("window", {"geometry": 5}),
        ("model", 12),
        ("recent", [1, 2]),
        ("reading_size", "12"),
        ("reading_size", True),
        ("line_spacing", float("nan")),
        ("paragraph_spacing", float("inf")),
        ("line_length", 60.5),
    ],
)
def test_a_value_of_the_wrong_kind_means_its_default(path: Path, name: str, value: object):
    path.parent.mkdir()
    path.write_text(json.dumps({name: value}))

    assert getattr(SettingsFile(path).value, name) == getattr(Settings(), name)


def test_a_whole_number_will_do_where_a_fraction_is_allowed(path: Path):
    path.parent.mkdir()
    path.write_text('{"reading_size": 14}')

    size = SettingsFile(path).value.reading_size

    assert (size, type(size)) == (14.0, float)


def test_what_a_newer_version_wrote_is_passed_over(path: Path):
    path.parent.mkdir()
    path.write_text('{"zoom": 2, "from_the_future": [1]}')

    assert SettingsFile(path).value == Settings(zoom=2)


def test_the_annotator_is_the_same_at_every_start(path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(getpass, "getuser", lambda: "ana")
    first = SettingsFile(path).annotator()

    assert first.name == "ana"
    assert first.id > 0
    assert SettingsFile(path).annotator() == first


def test_an_account_without_a_name_annotates_all_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch
):
    def nobody() -> str:
        raise OSError("No username set in the environment")

    monkeypatch.setattr(getpass, "getuser", nobody)

    assert SettingsFile(path).annotator().name == "analyst"


def test_recent_projects_are_newest_first_and_ten(path: Path, tmp_path: Path):
    settings = SettingsFile(path)
    for number in [*range(12), 5]:
        settings.remember_project(tmp_path / f"{number}.annotator")

    names = [Path(one).stem for one in SettingsFile(path).value.recent]

    assert names == ["5", "11", "10", "9", "8", "7", "6", "4", "3", "2"]


def test_the_last_project_is_the_newest_that_is_there(path: Path, tmp_path: Path):
    settings = SettingsFile(path)
    assert settings.last_project() is None
    old, gone = tmp_path / "old.annotator", tmp_path / "gone.annotator"
    old.touch()
    settings.remember_project(old)
    settings.remember_project(gone)

    assert settings.last_project() == old


@pytest.mark.skipif(IS_ROOT, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_no_failure(path: Path):
    path.parent.mkdir()
    path.parent.chmod(0o500)

    assert SettingsFile(path).update(zoom=1).zoom == 1


def test_a_place_that_is_no_folder_is_no_failure(tmp_path: Path):
    (tmp_path / "config").write_text("a file where the folder should be")

    settings = SettingsFile(tmp_path / "config" / "settings.json")

    assert settings.update(zoom=1).zoom == 1
    assert settings.annotator().id


@pytest.mark.parametrize(("cores", "expected"), [(None, 1), (1, 1), (2, 1), (4, 3), (64, 4)])
def test_one_core_is_left_to_the_window(
    monkeypatch: pytest.MonkeyPatch, cores: int | None, expected: int
):
    monkeypatch.setattr(os, "cpu_count", lambda: cores)

    assert Settings().processes == expected


@pytest.mark.parametrize(
    ("chosen", "expected"), [(1, 1), (7, 7), (-3, 1), (10_000, MOST_PROCESSES)]
)
def test_as_many_processes_as_were_chosen_within_reason(chosen: int, expected: int):
    assert Settings(suggesting_processes=chosen).processes == expected


def test_a_file_that_cannot_be_read_is_told_of_and_kept_aside(path: Path):
    path.parent.mkdir()
    path.write_text('{"annotator_id": 12,')
    told: list[str] = []

    settings = SettingsFile(path)
    settings.listen(told.append)
    settings.update(zoom=1)

    (sentence,) = told
    assert str(path) in sentence
    kept = path.with_name("settings (unreadable).json")
    assert kept.read_text() == '{"annotator_id": 12,'
    assert SettingsFile(path).value.zoom == 1


def test_a_folder_in_the_place_of_the_file_is_told_of_and_left_alone(path: Path):
    (path / "of mine").mkdir(parents=True)
    told: list[str] = []

    settings = SettingsFile(path)
    settings.listen(told.append)
    assert settings.update(zoom=1).zoom == 1

    assert ["cannot be read" in told[0], "cannot be written" in told[1]] == [True, True]
    assert [one.name for one in path.parent.iterdir()] == ["settings.json"]
    assert (path / "of mine").is_dir()


def test_that_settings_cannot_be_written_is_said_once_until_they_can(tmp_path: Path):
    (tmp_path / "config").write_text("a file where the folder should be")
    told: list[str] = []
    settings = SettingsFile(tmp_path / "config" / "settings.json")
    settings.listen(told.append)
    told.clear()  # that the file cannot be read

    settings.update(zoom=1)
    settings.update(zoom=2)
    assert len(told) == 1

    (tmp_path / "config").unlink()
    settings.update(zoom=3)
    assert SettingsFile(tmp_path / "config" / "settings.json").value.zoom == 3
    assert len(told) == 1


def test_a_file_that_is_lost_while_the_window_is_open_is_written_again(path: Path):
    settings = SettingsFile(path)
    settings.update(zoom=1)
    shutil.rmtree(path.parent)

    settings.update(theme="dark")

    assert SettingsFile(path).value == Settings(zoom=1, theme="dark")


def test_projects_on_the_stick_are_found_under_another_mount_point(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("ANNOTATOR_SETTINGS")
    stick, elsewhere = tmp_path / "media" / "stick", tmp_path / "home"
    inside = stick / "annotator-data" / "documents" / "inside.annotator"
    beside = stick / "news" / "beside.annotator"
    far = elsewhere / "far.annotator"
    for one in (inside, beside, far):
        one.parent.mkdir(parents=True)
        one.touch()
    monkeypatch.setenv("ANNOTATOR_HOME", str(stick / "annotator-data"))
    settings = SettingsFile()
    for one in (far, beside, inside):
        settings.remember_project(one)
    settings.update(places={str(beside): "a place"}, exports={str(inside): "{}"})

    moved = tmp_path / "mnt"
    stick.rename(moved)
    monkeypatch.setenv("ANNOTATOR_HOME", str(moved / "annotator-data"))
    found = SettingsFile()

    assert [Path(one) for one in found.value.recent] == [
        moved / "annotator-data" / "documents" / "inside.annotator",
        moved / "news" / "beside.annotator",
        far,
    ]
    assert found.last_project() == moved / "annotator-data" / "documents" / "inside.annotator"
    assert found.value.places == {str(moved / "news" / "beside.annotator"): "a place"}
    assert list(found.value.exports) == [str(found.last_project())]


def test_a_path_of_the_other_system_is_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("ANNOTATOR_HOME", str(tmp_path))
    path = tmp_path / "settings.json"
    names = ["C:\\Users\\Ana\\news.annotator", "/home/ana/news.annotator"]
    path.write_text(json.dumps({"recent": names}))

    SettingsFile(path).update(zoom=1)

    assert json.loads(path.read_text())["recent"] == names
