from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotator.suggest.engine import Engine
from annotator.suggest.pipeline import default_model
from annotator.suggest.registry import suggesters

if TYPE_CHECKING:
    from pathlib import Path

PATTERNS = [
    {"label": "PERSON", "pattern": "Ada Quill"},
    {"label": "GPE", "pattern": "Port Merrow"},
    {"label": "DATE", "pattern": "Monday"},
]


@pytest.fixture(scope="session")
def ruler_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A blank pipeline on disk that knows three names, so that no trained model is needed."""
    import spacy

    path = tmp_path_factory.mktemp("pipelines") / "ruler"
    pipeline = spacy.blank("en")
    pipeline.add_pipe("entity_ruler").add_patterns(PATTERNS)
    pipeline.to_disk(path)
    return path


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The three built-in suggesters over the default model."""
    registry = suggesters()
    names = ("spacy.ner.v1", "rules.quotes.v1", "spacy.claims.v1")
    return Engine(default_model(), [registry.get(name) for name in names])
