"""The article in a web page, found by trafilatura. Nothing is ever fetched.

Imported only when a page is read: trafilatura takes a third of a second.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import Any

import trafilatura

from annotator.domain.document import Metadata
from annotator.formats.metadata_fields import field_text

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
_PARAGRAPHS = (
    "//p[not(ancestor::nav or ancestor::header or ancestor::footer or ancestor::aside"
    " or ancestor::form)]"
)


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
    found = _extracted(source)
    metadata = _metadata(found, tree)
    links = {_squeezed(link.text_content()) for link in tree.xpath("//a")}
    found_lines = [] if found is None else _lines(found.text or "")
    candidates = [found_lines, _paragraphs(tree)]
    if sum(map(len, found_lines)) < _SHORT:
        candidates.reverse()
    for lines in candidates:
        body = _without_heading(lines, metadata)
        if _is_article(body, links):
            return WebArticle("\n".join(body), metadata)
    return None


def _extracted(source: str) -> Any:  # noqa: ANN401 - trafilatura's types do not say which
    """What trafilatura finds, or None."""
    try:
        return trafilatura.bare_extraction(
            source,
            with_metadata=True,
            include_comments=False,
            date_extraction_params=_DATE_SEARCH,
        )
    except Exception:  # noqa: BLE001 - the web is odder than its rules; paragraphs will have to do
        _log.info("trafilatura failed on a page", exc_info=True)
        return None


def _tree(source: str) -> Any:  # noqa: ANN401 - lxml has no types
    # fragments are no pages to trafilatura, and so neither is a saved selection
    return trafilatura.load_html(
        source if "<html" in source.lower() else f"<html><body>{source}</body></html>"
    )


def _metadata(found: Any, tree: Any) -> Metadata:  # noqa: ANN401 - neither has types
    language = field_text(
        tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    )
    if found is None:
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


def _paragraphs(tree: Any) -> list[str]:  # noqa: ANN401
    return [line for each in tree.xpath(_PARAGRAPHS) if (line := _squeezed(each.text_content()))]


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
