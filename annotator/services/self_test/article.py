"""The article that the test writes itself: one that is easy to understand and hard to store."""

from __future__ import annotations

from typing import NamedTuple

LAST_WORD = "zephyr"
"""The text ends with it, after all that has other lengths elsewhere."""

TEXT = (
    "Harbour of Lisbon closes after the storm\n"
    "\n"
    "The harbour of Lisbon was closed on Monday. “The waves are too high for the pilots,” said"
    " Marta Nunes, the head of the port authority. Forty vessels are waiting off the coast of"
    " Portugal.\n"
    "\n"
    "Prime Minister Jonas Weber said that the ports of Germany would take the ships. Rescuers in"
    " Hamburg warned that the storm could last until Friday.\n"
    "\n"
    "Hard to keep: 😀 👨\u200d👩\u200d👧 🇵🇹 𝕏, Ca\u0301diz and Lu\u0308beck, שלום עולם, مرحبا"
    f" بالعالم, 東京, no-break\u00a0space,\u2028another line, {LAST_WORD}"
)
"""With line ends as they are stored."""


class Expected(NamedTuple):
    """What the suggesters have to find in it. source: who says so, "" for none."""

    label: str
    words: str
    source: str = ""


EXPECTED = (
    Expected("ACTOR", "Marta Nunes"),
    Expected("LOCATION", "Lisbon"),
    Expected("QUOTE", "The waves are too high for the pilots", "Marta Nunes"),
    Expected("CLAIM", "the storm could last until Friday", "Rescuers"),
)


def file_bytes() -> bytes:
    """The article as an editor on Windows saves it."""
    return b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()
