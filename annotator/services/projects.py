"""Opening projects: builds the services on what lies below them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from annotator.domain.errors import UnreadableInput
from annotator.formats.registry import exporter_named, formats
from annotator.formats.scheme_file import read_scheme
from annotator.resources import resource
from annotator.services.backing_up import BackingUp
from annotator.services.browsing import Browsing
from annotator.services.changes import ChangeHub
from annotator.services.checking import Checking
from annotator.services.editing import Editing
from annotator.services.exporting import Exporting
from annotator.services.importing import PROJECT_SUFFIX, Importing
from annotator.services.reading import InlineReader, ProcessReader
from annotator.services.suggesting import Suggesting
from annotator.store import backups
from annotator.store.project import Project
from annotator.suggest.pipeline import default_model

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
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
    importing: Importing
    suggesting: Suggesting
    exporting: Exporting
    checking: Checking
    backing_up: BackingUp

    @property
    def path(self) -> Path:
        """The project file."""
        return self.project.path

    def close(self) -> None:
        """Ends the suggestion process and closes the file."""
        self.suggesting.close()
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
) -> Services:
    """Makes a project file with a label scheme (None: the one for news) and opens it.

    model: the spaCy pipeline for suggestions, "" for the default one. in_window: files are read
    in a process of their own, so that a window stays quick meanwhile.
    Raises ProjectExists, or KnownError if the folder cannot be written.
    """
    project = Project.create(path, scheme=scheme or news_scheme())
    return _services(project, annotator, model=model, in_window=in_window)


def open_project(
    path: Path,
    annotator: Annotator,
    *,
    read_only: bool = False,
    model: str = "",
    suggesters: Sequence[str] = (),
    in_window: bool = False,
) -> Services:
    """Opens a project file.

    suggesters: the names of those to run, () for all. model, in_window: see create_project().
    Raises ProjectMissing, NotAProject, NewerProject, DamagedProject or ProjectInUse.
    """
    project = Project.open(path, read_only=read_only)
    return _services(project, annotator, model=model, suggesters=suggesters, in_window=in_window)


def restore_backup(backup: Path, path: Path) -> Path:
    """Puts a backup in place of a damaged project; returns where the damaged file is kept."""
    return backups.restore_backup(backup, path)


def news_scheme() -> LabelScheme:
    """The label scheme that new projects start with."""
    path = resource("schemes", "news.json")
    return read_scheme(path.read_bytes(), path.name)


def scheme_from(path: Path) -> LabelScheme:
    """A label scheme from a file. Raises UnreadableInput or InvalidScheme."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableInput(f"{path} cannot be read: {error.strerror or error}.") from error
    return read_scheme(data, str(path))


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
    if not project.read_only:
        project.ensure_annotator(annotator)
    return Services(
        project=project,
        changes=changes,
        browsing=Browsing(project),
        editing=Editing(project, annotator, changes),
        importing=Importing(
            project,
            registry,
            annotator,
            changes,
            ProcessReader if in_window else partial(InlineReader, registry),
        ),
        suggesting=Suggesting(
            project,
            changes,
            model=model or default_model(),
            suggesters=suggesters,
        ),
        exporting=Exporting(project, partial(exporter_named, registry)),
        checking=Checking(project),
        backing_up=BackingUp(project),
    )
