from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from annotator.domain.span import Span
from annotator.suggest.base import Parsed
from annotator.suggest.standing_for import referent
from tests.strategies import few, texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc

    Parse = Callable[[str], Doc]


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("Ann Lee came home. She said it was late.", "She", "Ann Lee"),
        ("Ann Lee came home. She sat down. Later, she said it rained.", "she", "Ann Lee"),
        ("“It rains,” said Ann Lee.\n“It pours,” she added.", "she", "Ann Lee"),
        ("Mrs Lee met Mr Hale. She said it was late.", "She", "Lee"),
        ("The ministry closed the bridge. It said the pillars shook.", "It", "ministry"),
        (
            "Ann Lee, the mayor of the town, came home. The mayor said it was late.",
            "The mayor",
            "Ann Lee",
        ),
        (
            "The bank lost, the harbour board reported.\nThe ministry said it rained. It said so.",
            "It",
            "ministry",
        ),
        ("Its chairman, Ann Lee, said it was late.", "Its chairman", "Ann Lee"),
        (
            "Minister Bo Hale left. A senior minister, Ann Lee, said it was late.",
            "A senior minister",
            "Ann Lee",
        ),
        ("Mayor Ann Lee came home. The mayor said it was late.", "The mayor", "Ann Lee"),
    ],
)
def test_whom_a_source_stands_for(parse: Parse, text: str, source: str, expected: str) -> None:
    found = _referent(parse, text, source)

    assert found is not None
    assert found.text_of(text) == expected


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("It was dark. She said it was late.", "She"),
        ("Ann Lee said that Mary Jones had left. She said it was late.", "She"),
        ("Mr Hale came home. She said it was late.", "She"),
        ("Ann Lee came home.\nIt rained.\nThe sun set.\nShe said it was late.", "She"),
        ("Ann Lee came home. The minister said it was late.", "The minister"),
        (
            "Minister Ann Lee and Minister Bo Hale came. The minister said it was late.",
            "The minister",
        ),
        ("Minister Ann Lee came. Another minister left. The minister said so.", "The minister"),
        ("Its ministry, Ann Lee, said it was late.", "Its ministry"),
        ("A lawyer, Ann Lee and a clerk said it was late.", "A lawyer"),
        ("Ann Lee came home. They said it was late.", "They"),
        ("Bo Hale left. Ann Lee said it was late.", "Ann Lee"),
        ("Mrs Lee said she was cold. Then he said it was late.", "he"),
        ("Ann Lee, so that the minister could go, stayed. The minister said so.", "The minister"),
    ],
)
def test_in_doubt_it_stands_for_nobody(parse: Parse, text: str, source: str) -> None:
    assert _referent(parse, text, source) is None


def test_without_a_parse_nobody_is_sure() -> None:
    assert referent(Parsed("Ann Lee left. She said so."), Span(14, 17)) is None


@few(examples=30)
@given(texts(min_size=1))
def test_any_text_gives_a_mention_within_it(parse: Parse, text: str) -> None:
    text = f"Ann Lee said so. He left. {text} She said so."
    start = text.rindex("She")

    found = referent(Parsed(text, parse(text)), Span(start, start + 3))

    assert found is None or found.end <= start


def _referent(parse: Parse, text: str, source: str) -> Span | None:
    start = text.rindex(source)
    return referent(Parsed(text, parse(text)), Span(start, start + len(source)))
