"""What a disk may hold after the power went: a recorded log, applied up to a moment.

Of each file, what was synced is there. Of what was written since, a disk may have kept all,
nothing, some, or parts of some: its cache writes sectors in any order. Of names, what was done in a
folder since that was synced may be missing. As SQLite does, and as disks and file systems of today
do, we trust that bytes which were not written to do not change.
"""

from __future__ import annotations

from functools import singledispatchmethod
from typing import TYPE_CHECKING

from tests.reliability.recording import (
    FOLDER,
    FolderSynced,
    Made,
    Removed,
    Renamed,
    Resized,
    Synced,
    Told,
    Wrote,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from random import Random

    from tests.reliability.recording import Event

    _Naming = Made | Renamed | Removed

SECTORS = (512, 4096)
"""What a disk writes whole or not at all, in bytes."""


class Disk:
    """Takes events, and tells what would be left if the power went now.

    told: the number of the last state that was acknowledged; None before the first.
    """

    def __init__(self, begun: Mapping[Path, bytes]) -> None:
        self.told: int | None = None
        self._names: dict[Path, int] = {path: number for number, path in enumerate(begun)}
        self._synced: dict[int, bytearray] = {
            number: bytearray(content) for number, content in enumerate(begun.values())
        }
        self._unsynced: dict[int, list[Wrote | Resized]] = {}
        self._unsynced_names: list[_Naming] = []
        self._made_folders: set[Path] = set()

    @singledispatchmethod
    def take(self, event: Event) -> None:
        """Does what an event says."""
        raise AssertionError(event)

    @take.register
    def _(self, event: Told) -> None:
        self.told = event.state

    @take.register(Wrote)
    @take.register(Resized)
    def _(self, event: Wrote | Resized) -> None:
        self._unsynced.setdefault(event.file, []).append(event)

    @take.register(Made)
    @take.register(Renamed)
    @take.register(Removed)
    def _(self, event: _Naming) -> None:
        self._unsynced_names.append(event)
        if isinstance(event, Made) and event.file == FOLDER:
            self._made_folders.add(event.path)

    @take.register
    def _(self, event: Synced) -> None:
        content = self._synced.setdefault(event.file, bytearray())
        for done in self._unsynced.pop(event.file, ()):
            _do(content, done)

    @take.register
    def _(self, event: FolderSynced) -> None:
        left: list[_Naming] = []
        for done in self._unsynced_names:
            if _folder_of(done) == event.folder:
                _name(self._names, done)
            else:
                left.append(done)
        self._unsynced_names = left

    def after_power_loss(self, random: Random) -> dict[Path, bytes]:
        """What the disk may hold: the files by their paths."""
        names = dict(self._names)
        for done in _kept_names(self._unsynced_names, random):
            _name(names, done)
        lost = self._made_folders - names.keys()
        return {
            path: self._content(file, random)
            for path, file in names.items()
            if file != FOLDER and not lost.intersection(path.parents)
        }

    def _content(self, file: int, random: Random) -> bytes:
        content = bytearray(self._synced.get(file, b""))
        done = self._unsynced.get(file, [])
        match random.choice(("nothing", "all", "begun", "any", "torn", "torn")):
            case "nothing":
                done = []
            case "begun":
                done = done[: random.randint(0, len(done))]
            case "any":
                done = [one for one in done if random.random() < 0.5]
            case "torn":
                done = [part for one in done for part in _torn(one, random)]
        # a file may have grown over what its sectors held before: zeros, or another file's bytes
        rest = random.choice((b"", random.randbytes(512)))
        for one in done:
            _do(content, one, rest)
        return bytes(content)


def cuts(events: Sequence[Event], many: int, random: Random) -> list[int]:
    """Moments at which the power may go: before and after syncs, and any others; in order.

    many: how many; half of them at syncs, some when all was done. One moment may be chosen more
    than once: what the disk keeps is another time something else.
    """
    syncs = [
        at + after
        for at, one in enumerate(events)
        if isinstance(one, Synced | FolderSynced | Told)
        for after in (0, 1)
    ] or [0]
    chosen = random.choices(syncs, k=many // 2) + [len(events)] * (many // 6)
    return sorted(chosen + random.choices(range(len(events) + 1), k=many - len(chosen)))


def _do(content: bytearray, done: Wrote | Resized, rest: bytes = b"") -> None:
    end = done.size if isinstance(done, Resized) else done.start + len(done.data)
    if len(content) < (end if isinstance(done, Resized) else done.start):
        start = len(content)
        gap = (end if isinstance(done, Resized) else done.start) - start
        is_hole = isinstance(done, Resized) or not rest
        content += bytes(gap) if is_hole else (rest * (gap // len(rest) + 1))[:gap]
    if isinstance(done, Resized):
        del content[end:]
    else:
        content[done.start : end] = done.data


def _torn(done: Wrote | Resized, random: Random) -> list[Wrote | Resized]:
    """Those sectors of a write that reached the disk."""
    if isinstance(done, Resized):
        return [done] if random.random() < 0.7 else []
    size = random.choice(SECTORS)
    share = random.choice((0.2, 0.7, 0.95))
    parts: list[Wrote | Resized] = []
    at = done.start
    while at < done.start + len(done.data):
        end = min((at // size + 1) * size, done.start + len(done.data))
        if random.random() < share:
            parts.append(Wrote(done.file, at, done.data[at - done.start : end - done.start]))
        at = end
    return parts


def _kept_names(done: Sequence[_Naming], random: Random) -> Sequence[_Naming]:
    """Most file systems keep names in order; not all do."""
    if random.random() < 0.6:
        return done[: random.randint(0, len(done))]
    return [one for one in done if random.random() < 0.6]


def _folder_of(done: _Naming) -> Path:
    return (done.target if isinstance(done, Renamed) else done.path).parent


def _name(names: dict[Path, int], done: _Naming) -> None:
    match done:
        case Made(file, path):
            names[path] = file
        case Removed(path):
            names.pop(path, None)
        case Renamed(source, target):
            file = names.pop(source, None)
            if file is not None:
                names[target] = file
