"""Every suggester that is registered keeps the laws, plugins' too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotator.suggest.registry import suggesters
from tests.contracts.suggester_laws import SuggesterLaws

if TYPE_CHECKING:
    from annotator.suggest.base import Suggester

REGISTRY = suggesters()


class TestEveryRegisteredSuggester(SuggesterLaws):
    @pytest.fixture(scope="class", params=REGISTRY.names())
    @classmethod
    def suggester(cls, request: pytest.FixtureRequest) -> Suggester:
        return REGISTRY.get(request.param)

    def test_its_entry_point_has_its_name(self, suggester: Suggester) -> None:
        assert suggester.name in REGISTRY.names()
        assert REGISTRY.get(suggester.name) is suggester


def test_every_registered_suggester_loads() -> None:
    assert [name for name, _ in REGISTRY.all()] == list(REGISTRY.names())
    assert REGISTRY.failures() == {}
