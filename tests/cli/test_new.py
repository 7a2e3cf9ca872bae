"""annotator new"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cli.helpers import write

if TYPE_CHECKING:
    from pathlib import Path


def test_a_new_project_has_the_labels_for_news(cli, tmp_path: Path):
    result = cli("new", tmp_path / "a.annotator")

    assert result.code == 0
    for label in ("ACTOR", "LOCATION", "CLAIM", "QUOTE"):
        assert label in result.out
    assert cli("check", tmp_path / "a.annotator").code == 0


def test_a_new_project_may_have_labels_of_ones_own(cli, tmp_path: Path):
    scheme = write(
        tmp_path,
        "scheme.json",
        '{"labels": [{"name": "SHIP", "colour": "#112233", "dark_colour": "#aabbcc"}]}',
    )

    result = cli("new", tmp_path / "a.annotator", "--scheme", scheme)

    assert result.code == 0
    assert "SHIP" in result.out
    assert "ACTOR" not in result.out


def test_a_scheme_that_cannot_be_read_makes_no_project(cli, tmp_path: Path):
    for scheme in (tmp_path / "missing.json", write(tmp_path, "bad.json", "{")):
        result = cli("new", tmp_path / "a.annotator", "--scheme", scheme)

        assert result.code == 1
        assert scheme.name in result.sentence
        assert not (tmp_path / "a.annotator").exists()


def test_a_project_that_is_there_is_not_overwritten(cli, project: Path):
    before = project.read_bytes()

    result = cli("new", project)

    assert result.code == 1
    assert str(project) in result.sentence
    assert project.read_bytes() == before


def test_a_project_in_no_folder_is_refused(cli, tmp_path: Path):
    result = cli("new", tmp_path / "no" / "a.annotator")

    assert result.code == 1
    assert "no folder" in result.sentence


def test_a_scheme_that_comes_with_the_program_goes_by_its_name(cli, tmp_path: Path):
    result = cli("new", tmp_path / "a.annotator", "--scheme", "media-quotes")

    assert result.code == 0
    assert "SPEAKER" in result.out
    assert "LOCATION" not in result.out


def test_the_names_of_those_that_come_along_are_told_for_a_wrong_one(cli, tmp_path: Path):
    result = cli("new", tmp_path / "a.annotator", "--scheme", "wars")

    assert result.code == 1
    for name in ("conflict-events", "media-quotes", "news", "political-claims"):
        assert name in result.sentence
