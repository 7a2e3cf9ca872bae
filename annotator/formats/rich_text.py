"""Rich text (.rtf): the text as it is shown, and the properties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.document import Metadata
from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import IncomingArticle, Problem
from annotator.formats.metadata_fields import extras, field_text
from annotator.formats.paragraphs import joined, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.formats.input_file import InputFile

LARGEST = 100_000_000
"""Bytes. Pictures are most of a large one."""


class RichText:
    """Reads .rtf files: deleted and hidden text left out, notes last."""

    name = "rtf"
    title = "Rich text"
    extensions: tuple[str, ...] = (".rtf",)

    def read(self, file: InputFile) -> Iterator[IncomingArticle | Problem]:
        """The one article, or why there is none."""
        try:
            yield _article(file)
        except UnreadableInput as error:
            yield Problem(file.origin, str(error))


def _article(file: InputFile) -> IncomingArticle:
    from annotator.formats.rich_text_reader import read_rich_text

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
        title=info.get("title", ""),
        outlet=info.get("company", ""),
        byline=info.get("author", ""),
        published=found.created,
        extra=extras((name, info.get(name, "")) for name in ("keywords", "subject")),
    )
    return IncomingArticle(text, file.origin, metadata)
