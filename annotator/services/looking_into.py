"""What is in a file or on the clipboard, before it is imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.formats.tables.preview import TablePreview, preview
from annotator.services.reading import ReadRequest, file_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from annotator.domain.document import Metadata
    from annotator.services.reading import Source

__all__ = ["TABLES", "TablePreview", "look_into_html", "look_into_table"]

TABLES = (".csv", ".tsv", ".tab", ".xlsx", ".xlsm")
"""Extensions of files whose columns may be given a meaning."""


def look_into_table(source: Path | Source, options: Mapping[str, str]) -> TablePreview:
    """The beginning of a table, and what its columns are taken for.

    options: as an import takes them. Raises UnreadableInput, or OSError where the file is not
    there.
    """
    return preview(file_of(ReadRequest(source, None, options)))


def look_into_html(html: str) -> tuple[str, Metadata]:
    """The text of copied HTML, a paragraph a line, and what it tells of itself."""
    from annotator.formats.web.web_article import text_of_fragment  # brings what reads HTML

    return text_of_fragment(html)
