from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotator.suggest.engine import Engine
from annotator.suggest.pipeline import Pipeline, default_model
from annotator.suggest.registry import chosen_suggesters, suggesters

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from spacy.tokens import Doc

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
    """The suggesters that run unless others are chosen, over the default model."""
    registry = suggesters()
    names = chosen_suggesters(())
    return Engine(default_model(), [registry.get(name) for name in names])


@pytest.fixture(scope="session")
def parse() -> Callable[[str], Doc]:
    """The default model's tags, parse and entities of a text."""
    pipeline = Pipeline(default_model(), {"tagger", "parser", "ner"})
    return pipeline.doc
