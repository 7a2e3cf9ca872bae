"""Rows to articles: with their exact text where the side file is there, else put together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from annotator.domain.document import Metadata
from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import IncomingArticle, IncomingSpan, Problem
from annotator.domain.text import title_of
from annotator.formats.common.own_fields import incoming, why_unusable
from annotator.formats.conll.rows import NewArticle, Row, columns_of, events, head_lines
from annotator.formats.conll.side_file import SIDE_EXTENSION, SideFile
from annotator.formats.tokenising.tags import TagReader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.formats.conll.rows import Event
    from annotator.formats.conll.side_file import Exact
    from annotator.formats.input_file import InputFile

MOST_ROWS = 5_000_000
"""Rows of one article: more than one of 20 million characters has."""


@dataclass(slots=True)
class _Article:
    """The rows of an article; breaks: those that come first after a blank line."""

    words: list[str] = field(default_factory=list)
    tags: list[tuple[str, ...]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    breaks: set[int] = field(default_factory=set)


@dataclass(slots=True)
class _Untold:
    """What a whole file is told of once: rows without a tag, and without a token."""

    bare: int = 0
    first_bare: int = 0


def read_rows(file: InputFile, *, by_sentence: bool) -> Iterator[IncomingArticle | Problem]:
    """The articles of a file.

    by_sentence: whether, in a file that does not say where articles begin, blank lines part
    sentences of one article; else each part of it is one.
    """
    try:
        yield from _read(file, by_sentence=by_sentence)
    except UnreadableInput as error:
        yield Problem(file.origin, str(error))


def _read(file: InputFile, *, by_sentence: bool) -> Iterator[IncomingArticle | Problem]:
    lines = head_lines(file)
    columns = columns_of(lines)
    if columns is None:
        yield Problem(file.origin, _why_no_rows(file))
        return
    side, name = None, f"{file.stem}{SIDE_EXTENSION}"
    data = file.beside(name)
    if data is not None:
        side = SideFile(data)
        if side.damaged:
            yield Problem(file.origin, _damaged(name, side.damaged))
    reader, untold = TagReader(), _Untold()
    met = 0
    sizes = side.sizes if side is not None else []
    for article in _articles(_told(events(file, columns), untold), sizes, by_sentence=by_sentence):
        met += 1
        origin = f"{file.origin}, line {article.lines[0]}"
        exact = side.take(article.words) if side is not None else None
        if side is not None and exact is None:
            yield Problem(origin, _unfit(name))
        yield from _article(article, exact, origin, reader)
    if not met:
        yield Problem(file.origin, "It has no rows of tokens.")
    yield from _closing(file.origin, reader, untold)


def _told(found: Iterable[Event], untold: _Untold) -> Iterator[Event]:
    """The lines; those without a token or tag are counted."""
    for event in found:
        if isinstance(event, Row) and not (event.tags[-1] and event.token.strip()):
            untold.bare += 1
            untold.first_bare = untold.first_bare or event.line
            if not event.token.strip():
                continue
        yield event


def _articles(
    found: Iterator[Event], sizes: Iterable[int], *, by_sentence: bool
) -> Iterator[_Article]:
    """The rows of each article, as lines between articles have it, or else the sizes.

    Raises UnreadableInput if one is too long.
    """
    article = _Article()
    marked = False
    left: Iterator[int] = iter(sizes)
    size = 0
    broken = False
    for event in found:
        if isinstance(event, Row):
            if broken and article.words:
                article.breaks.add(len(article.words))
            broken = False
            article.words.append(event.token)
            article.tags.append(event.tags)
            article.lines.append(event.line)
            if len(article.words) > MOST_ROWS:
                raise UnreadableInput(_too_long(article.lines[0]))
            size = size or next(left, 0)
            ended = not marked and by_sentence and len(article.words) == size
        else:
            broken = True
            if isinstance(event, NewArticle):
                marked = True
            ended = marked and isinstance(event, NewArticle)
            ended = ended or not (marked or by_sentence)
        if ended and article.words:
            yield article
            article, size, broken = _Article(), 0, False
    if article.words:
        yield article


def _article(
    article: _Article, exact: Exact | None, origin: str, reader: TagReader
) -> Iterator[IncomingArticle | Problem]:
    tagged = [
        one
        for tags in zip(*article.tags, strict=True)
        for one in reader.spans(tags, breaks=article.breaks, lines=article.lines)
    ]
    if exact is None:
        text, bounds = _together(article)
    else:
        text, bounds = exact.text, [(row.start, row.end) for row in exact.rows]
    why = why_unusable(text)
    if why:
        yield Problem(origin, why)
        return
    spans = []
    for one in tagged:
        start, end = bounds[one.first][0], bounds[one.end - 1][1]
        label = exact.labels.get(one.label, one.label) if exact else one.label
        spans.append(IncomingSpan(start, end, label, quoted=text[start:end]))
    if exact is None:
        title = title_of(text[:1000])
        yield IncomingArticle(text, origin, Metadata(title=title), tuple(spans))
        return
    notes: list[str] = []
    known = incoming(
        text, origin, article=exact.article, meta={}, spans=(), relations=(), note=notes.append
    )
    yield from (Problem(origin, note) for note in notes)
    yield IncomingArticle(
        text,
        origin,
        known.metadata,
        tuple(spans),
        status=known.status,
        id=known.id,
        flag_reason=known.flag_reason,
        tags=known.tags,
        note=known.note,
    )


def _together(article: _Article) -> tuple[str, list[tuple[int, int]]]:
    """The words with single spaces between them, a sentence a line; and where each stands."""
    parts: list[str] = []
    bounds: list[tuple[int, int]] = []
    at = 0
    for number, word in enumerate(article.words):
        if number:
            parts.append("\n" if number in article.breaks else " ")
            at += 1
        parts.append(word)
        bounds.append((at, at + len(word)))
        at += len(word)
    return "".join(parts), bounds


def _closing(origin: str, reader: TagReader, untold: _Untold) -> Iterator[Problem]:
    if reader.is_repaired:
        many = reader.broken > 1
        yield Problem(
            origin,
            f"{reader.broken} span{'s begin' if many else ' begins'} with an inner tag where others"
            f" begin with B, the first on line {reader.first_broken}; each was read as a span of"
            " its own.",
        )
    if untold.bare:
        many = untold.bare > 1
        yield Problem(
            origin,
            f"{untold.bare} row{'s have' if many else ' has'} no token or no tag that can be read,"
            f" the first on line {untold.first_bare}; {'they are' if many else 'it is'} in no"
            " span.",
        )


def _why_no_rows(file: InputFile) -> str:
    if not file.head:
        return "The file is empty."
    if not file.head.strip():
        return "The file has only blank lines."
    return "It has no rows of a token and, in the last column, a tag such as O, B-ACTOR or I-ACTOR."


def _damaged(name: str, count: int) -> str:
    lines = "a line that is" if count == 1 else f"{count} lines that are"
    return f"{name}, which belongs to it, has {lines} damaged; what it told of them is missing."


def _unfit(name: str) -> str:
    return (
        f"{name}, which belongs to it, has no text that fits these rows; the text was put together"
        " from them, with single spaces."
    )


def _too_long(line: int) -> str:
    return (
        f"The article that begins on line {line} has more than {MOST_ROWS:,} rows; if blank lines"
        " part articles, choose so, or put -DOCSTART- between them."
    )
