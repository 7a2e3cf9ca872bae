"""Markdown: the text as a reader sees it, and the front matter as metadata."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import IncomingArticle, Problem
from annotator.domain.text import normalise, title_of
from annotator.formats.common.decoding import decode
from annotator.formats.common.metadata_fields import metadata_from

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.formats.input_file import InputFile

LARGEST_FILE = 20_000_000
"""Bytes. Reading takes some twenty times its size in memory."""


class Markdown:
    """Reads Markdown (CommonMark with tables) to plain text, a paragraph a line."""

    name = "markdown"
    title = "Markdown"
    extensions: tuple[str, ...] = (".md", ".markdown")

    def read(self, file: InputFile) -> Iterator[IncomingArticle | Problem]:
        """The one article; front matter that is no YAML is a Problem, the article still comes."""
        try:
            if len(file.data) > LARGEST_FILE:
                raise UnreadableInput(
                    f"It has more than {LARGEST_FILE // 1_000_000} MB; split it, or save it as"
                    " .txt."
                )
            source = decode(file.data)
        except UnreadableInput as error:
            yield Problem(file.origin, str(error))
            return
        # these two and YAML are imported here because most projects never meet a Markdown file
        from annotator.formats.texts.front_matter import read_front_matter
        from annotator.formats.texts.markdown_text import plain_text

        plain = plain_text(normalise(source).text)
        if not plain.text:
            yield Problem(file.origin, "The file holds no text besides its Markdown signs.")
            return
        try:
            fields = read_front_matter(plain.front_matter)
        except UnreadableInput as error:
            yield Problem(file.origin, str(error))
            fields = {}
        metadata = metadata_from(fields)
        if not metadata.title:
            metadata = replace(metadata, title=plain.heading or title_of(plain.text))
        yield IncomingArticle(plain.text, file.origin, metadata)
