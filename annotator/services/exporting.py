"""Writing a project's annotations for those who train on them."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from annotator.domain.document import ArticleFilter
from annotator.domain.errors import ExportFailed
from annotator.domain.ids import DocumentId
from annotator.services.atomic import atomic_file
from annotator.services.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import BinaryIO

    from annotator.domain.document import AnnotatedDocument
    from annotator.formats.base import Exporter
    from annotator.services.jobs import JobContext
    from annotator.store.project import Project


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What to write: the articles that the filter shows, as this format."""

    format: str = "jsonl"
    where: ArticleFilter = field(default_factory=ArticleFilter)
    suggestions: bool = False


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written; sha256 is of the file."""

    path: Path
    articles: int
    annotations: int
    relations: int
    suggestions: int
    size: int
    sha256: str


class Exporting:
    """Streams a project through an exporter; memory does not grow with the articles."""

    def __init__(self, project: Project, exporter: Callable[[str], Exporter]) -> None:
        self._project = project
        self._exporter = exporter

    def job(self, request: ExportRequest, target: Path) -> Job[ExportReport]:
        """A job that writes `target`, whole or not at all.

        Raises UnknownName for a format that cannot be written, ExportFailed for a target that is
        part of the project; the job raises ExportFailed.
        """
        exporter = self._exporter(request.format)
        self._check_target(target)
        return Job("Exporting", lambda context: self._run(request, exporter, target, context))

    def _check_target(self, target: Path) -> None:
        own = self._project.path
        place = target.resolve()
        # the file itself, SQLite's and ours beside it, and the folder of backups
        if any(
            one.parent == own.parent and (one == own or one.name.startswith(f"{own.name}-"))
            for one in (place, *place.parents)
        ):
            raise ExportFailed(f"{place} belongs to the project itself. Choose another name.")

    def preview(self, request: ExportRequest, *, articles: int = 3) -> str:
        """The first articles as the file would have them."""
        exporter = self._exporter(request.format)
        ids = map(DocumentId, self._project.article_ids(request.where)[:articles])
        stream = io.BytesIO()
        exporter.write(
            self._project.annotated_documents(ids, suggestions=request.suggestions), stream
        )
        return stream.getvalue().decode(errors="replace")

    def count(self, request: ExportRequest) -> int:
        """How many articles the request covers."""
        return len(self._project.article_ids(request.where))

    def _run(
        self, request: ExportRequest, exporter: Exporter, target: Path, context: JobContext
    ) -> ExportReport:
        ids = self._project.article_ids(request.where)
        documents = self._project.annotated_documents(
            map(DocumentId, ids), suggestions=request.suggestions
        )
        counter = _Counter(documents, len(ids), context)
        with atomic_file(target) as file:
            hashed = _HashingStream(file)
            exporter.write(counter, hashed)
        context.report(len(ids), len(ids))
        return ExportReport(
            path=target,
            articles=counter.articles,
            annotations=counter.annotations,
            relations=counter.relations,
            suggestions=counter.suggestions,
            size=hashed.size,
            sha256=hashed.sha256.hexdigest(),
        )


class _Counter:
    """Passes documents on; counts them, reports progress, stops when asked to."""

    def __init__(
        self, documents: Iterator[AnnotatedDocument], total: int, context: JobContext
    ) -> None:
        self._documents = documents
        self._total = total
        self._context = context
        self.articles = self.annotations = self.relations = self.suggestions = 0

    def __iter__(self) -> Iterator[AnnotatedDocument]:
        for document in self._documents:
            self._context.check_cancelled()
            self._context.report(self.articles, self._total)
            self.articles += 1
            self.annotations += len(document.annotations)
            self.relations += len(document.relations)
            self.suggestions += len(document.suggestions)
            yield document


class _HashingStream:
    """Writes through to a file and hashes what passes."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.sha256 = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes) -> None:
        self.sha256.update(data)
        self.size += len(data)
        self._file.write(data)
