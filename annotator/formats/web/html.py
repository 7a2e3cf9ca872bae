"""Web pages: the article without what surrounds it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import IncomingArticle, Problem
from annotator.formats.common.decoding import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.formats.input_file import InputFile

LARGEST_PAGE = 20_000_000
"""Bytes. Cleaning a page takes some twenty times its size in memory."""

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w:-]+)|^\s*<\?xml[^>]{0,200}encoding=["']([\w-]+)""",
    re.IGNORECASE,
)
_PROLOGUE_BYTES = 4096

NO_ARTICLE = "No article was found in this page; copy its text and paste it instead."


class Html:
    """Reads web pages: body text a paragraph a line, title, outlet, byline, date, address."""

    name = "html"
    title = "Web page"
    extensions: tuple[str, ...] = (".html", ".htm", ".xhtml")

    def read(self, file: InputFile) -> Iterator[IncomingArticle | Problem]:
        """The one article, or why there is none."""
        try:
            source = page_source(file.data)
        except UnreadableInput as error:
            yield Problem(file.origin, str(error))
            return
        from annotator.formats.web.web_article import extract  # brings trafilatura: 0.3 s

        article = extract(source)
        if article is None:
            yield Problem(file.origin, NO_ARTICLE)
            return
        yield IncomingArticle(article.text, file.origin, article.metadata)


def page_source(data: bytes, declared: str = "") -> str:
    """The markup in a page's bytes.

    declared: the encoding that whatever holds the page names; it goes before the page's own.
    Raises UnreadableInput for what is too large or no text.
    """
    if len(data) > LARGEST_PAGE:
        raise UnreadableInput(
            f"The page has {len(data) / 1e6:.0f} MB, and at most"
            f" {LARGEST_PAGE // 1_000_000} can be read; save its text as .txt."
        )
    return decode(data, declared=declared or _declared_encoding(data))


def _declared_encoding(data: bytes) -> str:
    found = _DECLARED.search(data[:_PROLOGUE_BYTES])
    return "" if found is None else (found[1] or found[2]).decode("ascii", "replace")
