"""`annotator recover`: what it makes, says and answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotator.services import projects
from tests.factories import ANA

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def damaged(filled: Path) -> Path:
    """A project whose one text has changed by itself, and of which there is a backup."""
    with projects.open_project(filled, ANA) as services:
        services.project.back_up()
    filled.write_bytes(filled.read_bytes().replace(b"in Paris on Monday", b"in Paris on Sunday"))
    return filled


def test_a_sound_project_is_recovered_beside_it(cli, filled: Path):
    before = filled.read_bytes()

    result = cli("recover", filled)

    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("Recovered 2 articles, 1 annotation, 1 suggestion and 2 steps")
    assert result.out.endswith("in Storm (recovered).annotator.\n")
    assert cli("check", filled.with_name("Storm (recovered).annotator")).code == 0
    assert filled.read_bytes() == before
    again = cli("recover", filled)
    assert again.out.endswith("in Storm (recovered 2).annotator.\n")


def test_what_is_lost_is_said_and_ends_with_1(cli, damaged: Path, tmp_path: Path):
    result = cli("recover", damaged, tmp_path / "saved.annotator")

    assert result.code == 1
    assert result.err == "Harbour closed: its text is damaged; read it with care.\n"
    assert "Lost or damaged: 1 article.\n" in result.out
    assert "has more of 1 article: “Harbour closed”: its text undamaged.\n" in result.out
    assert result.out.endswith("With --with-backup they are filled up from there.\n")


def test_gaps_are_filled_from_the_backup(cli, damaged: Path):
    result = cli("recover", damaged, "--with-backup", "--json")

    assert result.code == 0
    assert result.err == ""
    assert result.json["from_backup"] == ["Harbour closed"]
    assert result.json["lost"] == dict.fromkeys(result.json["saved"], 0)


def test_the_whole_report_is_one_json_object(cli, damaged: Path, tmp_path: Path):
    result = cli("recover", damaged, tmp_path / "saved.annotator", "--json")

    assert result.code == 1
    assert result.json["saved"]["annotation"] == 1
    assert result.json["lost"]["article"] == 1
    assert result.json["unsaved"] == [
        {
            "kind": "article",
            "where": "Harbour closed",
            "sentence": "its text is damaged; read it with care.",
            "number": 1,
        }
    ]
    assert result.json["target"] == str(tmp_path / "saved.annotator")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("gone.annotator", "There is no file"), ("letter.annotator", "Nothing of a project")],
)
def test_what_is_no_project_is_refused(cli, tmp_path: Path, name: str, sentence: str):
    (tmp_path / "letter.annotator").write_text("Dear reader, " * 1_000)

    result = cli("recover", tmp_path / name)

    assert result.code == 1
    assert sentence in result.sentence


def test_no_file_is_overwritten(cli, filled: Path, tmp_path: Path):
    mine = tmp_path / "mine.txt"
    mine.write_text("mine")

    result = cli("recover", filled, mine)

    assert result.code == 1
    assert mine.read_text() == "mine"
