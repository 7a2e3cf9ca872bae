"""UIMA CAS: what the rest of the program sees of it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import Problem
from annotator.formats.base import Layout, Option
from annotator.formats.carrying import EVERYTHING, tell_uncarried
from annotator.formats.common.article_files import Remarks, file_name
from annotator.formats.uima.json_cas import read_json
from annotator.formats.uima.reader import article_in
from annotator.formats.uima.writer import CasWriter
from annotator.formats.uima.xmi import TYPE_SYSTEM, read_xmi

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from annotator.domain.exchange import IncomingArticle
    from annotator.formats.base import Export, Output, Part
    from annotator.formats.input_file import InputFile
    from annotator.formats.uima.structures import Cas, Types

    ReadCas = Callable[[InputFile, Remarks], tuple[Cas, Types]]

_CARRIES = replace(EVERYTHING, history=False, suggestions=False)
_JSON = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"%(?:TYPES|FEATURE_STRUCTURES|VIEWS|FLAGS)"\s*:')


class CasXmi:
    """A folder for each part: a .xmi for each article, the types in one file beside them."""

    name = "cas-xmi"
    title = "UIMA CAS XMI"
    purpose = (
        "For INCEpTION and other programs built on UIMA: a folder with a file for each "
        "article and the type system."
    )
    extensions: tuple[str, ...] = (".xmi",)
    companions: tuple[str, ...] = (TYPE_SYSTEM,)
    layout = Layout.FOLDER
    carries = _CARRIES
    options: tuple[Option, ...] = ()

    def read(self, file: InputFile) -> Iterator[IncomingArticle | Problem]:
        """The one article of the file; its types are in the TypeSystem.xml beside it."""
        return _read(file, read_xmi)

    def write(self, parts: Iterable[Part], output: Output, export: Export) -> None:
        """A file a document; memory holds one at a time, and the names of attributes."""
        for part in parts:
            writer = CasWriter(export.scheme, export.lost, is_xml=True)
            for annotated in part.documents:
                tell_uncarried(annotated, self.title, self.carries, export.lost)
                with output.open(f"{part.name}/{file_name(annotated.document)}.xmi") as stream:
                    stream.write(writer.cas(annotated).to_xmi(pretty_print=True).encode())
            with output.open(f"{part.name}/{TYPE_SYSTEM}") as stream:
                stream.write(writer.type_system_xml())


class CasJson:
    """A folder for each part, a .json for each article."""

    name = "cas-json"
    title = "UIMA CAS JSON"
    purpose = (
        "For INCEpTION and dkpro-cassis: a folder with a file for each article, types included."
    )
    extensions: tuple[str, ...] = (".json",)
    layout = Layout.FOLDER
    carries = _CARRIES
    options: tuple[Option, ...] = ()

    def recognises(self, file: InputFile) -> bool:
        """Whether it begins with the types or the structures of a CAS."""
        return _JSON.match(file.head) is not None

    def read(self, file: InputFile) -> Iterator[IncomingArticle | Problem]:
        """The one article of the file."""
        return _read(file, lambda file, _: read_json(file))

    def write(self, parts: Iterable[Part], output: Output, export: Export) -> None:
        """A file a document; memory holds one at a time."""
        from cassis.json import TypeSystemMode

        for part in parts:
            writer = CasWriter(export.scheme, export.lost, is_xml=False)
            for annotated in part.documents:
                tell_uncarried(annotated, self.title, self.carries, export.lost)
                cas = writer.cas(annotated)
                text = cas.to_json(pretty_print=False, type_system_mode=TypeSystemMode.MINIMAL)
                with output.open(f"{part.name}/{file_name(annotated.document)}.json") as stream:
                    stream.write(text.encode())


def _read(file: InputFile, read_cas: ReadCas) -> Iterator[IncomingArticle | Problem]:
    """The article of a CAS, after what could not be read of it."""
    remarks = Remarks(file.origin)
    found: list[IncomingArticle | Problem] = []
    try:
        cas, types = read_cas(file, remarks)
        found.append(article_in(cas, types, file.origin, remarks))
    except UnreadableInput as error:
        found.append(Problem(file.origin, str(error)))
    yield from remarks.problems()
    yield from found
