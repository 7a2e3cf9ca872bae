"""Pages saved by a browser as one file (.mhtml, .mht)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import IncomingArticle, Problem
from annotator.formats.mail.parts import charset_of, header, leaves, mail_of, payload_of
from annotator.formats.web.html import NO_ARTICLE, page_source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

    from annotator.formats.input_file import InputFile

_PAGES = ("text/html", "application/xhtml+xml")
_ADDRESS = re.compile(r"https?://\S+")


class WebArchive:
    """Reads the page itself; what is saved with it (pictures, frames) is left out."""

    name = "mhtml"
    title = "Web page, single file"
    extensions: tuple[str, ...] = (".mhtml", ".mht")

    def read(self, file: InputFile) -> Iterator[IncomingArticle | Problem]:
        """The one article, or why there is none."""
        try:
            message = mail_of(file.data)
            page = _page(message)
            source = page_source(payload_of(page), charset_of(page))
        except UnreadableInput as error:
            yield Problem(file.origin, str(error))
            return
        from annotator.formats.web.web_article import extract  # brings trafilatura: 0.3 s

        article = extract(source)
        if article is None:
            yield Problem(file.origin, NO_ARTICLE)
            return
        metadata = replace(
            article.metadata,
            title=article.metadata.title or header(message, "Subject"),
            url=_address(message, page) or article.metadata.url,
        )
        yield IncomingArticle(article.text, file.origin, metadata)


def _page(message: Message) -> Message:
    """The part that is the page: the one the message names as its start, else the first."""
    pages = [part for part in leaves(message) if part.get_content_type() in _PAGES]
    start = message.get_param("start")
    for part in pages:
        if start and header(part, "Content-ID") == start:
            return part
    if not pages:
        raise UnreadableInput("It holds no web page, or is damaged; save the page anew.")
    return pages[0]


def _address(message: Message, page: Message) -> str:
    """Where the page was saved from."""
    for text in (header(message, "Snapshot-Content-Location"), header(page, "Content-Location")):
        if found := _ADDRESS.match(text):
            return found[0]
    return ""
