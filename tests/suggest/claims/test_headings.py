from __future__ import annotations

import pytest
from hypothesis import given

from annotator.suggest.claims.headings import headings
from tests.strategies import few, texts


def found(text: str) -> list[tuple[str, str]]:
    return [(one.who.text_of(text), one.what.text_of(text)) for one in headings(text)]


@pytest.mark.parametrize(
    ("text", "who", "what"),
    [
        ("Mayor: Bridge will stay shut until May", "Mayor", "Bridge will stay shut until May"),
        (
            "Ministry of Fish: Cod is here to stay\nThe cod is back.",
            "Ministry of Fish",
            "Cod is here to stay",
        ),
    ],
)
def test_a_first_line(text: str, who: str, what: str) -> None:
    assert found(text) == [(who, what)]


def test_a_transcript() -> None:
    text = "The bridge\nANN LEE: The bridge is old and tired.\nBO: It will stand for years."

    assert found(text) == [
        ("ANN LEE", "The bridge is old and tired."),
        ("BO", "It will stand for years."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Opinion: The bridge should stay shut",
        "The Latest: Bridge will stay shut until May",
        "Bridge to stay shut: the mayor has spoken to all",
        "Mayor: Not yet",
        "Mayor: Will the bridge ever open again?",
        "The bridge\nMayor: Bridge will stay shut until May",
    ],
)
def test_other_lines(text: str) -> None:
    assert found(text) == []


@given(text=texts())
@few()
def test_any_text(text: str) -> None:
    for one in headings(text):
        assert one.who.end <= one.cue.start
        assert one.cue.end <= one.what.start
        assert one.what.end <= len(text)
