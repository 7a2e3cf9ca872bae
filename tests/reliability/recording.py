"""Everything that a stretch of the program does to files, in order, with its content.

SQLite's doings come from the layer below it (vfs.py), Python's own from its module `os`: what is
made, renamed, removed and synced by `pathlib` and `tempfile` passes there. What Python has written
into a file is seen when that file is next synced or renamed.
"""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from tests.reliability.vfs import Watcher, layered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FOLDER = -1
PASSED_OVER = ("-shm", "-lock")
"""Endings of files that mean nothing after a restart."""


class Made(NamedTuple):
    """A file appeared in its folder; `file` stands for its content from now on.

    A folder that appeared is number FOLDER.
    """

    file: int
    path: Path


class Wrote(NamedTuple):
    """Bytes were written at a place."""

    file: int
    start: int
    data: bytes


class Resized(NamedTuple):
    """A file was cut off, or filled up with zeros."""

    file: int
    size: int


class Synced(NamedTuple):
    """What a file holds is on the disk."""

    file: int


class Renamed(NamedTuple):
    """A name became another one, in the place of whatever had that."""

    source: Path
    target: Path


class Removed(NamedTuple):
    """A name was removed."""

    path: Path


class FolderSynced(NamedTuple):
    """Which names a folder holds is on the disk."""

    folder: Path


class Told(NamedTuple):
    """The program was told that something is stored: the state of that number is acknowledged."""

    state: int


Event = Made | Wrote | Resized | Synced | Renamed | Removed | FolderSynced | Told


class Recorder(Watcher):
    """Keeps the events of all files below a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.events: list[Event] = []
        self.begun: dict[Path, bytes] = {
            path: path.read_bytes() for path in sorted(self.folder.rglob("*")) if path.is_file()
        }
        """What was there, durably, before the first event."""
        self._files: dict[Path, int] = {}
        self._opened: dict[int, int] = {}
        self._contents: dict[int, bytes] = {}
        self._ours: set[int] = set()
        for number, (path, content) in enumerate(self.begun.items()):
            self._files[path] = number
            self._contents[number] = content
        self._next = len(self.begun)

    def tell(self, state: int) -> None:
        """A state was acknowledged."""
        self.events.append(Told(state))

    # ------------------------------------------------------------ SQLite's

    def on_opened(self, file: int, path: Path) -> None:
        """A file that SQLite writes is known by its number alone from now on."""
        if self._passes_over(path):
            return
        self._note(path)
        self._opened[file] = self._files[path]
        self._ours.add(self._files[path])

    def on_write(self, file: int, start: int, data: bytes) -> int:
        """Bytes."""
        if file in self._opened:
            self.events.append(Wrote(self._opened[file], start, data))
        return 0

    def on_truncate(self, file: int, size: int) -> int:
        """A new size."""
        if file in self._opened:
            self.events.append(Resized(self._opened[file], size))
        return 0

    def on_sync(self, file: int) -> int:
        """A promise of the disk."""
        if file in self._opened:
            self.events.append(Synced(self._opened[file]))
        return 0

    def on_delete(self, path: Path) -> int:
        """A name less."""
        self._removed(path)
        return 0

    def on_folder_sync(self, folder: Path) -> None:
        """A promise of the disk about names."""
        if self._is_below(folder):
            self.events.append(FolderSynced(folder))

    # ------------------------------------------------------------ Python's

    def on_fsync(self, descriptor: int) -> None:
        """A file or a folder is synced."""
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        if path.is_dir():
            self.on_folder_sync(path)
        elif not self._passes_over(path):
            self._note(path)
            self.events.append(Synced(self._files[path]))

    def on_rename(self, source: Any, target: Any) -> None:
        """A name changes; what it stands for is looked at first."""
        old, new = Path(source).absolute(), Path(target).absolute()
        if self._passes_over(old) or old.is_dir():
            return
        self._note(old)
        self._files[new] = self._files.pop(old)
        self.events.append(Renamed(old, new))

    def on_mkdir(self, name: Any, *_: object) -> None:
        """A folder appears."""
        path = Path(name).absolute()
        if self._is_below(path) and not path.exists():
            self.events.append(Made(FOLDER, path))

    def on_link(self, source: Any, target: Any) -> None:
        """A second name for the same."""
        old, new = Path(source).absolute(), Path(target).absolute()
        if self._passes_over(new):
            return
        self._note(old)
        self._files[new] = self._files[old]
        self.events.append(Made(self._files[old], new))

    def on_unlink(self, name: Any) -> None:
        """A name goes."""
        path = Path(name).absolute()
        if path.exists():
            self._removed(path)

    # ------------------------------------------------------------ parts

    def _removed(self, path: Path) -> None:
        if not self._passes_over(path) and self._files.pop(path, None) is not None:
            self.events.append(Removed(path))

    def _note(self, path: Path) -> None:
        """Makes the file known, with what Python has written into it."""
        if path not in self._files:
            self._files[path] = self._next
            self._next += 1
            self.events.append(Made(self._files[path], path))
            self._contents[self._files[path]] = b""
        file = self._files[path]
        if file in self._ours:
            return
        with suppress(FileNotFoundError):
            content = path.read_bytes()
            if content != self._contents[file]:
                self._contents[file] = content
                self.events += [Resized(file, 0), Wrote(file, 0, content)]

    def _is_below(self, path: Path) -> bool:
        return path == self.folder or self.folder in path.parents

    def _passes_over(self, path: Path) -> bool:
        return not self._is_below(path) or path.name.endswith(PASSED_OVER)


@contextmanager
def recording(folder: Path) -> Iterator[Recorder]:
    """Records all that is done to the files below a folder meanwhile.

    All connections must have been closed before, and should be afterwards.
    """
    recorder = Recorder(folder)
    with layered(recorder), pytest.MonkeyPatch.context() as patch:

        def before(name: str, note: Callable[..., None]) -> None:
            real = getattr(os, name)

            def noted(*arguments: Any, **options: Any) -> Any:
                note(*arguments)
                return real(*arguments, **options)

            patch.setattr(os, name, noted)

        before("fsync", recorder.on_fsync)
        before("rename", recorder.on_rename)
        before("replace", recorder.on_rename)
        before("link", recorder.on_link)
        before("mkdir", recorder.on_mkdir)
        before("unlink", recorder.on_unlink)
        before("remove", recorder.on_unlink)
        yield recorder
