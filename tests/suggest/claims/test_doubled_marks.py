from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.claims.doubled_marks import doubled_passages
from tests.strategies import few, texts


def passages(text: str) -> list[str]:
    return [one.text_of(text) for one in doubled_passages(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "''We are old,'' they said, ''and so is the bridge.''",
            ["''We are old,''", "''and so is the bridge.''"],
        ),
        ("``We are old,'' they said.", ["``We are old,''"]),
        (
            "She said, ''We are old and tired\nand left.",
            ["''We are old and tired"],
        ),
        ("the ''old bridge'' stands", []),
        ("It is 5'' wide and 6'' long by rule", []),
        ("", []),
    ],
)
def test_passages(text: str, expected: list[str]) -> None:
    assert passages(text) == expected


@given(text=texts() | st.text(alphabet="ab '`\n", max_size=40))
@few()
def test_passages_lie_apart_within_their_lines(text: str) -> None:
    found = doubled_passages(text)

    assert all("\n" not in one.text_of(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
