from __future__ import annotations

import pytest

from annotator.domain.span import Span
from annotator.suggest.described.sites import described_sites


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They freed them from the city prison.", ["city prison"]),
        ("The town hall and the county courthouse burnt.", ["town hall", "county courthouse"]),
        ("The city's prison burnt.", []),
        ("A city prison is no school.", []),
        ("The city prisoner fled.", []),
        ("The city prison’s gate was open.", []),
        ("The prison burnt.", []),
        ("", []),
    ],
)
def test_a_site_is_described_by_its_place(text: str, expected: list[str]) -> None:
    found = described_sites(text, [])

    assert [one.span.text_of(text) for one in found] == expected
    assert {one.label for one in found} <= {"LOCATION"}


def test_what_is_a_name_is_no_description() -> None:
    text = "They met at the city hall."

    assert described_sites(text, [Span(16, 25)]) == []


def test_few_want_it_so_the_score_is_low() -> None:
    (one,) = described_sites("the city jail", [])

    assert one.score is not None
    assert one.score < 0.5
