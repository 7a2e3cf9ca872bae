"""Passages between pairs of single marks, as newsrooms wrote before they had double ones.

''So,'' they said, ''it stands.'' They are attributed content, but no quotation marks to the eye.
"""

from __future__ import annotations

import re

from annotator.domain.span import Span

_PAIR = re.compile(r"''|``|’’|‘‘")
_PASSAGE_WORDS = 3
_WORD = re.compile(r"\w+")


def doubled_passages(text: str) -> list[Span]:
    """The passages between such pairs with their marks, in order, none across a line end.

    One that nothing closes goes on to the end of its line. Those of one or two words are names
    and scare quotes, and left out.
    """
    found: list[Span] = []
    opened: int | None = None
    line_end = 0
    for match in _PAIR.finditer(text):
        if opened is not None and match.start() >= line_end:
            found.append(Span(opened, len(text[:line_end].rstrip())))
            opened = None
        if opened is not None:
            found.append(Span(opened, match.end()))
            opened = None
        elif _opens(text, match):
            opened = match.start()
            line_end = text.find("\n", opened)
            line_end = len(text) if line_end < 0 else line_end
    if opened is not None:
        found.append(Span(opened, opened + len(text[opened:line_end].rstrip())))
    return [one for one in found if len(_WORD.findall(one.text_of(text))) >= _PASSAGE_WORDS]


def _opens(text: str, match: re.Match[str]) -> bool:
    before = text[match.start() - 1 : match.start()]
    after = text[match.end() : match.end() + 1]
    return not before.isalnum() and bool(after) and not after.isspace()
