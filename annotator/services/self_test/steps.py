"""What a step of the self-test is, and what steps hand on to those after them."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from annotator.domain.annotation import Annotator
from annotator.domain.errors import KnownError
from annotator.domain.ids import AnnotatorId

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from annotator.domain.ids import DocumentId
    from annotator.services.jobs import JobContext

TESTER = Annotator(AnnotatorId(1), "self-test")
"""Who annotates in the test."""

INSTALL_AGAIN = "Install the program again; if that does not help, send this report to its makers."
AGAIN = "Put that right and run the test again."
TELL = "Send this report to the makers of the program."


_NO_FIGURES: Mapping[str, int | str] = MappingProxyType({})


class Found(NamedTuple):
    """What a step that passed says. figures: see report.Result."""

    sentence: str
    figures: Mapping[str, int | str] = _NO_FIGURES


class Wrong(KnownError):
    """A step has failed. found, advice, details: see report.Result."""

    def __init__(self, found: str, advice: str = TELL, details: str = "") -> None:
        super().__init__(f"{found} {advice}")
        self.found, self.advice, self.details = found, advice, details


@dataclass(frozen=True, slots=True)
class WindowTask:
    """What the window is to be tried on; plain values, for another process.

    project: its file, with the article in it; words: what it ends with. started: the time.time()
    at which the process was asked for. picture: where to save one of the window (PNG).
    """

    project: Path
    document_id: DocumentId
    words: str
    started: float
    picture: Path | None = None


class WindowFindings(NamedTuple):
    """How it went. first_paint, opened: milliseconds after the start."""

    platform: str
    qt: str
    first_paint: int
    opened: int
    keys: int


WindowTest: TypeAlias = "Callable[[WindowTask], Iterator[WindowFindings]]"
"""Tries the window and says how it went; another process finds the function by its name."""


@dataclass(slots=True)
class Trial:
    """One run of the test.

    folder: empty at first, all that the test writes lies in it. act: tries the window, in a
    process of its own; None to leave the window out. places: folders outside that must be
    writable, with what they are for. document_id: of the test's own article.
    network: who reached for it, and how.
    """

    folder: Path
    context: JobContext
    act: WindowTest | None = None
    picture: Path | None = None
    places: Mapping[str, Path] = field(default_factory=dict)
    document_id: DocumentId | None = None
    network: list[str] = field(default_factory=list)

    @property
    def project(self) -> Path:
        """The project file of the test."""
        return self.folder / "self-test.annotator"

    @property
    def article(self) -> DocumentId:
        """The test's own article; steps that ask for it need the step that imports it."""
        assert self.document_id is not None
        return self.document_id


class Step(NamedTuple):
    """One thing to try.

    name, title: see report.Result. run: raises Wrong or anything else if it fails.
    needs: the names of steps without which it makes no sense.
    """

    name: str
    title: str
    run: Callable[[Trial], Found]
    needs: tuple[str, ...] = ()
