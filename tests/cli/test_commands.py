"""What other programs rely on: names, exit codes, and the keys of the JSON."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING

import pytest

from annotator import __version__
from annotator.domain.suggestion import Decision
from annotator.services import projects
from tests.cli.helpers import TEXT
from tests.factories import ANA

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS = (
    *("open", "new", "import", "suggest", "export"),
    *("stats", "check", "formats", "evaluate", "starter"),
)


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def jsonl(folder: Path, *objects: object, name: str = "articles.jsonl") -> Path:
    lines = (one if isinstance(one, str) else json.dumps(one) for one in objects)
    return write(folder, name, "".join(f"{line}\n" for line in lines))


def give_stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


# ---------------------------------------------------------------- as a whole


def test_the_version_is_printed(cli):
    result = cli("--version")

    assert (result.code, result.out) == (0, f"annotator {__version__}\n")


def test_the_help_names_every_command(cli):
    result = cli("--help")

    assert result.code == 0
    for command in COMMANDS:
        assert f"\n  {command} " in result.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(cli, command: str):
    result = cli(command, "--help")

    assert result.code == 0
    assert result.out.startswith(f"Usage: annotator {command} ")


@pytest.mark.parametrize(
    "words",
    [
        ("bogus",),
        ("stats",),
        ("stats", "x.annotator", "--jsno"),
        ("import", "x.annotator"),
        ("export", "x.annotator", "out.jsonl", "--status", "unknown"),
        ("suggest", "x.annotator", "--workers", "0"),
        ("suggest", "x.annotator", "--workers", "many"),
        ("--bogus",),
    ],
)
def test_wrong_usage_ends_with_two(cli, words: tuple[str, ...]):
    result = cli(*words)

    assert result.code == 2
    assert result.out == ""
    assert "Usage: annotator" in result.err


# ---------------------------------------------------------------- new


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


# ---------------------------------------------------------------- import


def test_the_answer_of_import_has_these_keys(cli, project: Path, tmp_path: Path):
    article = write(tmp_path, "a.txt", "Title\nText.\n")

    result = cli("import", project, article, "--json")

    assert (result.code, result.err) == (0, "")
    assert result.json == {"imported": 1, "duplicates": [], "spans": 0, "problems": []}


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


# ---------------------------------------------------------------- suggest


def test_the_answer_of_suggest_has_these_keys(cli, project: Path, tmp_path: Path):
    cli("import", project, write(tmp_path, "a.txt", "“No,” said Ada.\n“Yes,” said Bob.\n"))

    words = ("suggest", project, "--suggester", "rules.quotes.v1", "--json")
    result, again = cli(*words), cli(*words)

    assert (result.code, result.err) == (0, "")
    assert result.json == {
        "articles": 1,
        "suggestions": {"QUOTE": 2},
        "failures": [],
        "restarts": 0,
        "missing": [],
    }
    assert (again.json["articles"], again.json["suggestions"]) == (0, {})


def test_suggest_prints_a_table(cli, project: Path, tmp_path: Path):
    cli("import", project, write(tmp_path, "a.txt", "“No,” said Ada.\n"))

    result = cli("suggest", project, "--suggester", "rules.quotes.v1", "--workers", "2")

    assert result.code == 0
    assert "QUOTE" in result.out
    assert result.out.endswith("Looked at 1 article.\n")


def test_an_unknown_suggester_is_wrong_usage(cli, filled: Path):
    result = cli("suggest", filled, "--suggester", "no.such.v1")

    assert result.code == 2
    assert "“no.such.v1”" in result.sentence


def test_an_unknown_pipeline_is_refused(cli, filled: Path):
    result = cli("suggest", filled, "--suggester", "spacy.ner.v1", "--model", "no_such_pipeline")

    assert result.code == 1
    assert "“no_such_pipeline”" in result.sentence


# ---------------------------------------------------------------- export


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


# ---------------------------------------------------------------- stats, check, formats


def test_the_answer_of_stats_has_these_keys(cli, filled: Path):
    result = cli("stats", filled, "--json")

    assert (result.code, result.err) == (0, "")
    decisions = {"pending": 0, "accepted": 0, "corrected": 0, "rejected": 0}
    nothing = {"ACTOR": 0, "LOCATION": 0, "CLAIM": 0, "QUOTE": 0}
    assert result.json == {
        "articles": {"new": 1, "in progress": 0, "done": 1, "flagged": 0},
        "annotations": {**nothing, "ACTOR": 1},
        "suggestions": {
            **dict.fromkeys(nothing, decisions),
            "LOCATION": {**decisions, "pending": 1},
        },
        "relations": {"SPEAKER": 0, "CLAIMANT": 0},
        "characters": len(TEXT) + len("A second story.\nNothing happened.\n"),
    }


def test_stats_counts_what_became_of_suggestions(cli, filled: Path):
    with projects.open_project(filled, ANA) as services:
        (suggestion,) = services.project.suggestions(services.project.article_ids()[0])
        services.editing.reject(suggestion.id)

    counts = cli("stats", filled, "--json").json["suggestions"]["LOCATION"]
    assert (counts["pending"], counts["rejected"]) == (0, 1)
    table = cli("stats", filled).out
    assert [one.value in table for one in Decision] == [True] * 4


def test_labels_are_shown_as_they_are_written(cli, tmp_path: Path):
    names = ["[/b]", "[red]X", ":ship:"]
    labels = [{"name": name, "colour": "#112233", "dark_colour": "#aabbcc"} for name in names]
    scheme = write(tmp_path, "scheme.json", json.dumps({"labels": labels}))
    path = tmp_path / "a.annotator"
    made = cli("new", path, "--scheme", scheme)
    spans = [{"start": 0, "end": 3, "label": name} for name in names]
    assert cli("import", path, jsonl(tmp_path, {"text": "Ada left.", "spans": spans})).code == 0

    table = cli("stats", path).out

    for name in names:
        assert name in made.out
        assert f"{name} " in table


def test_the_answer_of_check_has_these_keys(cli, filled: Path):
    result = cli("check", filled, "--json")

    assert (result.code, result.err, result.json) == (0, "", {"ok": True, "problems": []})
    assert cli("check", filled).out == "All is well.\n"


def test_check_finds_an_offset_outside_of_its_text(cli, filled: Path):
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(filled)) as connection:
        connection.execute("UPDATE annotation SET end = 100000")
        connection.commit()

    result = cli("check", filled, "--json")

    assert result.code == 1
    assert result.json["ok"] is False
    assert result.json["problems"]
    plain = cli("check", filled)
    assert plain.code == 1
    assert plain.err.splitlines() == result.json["problems"]


def test_the_answer_of_formats_has_these_keys(cli):
    result = cli("formats", "--json")

    assert result.code == 0
    by_name = {one["name"]: one for one in result.json}
    assert {"text", "markdown", "html", "jsonl"} <= set(by_name)
    assert set(by_name["jsonl"]) == {"name", "title", "extensions", "reads", "writes"}
    assert (by_name["jsonl"]["reads"], by_name["jsonl"]["writes"]) == (True, True)
    assert ".jsonl" in by_name["jsonl"]["extensions"]
    assert (by_name["html"]["reads"], by_name["html"]["writes"]) == (True, False)
    assert "jsonl" in cli("formats").out


# ---------------------------------------------------------------- evaluate


GOLD = {
    "id": "one",
    "text": "“No,” said Ada. “Yes,” said Bob.",
    "labels": ["QUOTE"],
    "spans": [
        {"start": 0, "end": 5, "label": "QUOTE"},
        {"start": 28, "end": 31, "label": "ACTOR"},
    ],
}
QUOTES = ("--suggester", "rules.quotes.v1")


def test_the_answer_of_evaluate_has_these_keys(cli, tmp_path: Path):
    gold, out = jsonl(tmp_path, GOLD), tmp_path / "predicted.jsonl"

    result = cli("evaluate", gold, *QUOTES, "--predictions", out, "--json")

    assert (result.code, result.err) == (0, "")
    assert set(result.json) == {
        *("texts", "words", "seconds", "suggesters", "labels", "recall_only", "problems")
    }
    assert (result.json["texts"], result.json["words"]) == (1, 6)
    assert [one["name"] for one in result.json["suggesters"]] == ["rules.quotes.v1"]
    assert set(result.json["labels"]["QUOTE"]) == {
        *("exact", "partial", "partial_and_speaker", "speaker_accuracy")
    }
    exact = result.json["labels"]["QUOTE"]["exact"]
    assert set(exact) == {"right", "wrong", "missed", "precision", "recall", "f1"}
    assert (exact["right"], exact["wrong"], exact["missed"]) == (1, 1, 0)
    (predicted,) = map(json.loads, out.read_text().splitlines())
    assert predicted["id"] == "one"
    assert [one["label"] for one in predicted["spans"]] == ["QUOTE", "QUOTE"]


def test_evaluate_prints_a_table_and_names_bad_lines(cli, tmp_path: Path):
    gold = jsonl(tmp_path, GOLD, "{nonsense")

    result = cli("evaluate", gold, *QUOTES)

    assert result.code == 1
    assert "QUOTE" in result.out
    (line,) = result.err.splitlines()
    assert "line 2" in line


def test_a_missing_gold_file_is_named(cli, tmp_path: Path):
    result = cli("evaluate", tmp_path / "gold.jsonl", "--json")

    assert result.code == 1
    assert "gold.jsonl" in result.sentence


def test_evaluating_an_unknown_suggester_is_wrong_usage(cli, tmp_path: Path):
    result = cli("evaluate", jsonl(tmp_path, GOLD), "--suggester", "no.such.v1")

    assert result.code == 2
    assert "“no.such.v1”" in result.sentence


def test_predictions_never_replace_the_gold_they_are_measured_by(cli, tmp_path: Path):
    gold = jsonl(tmp_path, GOLD)
    before = gold.read_bytes()

    result = cli("evaluate", gold, *QUOTES, "--predictions", gold)

    assert result.code == 1
    assert gold.name in result.err
    assert gold.read_bytes() == before
