"""The article in a web page, found by trafilatura; or all text of a fragment of one.

Nothing is ever fetched. trafilatura takes a third of a second to import, which is left to the
first page.
"""

from __future__ import annotations

import logging
import re
import socket
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from annotator.domain.document import Metadata
from annotator.formats.common.metadata_fields import field_text
from annotator.formats.web.markup_lines import headings, markup_text, markup_tree
from annotator.formats.web.web_lines import PageLines

if TYPE_CHECKING:
    from collections.abc import Iterator

_log = logging.getLogger("annotator.formats")

# a page without an article is news for the user, who gets a Problem, and none for the log
for _name in ("trafilatura", "htmldate", "justext", "courlan"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)

# by default a lone "© 2026" makes the article one of the first of January
_DATE_SEARCH = {"extensive_search": False, "original_date": True}
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_UNPARSABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SENTENCE = re.compile(r".{8,}[.!?…。！？؟।][\"'’”»)\]]*$|.{60,}", re.DOTALL)
# characters; below that trafilatura takes all of the page, its navigation too
_SHORT = 250
# Windows puts its own lines before what is copied: "Version:0.9", "SourceURL:https://…"
_COPIED_FROM = re.compile(r"^Version:[\d.]+\s[^<]*?SourceURL:(\S+)", re.DOTALL)
_CLIPBOARD_HEADER = 3000


@dataclass(frozen=True, slots=True)
class WebArticle:
    """What a page says. text: a paragraph, list item or table row a line."""

    text: str
    metadata: Metadata


def extract(source: str) -> WebArticle | None:
    """The article in a page's source; None if there is none, as in a page of links."""
    source = _UNPARSABLE.sub("\ufffd", _XML_DECLARATION.sub("", source))
    tree = _tree(source)
    if tree is None:
        return None
    metadata = _metadata(tree)
    links = {_squeezed(link.text_content()) for link in tree.xpath("//a")}
    for lines in _candidates(tree):
        body = _without_heading(lines, metadata)
        if _is_article(body, links):
            return WebArticle("\n".join(body), metadata)
    return None


def text_of_fragment(source: str) -> tuple[str, Metadata]:
    """All text of a copied part of a page, a paragraph a line, and what the markup tells of it.

    The text is "" if there is none. source: HTML, as a clipboard has it.
    """
    address = _COPIED_FROM.search(source[:_CLIPBOARD_HEADER])
    if address is not None:
        source = source[source.find("<") :]
    root = markup_tree(source)
    if root is None:
        return "", Metadata()
    metadata = Metadata(
        title=field_text(root.findtext(".//title")) or field_text(next(headings(root), "")),
        url=field_text(address[1]) if address else "",
        language=field_text(root.get("lang")),
    )
    return markup_text(root), metadata


def _candidates(tree: Any) -> Iterator[list[str]]:  # noqa: ANN401 - lxml has no types
    """What may be the lines of the article, the likelier first."""
    page = PageLines(tree)
    page.mark()
    text = _found_by_trafilatura(tree)
    page.unmark()
    found = page.marked(text)
    length = sum(page.lines[number].length for number in found)
    if length < len(text) / 2:  # most of it stood in no line, but in what the page's programs get
        yield _lines(page.without_marks(text))
    paragraphs = page.paragraphs()
    likely = [found, paragraphs]
    if length < _SHORT:
        likely.reverse()
    for numbers in likely:
        yield page.text_of(page.article(numbers)).split("\n")


@cache
def _trafilatura() -> Any:  # noqa: ANN401
    """The library. It brings one for the web, which no page here has a use for.

    That one tries out, when it is imported, whether a socket for IPv6 is to be had, unless Python
    says that there is none; but this program asks nobody for a socket.
    """
    before = socket.has_ipv6
    socket.has_ipv6 = False
    try:
        import trafilatura
    finally:
        socket.has_ipv6 = before
    return trafilatura


def _found_by_trafilatura(tree: Any) -> str:  # noqa: ANN401
    """The text that trafilatura takes for the article; "" if it finds none."""
    try:
        found: Any = _trafilatura().bare_extraction(tree, include_comments=False)
    except Exception:  # noqa: BLE001 - the web is odder than its rules; paragraphs will have to do
        _log.info("trafilatura failed on a page", exc_info=True)
        return ""
    return "" if found is None else found.text or ""


def _tree(source: str) -> Any:  # noqa: ANN401 - lxml has no types
    # fragments are no pages to trafilatura, and so neither is a saved selection
    return _trafilatura().load_html(
        source if "<html" in source.lower() else f"<html><body>{source}</body></html>"
    )


def _metadata(tree: Any) -> Metadata:  # noqa: ANN401
    """What a page says of its article."""
    language = field_text(
        tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    )
    try:
        found = _trafilatura().extract_metadata(tree, date_config=_DATE_SEARCH)
    except Exception:  # noqa: BLE001 - see above
        _log.info("trafilatura failed on a page's head", exc_info=True)
        title = tree.xpath("string(//title)") or tree.xpath("string(//h1)")
        return Metadata(title=field_text(str(title)), language=language)
    return Metadata(
        title=field_text(found.title),
        outlet=field_text(found.sitename),
        byline=field_text(found.author),
        published=field_text(found.date),
        url=field_text(found.url),
        language=language or field_text(found.language),
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _without_heading(lines: list[str], metadata: Metadata) -> list[str]:
    """The lines without the title and byline, which trafilatura leaves in some pages."""
    headings = {metadata.title.casefold(), metadata.byline.casefold()}
    headings |= {f"by {metadata.byline}".casefold()}
    start = 0
    while start < len(lines) and lines[start].casefold() in headings:
        start += 1
    return lines[start:]


def _is_article(lines: list[str], links: set[str]) -> bool:
    """Whether at least half of it is more than links, and some of it reads as a sentence."""
    own = [line for line in lines if line.removeprefix("- ") not in links]
    if sum(map(len, own)) * 2 < sum(map(len, lines)):
        return False
    return any(_SENTENCE.search(line) for line in own)
