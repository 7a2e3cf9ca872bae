"""brat: what the rest of the program sees of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.formats.base import Layout, Option
from annotator.formats.brat.config import Configuration
from annotator.formats.brat.reader import read_article
from annotator.formats.brat.writer import written
from annotator.formats.carrying import EVERYTHING, tell_uncarried
from annotator.formats.common.article_files import SIDECAR, file_name, sidecar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.domain.exchange import IncomingArticle, Problem
    from annotator.formats.base import Export, Output, Part
    from annotator.formats.input_file import InputFile

CONFIGURATIONS = ("annotation.conf", "visual.conf", "tools.conf", "kb_shortcuts.conf")
"""What brat looks for in a folder; the last two are never ours."""


class Brat:
    """A folder for each part: a .txt and a .ann for each article, and brat's configuration."""

    name = "brat"
    title = "brat"
    purpose = (
        "For the brat annotation server: a folder with two files for each article,"
        " and the configuration."
    )
    extensions: tuple[str, ...] = (".ann",)
    companions: tuple[str, ...] = (".txt", SIDECAR, *CONFIGURATIONS)
    layout = Layout.FOLDER
    carries = replace(EVERYTHING, annotators=False, history=False, suggestions=False)
    options: tuple[Option, ...] = ()

    def read(self, file: InputFile) -> Iterator[IncomingArticle | Problem]:
        """The one article whose text is in the .txt beside the file."""
        return read_article(file)

    def write(self, parts: Iterable[Part], output: Output, export: Export) -> None:
        """Three files a document; memory holds one at a time, and the names of labels."""
        for part in parts:
            configuration = Configuration(export.scheme)
            for annotated in part.documents:
                tell_uncarried(annotated, self.title, self.carries, export.lost)
                lines, entries = written(annotated, configuration, export.lost)
                name = f"{part.name}/{file_name(annotated.document)}"
                with output.open(f"{name}.txt") as stream:
                    stream.write(annotated.document.text.encode())
                with output.open(f"{name}.ann") as stream:
                    stream.write(lines.encode())
                with output.open(f"{name}{SIDECAR}") as stream:
                    stream.write(sidecar(annotated, entries=entries))
            with output.open(f"{part.name}/annotation.conf") as stream:
                stream.write(configuration.annotation_conf().encode())
            with output.open(f"{part.name}/visual.conf") as stream:
                stream.write(configuration.visual_conf().encode())
