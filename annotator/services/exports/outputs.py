"""Where the files of an export go: beside each other, into a folder, nowhere."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import tempfile
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Protocol

from annotator.domain.errors import ExportFailed
from annotator.domain.project_file import has_project_header
from annotator.formats.base import ALL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from annotator.formats.base import Output

REPORT = "export-report.json"
"""The name of the file that says what an export lost; a folder that has one is an export."""
HASHES = "SHA256SUMS"
"""The name of the file in an export's folder that lists all others."""

_PREFIX = ".annotator-"
_FEW = 100


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """One file of an export. name: relative to its folder, with "/". sha256: in hexadecimal."""

    name: str
    size: int
    sha256: str


class Place(Protocol):
    """A place for an export: its files are moved there when all of them are whole."""

    @property
    def files(self) -> list[WrittenFile]:
        """What was written so far, in its order."""
        ...

    @property
    def output(self) -> Output:
        """What exporters write to."""
        ...

    def keep(self) -> None:
        """Moves the files to where they belong. Raises ExportFailed."""
        ...


@contextmanager
def beside(target: Path, extension: str) -> Iterator[Place]:
    """A place for one file and what comes beside it: "a.jsonl", "a.export-report.json".

    extension: of the file that was asked for, as the exporter writes it. Nothing stays of what
    was not kept. Raises ExportFailed, with a sentence, where the file system refuses.
    """
    target = target.resolve()  # a link stays, and what it leads to is written
    if target.exists() and not target.is_file():
        raise ExportFailed(f"{target} is no ordinary file. Choose another place.")
    if has_project_header(target):
        raise ExportFailed(f"{target} is a project. Choose another name.")
    with _translated(target):
        temporary = Path(tempfile.mkdtemp(dir=target.parent, prefix=_PREFIX))
        try:
            yield _Files(temporary, target, f"{ALL}{extension}")
        finally:
            shutil.rmtree(temporary, ignore_errors=True)


@contextmanager
def inside(folder: Path) -> Iterator[Place]:
    """A place for a folder; one that is there is replaced if it is empty or an export.

    Raises ExportFailed, with a sentence, where the file system refuses or others' files are.
    """
    folder = folder.resolve()
    if folder.exists() and not may_be_replaced(folder):
        raise ExportFailed(
            f"{folder} has other files in it. Choose a new folder, or the folder of an export."
        )
    with _translated(folder):
        temporary = Path(tempfile.mkdtemp(dir=folder.parent, prefix=_PREFIX))
        try:
            yield _Folder(temporary, folder)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)


def may_be_replaced(folder: Path) -> bool:
    """Whether a folder is empty, or holds an export and nothing that was added to it since."""
    if not folder.is_dir():
        return False
    if not (folder / REPORT).is_file():
        return not any(folder.iterdir())
    listed = _listed(folder) | {HASHES}
    # a model trained there is others' work as well
    return all(
        one.relative_to(folder).as_posix() in listed for one in folder.rglob("*") if one.is_file()
    )


def _listed(folder: Path) -> set[str]:
    """The files that an export says it has."""
    try:
        lines = (folder / HASHES).read_text(encoding="utf-8").split("\n")
    except (OSError, ValueError):
        return set()
    return {line.partition("  ")[2] for line in lines}


@contextmanager
def _translated(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise ExportFailed(
            f"{target} cannot be written: {reason}. Choose another place."
        ) from error


class _Written:
    """Writes files into a temporary folder, and hashes them on their way.

    main: the name of the file that was asked for, which comes first.
    """

    def __init__(self, temporary: Path, main: str = "") -> None:
        self._temporary = temporary
        self._main = main
        self._files: list[WrittenFile] = []

    @property
    def files(self) -> list[WrittenFile]:
        return sorted(self._files, key=lambda one: one.name != self._main)

    @property
    def output(self) -> Output:
        return self

    @contextmanager
    def open(self, name: str) -> Iterator[HashingStream]:
        """See formats.base.Output."""
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts:
            raise ValueError(f"{name} leads out of the export")
        place = self._temporary / path
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("xb") as stream:
            hashing = HashingStream(stream)
            yield hashing
            stream.flush()
            if len(self._files) < _FEW:  # a format with a file an article would wait for each
                os.fsync(stream.fileno())
        self._files.append(WrittenFile(name, hashing.size, hashing.sha256.hexdigest()))


class _Files(_Written):
    """One file at a target, the others named after it."""

    def __init__(self, temporary: Path, target: Path, main: str) -> None:
        super().__init__(temporary, main)
        self._target = target

    def keep(self) -> None:
        """Moves the files beside each other, the one that was asked for last."""
        for one in reversed(self.files):
            (self._temporary / one.name).replace(self._place_of(one.name))

    def _place_of(self, name: str) -> Path:
        if name == self._main:
            return self._target
        rest = name.removeprefix(f"{ALL}.").replace("/", "-")
        return self._target.with_name(f"{self._target.stem}.{rest}")


class _Folder(_Written):
    def __init__(self, temporary: Path, folder: Path) -> None:
        super().__init__(temporary)
        self._folder = folder

    def keep(self) -> None:
        """Puts the folder in its place; the former one stays until then."""
        self._temporary.chmod(0o777 & ~_umask())
        with ExitStack() as stack:
            if self._folder.exists():
                former = Path(tempfile.mkdtemp(dir=self._folder.parent, prefix=_PREFIX))
                stack.callback(shutil.rmtree, former, ignore_errors=True)
                self._folder.replace(former / self._folder.name)
            self._temporary.replace(self._folder)


class HashingStream:
    """Writes through to a file, hashes and measures what passes."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.sha256 = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes, /) -> int:
        """Takes all of the bytes."""
        self.sha256.update(data)
        self.size += len(data)
        self._file.write(data)
        return len(data)

    def flush(self) -> None:
        """For archives, which want to call it."""
        self._file.flush()


class Nowhere:
    """Takes what is written and forgets it: for finding out what an export would lose."""

    @contextmanager
    def open(self, name: str) -> Iterator[Nowhere]:  # noqa: ARG002 - as Output has it
        """See formats.base.Output."""
        yield self

    def write(self, data: bytes, /) -> int:
        """Takes all of the bytes."""
        return len(data)

    def flush(self) -> None:
        """For archives, which want to call it."""


class InMemory:
    """Keeps the files, by name."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    @contextmanager
    def open(self, name: str) -> Iterator[io.BytesIO]:
        """See formats.base.Output."""
        stream = io.BytesIO()
        yield stream
        self.files[name] = stream.getvalue()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
