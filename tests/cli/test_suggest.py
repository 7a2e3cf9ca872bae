"""annotator suggest"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cli.helpers import write

if TYPE_CHECKING:
    from pathlib import Path


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
