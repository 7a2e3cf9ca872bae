"""A project: the file a user opens, and everything that can be asked of it."""

from __future__ import annotations

import os
from datetime import UTC
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Self

from annotator.domain.ids import IdMaker, now
from annotator.domain.labels import LabelScheme
from annotator.domain.scheme_edits import brings_names
from annotator.store import (
    backups,
    checking,
    documents,
    history,
    opening,
    reading,
    scheme_rules,
    settings,
    statistics,
    suggestions,
)
from annotator.store.articles import Articles
from annotator.store.contents import Contents
from annotator.store.driver import Prepared
from annotator.store.keeping import Keeper
from annotator.store.labelled import Labelled
from annotator.store.lists import ArticleLists
from annotator.store.memory import MemoryRows
from annotator.store.migrations import VERSION
from annotator.store.occurrences import WordIndex
from annotator.store.overview import Overview
from annotator.store.past import Past
from annotator.store.putting_back import PuttingBack
from annotator.store.registry import RegistryRows
from annotator.store.remembered import Remembered
from annotator.store.search import Search
from annotator.store.stories import Stories

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime
    from types import TracebackType

    from annotator.domain.annotation import Annotator
    from annotator.domain.document import AnnotatedDocument, Document
    from annotator.domain.edits import Edit
    from annotator.domain.ids import AnnotatorId, DocumentId
    from annotator.domain.suggestion import Prediction, SuggesterInfo
    from annotator.store.connection import Database
    from annotator.store.glance import Glance
    from annotator.store.locking import WriterLock


