"""What `annotator report` says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from annotator.domain.suggestion import Prediction
from annotator.services import projects
from tests.factories import ANA, NER, make_scheme
from tests.services.helpers import import_text, span_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def project(tmp_path: Path) -> str:
    """A project in which one of two suggestions was accepted."""
    path = tmp_path / "p.annotator"
    with projects.create_project(path, ANA, scheme=make_scheme()) as services:
        on = import_text(services, "Ada met Ben.")
        found = [
            Prediction(span_of(services, on, words), "ACTOR", score)
            for words, score in (("Ada", 0.9), ("Ben", 0.3))
        ]
        sha256 = services.project.document(on).text_sha256
        assert services.project.store_suggestions(on, sha256, {NER: found})
        services.editing.accept(services.project.suggestions(on)[0].id)
    return str(path)


def test_the_report_counts_by_suggester_and_label(cli, project: str):
    result = cli("report", project)

    assert result.code == 0
    line = next(one for one in result.out.splitlines() if one.startswith(NER.name))
    assert line.split() == [
        NER.name,
        "ACTOR",
        "2",
        "1",
        "0",
        "0",
        "1",
        "0",
        "100%",
        *"––––",
        "100%",
    ]


def test_the_report_is_one_json_object(cli, project: str):
    (kind,) = json.loads(cli("report", project, "--json").out)["kinds"]

    assert (kind["offered"], kind["accepted"], kind["pending"], kind["share"]) == (2, 1, 1, 1.0)
    assert kind["scores"][4] == {"from": 0.8, "to": 1.0, "accepted": 1, "decided": 1}
