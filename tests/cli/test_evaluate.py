"""annotator evaluate"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.cli.helpers import jsonl

if TYPE_CHECKING:
    from pathlib import Path

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
        *("texts", "words", "seconds", "suggesters", "labels", "recall_only", "together"),
        *("names", "problems"),
    }
    assert (result.json["texts"], result.json["words"]) == (1, 6)
    assert [one["name"] for one in result.json["suggesters"]] == ["rules.quotes.v1"]
    assert set(result.json["labels"]["QUOTE"]) == {
        *("exact", "partial", "partial_and_speaker", "speaker_accuracy", "kinds", "calibration")
    }
    assert result.json["labels"]["QUOTE"]["kinds"] == {"any": {"gold": 1, "found": 1, "touched": 1}}
    calibration = result.json["labels"]["QUOTE"]["calibration"]
    assert sum(one["count"] for one in calibration["bins"]) + calibration["unscored"] == 2
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


def test_how_often_each_score_was_right_is_shown_on_request(cli, tmp_path: Path):
    gold = jsonl(tmp_path, GOLD)

    assert "mean score" not in cli("evaluate", gold).out
    assert "mean score" in cli("evaluate", gold, "--reliability").out


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
