"""The text in the parts of a mail, a paragraph a line."""

from __future__ import annotations

import re

from annotator.formats.office.paragraphs import joined
from annotator.formats.web.web_article import WebArticle, extract, text_of_fragment

_WIDEST = 80
_NARROWEST = 40
_OWN_LINE = re.compile(r"[>*•–—-]|\d{1,3}[.)]\s|\s|$")
_LARGEST_EXTRACTED = 20_000_000
# of a mail's text; what finds less took a part of it for the article
_MOST = 0.5


def most_of(source: str, whole: str) -> WebArticle:
    """The article in the web part of a mail if that is most of it, else all of its text.

    whole: that text.
    """
    found = extract(source) if whole and len(source) < _LARGEST_EXTRACTED else None
    if found is None or len(found.text) < _MOST * len(whole):
        return WebArticle(*text_of_fragment(source))
    return found


def plain_text(text: str, flow: str) -> str:
    """Plain text without the line ends that only fill lines.

    flow: what the part says of them: "flowed" (RFC 3676), "flowed yes" where the blank goes too.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if flow.startswith("flowed"):
        return joined(_flowed(lines, is_blank_kept="yes" not in flow))
    return joined(_unwrapped(lines))


def _flowed(lines: list[str], *, is_blank_kept: bool) -> list[str]:
    paragraphs: list[str] = []
    goes_on = False
    for line in lines:
        line = line.removeprefix(" ")
        goes_on = goes_on and not line.startswith(">")
        paragraphs.append(paragraphs.pop() + line if goes_on else line)
        goes_on = line.endswith(" ") and line != "-- "
        if goes_on and not is_blank_kept:
            paragraphs[-1] = paragraphs[-1][:-1]
    return paragraphs


def _unwrapped(lines: list[str]) -> list[str]:
    """Joins lines whose end is where the next word did not fit.

    That is known if the text has a width: no line is longer than it, but those of one word.
    """
    width = max((len(line) for line in lines if " " in line.strip()), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return lines
    paragraphs: list[str] = []
    before = ""
    for line in lines:
        word = line.split(" ", 1)[0]
        if before and not _OWN_LINE.match(line) and len(before) + 1 + len(word) > width:
            paragraphs[-1] += f" {line}"
        else:
            paragraphs.append(line)
        before = line.rstrip()
    return paragraphs
