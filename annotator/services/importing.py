"""Bringing articles into a project."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from annotator.domain.annotation import Annotation
from annotator.domain.edits import Change
from annotator.domain.errors import Cancelled, UnreadableInput
from annotator.domain.exchange import Problem
from annotator.formats.registry import importer_for, importer_named
from annotator.services.changes import Changed
from annotator.services.drafts import Drafts
from annotator.services.incoming import Receiver
from annotator.services.incoming_entries import IncomingEntries
from annotator.services.jobs import Job
from annotator.services.reading import Source, origin_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from annotator.domain.annotation import Annotator
    from annotator.domain.edits import Edit
    from annotator.domain.exchange import IncomingArticle
    from annotator.domain.ids import DocumentId, EntryId
    from annotator.domain.plugins import Registry
    from annotator.formats.base import Format
    from annotator.services.changes import ChangeHub
    from annotator.services.incoming import Checked
    from annotator.services.jobs import JobContext
    from annotator.services.reading import Reader, Reading
    from annotator.store.project import Project

PROJECT_SUFFIX = ".annotator"
"""How the names of project files end."""

_BATCH_ARTICLES = 50
_BATCH_CHARACTERS = 2_000_000


@dataclass(slots=True)
class ImportReport:
    """What came of an import.

    imported: the new articles. duplicates: where an article of the same text was met again.
    problems: what could not be imported, each with its reason. spans: annotations brought along.
    renamed: how many of them had another name for their label, by that name and the label.
    """

    imported: list[DocumentId] = field(default_factory=list)
    duplicates: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    spans: int = 0
    renamed: Counter[tuple[str, str]] = field(default_factory=Counter)

    def remarks(self) -> list[str]:
        """Sentences about what was imported otherwise than it stood."""
        return [
            f"{count:,} {'span' if count == 1 else 'spans'} of “{name}” became {label}, which has"
            " that as an alias."
            for (name, label), count in self.renamed.items()
        ]


class Importing:
    """Reads files through the formats and stores what is new.

    formats: what there is to read with. reader: makes the reader of one import.
    """

    def __init__(
        self,
        project: Project,
        formats: Registry[Format],
        annotator: Annotator,
        changes: ChangeHub,
        reader: Callable[[], Reader],
    ) -> None:
        self._project = project
        self._formats = formats
        self._annotator = annotator
        self._changes = changes
        self._reader = reader

    def job(
        self, sources: Sequence[Path | Source], format_name: str | None = None
    ) -> Job[ImportReport]:
        """A job that imports files, folders (with all below them) and other sources.

        format_name: read everything as this format; None chooses by each file's extension.
        Stored in batches, so what was read before a cancel or a crash stays; a cancelled job
        returns its report.
        Raises UnknownName for a format that is not there.
        """
        if format_name is not None:
            importer_named(self._formats, format_name)
        return Job("Importing articles", lambda context: self._run(sources, format_name, context))

    def _run(
        self, sources: Sequence[Path | Source], format_name: str | None, context: JobContext
    ) -> ImportReport:
        report = ImportReport()
        files = list(self._files(sources, report, takes_all=format_name is not None))
        batch = _Batch(self._project, self._annotator, self._changes, report)
        reader = self._reader()
        try:
            for number, source in enumerate(files):
                context.report(number, len(files), Path(origin_of(source)).name)
                found = reader.read(source, format_name, lambda: context.is_cancelled)
                batch.take(found, context)
        except Cancelled:
            pass  # what was read until then is kept
        finally:
            reader.close()
            batch.flush()
        context.report(len(files), len(files))
        return report

    def _files(
        self, sources: Iterable[Path | Source], report: ImportReport, *, takes_all: bool
    ) -> Iterator[Path | Source]:
        """The sources, each folder replaced by the files below it, sorted by path.

        Hidden files and projects are passed over; files in folders that no format reads are
        reported.
        """
        for source in sources:
            if isinstance(source, Source) or not source.is_dir():
                yield source
                continue
            for path in _visible_files(source):
                try:
                    takes_all or importer_for(self._formats, path)
                except UnreadableInput as error:
                    report.problems.append(Problem(str(path), str(error)))
                else:
                    yield path


class _Batch:
    """Articles on their way into the project, stored some at a time."""

    def __init__(
        self, project: Project, annotator: Annotator, changes: ChangeHub, report: ImportReport
    ) -> None:
        self._project = project
        self._changes = changes
        self._report = report
        known = {name: key for key, name in project.annotators().items()}
        self._drafts = Drafts(project, annotator)
        self._named = IncomingEntries(project.registry, project.ids)
        self._receiver = Receiver(project.scheme(), project.ids, annotator, known, self._named)
        self._entries: dict[str, tuple[IncomingArticle, str, Checked]] = {}
        self._characters = 0

    def take(self, reading: Reading, context: JobContext) -> None:
        """Takes what a file holds, up to where the job is cancelled."""
        for item in reading.items:
            if context.is_cancelled:
                return
            if isinstance(item, Problem):
                self._report.problems.append(item)
            else:
                self._add(item, reading.sha256)

    def _add(self, article: IncomingArticle, source_sha256: str) -> None:
        """Takes an article, or notes that its text is here already."""
        checked = self._receiver.receive(article, source_sha256, self._project.now())
        sha256 = checked.document.text_sha256
        if sha256 in self._entries or self._project.known_texts([sha256]):
            self._report.duplicates.append(article.origin)
            if article.spans:
                left_out = (
                    f"Its text is here already; its spans ({len(article.spans):,}) were left out."
                )
                self._report.problems.append(Problem(article.origin, left_out))
            return
        self._entries[sha256] = (article, source_sha256, checked)
        self._characters += len(article.text)
        if len(self._entries) >= _BATCH_ARTICLES or self._characters >= _BATCH_CHARACTERS:
            self.flush()

    def flush(self) -> None:
        """Stores what was taken, in one transaction, and publishes it."""
        taken = self._checked()
        for annotator in self._receiver.newcomers:
            self._project.ensure_annotator(annotator)
        self._receiver.newcomers.clear()
        if not self._entries:
            return
        for one in taken:
            self._report.problems += one.problems
            self._report.renamed += one.renamed
        entries = [(one.document, one.edit) for one in taken]
        self._store_named([edit for _, edit in entries if edit])
        self._project.add_documents(entries)
        self._entries.clear()
        self._characters = 0
        self._report.imported += [document.id for document, _ in entries]
        self._report.spans += sum(
            isinstance(change.after, Annotation)
            for _, edit in entries
            if edit
            for change in edit.changes
        )
        self._changes.publish(Changed(listing=True))

    def _checked(self) -> list[Checked]:
        """What was taken, checked once more if scheme or registry were edited meanwhile."""
        scheme = self._project.scheme()
        taken = [checked for _, _, checked in self._entries.values()]
        named = _named_by([one.edit for one in taken if one.edit])
        if self._receiver.scheme == scheme and (not named or self._named.are_there(named)):
            return taken
        self._receiver.scheme = scheme
        now = self._project.now()
        return [self._receiver.receive(*one[:2], now) for one in self._entries.values()]

    def _store_named(self, edits: list[Edit]) -> None:
        """Stores the new entries of the registry that articles name, before these.

        An edit of the project: undoing one article's annotations leaves them to the others.
        """
        newcomers = self._named.newcomers(_named_by(edits))
        if newcomers:
            changes = [Change(None, one) for one in newcomers]
            self._project.apply(self._drafts.edit("Import entries", changes))


def _named_by(edits: Iterable[Edit]) -> set[EntryId]:
    """The entries that the annotations of these edits name."""
    return {
        change.after.entry_id
        for edit in edits
        for change in edit.changes
        if isinstance(change.after, Annotation) and change.after.entry_id is not None
    }


def _visible_files(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not any(map(_is_passed_over, path.relative_to(folder).parts))
    )


def _is_passed_over(name: str) -> bool:
    """Whether a file or folder is hidden, or a project or what lies beside one."""
    return name.startswith(".") or PurePath(name).suffix.split("-")[0] == PROJECT_SUFFIX
