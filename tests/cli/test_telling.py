"""annotator stats, check and formats"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from annotator.domain.suggestion import Decision
from annotator.services import projects
from tests.cli.helpers import TEXT, jsonl, write
from tests.factories import ANA

if TYPE_CHECKING:
    from pathlib import Path


def test_the_answer_of_stats_has_these_keys(cli, filled: Path):
    result = cli("stats", filled, "--json")

    assert (result.code, result.err) == (0, "")
    decisions = dict.fromkeys(map(str, Decision), 0)
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
    assert all(one.value in table for one in Decision)


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

    from annotator.store.sealing import allow_seals

    with closing(sqlite3.connect(filled)) as connection:
        allow_seals(connection)
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
