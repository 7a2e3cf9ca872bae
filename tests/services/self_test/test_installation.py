"""Whether parts of the program are missed when they are."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from annotator.domain.plugins import Registry
from annotator.resources import resource_root
from annotator.services.jobs import JobContext
from annotator.services.self_test import installation
from annotator.services.self_test.installation import RESOURCES, look_at, own_places
from annotator.services.self_test.steps import Trial, Wrong


@pytest.fixture
def trial(tmp_path: Path) -> Trial:
    return Trial(tmp_path, JobContext(), places={"logs": tmp_path / "not" / "there" / "yet"})


def test_the_list_of_resources_is_that_of_the_files():
    root = resource_root()
    there = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    assert list(RESOURCES) == there


def test_a_whole_installation_passes(trial: Trial):
    found = look_at(trial)

    assert found.figures["formats"] == 41
    assert found.figures["suggesters"] == 5
    assert list(trial.folder.iterdir()) == []


def test_a_file_that_is_missing_or_empty_is_named(
    trial: Trial, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    for name in RESOURCES:
        copy = tmp_path / "resources" / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(b"x")
    (tmp_path / "resources" / "icons" / "annotator.svg").unlink()
    (tmp_path / "resources" / "schemes" / "news.json").write_bytes(b"")
    monkeypatch.setattr(installation, "resource_root", lambda: tmp_path / "resources")

    with pytest.raises(Wrong, match=r"icons/annotator\.svg; schemes/news\.json") as caught:
        look_at(trial)

    assert "Install the program again" in caught.value.advice


def test_a_format_that_does_not_load_is_named(
    trial: Trial, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def load() -> object:
        raise ImportError("libodd.so: cannot open shared object file")

    registry: Registry[object] = Registry("format")
    registry.add("odd", load)
    monkeypatch.setattr(installation, "formats", lambda: registry)

    with pytest.raises(Wrong, match=r"odd does not load \(ImportError: libodd.so"):
        look_at(trial)
    caplog.clear()  # the log tells of it as well


def test_a_program_that_finds_no_formats_at_all_is_not_whole(
    trial: Trial, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(installation, "formats", lambda: Registry("format"))

    with pytest.raises(Wrong, match="the list of formats"):
        look_at(trial)


def test_a_place_that_cannot_be_written_is_named(trial: Trial, monkeypatch: pytest.MonkeyPatch):
    def refuse(**_: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(installation.tempfile, "TemporaryFile", refuse)

    with pytest.raises(Wrong, match=r"the folder for logs \(Permission denied\)") as caught:
        look_at(trial)

    assert "ANNOTATOR_HOME" in caught.value.advice


@pytest.mark.skipif(sys.platform != "linux", reason="it has a file that is always full")
def test_a_disk_that_is_full_is_named(trial: Trial, monkeypatch: pytest.MonkeyPatch):
    def full(**_: object) -> object:
        return Path("/dev/full").open("wb")

    monkeypatch.setattr(installation.tempfile, "TemporaryFile", full)

    with pytest.raises(Wrong, match=r"the folder for logs \(No space left on device\)") as caught:
        look_at(trial)

    assert caught.value.advice.startswith("Make room")


def test_the_place_of_temporary_files_is_named_even_if_it_cannot_be_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    def refuse() -> str:
        raise FileNotFoundError(2, "No usable temporary directory")

    monkeypatch.setattr(installation.tempfile, "gettempdir", refuse)
    monkeypatch.setenv("TMPDIR", str(tmp_path))

    assert own_places()["temporary files"] == tmp_path


def test_the_places_are_those_of_the_program(own_settings: Path):
    places = own_places()

    assert places["settings"] == own_settings
    assert set(places) == {"settings", "logs", "documents", "temporary files"}
