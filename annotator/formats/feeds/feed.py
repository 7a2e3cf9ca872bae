"""Feeds: an article for each entry."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import Problem
from annotator.formats.common.decoding import refuse_binary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.domain.exchange import IncomingArticle
    from annotator.formats.input_file import InputFile

LARGEST_FEED = 50_000_000
"""Bytes. Reading takes some ten times its size in memory."""

_PROLOGUE = re.compile(
    r"(\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?:[^\[>]|\[.*?\]\s*(?=>))*>)*", re.DOTALL | re.IGNORECASE
)
_ROOT = re.compile(r"<(?:[\w.-]+:)?(rss|feed|RDF|channel)[\s>/]", re.IGNORECASE)
_RSS_IN_RDF = re.compile(r"purl\.org/(rss/|net/rss)|my\.netscape\.com/rdf", re.IGNORECASE)
_ATOM = re.compile(r"www\.w3\.org/2005/Atom|purl\.org/atom", re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY([^>]*)>", re.IGNORECASE)
_HARMLESS = re.compile(r"""\w+\s+("|')(&#\w+;|[^&"']{0,100})\1""")
_LONGEST_PROLOGUE = 20_000


class Feed:
    """Reads RSS, RDF and Atom: the full text where a feed has it, else the summary."""

    name = "feed"
    title = "News feed (RSS, Atom)"
    extensions: tuple[str, ...] = (".rss", ".atom", ".rdf", ".xml")

    def recognises(self, file: InputFile) -> bool:
        """Whether the root element is that of a feed."""
        start = _text(file.head[:_LONGEST_PROLOGUE])
        prologue = _PROLOGUE.match(start)
        root = _ROOT.match(start, prologue.end() if prologue else 0)
        if root is None:
            return False
        kind = root[1].lower()
        wanted = {"rdf": _RSS_IN_RDF, "feed": _ATOM}.get(kind)
        return wanted is None or wanted.search(start) is not None

    def read(self, file: InputFile) -> Iterator[IncomingArticle | Problem]:
        """An article for each entry that says anything."""
        try:
            refuse_binary(file.head)
            if not self.recognises(file):
                raise UnreadableInput("It is no RSS or Atom feed.")
            _refuse_entities(_text(file.head[:_LONGEST_PROLOGUE]))
            if len(file.data) > LARGEST_FEED:
                raise UnreadableInput(
                    f"The feed has more than {LARGEST_FEED // 1_000_000} MB; split it."
                )
        except UnreadableInput as error:
            yield Problem(file.origin, str(error))
            return
        from annotator.formats.feeds.entries import articles  # brings feedparser

        yield from articles(file.data, file.origin)


def _refuse_entities(start: str) -> None:
    """Refuses what stands for more text than it is, or for files: it would be left out silently."""
    for entity in _ENTITY.finditer(start):
        if not _HARMLESS.fullmatch(entity[1].strip()):
            raise UnreadableInput(
                "The feed has entities that stand for more than a word, as files have that are made"
                " to do harm; it was left alone."
            )


def _text(head: bytes) -> str:
    """The head as text, as far as finding its root element needs it."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
