"""Calls of the program that name project files."""

from __future__ import annotations

import os
import platform
from pathlib import Path

import pytest

from annotator.services import projects
from annotator.services.called import path_called, projects_called
from tests.factories import ANA


@pytest.fixture
def hidden(tmp_path: Path) -> Path:
    """A project whose name does not say so."""
    path = tmp_path / "Storm.annotator"
    projects.create_project(path, ANA).close()
    return path.rename(tmp_path / "storm copy")


@pytest.mark.parametrize(
    "words",
    [
        ["news.annotator"],
        ["missing/NEWS.ANNOTATOR"],
        ["a.annotator", "b.annotator", "c.txt"],
    ],
)
def test_names_as_projects_have_them_are_projects(words: list[str]):
    assert projects_called(words) == tuple(map(Path, words))


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["open", "news.annotator"],
        ["--version"],
        ["--help"],
        ["news.annotator", "--json"],
        ["notes.txt"],
        ["missing"],
        ["file:///news"],
        ["\0"],
    ],
)
def test_other_calls_are_none(words: list[str]):
    assert projects_called(words) == ()


def test_a_file_that_is_a_project_by_its_contents_is_one(hidden: Path):
    assert projects_called([str(hidden)]) == (hidden,)


def test_a_word_that_could_be_a_command_is_one(hidden: Path, monkeypatch: pytest.MonkeyPatch):
    hidden.rename(hidden.with_name("export"))
    monkeypatch.chdir(hidden.parent)

    assert projects_called(["export", "a", "b"]) == ()
    assert projects_called(["./export"]) == (Path("export"),)


def test_another_programs_database_is_no_project(tmp_path: Path):
    other = tmp_path / "other.db"
    other.write_bytes(b"SQLite format 3\0" + bytes(100))

    assert projects_called([str(other)]) == ()
    assert projects_called([str(tmp_path)]) == ()


@pytest.mark.parametrize(
    ("word", "path"),
    [
        ("file:///news/May%20of%20M%C3%BCnchen.annotator", "/news/May of München.annotator"),
        ("FILE://localhost/news/100%25%20%23%3F.annotator", "/news/100% #?.annotator"),
        ("file:/news.annotator", "/news.annotator"),
        ("file:///C:/News/Storm.annotator", "C:/News/Storm.annotator"),
        ("/news/100%25.annotator", "/news/100%25.annotator"),
        ("file_of_news.annotator", "file_of_news.annotator"),
    ],
)
def test_the_address_of_a_file_of_this_machine_is_its_path(word: str, path: str):
    assert path_called(word) == Path(path)
    assert projects_called([word, word]) == (Path(path), Path(path))


def test_the_name_of_this_machine_may_stand_in_an_address():
    assert path_called(f"file://{platform.node()}/news.annotator") == Path("/news.annotator")


def test_an_address_of_another_machine_leads_nowhere():
    assert not path_called("file://elsewhere.example/news.annotator").is_absolute()


@pytest.mark.skipif(os.name == "nt", reason="names of files are Unicode there")
def test_a_name_that_is_no_utf_8_is_kept():
    assert os.fsencode(path_called("file:///n%FFws.annotator")) == b"/n\xffws.annotator"


def test_the_address_of_a_file_that_is_a_project_by_its_contents_is_one(hidden: Path):
    assert projects_called([hidden.as_uri()]) == (hidden,)
