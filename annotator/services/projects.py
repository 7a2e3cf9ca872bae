"""Opening projects: builds the services on what lies below them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.formats.registry import exporter_named, formats
from annotator.services import starter_schemes
from annotator.services.article_editing import ArticleEditing
from annotator.services.backing_up import BackingUp
from annotator.services.browsing import Browsing
from annotator.services.bulk import BulkEditing
from annotator.services.changes import ChangeHub
from annotator.services.checking import Checking
from annotator.services.editing import Editing
from annotator.services.exporting import Exporting
from annotator.services.filters import Filters
from annotator.services.finding import Finding
from annotator.services.following import Following
from annotator.services.histories import Histories
from annotator.services.housekeeping import Housekeeping
from annotator.services.importing import PROJECT_SUFFIX, Importing
from annotator.services.memory import Memory
from annotator.services.memory_process import StudyProcess
from annotator.services.occurrences import Occurrences
from annotator.services.project_edits import ProjectEdits
from annotator.services.putting_back import PuttingBack
from annotator.services.reading import InlineReader, ProcessReader
from annotator.services.registering import Registering
from annotator.services.registry_browsing import RegistryBrowsing
from annotator.services.repairing import Repairing
from annotator.services.schemes import Schemes
from annotator.services.stories import Stories
from annotator.services.suggesting import Suggesting
from annotator.services.suggestion_report import SuggestionReport
from annotator.store import opening, restoring
from annotator.store.project import Project
from annotator.suggest.pipeline import default_model

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from annotator.domain.annotation import Annotator
    from annotator.domain.labels import LabelScheme

SUFFIX = PROJECT_SUFFIX


@dataclass(frozen=True, slots=True)
class Services:
    """All that can be done with one open project. Close it when done."""

    project: Project
    changes: ChangeHub
    browsing: Browsing
    editing: Editing
    histories: Histories
    project_edits: ProjectEdits
    bulk: BulkEditing
    occurrences: Occurrences
    article_editing: ArticleEditing
    filters: Filters
    schemes: Schemes
    registry: RegistryBrowsing
    registering: Registering
    memory: Memory
    importing: Importing
    repairing: Repairing
    suggesting: Suggesting
    suggestion_report: SuggestionReport
    exporting: Exporting
    finding: Finding
    stories: Stories
    checking: Checking
    backing_up: BackingUp
    following: Following
    putting_back: PuttingBack
    housekeeping: Housekeeping

    @property
    def path(self) -> Path:
        """The project file."""
        return self.project.path

    @property
    def remark(self) -> str:
        """What is to be known of how the file was found, a sentence; "" for nothing."""
        return self.project.remark

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed, because somebody else works on it."""
        return self.project.read_only

    def close(self) -> None:
        """Ends the processes of suggesting and learning, and closes the file."""
        self.suggesting.close()
        self.memory.close()
        self.project.close()

    def __enter__(self) -> Services:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def create_project(
    path: Path,
    annotator: Annotator,
    *,
    scheme: LabelScheme | None = None,
    model: str = "",
    in_window: bool = False,
    command: str = "",
) -> Services:
    """Makes a project file with a label scheme (None: the one for news) and opens it.

    model: the spaCy pipeline for suggestions, "" for the default one. in_window: files are read
    in a process of their own, and learning computes in one, so that a window stays quick meanwhile.
    command: the terminal's that does it, "" for a window; told to others who want the project.
    Raises ProjectExists, or KnownError if the folder cannot be written.
    """
    project = Project.create(path, scheme=scheme or news_scheme(), command=command)
    return _services(project, annotator, model=model, in_window=in_window)


def open_project(
    path: Path,
    annotator: Annotator,
    *,
    read_only: bool = False,
    model: str = "",
    suggesters: Sequence[str] = (),
    in_window: bool = False,
    command: str = "",
) -> Services:
    """Opens a project file.

    suggesters: the names of those to run, () for all. model, in_window, command: see
    create_project().
    Raises ProjectMissing, NotAProject, NewerProject, DamagedProject or ProjectInUse.
    """
    project = Project.open(path, read_only=read_only, command=command)
    return _services(project, annotator, model=model, suggesters=suggesters, in_window=in_window)


def restore_backup(backup: Path, path: Path) -> Path:
    """Puts a backup in place of a damaged project; returns where the damaged file is kept."""
    return restoring.restore_backup(backup, Path(os.path.realpath(path)))


def put_foreign_log_aside(path: Path) -> Path | None:
    """For a project that was refused with ForeignLog: it can be opened as the file alone is.

    Returns where the last steps, which did not belong to it, are kept. Raises ProjectError.
    """
    return opening.put_foreign_log_aside(Path(os.path.realpath(path)))


def news_scheme() -> LabelScheme:
    """The label scheme that new projects start with."""
    return starter_schemes.starter_scheme(starter_schemes.STANDARD)


def scheme_named(name_or_file: str) -> LabelScheme:
    """The starter scheme of that name, else the one in the file of that name.

    Raises UnreadableInput or InvalidScheme.
    """
    return starter_schemes.scheme_named(name_or_file)


def _services(
    project: Project,
    annotator: Annotator,
    *,
    model: str,
    in_window: bool,
    suggesters: Sequence[str] = (),
) -> Services:
    changes = ChangeHub()
    registry = formats()
    editing = Editing(project, annotator, changes)
    edits = ProjectEdits(project, annotator, changes)
    if not project.read_only:
        project.ensure_annotator(annotator)
    study = StudyProcess(project.path) if in_window else None
    if study is not None:
        project.when_moved(study.move)
    return Services(
        project=project,
        changes=changes,
        browsing=Browsing(project),
        editing=editing,
        histories=Histories(project, annotator, changes),
        project_edits=edits,
        article_editing=ArticleEditing(project, edits),
        filters=Filters(project),
        bulk=BulkEditing(project, annotator, edits),
        occurrences=Occurrences(project),
        schemes=Schemes(project, edits),
        registry=RegistryBrowsing(project),
        registering=Registering(project, edits),
        memory=Memory(project, edits, changes, study),
        importing=Importing(
            project,
            registry,
            annotator,
            changes,
            ProcessReader if in_window else partial(InlineReader, registry),
        ),
        repairing=Repairing(project, annotator, changes),
        suggesting=Suggesting(
            project,
            changes,
            model=model or default_model(),
            suggesters=suggesters,
        ),
        suggestion_report=SuggestionReport(project),
        exporting=Exporting(project, partial(exporter_named, registry)),
        finding=Finding(project),
        stories=Stories(project, changes),
        checking=Checking(project),
        backing_up=BackingUp(project),
        following=Following(project),
        putting_back=PuttingBack(project),
        housekeeping=Housekeeping(project),
    )
