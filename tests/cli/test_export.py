"""annotator export"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


def test_the_answer_of_export_has_these_keys(cli, filled: Path, tmp_path: Path):
    target = tmp_path / "out.jsonl"

    result = cli("export", filled, target, "--format", "jsonl", "--json")

    assert (result.code, result.err) == (0, "")
    assert set(result.json) == {
        *("path", "articles", "annotations", "relations", "suggestions", "size", "sha256")
    }
    assert result.json["path"] == str(target)
    assert result.json["size"] == target.stat().st_size
    assert (result.json["articles"], result.json["annotations"]) == (2, 1)
    assert (result.json["suggestions"], result.json["relations"]) == (0, 0)


def test_suggestions_are_exported_if_asked_for(cli, filled: Path, tmp_path: Path):
    target = tmp_path / "out.jsonl"

    result = cli("export", filled, target, "--include-suggestions", "--json")

    assert result.json["suggestions"] == 1
    assert "Paris" in json.dumps(json.loads(target.read_text().splitlines()[0]))


def test_articles_are_chosen_by_their_status(cli, filled: Path, tmp_path: Path):
    def count(*statuses: str) -> int:
        chosen = (word for status in statuses for word in ("--status", status))
        return cli("export", filled, tmp_path / "out.jsonl", *chosen, "--json").json["articles"]

    assert count("done") == 1
    assert count("done", "new") == 2
    assert count("in progress") == 0
    assert (tmp_path / "out.jsonl").read_bytes() == b""


def test_the_same_project_gives_the_same_bytes(cli, filled: Path, tmp_path: Path):
    one = cli("export", filled, tmp_path / "1.jsonl", "--json").json["sha256"]
    two = cli("export", filled, tmp_path / "2.jsonl", "--json").json["sha256"]

    assert one == two
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes()


def test_export_tells_what_it_wrote(cli, filled: Path, tmp_path: Path):
    result = cli("export", filled, tmp_path / "out.jsonl")

    assert result.out.startswith("Wrote 2 articles with 1 annotation")
    assert str(tmp_path / "out.jsonl") in result.out


@pytest.mark.parametrize("target", ["no/such/out.jsonl", "."])
def test_a_target_that_cannot_be_written_is_named(cli, filled: Path, tmp_path: Path, target: str):
    result = cli("export", filled, tmp_path / target)

    assert result.code == 1
    assert str(tmp_path / target) in result.sentence
    assert {path.name for path in tmp_path.iterdir()} == {filled.name}


def test_an_export_never_writes_over_the_project(cli, filled: Path, tmp_path: Path):
    before = filled.read_bytes()
    (tmp_path / "link.jsonl").symlink_to(filled)

    for target in (filled, tmp_path / ".." / tmp_path.name / filled.name, tmp_path / "link.jsonl"):
        result = cli("export", filled, target)

        assert result.code == 1
        assert filled.name in result.sentence
        assert filled.read_bytes() == before
    assert cli("stats", filled).code == 0


def test_an_export_to_a_link_writes_what_it_leads_to(cli, filled: Path, tmp_path: Path):
    real, link = tmp_path / "real.jsonl", tmp_path / "link.jsonl"
    real.write_text("old")
    link.symlink_to(real)

    assert cli("export", filled, link).code == 0

    assert link.is_symlink()
    assert len(real.read_text().splitlines()) == 2
