"""The laws that every suggester keeps, ours and plugins'.

A plugin's author makes a class of them, with a suggester and a text in which it finds something:

    class TestPorts(SuggesterLaws):
        sample = "The ferry left Bergen."

        @pytest.fixture(scope="class")
        @classmethod
        def suggester(cls) -> Suggester:
            return PortSuggester()
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, ClassVar

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotator.suggest.base import Parsed, Suggester
from annotator.suggest.engine import Engine
from annotator.suggest.pieces import LONGEST
from annotator.suggest.pipeline import Pipeline, PipelineLacks, default_model
from tests.strategies import texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.domain.suggestion import Prediction

NEWS = (
    'According to the ferry board, "no ship sails," Oslo’s mayor told Ada Quill in Port Merrow.\n'
    "The Norwegians denied reports that the board had closed.\n\n“One.\n\n“Two,” said Quill."
)
_HARD = (
    *("", "\n\n \n", "😀", '"', "”“", "according to", "said said said that that said"),
    "Ada Quill said “the harbour 😀 is closed”.\u2028She left.",
    "قال الوزير «الميناء مغلق» يوم الاثنين",
    "MINISTERS: “WE SAIL”\n\n\nBy ADA QUILL\nOSLO (Reuters) - Rebels said",
)
_WORDS = (
    *("Ada", "Quill", "Oslo", "ministers", "Mr.", "she", "who", "the", "two", "officials", "of"),
    *("said", "that", "denied", "according", "to", "reports", "told", "sank", "reportedly"),
    *(
        '"',
        "“",
        "”",
        "‘",
        "’",
        "«",
        "»",
        ",",
        ".",
        ":",
        "—",
        "\n",
        "\n\n",
        " ",
        "\u00a0",
        "'s",
        "😀",
    ),
)
_NEWLIKE = st.lists(st.sampled_from(_WORDS), max_size=40).map(" ".join)
TEXTS = st.one_of(st.sampled_from((*_HARD, NEWS)), texts(), _NEWLIKE)


class SuggesterLaws:
    """Subclasses give the fixture `suggester`, of the scope of the class, and an `sample` text.

    disjoint: whether no two of its predictions with one label overlap in an article.
    """

    model: ClassVar[str] = default_model()
    sample: ClassVar[str] = NEWS
    disjoint: ClassVar[bool] = True

    @pytest.fixture(scope="class")
    @classmethod
    def suggester(cls) -> Suggester:
        """The suggester that is to keep the laws."""
        raise NotImplementedError

    @pytest.fixture(scope="class")
    @classmethod
    def engine(cls, suggester: Suggester) -> Engine:
        """Runs it as the suggestion process does."""
        return _engine(cls.model, suggester)

    @pytest.fixture(scope="class")
    @classmethod
    def in_pieces(cls, suggester: Suggester) -> Engine:
        """Runs it on texts that are too long to be parsed at once."""
        return _engine(cls.model, suggester, longest=60)

    @pytest.fixture(scope="class")
    @classmethod
    def least(cls, suggester: Suggester) -> Pipeline | None:
        """A pipeline with what it needs and no more."""
        try:
            return Pipeline(cls.model, suggester.needs) if suggester.needs else None
        except PipelineLacks as error:
            pytest.skip(str(error))

    def test_it_says_who_it_is(self, suggester: Suggester) -> None:
        assert isinstance(suggester, Suggester)
        owner, what, version = suggester.name.split(".")
        assert owner
        assert what
        assert version[:1] == "v"
        assert version[1:].isdigit()
        assert suggester.version

    def test_what_it_needs_and_uses_is_known(self, suggester: Suggester) -> None:
        known = {"ner", "parser", "tagger", "morphologizer", "lemmatizer", "senter", "spancat"}
        assert isinstance(suggester.needs, frozenset)
        assert suggester.needs | getattr(suggester, "uses", frozenset()) <= known

    def test_it_finds_something_in_its_sample(self, engine: Engine) -> None:
        assert found_in(engine, self.sample)

    @settings(max_examples=60, deadline=None)
    @given(text=TEXTS)
    @example(text=NEWS)
    def test_predictions_are_sound_in_any_text(self, engine: Engine, text: str) -> None:
        found = found_in(engine, text)

        check(text, found)
        if self.disjoint:
            assert overlapping(found) == []

    @settings(max_examples=30, deadline=None)
    @given(text=TEXTS)
    @example(text=NEWS)
    def test_predictions_are_sound_in_a_text_that_is_parsed_in_pieces(
        self, in_pieces: Engine, text: str
    ) -> None:
        check(text, found_in(in_pieces, text))

    @settings(max_examples=40, deadline=None)
    @given(text=TEXTS)
    @example(text=NEWS)
    def test_it_makes_do_with_what_it_needs(
        self, suggester: Suggester, least: Pipeline | None, text: str
    ) -> None:
        doc = least.doc(text) if least else None
        check(text, suggester.suggest(Parsed(text, doc)))

    @settings(max_examples=20, deadline=None)
    @given(text=TEXTS, other=TEXTS)
    def test_the_same_text_gives_the_same_whatever_came_between(
        self, engine: Engine, text: str, other: str
    ) -> None:
        first = found_in(engine, text)
        found_in(engine, other)

        assert found_in(engine, text) == first


def _engine(model: str, suggester: Suggester, longest: int = LONGEST) -> Engine:
    try:
        return Engine(model, [suggester], longest=longest)
    except PipelineLacks as error:
        pytest.skip(str(error))


def found_in(engine: Engine, text: str) -> Sequence[Prediction]:
    """The predictions of the engine's one suggester, those of all pieces, settled."""
    ((_, predictions),) = engine.suggest(text)
    return predictions


def check(text: str, found: Sequence[Prediction]) -> None:
    """What holds of the predictions for one text."""
    assert [one.span for one in found] == sorted(one.span for one in found)
    assert len({(one.span, one.label) for one in found}) == len(found)
    for one in found:
        assert one.label
        assert one.score is None or 0 <= one.score <= 1
        for span in (one.span, one.source, one.cue, one.referent):
            if span is not None:
                words = span.within(len(text)).text_of(text)
                assert words.strip()
                assert "\n" not in words
        assert one.referent is None or one.source is not None
        assert "\n" not in one.reason
        names = [name for name, _ in one.attributes]
        assert names == sorted(set(names))
        assert all(isinstance(value, str | bool | int | float) for _, value in one.attributes)
        hash(one)  # plain values throughout: they are sent from process to process


def overlapping(found: Sequence[Prediction]) -> list[tuple[Prediction, Prediction]]:
    """Pairs of one label that overlap."""
    return [
        (one, other)
        for one, other in combinations(found, 2)
        if one.label == other.label and one.span.overlaps(other.span)
    ]
