"""Exports in tests: the files by name, and what was lost."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

from annotator.formats.base import ALL, Export, Part
from annotator.formats.input_file import InputFile
from annotator.services.starter_schemes import starter_scheme
from tests.formats.examples import NOON

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from annotator.domain.document import AnnotatedDocument
    from annotator.domain.labels import LabelScheme
    from annotator.domain.losses import Loss
    from annotator.formats.base import Exporter, Importer


@dataclass
class Exported:
    """What an export made."""

    files: dict[str, bytes] = field(default_factory=dict)
    losses: list[Loss] = field(default_factory=list)

    @contextmanager
    def open(self, name: str) -> Iterator[BytesIO]:
        assert name not in self.files, f"{name} was written twice"
        assert not name.startswith("/")
        assert ".." not in name.split("/")
        stream = BytesIO()
        yield stream
        self.files[name] = stream.getvalue()

    def neighbour_of(self, name: str):
        """Finds files beside one of that name, as an importer may ask for them."""
        folder = name.rpartition("/")[0]
        return lambda other: self.files.get(f"{folder}/{other}" if folder else other)

    def file(self, name: str) -> InputFile:
        """One of the files, to be read."""
        return InputFile.of_bytes(self.files[name], name, neighbour=self.neighbour_of(name))


def export_all(
    exporter: Exporter,
    articles: Iterable[AnnotatedDocument],
    *,
    scheme: LabelScheme | None = None,
    parts: Mapping[str, Iterable[AnnotatedDocument]] | None = None,
    **options: str,
) -> Exported:
    """Exports articles as one part, or as those parts."""
    made = Exported()
    about = Export(
        scheme=scheme or starter_scheme("news"),
        title="Wire",
        as_of=NOON,
        lost=made.losses.append,
        options=options,
    )
    every = {ALL: articles} if parts is None else parts
    exporter.write((Part(name, iter(one)) for name, one in every.items()), made, about)
    return made


def exported(
    exporter: Exporter, articles: Iterable[AnnotatedDocument], **options: str
) -> dict[str, bytes]:
    """The files of an export, by name."""
    return export_all(exporter, articles, **options).files


def losses(exporter: Exporter, articles: Iterable[AnnotatedDocument], **options: str) -> list[Loss]:
    """What an export tells as lost."""
    return export_all(exporter, articles, **options).losses


def read_all(importer: Importer, made: Exported) -> list:
    """Articles and problems of all files of an export that the importer's extensions fit."""
    return [
        item
        for name in made.files
        if name.endswith(tuple(importer.extensions)) and not name.endswith(_OTHERS)
        for item in importer.read(made.file(name))
    ]


def read_bytes(importer: Importer, data: bytes, origin: str = "file.x", **options: str) -> list:
    """Articles and problems of a file that is given by its bytes."""
    return list(importer.read(InputFile.of_bytes(data, origin, options=options)))


_OTHERS = (".offsets.jsonl", "metadata.jsonl", "span-lengths.json")
