"""WebAnno TSV: what the rest of the program sees of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.formats.base import Layout, Option
from annotator.formats.carrying import EVERYTHING, tell_uncarried
from annotator.formats.common.article_files import SIDECAR, file_name, sidecar
from annotator.formats.webanno.reader import read_article
from annotator.formats.webanno.writer import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.domain.exchange import IncomingArticle, Problem
    from annotator.formats.base import Export, Output, Part
    from annotator.formats.input_file import InputFile

_MARKS = (b"#FORMAT=WebAnno TSV 3", b"\xef\xbb\xbf#FORMAT=WebAnno TSV 3")


class WebAnno:
    """A folder for each part, a .tsv for each article."""

    name = "webanno"
    title = "WebAnno TSV"
    purpose = "For INCEpTION and WebAnno: a folder with a table of tokens for each article."
    extensions: tuple[str, ...] = (".tsv",)
    companions: tuple[str, ...] = (SIDECAR,)
    layout = Layout.FOLDER
    carries = replace(EVERYTHING, history=False, suggestions=False)
    options: tuple[Option, ...] = ()

    def recognises(self, file: InputFile) -> bool:
        """Whether the first line says so."""
        return file.head.startswith(_MARKS)

    def read(self, file: InputFile) -> Iterator[IncomingArticle | Problem]:
        """The one article of the file."""
        return read_article(file)

    def write(self, parts: Iterable[Part], output: Output, export: Export) -> None:
        """Two files a document; memory holds one at a time."""
        for part in parts:
            for annotated in part.documents:
                tell_uncarried(annotated, self.title, self.carries, export.lost)
                name = f"{part.name}/{file_name(annotated.document)}"
                with output.open(f"{name}.tsv") as stream:
                    for lines in written(annotated, export.scheme, export.lost):
                        stream.write(lines.encode())
                with output.open(f"{name}{SIDECAR}") as stream:
                    stream.write(sidecar(annotated))
