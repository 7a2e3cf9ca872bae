"""annotator import"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.helpers import give_stdin, jsonl, write

if TYPE_CHECKING:
    from pathlib import Path


def test_the_answer_of_import_has_these_keys(cli, project: Path, tmp_path: Path):
    article = write(tmp_path, "a.txt", "Title\nText.\n")

    result = cli("import", project, article, "--json")

    assert (result.code, result.err) == (0, "")
    assert result.json == {"imported": 1, "duplicates": [], "spans": 0, "problems": []}


def test_an_option_that_no_format_has_is_refused(cli, project: Path, tmp_path: Path):
    article = write(tmp_path, "a.txt", "Title\nText.\n")
    assert cli("import", project, article, "--option", "nonsense=1").code == 2
    assert cli("import", project, article, "--option", "chapters=maybe").code == 2


def test_duplicates_are_told_and_are_no_problem(cli, project: Path, tmp_path: Path):
    first = write(tmp_path, "a.txt", "Title\nText.\n")
    again = write(tmp_path, "b.txt", "Title\r\nText.\r\n")

    result = cli("import", project, first, again, "--json")

    assert result.code == 0
    assert (result.json["imported"], result.json["duplicates"]) == (1, [str(again)])
    assert "1 already there" in cli("import", project, first).out


def test_a_folder_is_imported_with_all_below_it(cli, project: Path, tmp_path: Path):
    folder = tmp_path / "articles"
    (folder / "deep" / "deeper").mkdir(parents=True)
    write(folder, "a.txt", "One.\n")
    write(folder / "deep" / "deeper", "b.md", "# Two\n\nText.\n")
    write(folder, ".hidden.txt", "Hidden.\n")
    strange = write(folder, "c.xyz", "Three.\n")

    result = cli("import", project, folder, "--json")

    assert result.code == 1
    assert result.json["imported"] == 2
    (problem,) = result.json["problems"]
    assert set(problem) == {"origin", "sentence"}
    assert problem["origin"] == str(strange)
    assert ".xyz" in problem["sentence"]


def test_what_is_refused_is_said_and_the_rest_goes_on(cli, project: Path, tmp_path: Path):
    good = write(tmp_path, "good.txt", "Good.\n")
    empty = write(tmp_path, "empty.txt", "")
    missing = tmp_path / "missing.txt"

    result = cli("import", project, empty, missing, good)

    assert result.code == 1
    assert result.out == "Imported 1 article.\n"
    first, second = result.err.splitlines()
    assert first.startswith(f"{empty}: ")
    assert "empty" in first
    assert second.startswith(f"{missing}: ")


def test_bad_lines_of_jsonl_are_named_by_number(cli, project: Path, tmp_path: Path):
    path = jsonl(
        tmp_path,
        {"text": "Ada left.", "spans": [{"start": 0, "end": 3, "label": "ACTOR"}]},
        "{not json",
        {"title": "no text"},
        {"text": "Bob left.", "spans": [{"start": 0, "end": 300, "label": "ACTOR"}]},
    )

    result = cli("import", project, path, "--json")

    assert result.code == 1
    assert (result.json["imported"], result.json["spans"]) == (2, 1)
    assert [one["origin"] for one in result.json["problems"]] == [
        f"{path}, line {number}" for number in (2, 3, 4)
    ]


def test_standard_input_is_plain_text_unless_a_format_is_named(
    cli, project: Path, monkeypatch: pytest.MonkeyPatch
):
    give_stdin(monkeypatch, "Typed ☀ text.\n".encode())
    assert cli("import", project, "-", "--json").json["imported"] == 1

    give_stdin(monkeypatch, b'{"text": "One."}\n{"text": "Two."}\n')
    assert cli("import", project, "-", "--format", "jsonl", "--json").json["imported"] == 2

    stats = cli("stats", project, "--json").json
    assert stats["articles"]["new"] == 3
    assert stats["characters"] == len("Typed ☀ text.\n") + 8


def test_empty_standard_input_is_refused(cli, project: Path, monkeypatch: pytest.MonkeyPatch):
    give_stdin(monkeypatch, b"")

    result = cli("import", project, "-")

    assert result.code == 1
    assert "standard input" in result.err
    assert "empty" in result.err


def test_a_format_reads_files_whatever_they_are_called(cli, project: Path, tmp_path: Path):
    path = jsonl(tmp_path, {"text": "One."}, name="articles.dump")

    assert cli("import", project, path).code == 1
    assert cli("import", project, path, "--format", "jsonl").code == 0


@pytest.mark.parametrize("command", ["import", "export"])
def test_an_unknown_format_is_wrong_usage(cli, project: Path, tmp_path: Path, command: str):
    result = cli(command, project, tmp_path / "a.txt", "--format", "word")

    assert result.code == 2
    assert "“word”" in result.sentence
    assert "jsonl" in result.sentence


def test_a_label_by_its_alias_is_told_and_is_no_problem(cli, tmp_path: Path):
    project = tmp_path / "quotes.annotator"
    cli("new", project, "--scheme", "media-quotes")
    span = {"start": 0, "end": 3, "label": "ACTOR"}
    lines = jsonl(tmp_path, {"text": "Ada spoke.", "spans": [span]})
    other = jsonl(tmp_path, {"text": "Ada left.", "spans": [span]}, name="other.jsonl")

    result = cli("import", project, lines, "--json")
    told = cli("import", project, other)

    assert result.code == told.code == 0
    assert result.json["renamed"] == [{"name": "ACTOR", "label": "SPEAKER", "spans": 1}]
    assert "“ACTOR” became SPEAKER" in told.err
