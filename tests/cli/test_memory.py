"""annotator memory"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.services import projects
from tests.factories import ANA

if TYPE_CHECKING:
    from pathlib import Path


def test_it_lists_what_was_tagged_and_learns_it(cli, filled: Path):
    with projects.open_project(filled, ANA) as services:
        services.memory.add("second story", "ACTOR")

    result = cli("memory", filled, "--json")

    assert (result.code, result.err) == (0, "")
    assert result.json == {
        "phrases": [
            {
                "text": "Maria Lindqvist",
                "label": "ACTOR",
                "tagged": 1,
                "rejected": 0,
                "rule": None,
                "state": "offered",
            },
            {
                "text": "second story",
                "label": "ACTOR",
                "tagged": 0,
                "rejected": 0,
                "rule": "offer",
                "state": "offered",
            },
        ]
    }
    with projects.open_project(filled, ANA, read_only=True) as services:
        assert not services.memory.is_behind()
        (_, second) = services.project.article_ids()
        assert [one.label for one in services.project.suggestions(second)] == ["ACTOR"]


def test_it_prints_a_table(cli, filled: Path):
    result = cli("memory", filled)
    assert result.code == 0
    assert "Maria Lindqvist" in result.out
    assert "offered" in result.out


def test_suggest_learns_before_it_looks(cli, filled: Path):
    with projects.open_project(filled, ANA) as services:
        services.memory.add("second story", "ACTOR")
    assert cli("suggest", filled, "--suggester", "rules.quotes.v1").code == 0
    with projects.open_project(filled, ANA, read_only=True) as services:
        (_, second) = services.project.article_ids()
        assert [one.label for one in services.project.suggestions(second)] == ["ACTOR"]
