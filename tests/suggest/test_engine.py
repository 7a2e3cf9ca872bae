from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotator.domain.errors import OffsetError
from annotator.domain.span import Span
from annotator.domain.suggestion import Prediction
from annotator.suggest.engine import Engine
from annotator.suggest.ner import NerSuggester
from annotator.suggest.pipeline import PipelineLacks
from annotator.suggest.quotes.suggester import QuoteSuggester
from annotator.suggest.registry import suggesters as installed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from annotator.suggest.base import Parsed

TEXT = "Ada Quill left Port Merrow.\n😀 “We sail,” said Ada Quill.\nPort Merrow waits.\n" * 20


def test_a_text_in_pieces_gives_what_it_gives_whole(ruler_model: Path) -> None:
    suggesters = [NerSuggester(), QuoteSuggester()]
    whole = Engine(str(ruler_model), suggesters).suggest(TEXT)

    assert Engine(str(ruler_model), suggesters, longest=200).suggest(TEXT) == whole
    assert [len(run) for _, run in whole] == [80, 20]
    quote = whole[1][1][-1]
    assert quote.source
    assert (quote.span.text_of(TEXT), quote.source.text_of(TEXT)) == ("“We sail,”", "Ada Quill")


def test_who_suggests_is_named_with_the_model_it_used(ruler_model: Path) -> None:
    engine = Engine(str(ruler_model), [NerSuggester(), QuoteSuggester()])

    assert [(info.name, info.model) for info in engine.infos] == [
        ("spacy.ner.v1", "en_pipeline 0.0.0"),
        ("rules.quotes.v1", "en_pipeline 0.0.0"),
    ]


def test_no_pipeline_is_loaded_for_suggesters_that_need_none() -> None:
    engine = Engine("no_such_pipeline", [QuoteSuggester()])

    assert len(engine.suggest('"Yes," she said.')[0][1]) == 1


def test_a_prediction_outside_of_its_text_is_refused() -> None:
    class Careless:
        name, version = "careless.v1", "1"
        needs: frozenset[str] = frozenset()

        def suggest(self, parsed: Parsed) -> Sequence[Prediction]:
            return [Prediction(Span(0, len(parsed.text) + 1), "ACTOR")]

    with pytest.raises(OffsetError):
        Engine("", [Careless()]).suggest("abc")


def test_nothing_comes_of_an_empty_text(engine: Engine) -> None:
    assert [run for _, run in engine.suggest("")] == [(), (), ()]


def test_a_pipeline_that_lacks_something_still_serves_the_others_if_it_may(ruler_model):
    registry = installed()
    all_of_them = [registry.get(name) for name in registry.names()]

    with pytest.raises(PipelineLacks, match=r"parser|spancat"):
        Engine(str(ruler_model), all_of_them)
    engine = Engine(str(ruler_model), all_of_them, lenient=True)

    assert [info.name for info in engine.infos] == [
        "rules.entities.v1",
        "rules.quotes.v1",
        "spacy.ner.v1",
    ]
    assert [len(found) for _, found in engine.suggest("“No,” said Ada Quill.")] == [1, 1, 1]
