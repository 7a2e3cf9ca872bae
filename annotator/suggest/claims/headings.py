"""What a headline or a transcript says with a name and a colon: "Mayor: Bridge will stay shut"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE = re.compile(r"[^\n]+")
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w.’'&/-]*"
_NAMED = re.compile(
    rf"[ \t]*(?P<who>{_CAPITAL}(?:[ \t]+(?:{_CAPITAL}|of|the|and|for|at|in|de|al|camp|aide|chief))"
    r"{0,5})(?P<cue>:)[ \t]+(?P<what>\S.*\S)"
)
_IN_CAPITALS = re.compile(
    r"[ \t]*(?P<who>[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.’'-]+(?:[ \t]+[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.’'-]*){0,3})"
    r"(?P<cue>:)[ \t]+(?P<what>\S.*\S)"
)
_RUBRICS = frozenset(
    """
    advice alert analysis audio background bombshell boom breaking brief briefing column comment
    commentary correction daily date edition editor editorial editorials episode essay event
    events exclusive explained explainer fact factbox facts feature focus gallery guide headline
    headlines highlights how image infographic interview key latest leaked letter letters list
    live location look map maps more note notes notice obituary opinion part photo photos
    picture pictures place podcast poll preview profile question quiz read recap related results
    revealed review schedule section series slideshow source sources special sport sports story
    summary table time timeline tip tips title topic topics transcript update updated updates
    video viewpoint warning watch weather week weekly what when where who why wow
    """.split()  # noqa: SIM905 - a list of a hundred words is read more easily so
)
"""Last words before a colon that say what a text is, not who speaks."""
_FEWEST_WORDS = 4


class Heading(NamedTuple):
    """who says what, by the colon between them: spans of the text."""

    who: Span
    cue: Span
    what: Span


def headings(text: str) -> Iterator[Heading]:
    """The first line, if it is of this kind, and every line that begins with a NAME IN CAPITALS."""
    for number, line in enumerate(_LINE.finditer(text)):
        pattern = _IN_CAPITALS if number else _NAMED
        match = pattern.fullmatch(line.group().rstrip())
        if match is None or len(match["what"].split()) < _FEWEST_WORDS:
            continue
        if not number and match["what"].endswith("?"):
            continue
        if match["who"].split()[-1].lower() in _RUBRICS:
            continue
        start = line.start()
        who, cue, what = (
            Span(start + match.start(one), start + match.end(one)) for one in ("who", "cue", "what")
        )
        yield Heading(who, cue, what)
