"""Books (.epub): an article a chapter, or one for all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import orjson

from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import IncomingArticle, Problem
from annotator.formats.archives.guarded import open_archive
from annotator.formats.base import Option
from annotator.formats.common.metadata_fields import field_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.formats.archives.guarded import Archive
    from annotator.formats.epub.package import Book
    from annotator.formats.input_file import InputFile

FEWEST_WORDS = 12
"""Words of a chapter; covers and title pages have fewer."""

LARGEST_CHAPTER = 20_000_000
"""Bytes."""

CHAPTERS = Option(
    name="chapters",
    title="An article per chapter",
    default="yes",
    choices=("no", "yes"),
    help="Each chapter of the book becomes an article; else the whole book is one.",
)


class Epub:
    """Reads .epub files in their reading order. Contents, covers and title pages are left out."""

    name = "epub"
    title = "E-book"
    extensions: tuple[str, ...] = (".epub",)
    reading_options: tuple[Option, ...] = (CHAPTERS,)

    def read(self, file: InputFile) -> Iterator[IncomingArticle | Problem]:
        """The articles, and each chapter that cannot be read."""
        try:
            with open_archive(file) as archive:
                articles = _chapters(archive, file.origin)
                if file.options.get(CHAPTERS.name, CHAPTERS.default) == "yes":
                    yield from articles
                else:
                    yield from _whole(articles, file.origin)
        except UnreadableInput as error:
            yield Problem(file.origin, str(error))


def _chapters(archive: Archive, origin: str) -> Iterator[IncomingArticle | Problem]:
    from annotator.formats.epub.package import read_package

    book = read_package(archive)
    found = False
    for number, name in enumerate(book.chapters, 1):
        place = f"{origin}, part {number}"
        try:
            article = _chapter(archive, book, name, place)
        except UnreadableInput as error:
            found = True
            yield Problem(place, str(error))
            continue
        if article is not None:
            found = True
            yield article
    if not found:
        raise UnreadableInput("The book holds no text; pictures of text cannot be read.")


def _chapter(archive: Archive, book: Book, name: str, place: str) -> IncomingArticle | None:
    from annotator.formats.epub.package import chapter_tree
    from annotator.formats.web.markup_lines import headings, markup_text

    if name in book.protected:
        raise UnreadableInput("It is protected (DRM) and cannot be read.")
    root = chapter_tree(archive.read(name, LARGEST_CHAPTER))
    text = "" if root is None else markup_text(root)
    if len(text.split()) < FEWEST_WORDS:
        return None
    title = book.titles.get(name) or next(headings(root), "")
    return IncomingArticle(text, place, replace(book.metadata, title=field_text(title)))


def _whole(
    articles: Iterator[IncomingArticle | Problem], origin: str
) -> Iterator[IncomingArticle | Problem]:
    """The chapters' texts as one, under the title of the book."""
    chapters: list[IncomingArticle] = []
    for one in articles:
        if isinstance(one, Problem):
            yield one
        else:
            chapters.append(one)
    if chapters:
        metadata = chapters[0].metadata
        book = orjson.loads(dict(metadata.extra).get("book", '""'))
        extra = tuple(pair for pair in metadata.extra if pair[0] != "book")
        text = "\n".join(one.text for one in chapters)
        yield IncomingArticle(text, origin, replace(metadata, title=book, extra=extra))
