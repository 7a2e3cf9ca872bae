"""Made-up news with nested spans: the same bytes for the same seed, on every machine."""

from __future__ import annotations

import random
import re
from itertools import cycle
from typing import NamedTuple

_WORD = re.compile(r"\S+")
_PEOPLE = [
    "Ilse Brandt",
    "Tomas Okoye",
    "Mira Sandoval",
    "Pavel Dorin",
    "Aiko Lund",
    "Samir Haddou",
]
_BODIES = (
    "the harbour board",
    "the water ministry",
    "the teachers' union",
    "the regional court",
    "the rail operator",
    "the health inspectorate",
)
_PLACES = [
    "Lisbon",
    "Tampere",
    "Cork",
    "Maribor",
    "Gdansk",
    "Oaxaca",
    "Nantes",
    "Bergen",
    "Izmir",
    "Cusco",
]
_VERBS = ["said", "announced", "warned", "conceded", "insisted", "repeated", "denied", "explained"]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_EVENTS = (
    "the northern line would stay shut until {day}",
    "{number} households were still without power",
    "no decision had been taken on the second bridge",
    "the tender drew {number} bids, twice as many as last year",
    "repairs would cost {number} million more than planned",
    "the ferry had left before the warning reached it",
    "schools would open again on {day} if the roads were clear",
)
_SENTENCES = (
    "“{Event},” {verb} {person}, who speaks for {body} in {place}.",
    "{Body} {verb} on {day} that {event}, and that {event2}.",
    "{person} {verb} in {place} that {event}.",
    "“{Event}. {Event2},” {person} told reporters, adding that {body} “would not wait”.",
    "{Event}, according to {body}, while {person} {verb} the opposite from {place}.",
    "In {place}, where {event}, {person} {verb} that {body} had been told.",
)
_NESTS = (
    ("QUOTE",),
    ("CLAIM", "QUOTE", "ACTOR", "LOCATION"),
    ("CLAIM", "ACTOR"),
    ("QUOTE", "CLAIM", "LOCATION"),
)
_LONGEST = 40
"""Words that the outermost span of a nest covers at most."""


class Marked(NamedTuple):
    """A labelled stretch of a text; code points, half-open."""

    start: int
    end: int
    label: str


def news(size: int, *, seed: int = 1, ascii_only: bool = True) -> str:
    """Paragraphs of two to six sentences, `size` characters in all.

    ascii_only: with straight quotation marks, so that offsets are the same in every unit.
    """
    random_ = random.Random(seed)
    paragraphs, length = [], 0
    while length < size:
        count = random_.randint(2, 6)
        paragraphs.append(" ".join(_sentence(random_) for _ in range(count)))
        length += len(paragraphs[-1]) + 1
    text = "\n".join(paragraphs)
    if ascii_only:
        text = text.replace("“", '"').replace("”", '"')
    return text[:size]


def nested_spans(text: str, count: int) -> list[Marked]:
    """`count` spans at word boundaries, evenly spread, nested up to four deep.

    Sorted by start, the longest first. A text needs at least one word a span.
    """
    words = [match.span() for match in _WORD.finditer(text)]
    spans: list[Marked] = []
    for nest in cycle(_NESTS):
        labels = nest[: count - len(spans)]
        first = len(spans) * len(words) // count
        beyond = (len(spans) + len(labels)) * len(words) // count
        spans += _nest(words[first:beyond], labels)
        if len(spans) == count:
            break
    return sorted(spans, key=lambda one: (one.start, -one.end))


def _nest(words: list[tuple[int, int]], labels: tuple[str, ...]) -> list[Marked]:
    """Spans in one another over the first of the words; each has half the words of the one around.

    words: offsets, at least as many as labels.
    """
    width = min(len(words), _LONGEST)
    spans = []
    for level, label in enumerate(labels):
        start = level // 2  # so that some begin together and others do not
        last = max(start, (width >> level) - 1)
        spans.append(Marked(words[start][0], words[last][1], label))
    return spans


def depth(spans: list[Marked]) -> int:
    """How many spans lie over each other at the deepest place."""
    ends: list[int] = []
    deepest = 0
    for span in spans:
        ends = [end for end in ends if end > span.start]
        ends.append(span.end)
        deepest = max(deepest, len(ends))
    return deepest


def _sentence(random_: random.Random) -> str:
    event, event2 = (
        random_.choice(_EVENTS).format(day=random_.choice(_DAYS), number=random_.randint(3, 97))
        for _ in range(2)
    )
    body = random_.choice(_BODIES)
    return random_.choice(_SENTENCES).format(
        event=event,
        event2=event2,
        Event=_capital(event),
        Event2=_capital(event2),
        body=body,
        Body=_capital(body),
        person=random_.choice(_PEOPLE),
        place=random_.choice(_PLACES),
        verb=random_.choice(_VERBS),
        day=random_.choice(_DAYS),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
