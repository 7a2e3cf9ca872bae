"""Writing a project's annotations for those who train on them, or read them."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from annotator.domain.errors import ExportFailed
from annotator.domain.ids import DocumentId
from annotator.formats.base import ALL, Export, Layout, Part
from annotator.services.exports import card, outputs
from annotator.services.exports.loss_report import LossReport
from annotator.services.exports.splits import parts_of
from annotator.services.exports.tally import Tally
from annotator.services.format_options import check_options
from annotator.services.jobs import Job, JobContext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from annotator.domain.document import AnnotatedDocument
    from annotator.domain.losses import Loss
    from annotator.formats.base import Exporter, Output
    from annotator.services.exports.outputs import Place, WrittenFile
    from annotator.services.exports.request import ExportRequest
    from annotator.store.project import Project

_PREVIEWED = 3


@dataclass(frozen=True, slots=True)
class Preflight:
    """What an export would write, or has written, and what it does not carry.

    losses: rows of fate, kind, rule and count; shown: the first of each rule, one by one.
    grave: how many articles, texts, spans, relations and suggestions are not as they were.
    """

    articles: int
    annotations: int
    relations: int
    suggestions: int
    parts: Mapping[str, int]
    losses: Sequence[Mapping[str, str | int]]
    shown: Sequence[Loss]
    grave: int


@dataclass(frozen=True, slots=True)
class Beginning:
    """How many articles an export covers, annotated or not, and its files as of the first few."""

    articles: int
    files: Sequence[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written.

    path: the file or folder; files: by their names in it, the one that was asked for first.
    """

    path: Path
    files: Sequence[WrittenFile]
    found: Preflight
    in_a_folder: bool

    @property
    def size(self) -> int:
        """Bytes: of the file, or of all in the folder."""
        return sum(one.size for one in (self.files if self.in_a_folder else self.files[:1]))

    @property
    def told_in(self) -> Path:
        """The file that says what was lost."""
        if self.in_a_folder:
            return self.path / outputs.REPORT
        return self.path.with_name(f"{self.path.stem}.{outputs.REPORT}")

    @property
    def sha256(self) -> str:
        """Of the file, or of the first in the folder; hexadecimal."""
        return self.files[0].sha256


