"""The exception tree.

AnnotatorError
├── KnownError              nobody's bug; its text is a sentence for the user
│   ├── ProjectError        about a project file
│   │   ├── ProjectMissing      no such file
│   │   ├── ProjectExists       a new project would overwrite a file
│   │   ├── NotAProject         some other kind of file
│   │   ├── NewerProject        made by a newer version of the program
│   │   ├── DamagedProject      corrupt or truncated; names the newest good backup
│   │   ├── ProjectInUse        another window or process holds it
│   │   ├── ForeignLog          the last steps beside the file are those of another state of it
│   │   ├── ProjectMoved        its file went while it was open; its content was kept
│   │   └── DiskRefused         the disk is full, read-only, gone or broken, for now or for good
│   ├── UnreadableInput     a file, or a part of one, that cannot be imported
│   ├── ExportFailed        the target cannot be written
│   ├── InvalidScheme       a label scheme that contradicts itself
│   ├── UnknownName         no label, format, suggester, pipeline … of that name
│   ├── NotAllowed          an edit that the label scheme forbids
│   ├── BadQuery            a search that cannot be understood, or takes too long
│   ├── ProgramIncomplete   a file that comes with the program is missing
│   └── WorkerFailed        the suggestion process died or could not start
├── ChildFailed             a bug met in a process that the program started
├── EditConflict            a change whose `before` is no longer true
├── OffsetError             an offset outside of its text or inside a character
└── Cancelled               the user asked a job to stop
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class AnnotatorError(Exception):
    """Root of every exception this program raises on purpose."""


class KnownError(AnnotatorError):
    """Nobody's bug. str() is a sentence: what happened, to which file, what to do."""


class ProjectError(KnownError):
    """Something about a project file."""


class ProjectMissing(ProjectError):
    """There is no file of that name."""


class ProjectExists(ProjectError):
    """A new project would overwrite a file."""


class NotAProject(ProjectError):
    """The file is of another kind."""


class NewerProject(ProjectError):
    """The file was made by a newer version of the program."""


class DamagedProject(ProjectError):
    """The file is corrupt or truncated. backup: the newest good backup, or None."""

    def __init__(self, sentence: str, *, backup: Path | None = None) -> None:
        super().__init__(sentence)
        self.backup = backup


class ProjectInUse(ProjectError):
    """Another window or process holds the file."""


class ForeignLog(ProjectError):
    """The write-ahead log beside the file does not belong to it."""


class ProjectMoved(ProjectError):
    """The file was moved, removed or replaced while it was open. path: where its content is."""

    def __init__(self, sentence: str, path: Path) -> None:
        super().__init__(sentence)
        self.path = path


class DiskRefused(ProjectError):
    """Something could not be read or stored; it can be again as soon as the cause is gone.

    is_stale: what is open may be of no use even then, and the file has to be opened anew.
    """

    def __init__(self, sentence: str, *, is_stale: bool = False) -> None:
        super().__init__(sentence)
        self.is_stale = is_stale


class UnreadableInput(KnownError):
    """A file, or a part of one, that cannot be imported."""


class ExportFailed(KnownError):
    """The target of an export cannot be written."""


class InvalidScheme(KnownError):
    """A label scheme that contradicts itself."""


class UnknownName(KnownError):
    """A name that is not among those known; the sentence lists them."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        self.kind = kind
        self.name = name
        choices = ", ".join(sorted(known)) or "none"
        super().__init__(f"There is no {kind} named “{name}”. Known: {choices}.")


class NotAllowed(KnownError):
    """An edit that the label scheme forbids."""


class BadQuery(KnownError):
    """A search that cannot be understood; or, is_slow, one that takes too long."""

    def __init__(self, sentence: str, *, is_slow: bool = False) -> None:
        super().__init__(sentence)
        self.is_slow = is_slow


class ProgramIncomplete(KnownError, FileNotFoundError):
    """A file that comes with the program is missing."""


class WorkerFailed(KnownError):
    """The process that suggests, or the one that learns, died or could not start."""


class ChildFailed(AnnotatorError):
    """A bug, met in a process that the program started.

    process: what that one does, a word. trace: see domain.traces.clean_trace.
    """

    def __init__(self, process: str, trace: str) -> None:
        super().__init__(process, trace)
        self.process = process
        self.trace = trace


class EditConflict(AnnotatorError):
    """A change whose `before` is no longer what is stored.

    document_id: of the article that it lies in; None where that is not known.
    """

    def __init__(self, text: str, *, document_id: int | None = None) -> None:
        super().__init__(text)
        self.document_id = document_id


class OffsetError(AnnotatorError, ValueError):
    """An offset outside of its text, or inside a character."""


class Cancelled(AnnotatorError):
    """The user asked a job to stop."""
