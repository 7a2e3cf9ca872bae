"""Works on a project on disks that are full, taken away or locked by their permissions.

To be run as root in a mount namespace of its own; prints a word for each that went as it should.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import traceback
from contextlib import suppress
from pathlib import Path
from subprocess import DEVNULL, CalledProcessError, run
from typing import TYPE_CHECKING

import pytest

from annotator.domain.errors import DiskRefused, KnownError, ProjectError
from annotator.store.project import Project
from tests.factories import make_annotation, make_creation, make_document, make_project

if TYPE_CHECKING:
    from collections.abc import Callable

_NOBODY = 65_534
_MB = 1 << 20
DOCUMENT = make_document()


def tag(project: Project) -> None:
    """One edit, with 20 KB to store."""
    project.apply(make_creation(make_annotation(DOCUMENT, note="x" * 20_000)))


def count(project: Project) -> int:
    """How many there are."""
    return len(project.annotations(DOCUMENT.id))


def assert_reopened(path: Path, many: int) -> None:
    """Opened again, it holds so many and is sound."""
    with Project.open(path) as project:
        assert count(project) == many
        assert project.check() == []


def full(disk: Path) -> None:
    """The disk fills up, is full for some keys, and is given room again."""
    path, filler = disk / "full.annotator", disk / "filler"
    project = make_project(path, DOCUMENT)
    tag(project)
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(_MB)) == _MB:
            pass
    done = 0
    while count(project) > done:
        done = count(project)
        with suppress(DiskRefused):
            tag(project)
    for _ in range(5):
        with pytest.raises(DiskRefused, match="The disk is full"):
            tag(project)
        assert count(project) == done
    assert project.check() == []
    project.fold()
    filler.unlink()
    tag(project)
    assert count(project) == done + 1
    project.close()
    assert_reopened(path, done + 1)


def away(disk: Path) -> None:
    """A drive is pulled out while a project on it is open, and comes back."""
    path, other = disk / "in" / "away.annotator", disk.with_name("other")
    path.parent.mkdir()
    other.mkdir()
    project = make_project(path, DOCUMENT)
    tag(project)
    run(["mount", "--bind", str(disk), str(other)], check=True)
    run(["umount", "--lazy", str(disk)], check=True)
    for _ in range(3):
        with pytest.raises(DiskRefused, match="nor can its folder"):
            tag(project)
        assert count(project) == 1
    assert list(disk.iterdir()) == []
    run(["mount", "--bind", str(other), str(disk)], check=True)
    tag(project)
    assert project.path == path
    project.close()
    assert_reopened(path, 2)
    run(["umount", str(other)], check=True)


def locked(disk: Path) -> None:
    """The permissions of the file and of its folder are taken away while it is open."""
    folder = disk / "locked"
    path = folder / "locked.annotator"
    folder.mkdir()
    os.chown(folder, _NOBODY, _NOBODY)
    os.setgroups([])
    os.setgid(_NOBODY)
    os.setuid(_NOBODY)
    project = make_project(path, DOCUMENT)
    path.chmod(0)
    folder.chmod(0o500)
    tag(project)  # what is open stays open
    with project._database.reading():  # so that others need another connection
        assert "cannot be opened" in elsewhere(lambda: count(project))
        path.chmod(0o400)
        assert "may not be written to" in elsewhere(lambda: tag(project))
        assert count(project) == 1
        folder.chmod(0o700)
        path.chmod(0o600)
        told = elsewhere(lambda: tag(project))
        assert not told, told
    tag(project)
    project.close()
    assert_reopened(path, 3)
    path.chmod(0o400)
    with pytest.raises(ProjectError, match="may not be written to"):
        Project.open(path)


def elsewhere(act: Callable[[], object]) -> str:
    """Does it in a thread of its own; the sentence that came of it, "" if it went well."""
    told: list[str] = []

    def try_it() -> None:
        try:
            act()
        except KnownError as error:
            told.append(str(error))

    thread = threading.Thread(target=try_it)
    thread.start()
    thread.join()
    return "".join(told)


def main() -> None:
    """Runs them all on a small disk in memory."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        disk = Path(folder, "disk")
        disk.mkdir()
        try:
            run(
                ["mount", "-t", "tmpfs", "-o", "size=6m,mode=755", "tmpfs", str(disk)],
                check=True,
                stderr=DEVNULL,
            )
        except CalledProcessError:
            sys.exit("a disk cannot be mounted")
        for scene in (full, away):
            scene(disk)
            sys.stdout.write(f"{scene.__name__}\n")
            sys.stdout.flush()
        pid = os.fork()  # who has given up being root cannot unmount
        if not pid:
            try:
                locked(disk)
                sys.stdout.write("locked\n")
                sys.stdout.flush()
            except BaseException:  # noqa: BLE001 - it must not go on with the parent's work
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        status = os.waitpid(pid, 0)[1]
        run(["umount", "--lazy", str(disk)], check=True)
        sys.exit(os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()
