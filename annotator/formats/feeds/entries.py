"""The entries of a feed, read with feedparser, which is given bytes and never an address."""

from __future__ import annotations

import io
import re
import time
from typing import TYPE_CHECKING, Any

import feedparser

from annotator.domain.document import Metadata
from annotator.domain.exchange import IncomingArticle, Problem
from annotator.formats.common.metadata_fields import extras, field_text, iso_time
from annotator.formats.feeds.fragments import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator


_STUMBLES = (ValueError, ArithmeticError, LookupError, TypeError, AttributeError, AssertionError)
"""What feedparser raises for some feeds that are damaged."""
_LAST_CHARACTER = 0x10FFFF
_BEYOND = re.compile(rb"&#(?:[xX]([0-9a-fA-F]{6,})|([0-9]{7,}));?")


def articles(data: bytes, origin: str) -> Iterator[IncomingArticle | Problem]:
    """The articles of a feed, and a Problem where there are none or some say nothing."""
    # as a stream: a string it would take for an address, bytes for the name of a file
    try:
        feed = feedparser.parse(
            io.BytesIO(_meant(data)), resolve_relative_uris=False, sanitize_html=True
        )
    except _STUMBLES:
        yield Problem(origin, "The feed is damaged; get it anew.")
        return
    empty = 0
    for number, entry in enumerate(feed.entries, start=1):
        article = _article(entry, feed.feed, f"{origin}, entry {number}")
        if article is None:
            empty += 1
        else:
            yield article
    if not feed.entries:
        yield Problem(origin, "The feed has no entries, or is damaged.")
    elif empty:
        yield Problem(origin, f"{empty} of its entries have neither text nor headline.")
    if feed.entries and _is_cut_off(data):
        yield Problem(origin, "The feed is cut off; its last entries may be missing.")


def _meant(data: bytes) -> bytes:
    """The feed with a mark in the place of characters that there are not: "&#x110000;" ends it."""

    def known(reference: re.Match[bytes]) -> bytes:
        digits = (reference[1] or reference[2]).lstrip(b"0") or b"0"
        code = int(digits[:9], 16 if reference[1] else 10)
        return reference[0] if code <= _LAST_CHARACTER else b"&#xFFFD;"

    return _BEYOND.sub(known, data)


def _is_cut_off(data: bytes) -> bool:
    end = data.rstrip()[-200:].replace(b"\0", b"").lower()
    return b"</rss" not in end and b"</feed" not in end and b"rdf>" not in end


def _article(entry: Any, feed: Any, origin: str) -> IncomingArticle | None:  # noqa: ANN401
    """The entry as an article; None if it says nothing. feedparser's values have no types."""
    title = text_of(entry.get("title", ""), _is_markup(entry.get("title_detail")))
    text, summary = _text(entry) or title, _summary(entry)
    if not text.strip():
        return None
    # an entry that a collecting feed took over names the outlet it is from
    source = entry.get("source") or {}
    author = (entry.get("author_detail") or {}).get("name") or entry.get("author", "")
    tags = [tag.get("term") for tag in entry.get("tags") or () if tag.get("term")]
    return IncomingArticle(
        text,
        origin,
        Metadata(
            title=field_text(title),
            outlet=field_text(source.get("title") or feed.get("title", "")),
            byline=field_text(author),
            published=_published(entry),
            url=field_text(entry.get("link", "")),
            language=field_text(_language(entry) or feed.get("language", "")),
            extra=extras(
                [
                    ("categories", tags or None),
                    ("summary", None if summary in text else field_text(summary)),
                ]
            ),
        ),
        id=field_text(entry.get("id", "")),
    )


def _text(entry: Any) -> str:  # noqa: ANN401
    """The longest of the full texts, else the summary."""
    contents = [text_of(one.get("value", ""), _is_markup(one)) for one in entry.get("content", ())]
    return max(contents, key=len, default="") or _summary(entry)


def _summary(entry: Any) -> str:  # noqa: ANN401
    return text_of(entry.get("summary", ""), _is_markup(entry.get("summary_detail")))


def _is_markup(detail: Any) -> bool:  # noqa: ANN401
    return (detail or {}).get("type") != "text/plain"


def _language(entry: Any) -> str:  # noqa: ANN401
    return next((str(one["language"]) for one in entry.get("content", ()) if one["language"]), "")


def _published(entry: Any) -> str:  # noqa: ANN401
    for name in ("published", "updated"):
        written = field_text(entry.get(name, ""))
        if not written:
            continue
        read = iso_time(written)
        parsed = entry.get(f"{name}_parsed")
        if read == written and not written[:4].isdecimal() and parsed:
            return time.strftime("%Y-%m-%dT%H:%M:%S+00:00", parsed)
        return read
    return ""
