"""annotator export: formats, what is chosen, splits, and what is told as lost."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.helpers import jsonl

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def nested(cli, project: Path, tmp_path: Path) -> Path:
    """A project with a quote, an actor within it, and one more article."""
    spans = [
        {"start": 0, "end": 20, "label": "QUOTE"},
        {"start": 5, "end": 10, "label": "ACTOR", "annotator": "Zoë"},
    ]
    lines = jsonl(
        tmp_path,
        {"text": "“The Crown will pay,” he said.", "spans": spans, "outlet": "Bote"},
        {"text": "Nothing was said about it in the evening.", "outlet": "Kurier"},
    )
    assert cli("import", project, lines).code == 0
    return project


def test_what_does_not_fit_is_told_and_ends_with_1(cli, nested: Path, tmp_path: Path):
    target = tmp_path / "out.conll"

    result = cli("export", nested, target, "--format", "conll", "--json")

    assert result.code == 1
    dropped = [one for one in result.json["losses"] if one["fate"] == "dropped"]
    assert ("span", 1) in {(one["kind"], one["count"]) for one in dropped}
    report = json.loads((tmp_path / "out.export-report.json").read_text())
    (loss,) = [one for one in report["losses"] if one["kind"] == "span"]
    assert (loss["label"], loss["text"]) == ("ACTOR", "Crown")
    assert "Crown" in target.read_text()
    assert "B-ACTOR" not in target.read_text()


def test_an_option_of_the_format_changes_what_fits(cli, nested: Path, tmp_path: Path):
    words = ("--format", "conll", "--option", "labels=ACTOR", "--json")

    result = cli("export", nested, tmp_path / "out.conll", *words)

    assert "B-ACTOR" in (tmp_path / "out.conll").read_text()
    assert result.code == 1
    assert {one["rule"] for one in result.json["losses"] if one["kind"] == "span"}


def test_a_dry_run_says_what_would_be_lost_and_writes_nothing(cli, nested: Path, tmp_path: Path):
    before = {path.name for path in tmp_path.iterdir()}

    result = cli("export", nested, "--format", "conll", "--dry-run")

    assert result.code == 1
    assert "Would write 2 articles" in result.out
    assert "dropped" in result.out
    assert {path.name for path in tmp_path.iterdir()} == before


def test_without_a_place_to_write_to_it_is_a_dry_run_or_nothing(cli, nested: Path):
    assert cli("export", nested).code == 2


def test_a_table_for_people_is_no_loss_of_annotations(cli, nested: Path, tmp_path: Path):
    result = cli("export", nested, tmp_path / "out.csv", "--format", "csv", "--json")
    assert result.code == 0
    assert {"text around the spans", "article without annotations"} <= {
        one["kind"] for one in result.json["losses"]
    }


@pytest.mark.parametrize("option", ["overlaps", "overlaps=sideways", "colour=red"])
def test_a_wrong_option_is_refused(cli, nested: Path, tmp_path: Path, option: str):
    result = cli("export", nested, tmp_path / "o.conll", "--format", "conll", "--option", option)
    assert result.code == 2
    assert not (tmp_path / "o.conll").exists()


def test_only_what_is_asked_for_is_written(cli, nested: Path, tmp_path: Path):
    target = tmp_path / "out.jsonl"

    cli("export", nested, target, "--label", "QUOTE", "--annotated")
    (line,) = map(json.loads, target.read_text().splitlines())
    assert [one["label"] for one in line["spans"]] == ["QUOTE"]

    cli("export", nested, target, "--annotator", "Zoë", "--outlet", "Bote")
    (line,) = map(json.loads, target.read_text().splitlines())
    assert [one["label"] for one in line["spans"]] == ["ACTOR"]


def test_a_split_makes_a_folder_with_a_card_the_same_each_time(cli, nested: Path, tmp_path: Path):
    first, second = tmp_path / "one", tmp_path / "two"
    for folder in (first, second):
        assert cli("export", nested, folder, "--split", "50/50", "--seed", "3").code == 0

    names = {path.name for path in first.iterdir()}
    assert names == {
        *("train.jsonl", "test.jsonl", "README.md", "SHA256SUMS", "export-report.json")
    }
    for name in names:
        assert (first / name).read_bytes() == (second / name).read_bytes()
    assert len((first / "train.jsonl").read_text().splitlines()) == 1
    assert "| articles | 1 | 1 |" in (first / "README.md").read_text()


@pytest.mark.parametrize("shares", ["80", "a/b", "-1/2", "0/0"])
def test_a_split_that_is_none_is_refused(cli, nested: Path, tmp_path: Path, shares: str):
    result = cli("export", nested, tmp_path / "out", "--split", shares)
    assert result.code == 2
    assert not (tmp_path / "out").exists()


def test_a_folder_with_other_files_in_it_is_left_alone(cli, nested: Path, tmp_path: Path):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "thesis.txt").write_text("my life's work")

    result = cli("export", nested, folder, "--split", "50/50")

    assert result.code == 1
    assert "other files" in result.sentence
    assert [path.name for path in folder.iterdir()] == ["thesis.txt"]


def test_an_export_may_take_the_place_of_an_earlier_one(cli, nested: Path, tmp_path: Path):
    folder = tmp_path / "out"
    cli("export", nested, folder, "--split", "50/50")

    assert cli("export", nested, folder, "--split", "100/0").code == 0

    assert not (folder / "test.jsonl").exists()
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]
