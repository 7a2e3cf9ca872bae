"""Rich text (.rtf): the text as it is shown, and the properties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.document import Metadata
from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import IncomingArticle, Problem
from annotator.formats.common.metadata_fields import extras, field_text
from annotator.formats.office.document_titles import written_title
from annotator.formats.office.paragraphs import joined, visible
from annotator.formats.press.splitting import press_articles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.formats.input_file import InputFile

LARGEST = 100_000_000
"""Bytes. Pictures are most of a large one."""


class RichText:
    """Reads .rtf files: deleted and hidden text left out, notes last.

    One that a press database exported gives an article for each document in it.
    """

    name = "rtf"
    title = "Rich text"
    extensions: tuple[str, ...] = (".rtf",)

    def read(self, file: InputFile) -> Iterator[IncomingArticle | Problem]:
        """The article or articles, or why there is none."""
        try:
            yield from _articles(file)
        except UnreadableInput as error:
            yield Problem(file.origin, str(error))


def _articles(file: InputFile) -> list[IncomingArticle | Problem]:
    from annotator.formats.office.rich_text_reader import read_rich_text

    if not file.head.lstrip().startswith(b"{\\rtf"):
        raise UnreadableInput("It is no rich text, whatever its name says; save it anew.")
    if len(file.data) > LARGEST:
        raise UnreadableInput(
            f"It has more than {LARGEST // 1_000_000} MB; take its pictures out, or save its text"
            " as .txt."
        )
    found = read_rich_text(file.data)
    text = joined(found.lines)
    if not text:
        raise UnreadableInput("The document holds no text; pictures of text cannot be read.")
    info = {name: field_text(visible(value)) for name, value in found.info.items()}
    metadata = Metadata(
        title=written_title(info.get("title", "")),
        outlet=info.get("company", ""),
        byline=info.get("author", ""),
        published=found.created,
        extra=extras((name, info.get(name, "")) for name in ("keywords", "subject")),
    )
    whole = IncomingArticle(text, file.origin, metadata)
    return press_articles(text, file.origin) or [whole]
