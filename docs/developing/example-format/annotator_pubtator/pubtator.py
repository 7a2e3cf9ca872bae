"""PubTator: articles and annotations as lines, as tools for health and science news have them.

a1|t|Ferry aground off Bergen
a1|a|Nobody was hurt, the harbour office said.
a1	18	24	Bergen	LOCATION	Q26793

Offsets count code points from the beginning of the title; one stands between title and text.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.domain.document import Metadata
from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import IncomingArticle, IncomingEntry, IncomingSpan, Problem
from annotator.domain.ids import id_text
from annotator.domain.losses import Fate, Kind, loss_of_many, loss_of_span
from annotator.formats.base import Layout, Option
from annotator.formats.carrying import Carries, tell_uncarried

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from annotator.domain.annotation import Annotation
    from annotator.domain.document import AnnotatedDocument
    from annotator.domain.losses import Loss
    from annotator.formats.base import Export, Output, Part
    from annotator.formats.input_file import InputFile

HEADLINE = "headline"
TITLE = Option(
    "title",
    "Title line",
    "first line",
    ("first line", HEADLINE),
    "The first line of the text, or the headline that is known of the article, before its text.",
)

LINES = "PubTator has a title and one line of text; line ends after the first become spaces."
BEFORE = "The headline stands before the text, as its title line."
NAMES = "White space in the name of a label, and in a title, becomes single spaces in PubTator."
ITEMS = "PubTator has the Wikidata item of a mention, and nothing else about an entry."

_LONGEST_LINE = 100_000_000
_MOST_LINES = 1_000_000
_TEXT = re.compile(r"([^|\t]*)\|([ta])\|(.*)", re.DOTALL)
_ITEM = re.compile(r"Q[1-9][0-9]*")


class PubTator:
    """Articles one after the other, each ended by a blank line."""

    name = "pubtator"
    title = "PubTator"
    purpose = "For tools that read PubTator: an article in two lines, and a line for each mention."
    extensions: tuple[str, ...] = (".pubtator",)
    layout = Layout.FILE
    carries = Carries(overlaps=True, exact=True, links=True)
    options: tuple[Option, ...] = (TITLE,)

    def read(self, file: InputFile) -> Iterator[IncomingArticle | Problem]:
        """The articles; one at a time is in memory."""
        met = False
        try:
            for number, lines in _blocks(file):
                met = True
                yield from _article(lines, f"{file.origin}, line {number}")
        except UnreadableInput as error:
            yield Problem(file.origin, str(error))
            return
        if not met:
            yield Problem(file.origin, "The file holds no articles.")

    def write(self, parts: Iterable[Part], output: Output, export: Export) -> None:
        """A file for each part; one article at a time is in memory."""
        has_headline = export.option(TITLE) == HEADLINE
        titled = replace(self.carries, metadata=frozenset({"title"}))
        carries = titled if has_headline else self.carries
        for part in parts:
            with output.open(f"{part.name}.pubtator") as stream:
                for article in part.documents:
                    tell_uncarried(article, self.title, carries, export.lost)
                    lines = _lines(article, export.lost, has_headline=has_headline)
                    stream.write("".join(lines).encode())


def _lines(
    article: AnnotatedDocument, lost: Callable[[Loss], None], *, has_headline: bool
) -> Iterator[str]:
    document = article.document
    key = id_text(document.id)
    title, newline, rest = document.text.partition("\n")
    shift = 0
    if has_headline:
        headline = document.info.metadata.title
        title, newline, rest = " ".join(headline.split()), "\n", document.text
        shift = len(title) + 1
        lost(loss_of_many(document, Kind.TEXT, 1, BEFORE, fate=Fate.CHANGED))
        if title != headline:
            lost(loss_of_many(document, Kind.METADATA, 1, NAMES, fate=Fate.CHANGED))
    if "\n" in rest:
        lost(loss_of_many(document, Kind.TEXT, 1, LINES, fate=Fate.CHANGED))
    yield f"{key}|t|{title}\n"
    if newline:
        yield f"{key}|a|{_in_one_line(rest)}\n"
    for one in article.annotations:
        label = " ".join(one.label.split())
        if label != one.label:
            lost(loss_of_span(document, one.span, one.label, NAMES, fate=Fate.CHANGED))
        mention = _in_one_line(one.span.text_of(document.text)).replace("\t", " ")
        cells = (key, one.span.start + shift, one.span.end + shift, mention, label)
        yield "\t".join((*map(str, cells), _item(one, article))) + "\n"
    named = sum(one.entry_id is not None for one in article.annotations)
    if named:
        lost(loss_of_many(document, Kind.LINK, named, ITEMS, fate=Fate.CHANGED))
    yield "\n"


def _in_one_line(text: str) -> str:
    return text.replace("\n", " ")


def _item(annotation: Annotation, article: AnnotatedDocument) -> str:
    key = annotation.entry_id
    entry = None if key is None else article.entries.get(key)
    return entry.wikidata if entry else ""


def _blocks(file: InputFile) -> Iterator[tuple[int, list[bytes]]]:
    """The lines of each article, with the number of the first. Raises UnreadableInput."""
    block: list[bytes] = []
    number = 0
    with file.opener() as stream:
        while line := stream.readline(_LONGEST_LINE + 1):
            number += 1
            if len(line) > _LONGEST_LINE or len(block) >= _MOST_LINES:
                raise UnreadableInput(f"The article is too long at line {number}; split it.")
            if line.strip():
                block.append(line)
            elif block:
                yield number - len(block), block
                block = []
    if block:
        yield number + 1 - len(block), block


def _article(lines: list[bytes], origin: str) -> Iterator[IncomingArticle | Problem]:
    try:
        decoded = [line.decode("utf-8-sig").rstrip("\r\n") for line in lines]
    except UnicodeDecodeError:
        yield Problem(origin, "The article is not UTF-8; save the file as UTF-8.")
        return
    texts = [match.groups() for match in map(_TEXT.fullmatch, decoded) if match]
    by_kind = {kind: text for _, kind, text in reversed(texts)}
    title = by_kind.get("t", "")
    text = f"{title}\n{by_kind['a']}" if "a" in by_kind else title
    if not text.strip() or "\0" in text:
        yield Problem(origin, "It has no title or text that can be read, as “1|t|Title”.")
        return
    rows = [line.split("\t") for line in decoded if not _TEXT.fullmatch(line)]
    spans = [span for row in rows if (span := _span(row, text))]
    if len(spans) < len(rows):
        yield Problem(
            origin,
            f"Lines that are no mentions were left out ({len(rows) - len(spans):,}); relations"
            " there join identifiers, not mentions.",
        )
    yield IncomingArticle(text, origin, Metadata(title=title), tuple(spans), id=texts[0][0])


def _span(row: list[str], text: str) -> IncomingSpan | None:
    """The mention in a line, or None if there is none."""
    match row:
        case [_, first, last, mention, label, *more] if label.strip():
            try:
                start, end = int(first), int(last)
            except ValueError:
                return None
        case _:
            return None
    # line ends and tabs are spaces there
    found = text[max(start, 0) : max(end, 0)]
    quoted = found if mention.split() == found.split() else mention
    identifier = more[0].strip() if more else ""
    name = " ".join(mention.split())
    entry = None
    if name and _ITEM.fullmatch(identifier):
        identifier, entry = "", IncomingEntry("", name, wikidata=identifier)
    return IncomingSpan(start, end, label, quoted=quoted, note=identifier, canonical=entry)
