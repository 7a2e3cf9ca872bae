"""Bringing articles into a project."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING

from annotator.domain.annotation import Annotation
from annotator.domain.edits import Change
from annotator.domain.errors import Cancelled
from annotator.domain.exchange import Problem
from annotator.domain.project_file import SUFFIX
from annotator.formats.registry import (
    candidates_for,
    companions_of,
    importer_named,
    reading_options,
    unreadable,
)
from annotator.services.changes import Changed
from annotator.services.drafts import Drafts
from annotator.services.exports.going_along import goes_with_an_export
from annotator.services.format_options import check_options
from annotator.services.import_report import MOST_MISFITS, ImportReport
from annotator.services.incoming import Present, Receiver
from annotator.services.incoming_entries import IncomingEntries
from annotator.services.jobs import Job
from annotator.services.reading import ReadRequest, Source, origin_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

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

PROJECT_SUFFIX = SUFFIX
"""How the names of project files end."""

_BATCH_ARTICLES = 50
_BATCH_CHARACTERS = 2_000_000


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
        self,
        sources: Sequence[Path | Source | ReadRequest],
        format_name: str | None = None,
        options: Mapping[str, str] = MappingProxyType({}),
    ) -> Job[ImportReport]:
        """A job that imports files, folders (with all below them) and other sources.

        format_name: read everything as this format; None chooses by each file's name and head.
        options: the importer's own, such as which column of a table holds the text. A ReadRequest
        says both for itself.
        Stored in batches, so what was read before a cancel or a crash stays; a cancelled job
        returns its report.
        Raises UnknownName for a format or an option that is not there.
        """
        if format_name is not None:
            importer_named(self._formats, format_name)
        if options:
            check_options(options, reading_options(self._formats, format_name))
        requests = [
            source
            if isinstance(source, ReadRequest)
            else ReadRequest(source, format_name, dict(options))
            for source in sources
        ]
        return Job("Importing articles", lambda context: self._run(requests, context))

    def _run(self, requests: Sequence[ReadRequest], context: JobContext) -> ImportReport:
        report = ImportReport()
        files = [one for request in requests for one in self._files(request, report)]
        batch = _Batch(self._project, self._annotator, self._changes, report)
        reader = self._reader()
        try:
            for number, request in enumerate(files):
                context.report(number, len(files), PurePath(origin_of(request.source)).name)
                for found in reader.read(request, lambda: context.is_cancelled):
                    batch.take(found, context)
        except Cancelled:
            pass  # what was read until then is kept
        finally:
            reader.close()
            batch.flush()
        context.report(len(files), len(files))
        return report

    def _files(self, request: ReadRequest, report: ImportReport) -> Iterator[ReadRequest]:
        """The request; one for a folder is replaced by those for the files below it, by path.

        Hidden files and projects are passed over, and files that belong to others; files in
        folders that no format reads are reported.
        """
        folder = request.source
        if isinstance(folder, Source) or not folder.is_dir():
            yield request
            return
        paths = _visible_files(folder)
        companions = {
            path.parent / name for path in paths for name in companions_of(self._formats, path.name)
        }
        for path in paths:
            if request.format_name is None and path in companions:
                continue
            if request.format_name is None and not candidates_for(self._formats, path.name):
                # which files can be read is told where somebody picks one out
                sentence = unreadable(self._formats, path).partition(";")[0]
                report.problems.append(Problem(origin_of(path), f"{sentence}."))
                continue
            yield replace(request, source=path)


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
        """Takes an article; flush() finds out whether its text is here already."""
        checked = self._receiver.receive(article, source_sha256, self._project.now())
        sha256 = checked.document.text_sha256
        if sha256 in self._entries:
            self.flush()
        self._entries[sha256] = (article, source_sha256, checked)
        self._characters += len(article.text)
        if len(self._entries) >= _BATCH_ARTICLES or self._characters >= _BATCH_CHARACTERS:
            self.flush()

    def _add_to(self, document_id: DocumentId, article: IncomingArticle) -> None:
        """Adds to an article that is here what a file brings to it, as one edit."""
        project = self._project
        if project.info(document_id).hidden:
            sentence = (
                "Its text is here already, in an article that was removed; what the file says"
                " about it was left out. Bring that article back first."
            )
            self._report.problems.append(Problem(article.origin, sentence))
            return
        self._receiver.scheme = project.scheme()
        present = Present(project.annotations(document_id), project.relations(document_id))
        checked = self._receiver.receive_again(
            article, project.document(document_id), present, project.now()
        )
        with project.together(patient=True):
            self._store_annotators()
            if checked.edit is not None:
                self._store_named([checked.edit])
                project.apply(checked.edit)
            self._store_suggestions(checked)
        self._report_on(checked)
        self._changes.publish(Changed(documents=frozenset({document_id}), listing=True))

    def flush(self) -> None:
        """Stores what was taken; where a text is here already, what it brings to that article."""
        # asked for all of them at once: a question costs as much as a short article
        here = self._project.known_texts(self._entries) if self._entries else {}
        self._characters = 0
        known = [
            (here[key], self._entries.pop(key)[0]) for key in list(self._entries) if key in here
        ]
        self._store_new()
        for document_id, article in known:
            self._report.duplicates.append(article.origin)
            if article.spans or article.suggestions:
                self._add_to(document_id, article)

    def _store_new(self) -> None:
        """Stores the articles that are new, in one transaction, and publishes it."""
        taken = self._checked()
        entries = [(one.document, one.edit) for one in taken]
        with self._project.together(patient=True):
            self._store_annotators()
            if not entries:
                return
            self._store_named([edit for _, edit in entries if edit])
            self._project.add_documents(entries)
            for one in taken:
                self._store_suggestions(one)
        self._entries.clear()
        self._report.imported += [document.id for document, _ in entries]
        for one in taken:
            self._report_on(one)
        self._changes.publish(Changed(listing=True))

    def _store_annotators(self) -> None:
        for annotator in self._receiver.newcomers:
            self._project.ensure_annotator(annotator)
        self._receiver.newcomers.clear()

    def _report_on(self, one: Checked) -> None:
        report = self._report
        report.problems += one.problems
        report.problems += [misfit.problem for misfit in one.misfits]
        report.misfits += one.misfits[: MOST_MISFITS - len(report.misfits)]
        report.spans_left_out += len(one.misfits)
        report.renamed += one.renamed
        report.known += one.known
        report.differing += one.differing
        report.likened += one.likened
        changes = one.edit.changes if one.edit else ()
        report.spans += sum(isinstance(change.after, Annotation) for change in changes)

    def _store_suggestions(self, one: Checked) -> None:
        if one.suggestions:
            document = one.document
            self._project.store_suggestions(document.id, document.text_sha256, one.suggestions)
            self._report.suggestions += sum(map(len, one.suggestions.values()))

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


def _is_beside(path: Path, name: str) -> bool:
    return (path.parent / name).is_file()


def _visible_files(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file()
        and not any(map(_is_passed_over, path.relative_to(folder).parts))
        and not goes_with_an_export(path.name, partial(_is_beside, path))
    )


def _is_passed_over(name: str) -> bool:
    """Whether a file or folder is hidden, or a project or what lies beside one."""
    return name.startswith(".") or PurePath(name).suffix.split("-")[0] == PROJECT_SUFFIX
