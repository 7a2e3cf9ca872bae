"""REFI-QDA projects, as QualCoder, ATLAS.ti, MAXQDA and NVivo exchange them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import Problem
from annotator.formats.base import Layout, Option
from annotator.formats.common.safe_xml import local_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element as Element

    from annotator.domain.exchange import IncomingArticle
    from annotator.formats.base import Export, Output, Part
    from annotator.formats.input_file import InputFile
    from annotator.formats.refi.package import Package

from annotator.formats.refi.writer import CARRIES, TITLE, write_project

_MEDIA = {
    "PDFSource": "It is a PDF; only text can be imported.",
    "PictureSource": "It is a picture; only text can be imported.",
    "AudioSource": "It is a recording; only text can be imported.",
    "VideoSource": "It is a film; only text can be imported.",
}


class RefiQda:
    """Labels are codes, annotations coded selections, relations links, metadata variables."""

    name = "refi-qda"
    title = TITLE
    purpose = "For programs of qualitative research, such as MAXQDA, NVivo and ATLAS.ti."
    extensions: tuple[str, ...] = (".qdpx", ".qde")
    layout = Layout.FILE
    carries = CARRIES
    options: tuple[Option, ...] = ()

    def read(self, file: InputFile) -> Iterator[IncomingArticle | Problem]:
        """An article for each text of the project; a Problem for each other source."""
        from annotator.formats.refi.package import open_package

        try:
            with open_package(file) as package:
                yield from _read(package, file.origin)
        except UnreadableInput as error:
            yield Problem(file.origin, str(error))

    def write(self, parts: Iterable[Part], output: Output, export: Export) -> None:
        """A .qdpx for each part."""
        for part in parts:
            with output.open(f"{part.name}{self.extensions[0]}") as stream:
                write_project(part.documents, stream, export)


def _read(package: Package, origin: str) -> Iterator[IncomingArticle | Problem]:
    """Goes through the project twice: what sources refer to stands behind them."""
    from annotator.formats.refi.package import elements
    from annotator.formats.refi.project_reader import SOURCES, read_project
    from annotator.formats.refi.source_reader import read_source

    project = read_project(package)
    used: set[int] = set()
    met = False
    for source in elements(package, SOURCES):
        met = True
        if local_name(source) == "TextSource":
            yield from read_source(source, project, package, origin, used)
            continue
        yield Problem(f"{origin}, “{source.get('name') or ''}”", _medium(source))
        for text in _texts_of(source):
            yield from read_source(text, project, package, origin, used)
    if not met:
        yield Problem(origin, "The project has no sources.")
    if project.link_count > len(used):
        yield Problem(
            origin,
            "Links that do not join two selections of one text were left out"
            f" ({project.link_count - len(used):,}).",
        )
    if project.left_out:
        listed = " and ".join(f"{name} ({count:,})" for name, count in project.left_out.items())
        yield Problem(origin, f"The project's {listed} have no place here; they were left out.")


def _medium(source: Element) -> str:
    sentence = _MEDIA[local_name(source)]
    if _texts_of(source):
        return sentence.replace("only text can be imported", "only its text was imported")
    return sentence


def _texts_of(source: Element) -> list[Element]:
    """The texts that stand for a PDF or a picture, with selections of their own."""
    return [one for one in source if local_name(one) in ("Representation", "TextDescription")]
