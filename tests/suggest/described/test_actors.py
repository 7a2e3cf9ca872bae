from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from annotator.suggest.base import Parsed
from annotator.suggest.described.actors import described_actors
from tests.strategies import few, texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc

    Parse = Callable[[str], Doc]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two officials said the bridge was closed.", ["Two officials"]),
        ("The bridge is closed, harbour officials say.", ["harbour officials"]),
        ("The bridge, the ministry said, would open soon.", ["ministry"]),
        ("The bridge is closed, according to the harbour police.", ["harbour police"]),
        ("The police and the mayor said the bridge was closed.", ["police", "mayor"]),
        ("Most of the farmers said the harvest was lost.", ["Most of the farmers"]),
        ("Critics condemned the plan.", ["Critics"]),
        ("Residents are wary of the plan.", ["Residents"]),
        ("The plan was denounced by fishermen.", ["fishermen"]),
        ("The plan met opposition from local farmers.", ["local farmers"]),
        ("Rebels freed the prisoners.", ["Rebels"]),
        ("Security forces left in haste.", ["Security forces"]),
        ("A survey found that the harvest was lost.", ["survey"]),
        ("The budget office said the tax would rise.", ["budget office"]),
        ("The Peruvian defence ministry said the army had left.", ["Peruvian defence ministry"]),
        ("Ann Lee said the bridge was closed.", []),
        ("The minister, Ann Lee, said the bridge was closed.", []),
        ("No official said the bridge was closed.", []),
        ("He said the bridge was closed.", []),
        ("The farmers slept.", []),
        ("The tide said nothing of it.", []),
        ('"Farmers say the harvest is lost," Ann Lee said.', []),
    ],
)
def test_who_is_described(parse: Parse, text: str, expected: list[str]) -> None:
    found = described_actors(Parsed(text, parse(text)))

    assert [one.span.text_of(text) for one in found] == expected
    assert {one.label for one in found} <= {"ACTOR"}


@pytest.mark.parametrize(
    ("text", "reason", "kind"),
    [
        ("Two officials said so.", "“said” takes “Two officials” as its subject", "group"),
        ("It rains, according to the mayor.", "“according to” names “mayor”", "person"),
        ("The plan met opposition from a ministry.", "“opposition” is that of “ministry”", None),
    ],
)
def test_why_and_what_kind(parse: Parse, text: str, reason: str, kind: str | None) -> None:
    (found,) = described_actors(Parsed(text, parse(text)))

    assert found.reason == reason
    assert found.attributes == (("kind", kind or "organisation"),)


def test_who_is_quoted_for_sure_scores_above_who_only_acts(parse: Parse) -> None:
    text = "Officials said the bridge was closed. Rebels freed the prisoners."

    first, second = described_actors(Parsed(text, parse(text)))

    assert first.score is not None
    assert second.score is not None
    assert 1 >= first.score > second.score > 0


def test_without_a_parse_nobody_is_described() -> None:
    import spacy

    text = "Two officials said so."

    assert described_actors(Parsed(text)) == []
    assert described_actors(Parsed(text, spacy.blank("en")(text))) == []


@few(examples=30)
@given(texts())
def test_any_text_gives_spans_within_it_that_do_not_overlap(parse: Parse, text: str) -> None:
    found = described_actors(Parsed(text, parse(text)))

    assert all(one.span.end <= len(text) for one in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
