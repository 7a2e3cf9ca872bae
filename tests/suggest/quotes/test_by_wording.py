from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotator.suggest.quotes import by_wording
from annotator.suggest.quotes.marks import quotations
from annotator.suggest.quotes.surroundings import surroundings

if TYPE_CHECKING:
    from annotator.suggest.quotes.attributions import Attribution


def told(one: Attribution | None, text: str) -> tuple[str, str | None] | None:
    """The words of the speaker and of the cue."""
    if one is None or one.source is None:
        return None
    return one.source.text_of(text), one.cue.text_of(text) if one.cue else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We left,” said Ann Lee.", ("Ann Lee", "said")),
        ("“We left,” said the harbour master.", ("the harbour master", "said")),
        ("“We left,” the old harbour master said.", ("the old harbour master", "said")),
        ("“We left,” Ann Lee, 43, said.", ("Ann Lee", "said")),
        ("“We left,” @annlee tweeted.", ("@annlee", "tweeted")),
        ("“We left,” Lee wrote on X.", ("Lee", "wrote")),
        ("“Are we mad?” reacted Bo Hale.", ("Bo Hale", "reacted")),
        ("“We left,” the leaflet reads.", ("the leaflet", "reads")),
        ("“We left,” according to Ann Lee.", ("Ann Lee", "according to")),
        ("“We left.” Ann Lee said nothing more.", None),
        ("“We left,” and nothing more.", None),
    ],
)
def test_who_stands_after_a_quotation(text: str, expected: tuple[str, str] | None) -> None:
    (quoted,) = quotations(text)
    (around,) = surroundings(text, [quoted])

    assert told(by_wording.after(text, quoted.span, around), text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Lee said: “We left.”", ("Ann Lee", "said")),
        ("Her adviser, Ann Lee, said: “We left.”", ("Her adviser", "said")),
        ("In a letter to members, Lee wrote: “We left.”", ("Lee", "wrote")),
        ("According to Ann Lee, they “left”.", ("Ann Lee", "According to")),
        ("It was late: “We left.”", None),
    ],
)
def test_who_stands_before_a_quotation(text: str, expected: tuple[str, str] | None) -> None:
    (quoted,) = quotations(text)
    (around,) = surroundings(text, [quoted])

    assert told(by_wording.before(text, quoted.span, around, alone=True), text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hale: “We left.”", ("Hale", None)),
        (
            "Former secretary of state Ann Lee: “We left.”",
            ("Former secretary of state Ann Lee", None),
        ),
        ("@annlee: “We left.”", ("@annlee", None)),
        ("Q: “Who left?”", ("Q", None)),
        ("Ann Lee said: “We left.”", None),
        ("This is it: “We left.”", None),
        ("and then: “We left.”", None),
    ],
)
def test_a_name_with_a_colon(text: str, expected: tuple[str, None] | None) -> None:
    (quoted,) = quotations(text)
    (around,) = surroundings(text, [quoted])

    assert told(by_wording.label(text, quoted.span, around), text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Added Ann Lee: “We left.”", ("Ann Lee", "Added")),
        ("Ann Lee added: “We left.”", None),
    ],
)
def test_a_verb_before_its_subject(text: str, expected: tuple[str, str] | None) -> None:
    (quoted,) = quotations(text)
    (around,) = surroundings(text, [quoted])

    assert told(by_wording.inverted(text, quoted.span, around), text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“A failure” from top to toe, in Hale’s view.", ("Hale", "view")),
        ("“A failure”, in her words.", ("her", "words")),
        ("“A failure” in the view.", None),
    ],
)
def test_whose_view_it_is(text: str, expected: tuple[str, str] | None) -> None:
    (quoted,) = quotations(text)
    (around,) = surroundings(text, [quoted])

    assert told(by_wording.viewed(text, quoted.span, around), text) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Stated Lee:", ("Lee", "Stated")),
        ("It rained. Then Lee said:", ("Lee", "said")),
        ("It rained:", None),
    ],
)
def test_who_announces_with_a_colon(line: str, expected: tuple[str, str] | None) -> None:
    assert told(by_wording.announcing(line, 0, len(line)), line) == expected


@pytest.mark.parametrize(
    ("text", "in_line", "expected"),
    [
        ("“It is done.” — Ann Lee", True, "Ann Lee"),
        ("“It is done.”\n– Ann Lee of Ely", False, "Ann Lee of Ely"),
        ("“It is done.” (Ann Lee)", True, "Ann Lee"),
        ("“It is done” – Ann Lee left.", True, None),
    ],
)
def test_who_signs_it(text: str, in_line: bool, expected: str | None) -> None:
    (quoted,) = quotations(text)
    one = by_wording.signed(text, quoted.span, in_line=in_line)

    assert (one and one.source and one.source.text_of(text)) == expected
