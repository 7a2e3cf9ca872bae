from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from annotator.suggest.engine import Engine


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We left," Ann Lee said. "It was late," she said.', [None, "Ann Lee"]),
        (
            'The Foreign Ministry said it was "a lie". "No," it said.',
            [None, "Foreign Ministry"],
        ),
        (
            '"We left," said Ann Lee, the minister for ports. The minister added: "It was late."',
            [None, "Ann Lee"],
        ),
        (
            '"We left," Mr. Bo Hale said. "It was late," she said.',
            [None, None],
        ),
        (
            '"We left," Ann Lee said. Mary Jones came. "It was late," she said.',
            [None, None],
        ),
        (
            '"We left," Ann Lee said of his visit. "It was late," she said.',
            [None, "Ann Lee"],
        ),
        (
            '"We left," a spokesman for Ann Lee said. "It was late," he said.',
            [None, None],
        ),
    ],
)
def test_whom_a_speaker_stands_for(engine: Engine, text: str, expected: list[str | None]) -> None:
    found = [one for info, run in engine.suggest(text) if "quotes" in info.name for one in run]

    assert [one.referent and one.referent.text_of(text) for one in found] == expected
