"""Web archives (WARC): the articles among the pages that a crawler kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.domain.exchange import IncomingArticle
    from annotator.formats.input_file import InputFile


class Warc:
    """Reads pages and plain texts; pictures, scripts and what was only asked for are passed by."""

    name = "warc"
    title = "Web archive (WARC)"
    extensions: tuple[str, ...] = (".warc", ".warc.gz")

    def read(self, file: InputFile) -> Iterator[IncomingArticle | Problem]:
        """An article for each page that has one, and one Problem for each sort that has none."""
        from annotator.formats.archives.warc_records import (
            articles,  # brings warcio and trafilatura
        )

        try:
            yield from articles(file)
        except UnreadableInput as error:
            yield Problem(file.origin, str(error))
