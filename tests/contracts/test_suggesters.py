"""The laws that every registered suggester must keep; plugin authors may run them, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.suggest.base import Parsed, Suggester
from annotator.suggest.pipeline import Pipeline, default_model
from annotator.suggest.registry import suggesters
from tests.strategies import texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.domain.suggestion import Prediction

REGISTRY = suggesters()
TEXTS = (
    "",
    "\n\n \n",
    "😀",
    '"',
    "”“",
    "Ada Quill said “the harbour 😀 is closed”.\u2028She left.",
    'According to the ferry board, "no ship sails," Oslo’s mayor told Ada Quill.\n'
    "The Norwegians denied reports that the board had closed.\n\n“One.\n\n“Two,” said Quill.",
    "قال الوزير «الميناء مغلق» يوم الاثنين",
    "said said said that that said",
    "according to",
)
articles = st.one_of(
    st.sampled_from(TEXTS),
    texts(),
    st.lists(
        st.sampled_from(
            [
                "Ada",
                "Oslo",
                "said",
                "that",
                '"',
                "“",
                "”",
                ",",
                ".",
                "\n",
                " ",
                "denied",
                "😀",
                "according",
                "to",
                "reports",
                "the",
                "sank",
                "\u00a0",
                "'s",
            ]
        ),
        max_size=30,
    ).map(" ".join),
)


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline(default_model(), {need for _, one in REGISTRY.all() for need in one.needs})


@pytest.fixture(params=REGISTRY.names())
def suggester(request: pytest.FixtureRequest) -> Suggester:
    return REGISTRY.get(request.param)


WITHOUT_PARSE = [name for name, one in REGISTRY.all() if not one.needs]


def test_it_says_who_it_is(suggester: Suggester) -> None:
    assert suggester.name in REGISTRY.names()
    assert suggester.name.count(".") == 2
    assert suggester.version


@settings(max_examples=40, deadline=None)
@given(text=articles)
def test_predictions_lie_within_the_text_in_order(pipeline: Pipeline, text: str) -> None:
    for _, suggester in REGISTRY.all():
        check(text, suggester.suggest(Parsed(text, pipeline.doc(text))))


def check(text: str, found: Sequence[Prediction]) -> None:
    for one in found:
        assert one.span.text_of(text).strip()
        assert "\n" not in one.span.text_of(text)
        assert one.source is None or one.source.text_of(text).strip()
        assert one.score is None or 0 <= one.score <= 1
    assert [one.span for one in found] == sorted(one.span for one in found)
    assert len({(one.span, one.label) for one in found}) == len(found)


def test_the_same_text_gives_the_same_predictions(suggester: Suggester, pipeline: Pipeline) -> None:
    text = TEXTS[-4]
    first = suggester.suggest(Parsed(text, pipeline.doc(text)))

    pipeline.doc(TEXTS[5])

    assert suggester.suggest(Parsed(text, pipeline.doc(text))) == first
    assert first


@pytest.mark.parametrize("name", WITHOUT_PARSE)
@pytest.mark.parametrize("text", TEXTS)
def test_one_that_needs_nothing_works_without_a_parse(name: str, text: str) -> None:
    check(text, REGISTRY.get(name).suggest(Parsed(text)))
