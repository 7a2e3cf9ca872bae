"""The records of a web archive, read with warcio. Imported only when one is read."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from warcio.archiveiterator import WARCIterator
from warcio.bufferedreaders import BufferedReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParserException

from annotator.domain.document import Metadata
from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import IncomingArticle, Problem
from annotator.formats.archives.unpacking import gunzipped
from annotator.formats.common.decoding import decode
from annotator.formats.common.metadata_fields import extras, field_text
from annotator.formats.web.html import LARGEST_PAGE, page_source
from annotator.formats.web.web_article import extract

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

    from annotator.formats.input_file import InputFile

_LARGEST_ARCHIVE = 50_000_000_000
_LONGEST_HEADERS = 1_000_000
_KINDS = frozenset({"response", "resource", "conversion"})
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_OFFICE = re.compile(r"application/(pdf|msword|rtf|vnd\.(openxmlformats|oasis)\b.*)")
_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w:-]+)""", re.I)
_SUCCESS = re.compile(r"2\d\d\b")

# what the library raises for records that make no sense
_NONSENSE = (
    *(ArchiveLoadFailed, StatusAndHeadersParserException, ValueError, AttributeError, TypeError),
    *(EOFError, LookupError),
)

# what a record may turn out to be besides an article
_WITHOUT = (
    "{} of its pages have no article in them, as lists of links have none; they were left out."
)
_UNREADABLE = "{} of its pages are too large, or no text; they were left out."
_DOCUMENTS = "{} of its files are PDF or office documents; save them and import them by themselves."
_TAIL = "It is cut off or damaged after record {}; what came before was read."


@dataclass(frozen=True, slots=True)
class _Page:
    """The part of a record that matters. charset: as HTTP names it, or ""."""

    data: bytes
    is_html: bool
    charset: str
    metadata: Metadata


def articles(file: InputFile) -> Iterator[IncomingArticle | Problem]:
    """The articles in the archive, then a Problem for each sort of thing that is none.

    Raises UnreadableInput if it holds no records at all.
    """
    left_out: Counter[str] = Counter()
    number = read = 0
    with _opened(file) as stream:
        try:
            for number, record in enumerate(_records(stream), start=1):
                page = _page(record, left_out)
                article = page and _article(page, f"{file.origin}, record {number}", left_out)
                if article:
                    read += 1
                    yield article
        except UnreadableInput as error:
            if not number:
                raise UnreadableInput("It is no web archive, or a damaged one.") from error
            yield Problem(file.origin, _TAIL.format(number))
    for sentence, count in left_out.items():
        yield Problem(file.origin, sentence.format(count))
    if not read and not left_out:
        yield Problem(file.origin, "There are no pages in it.")


def _opened(file: InputFile) -> BinaryIO:
    packed = file.head.startswith(b"\x1f\x8b")
    return gunzipped(file.opener, _LARGEST_ARCHIVE) if packed else file.opener()


class _Reader(BufferedReader):  # type: ignore[misc]  # warcio has no types
    """Bounded: the library reads headers of any length, in time that grows with their square."""

    _headers = 0

    def read(self, length: int | None = None) -> bytes:
        self._headers = 0
        data: bytes = super().read(length)
        return data

    def readline(self, length: int | None = None) -> bytes:
        line: bytes = super().readline(min(length or _LONGEST_HEADERS, _LONGEST_HEADERS))
        self._headers += len(line)
        if self._headers > _LONGEST_HEADERS:
            raise UnreadableInput("A record's headers are too long.")
        return line


class _Prompt:
    """A stream that gives what it has before it fails at what comes after."""

    def __init__(self, stream: BinaryIO) -> None:
        self.read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)


class _Records(WARCIterator):  # type: ignore[misc]
    """The library's iterator, without what it prints."""

    INC_RECORD = ""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(stream)
        self.reader = _Reader(_Prompt(stream))


def _records(stream: BinaryIO) -> Iterator[Any]:
    """The records. Raises UnreadableInput at the first that makes no sense."""
    records = _Records(stream)
    while True:
        try:
            record = next(records, None)
        except _NONSENSE as error:
            raise UnreadableInput("A record makes no sense.") from error
        if record is None:
            return
        yield record


def _page(record: Any, left_out: Counter[str]) -> _Page | None:  # noqa: ANN401 - no types
    """What a record holds, if it is a page or text that was got, and not too large."""
    if record.rec_type not in _KINDS:
        return None
    http = record.http_headers
    if http is not None and not _SUCCESS.match(http.statusline):
        return None
    headers = record.rec_headers if http is None else http
    content_type = headers.get_header("Content-Type") or ""
    kind = content_type.partition(";")[0].strip().lower()
    if kind not in _PAGES and kind != "text/plain":
        left_out.update([_DOCUMENTS] if _OFFICE.fullmatch(kind) else [])
        return None
    data = _limited(record.content_stream().read)
    if len(data) <= LARGEST_PAGE and _is_cut_off(record.raw_stream):
        raise UnreadableInput("A record ends early.")
    if not data.strip():
        return None
    charset = _CHARSET.search(content_type)
    return _Page(data, kind in _PAGES, charset[1] if charset else "", _metadata(record.rec_headers))


def _limited(read: Callable[[int], bytes]) -> bytes:
    """The bytes of a record, one more than a page may have at most."""
    chunks, size = [], 0
    while size <= LARGEST_PAGE and (chunk := read(1 << 16)):
        chunks.append(chunk)
        size += len(chunk)
    return b"".join(chunks)


def _is_cut_off(stream: Any) -> bool:  # noqa: ANN401
    """Whether there is less of a record than its header says."""
    return getattr(stream, "limit", 0) > 0 and not stream.read(1)


def _metadata(headers: Any) -> Metadata:  # noqa: ANN401
    """Where the record is from; the day it was got is the best guess at its date."""
    got = field_text(headers.get_header("WARC-Date") or "")
    url = field_text(headers.get_header("WARC-Target-URI") or "").strip("<>")
    return Metadata(url=url, published=got[:10], extra=extras([("archived", got)]))


def _article(page: _Page, origin: str, left_out: Counter[str]) -> IncomingArticle | None:
    try:
        if not page.is_html:
            return IncomingArticle(decode(page.data, declared=page.charset), origin, page.metadata)
        article = extract(page_source(page.data, page.charset))
    except UnreadableInput:
        left_out[_UNREADABLE] += 1
        return None
    if article is None:
        left_out[_WITHOUT] += 1
        return None
    found, known = article.metadata, page.metadata
    metadata = replace(
        found,
        url=known.url or found.url,
        published=found.published or known.published,
        extra=tuple(sorted({*found.extra, *known.extra})),
    )
    return IncomingArticle(article.text, origin, metadata)