class Exporting:
    """Streams a project through an exporter; memory does not grow with the articles."""

    def __init__(self, project: Project, exporter: Callable[[str], Exporter]) -> None:
        self._project = project
        self._exporter = exporter

    def job(self, request: ExportRequest, target: Path) -> Job[ExportReport]:
        """A job that writes `target`, whole or not at all, and beside it what it lost.

        target: a file; a folder where makes_folder(request) says so.
        Raises UnknownName for a format or an option that is not there, ExportFailed for a target
        that is part of the project; the job raises ExportFailed.
        """
        exporter = self._checked_exporter(request)
        self._check_target(target)
        return Job("Exporting", lambda context: self._write(request, exporter, target, context))

    def preflight(self, request: ExportRequest) -> Job[Preflight]:
        """A job that finds out what such an export would write and lose; it writes nothing.

        It is the export itself, written nowhere. Raises UnknownName as job() does.
        """
        exporter = self._checked_exporter(request)

        def work(context: JobContext) -> Preflight:
            with closing(LossReport()) as losses:
                tally = self._stream(request, exporter, outputs.Nowhere(), losses, context)
                return _found(tally, losses)

        return Job("Looking at what fits", work)

    def makes_folder(self, request: ExportRequest) -> bool:
        """Whether such an export makes a folder. Raises UnknownName."""
        return request.split is not None or self._exporter(request.format).layout is Layout.FOLDER

    def replaces(self, target: Path) -> bool:
        """Whether a folder holds an export, which another one there would take the place of."""
        return target.is_dir() and any(target.iterdir()) and outputs.may_be_replaced(target)

    def beginning(self, request: ExportRequest, *, articles: int = _PREVIEWED) -> Job[Beginning]:
        """A job that counts the articles, and writes the first of them into memory.

        Of a split, all of these are in its first part. Raises UnknownName as job() does.
        """
        exporter = self._checked_exporter(request)

        def work(context: JobContext) -> Beginning:
            ids = self._project.article_ids(request.where, is_stopped=lambda: context.is_cancelled)
            output = outputs.InMemory()
            part = next(iter(request.split.wanted())) if request.split else ALL
            some = ids if request.selection.annotated_only else ids[:articles]
            with closing(LossReport()) as losses:
                self._export(
                    request, exporter, output, losses, Tally(), {part: some}, context, articles
                )
            return Beginning(len(ids), tuple(output.files.items()))

        return Job("Looking at the first articles", work)

    def _checked_exporter(self, request: ExportRequest) -> Exporter:
        exporter = self._exporter(request.format)
        check_options(request.options, exporter.options)
        return exporter

    def _check_target(self, target: Path) -> None:
        own = self._project.path
        place = target.resolve()
        # the file itself, SQLite's and ours beside it, and the folder of backups
        if any(
            one.parent == own.parent and (one == own or one.name.startswith(f"{own.name}-"))
            for one in (place, *place.parents)
        ):
            raise ExportFailed(f"{place} belongs to the project itself. Choose another name.")

    def _write(
        self, request: ExportRequest, exporter: Exporter, target: Path, context: JobContext
    ) -> ExportReport:
        if self.makes_folder(request):
            place = outputs.inside(target)
        else:
            place = outputs.beside(target, exporter.extensions[0])
        with place as opened, closing(LossReport()) as losses:
            tally = self._stream(request, exporter, opened.output, losses, context)
            found = _found(tally, losses)
            self._tell(request, exporter, opened, losses, tally, context)
            opened.keep()
            return ExportReport(target, opened.files, found, self.makes_folder(request))

    def _stream(
        self,
        request: ExportRequest,
        exporter: Exporter,
        output: Output,
        losses: LossReport,
        context: JobContext,
    ) -> Tally:
        tally = Tally()
        parts = parts_of(self._project, request.where, request.selection, request.split)
        self._export(request, exporter, output, losses, tally, parts, context)
        total = sum(map(len, parts.values()))
        context.report(total, total)
        return tally

    def _export(
        self,
        request: ExportRequest,
        exporter: Exporter,
        output: Output,
        losses: LossReport,
        tally: Tally,
        parts: Mapping[str, Sequence[int]],
        context: JobContext,
        most: int | None = None,
    ) -> None:
        total = sum(map(len, parts.values()))

        def passing(name: str, ids: Sequence[int]) -> Iterator[AnnotatedDocument]:
            documents = self._project.annotated_documents(
                map(DocumentId, ids), suggestions=request.suggestions
            )
            chosen = tally.passing(name, documents, request.selection, total, context)
            return islice(chosen, most)

        exporter.write(
            (Part(name, passing(name, ids)) for name, ids in parts.items()),
            output,
            self._about(request, losses.take),
        )

    def _about(self, request: ExportRequest, lost: Callable[[Loss], None]) -> Export:
        return Export(
            scheme=self._project.scheme(),
            title=self._project.path.stem,
            as_of=self._project.newest_change(),
            lost=lost,
            options=request.options,
        )

    def _tell(
        self,
        request: ExportRequest,
        exporter: Exporter,
        place: Place,
        losses: LossReport,
        tally: Tally,
        context: JobContext,
    ) -> None:
        """Writes the report of what was lost and, into a folder, the card and the hashes."""
        context.check_cancelled()
        about = self._about(request, losses.take)
        described = card.described(exporter, request, about, tally, self._project.schema_version)
        in_a_folder = self.makes_folder(request)
        write = partial(losses.write, place.output)
        write(outputs.REPORT if in_a_folder else f"{ALL}.{outputs.REPORT}", described)
        if in_a_folder:
            card.write(place, exporter, about, described, losses.rows())


def _found(tally: Tally, losses: LossReport) -> Preflight:
    return Preflight(
        articles=tally.articles,
        annotations=tally.total("annotations"),
        relations=tally.total("relations"),
        suggestions=tally.total("suggestions"),
        parts={name: one.articles for name, one in tally.parts.items()},
        losses=tuple(losses.rows()),
        shown=tuple(losses.shown),
        grave=losses.grave,
    )
