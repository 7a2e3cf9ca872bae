"""Plain text: the whole file is the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.document import Metadata
from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import IncomingArticle, Problem
from annotator.domain.text import normalise, title_of
from annotator.formats.common.decoding import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.formats.input_file import InputFile


_HEAD = 1000
"""Characters in which the first line with words is looked for; an article may be very long."""


class PlainText:
    """Reads .txt files; the text stays exactly as it is."""

    name = "text"
    title = "Plain text"
    extensions: tuple[str, ...] = (".txt", ".text")

    def read(self, file: InputFile) -> Iterator[IncomingArticle | Problem]:
        """The one article, its first line being its title."""
        try:
            text = decode(file.data)
        except UnreadableInput as error:
            yield Problem(file.origin, str(error))
            return
        title = title_of(normalise(text.lstrip()[:_HEAD]).text)
        yield IncomingArticle(text, file.origin, Metadata(title=title))