class Project(Articles, Contents, Past, Overview):
    """An open project file. Any thread may call any method.

    What a method writes is on the disk when it returns, as one transaction. Each may raise
    ProjectError if the disk or the file fails, or after close().
    ids: makes new ids. registry: reads the registry. labelled: reads what has certain labels.
    """

    def __init__(
        self, database: Database, lock: WriterLock | None, clock: Callable[[], datetime]
    ) -> None:
        super().__init__(database)
        self._lock = lock
        self._clock = clock
        if lock is not None:
            database.keep_with(Keeper(database.path, lock))
        self.putting_back = PuttingBack(database)
        self.remark = database.remark
        self.read_only = lock is None
        self._scheme = Remembered(database, settings.read_scheme, is_fixed=self.read_only)
        self._annotators = Remembered(database, settings.read_annotators, is_fixed=self.read_only)
        self.lists = ArticleLists(database)
        self.ids = IdMaker(clock, lambda: self._ask(statistics.newest_id))
        self.search = Search(database)
        self.registry = RegistryRows(database)
        self.labelled = Labelled(database)
        self.words = WordIndex(database)
        self.memory = MemoryRows(database, self.ids, self.scheme)
        self.stories = Stories(database)

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        scheme: LabelScheme,
        clock: Callable[[], datetime] = now,
        command: str = "",
    ) -> Project:
        """Makes a new project file and opens it. Raises ProjectExists, ProjectError.

        command: the terminal's that does it, "" for a window; for others who want the project.
        """
        database, lock = opening.create(
            _real(path),
            lambda connection: settings.write_scheme(connection, scheme),
            command=command,
        )
        return cls(database, lock, clock)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        read_only: bool = False,
        clock: Callable[[], datetime] = now,
        command: str = "",
    ) -> Project:
        """Opens a project; read_only ones may be open elsewhere, too. command: see create().

        Raises ProjectMissing, NotAProject, NewerProject, DamagedProject, ProjectInUse,
        ProjectError; the file is as it was then.
        """
        if read_only:
            return cls(opening.open_for_reading(_real(path)), None, clock)
        database, lock = opening.open_for_writing(_real(path), clock, command=command)
        return cls(database, lock, clock)

    @property
    def path(self) -> Path:
        """The project file; another one if it was replaced while it was open."""
        return self._database.path

    def when_moved(self, tell: Callable[[Path], None]) -> None:
        """Calls `tell` with the new path if the file goes and its content is kept elsewhere."""
        self._database.when_moved.append(tell)

    def close(self) -> None:
        """Closes the file and lets others open it; harmless when done already.

        Raises ProjectMoved, closed all the same, if the file has gone and was put back.
        """
        try:
            self._database.close()
        finally:
            if self._lock is not None:
                self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def now(self) -> datetime:
        """The time by the project's clock, aware, in UTC."""
        return self._clock().astimezone(UTC)

    def glance(self) -> Glance:
        """Another value once somebody else has written; for those who only read."""
        return self._database.glance()

    def back_up(
        self, on_step: Callable[[int, int], None] = lambda _done, _total: None
    ) -> Path | None:
        """Makes a backup; returns None if nothing has changed since the newest one.

        on_step: gets how many pages of how many are copied; whatever it raises ends the copying.
        """
        state = self._ask(backups.read_state)
        if backups.is_backed_up(self.path, state, self.now()):
            return None
        return backups.make_backup(self.path, self.now(), on_step=on_step)

    def together(self, *, patient: bool = False) -> AbstractContextManager[None]:
        """Makes what this thread reads and writes in the block one transaction.

        Nobody else writes meanwhile; if the block raises, nothing of it is stored.
        Raises ProjectError where somebody is engaged in writing much; patient: waits instead.
        """
        return self._database.together(patient=patient)

    def engaged(self) -> AbstractContextManager[None]:
        """Keeps all others from writing for long: together() refuses them with a ProjectError."""
        return self._database.turns.engaged()

    def soon(self) -> AbstractContextManager[None]:
        """Lets nobody else write; raises ProjectError where somebody is engaged in it."""
        return self._database.turns.soon()

    # scheme and annotators

    def scheme(self) -> LabelScheme:
        """The label scheme."""
        return self._scheme.value()

    def annotators(self) -> dict[AnnotatorId, str]:
        """The names of all annotators."""
        return dict(self._annotators.value())

    def ensure_annotator(self, annotator: Annotator) -> None:
        """Adds an annotator, or gives a known one the name."""
        if self.annotators().get(annotator.id) != annotator.name:
            with self._database.writing() as connection:
                self._annotators.forget()
                settings.write_annotator(connection, annotator)

    # articles

    def add_documents(self, entries: Sequence[tuple[Document, Edit | None]]) -> None:
        """Adds articles, each with the edit that holds its imported annotations.

        Raises EditConflict if the text of one is here already; nothing is added then.
        """
        with self._database.writing() as connection:
            documents.insert_documents(connection, [document for document, _ in entries])
            for _, edit in entries:
                if edit is not None:
                    history.apply(connection, edit)
            added = [document.id for document, _ in entries]
            self.memory.add_due(connection, added)
            self.stories.add(connection, added)

    # suggestions

    def store_suggestions(
        self,
        document_id: DocumentId,
        text_sha256: str,
        runs: Mapping[SuggesterInfo, Sequence[Prediction]],
        *,
        formerly: Mapping[str, Collection[str]] = MappingProxyType({}),
    ) -> bool:
        """Puts what suggesters say now in the place of what they said before.

        Returns False, and stores nothing, if the answer is stale: the article is gone, or its
        text is another. What was decided about, and what the history mentions, stays. What the
        memory makes of it is stored with it.
        formerly: for the name of a suggester, those of the ones whose place it takes.
        Raises OffsetError if a prediction passes the end of the text.
        """
        sight = self.memory.look(document_id)
        with self._database.writing() as connection:
            is_stored = suggestions.store_runs(
                connection, document_id, text_sha256, runs, self.ids, formerly=formerly
            )
            if is_stored:
                self.memory.settle(connection, document_id, sight)
        return is_stored

    def documents_without_run(self, suggesters: Collection[SuggesterInfo]) -> array[int]:
        """Visible articles that at least one of the suggesters has not been over, by id."""
        return self._ask(suggestions.documents_without_run, suggesters)

    # edits

    def apply(self, edit: Edit) -> None:
        """Makes an edit and logs it.

        Where it gives the label scheme names, every suggester goes over every article once more.
        Raises EditConflict if the `before` of a change is no longer true, OffsetError if a span
        passes the end of its text; nothing is changed then.
        """
        with self._database.writing() as connection:
            self._forget_scheme(edit)
            history.apply(connection, edit)
            if brings_names(edit):
                suggestions.forget_runs(connection)

    def undo(
        self, document_id: DocumentId | None, *, annotator_id: AnnotatorId, at: datetime
    ) -> Edit | None:
        """Takes the document's newest edit back; returns it, None if there is nothing to undo.

        document_id: None for edits of the whole project. Raises EditConflict, or NotAllowed if
        the label scheme forbids what would come back.
        """
        with self._database.writing() as connection:
            scheme = self.scheme()
            edit = history.undo(connection, document_id, annotator_id, at)
            if edit is not None:
                self._forget_scheme(edit)
                scheme_rules.settle(connection, edit, scheme, undone=True)
        return edit

    def redo(
        self, document_id: DocumentId | None, *, annotator_id: AnnotatorId, at: datetime
    ) -> Edit | None:
        """Makes the edit again that was undone last; returns it, None if there is none.

        Raises as undo() does.
        """
        with self._database.writing() as connection:
            scheme = self.scheme()
            edit = history.redo(connection, document_id, annotator_id, at)
            if edit is not None:
                self._forget_scheme(edit)
                scheme_rules.settle(connection, edit, scheme, undone=False)
        return edit

    # reading it all

    def annotated_documents(
        self, ids: Iterable[DocumentId], *, suggestions: bool
    ) -> Iterator[AnnotatedDocument]:
        """Articles with all that belongs to them, a batch in memory at a time.

        suggestions: whether pending ones are read.
        """
        return reading.annotated_documents(self._database, ids, suggestions=suggestions)

    @property
    def schema_version(self) -> int:
        """The schema version of the file."""
        return VERSION

    def check(self, on_step: Callable[[int, int], None] = lambda _done, _total: None) -> list[str]:
        """Checks file, texts, offsets and log; returns sentences, none when all is well.

        on_step: gets how many steps of how many are done.
        """
        return checking.check(self._database, on_step)

    # between keys

    def warm_up(self) -> Iterator[None]:
        """Gets ready what edits will run, in steps of a millisecond or two."""
        self._database.have_spare()
        return Prepared.compile_all()

    @property
    def unfolded(self) -> int:
        """How many transactions lie in the write-ahead log alone, at most."""
        return self._database.unfolded

    def fold(self) -> None:
        """Copies them into the file itself, beside whatever else is done to it."""
        self._database.fold()

    def _forget_scheme(self, edit: Edit) -> None:
        if any(isinstance(one.value, LabelScheme) for one in edit.changes):
            self._scheme.forget()


def _real(path: Path) -> Path:
    # two names of one file must not get two locks, nor may a later chdir() lead elsewhere
    return Path(os.path.realpath(path))
