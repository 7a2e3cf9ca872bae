from __future__ import annotations

from annotator.suggest.base import Suggester
from annotator.suggest.registry import suggesters


def test_the_built_in_suggesters_come_through_the_same_door_as_plugins() -> None:
    registry = suggesters()

    assert {"spacy.ner.v1", "rules.quotes.v1", "spacy.claims.v1"} <= set(registry.names())
    assert all(isinstance(one, Suggester) and one.name == name for name, one in registry.all())
    assert registry.failures() == {}
