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

import pytest

from annotator.domain.errors import DiskRefused, KnownError, ProjectError
from annotator.store.project import Project
from tests.factories import make_annotation, make_creation, make_document, make_project

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
    done = 1
    with pytest.raises(DiskRefused, match="The disk is full"):
        for _ in range(100):
            tag(project)
            done += 1
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
    elsewhere(project, refused=True)
    folder.chmod(0)
    refused = False
    try:
        tag(project)
    except ProjectError:
        refused = True
    folder.chmod(0o700)
    path.chmod(0o600)
    elsewhere(project, refused=False)
    tag(project)
    project.close()
    assert_reopened(path, 3 - refused)
    path.chmod(0o400)
    with pytest.raises(ProjectError, match="may not be written to"):
        Project.open(path)


def elsewhere(project: Project, *, refused: bool) -> None:
    """Reads in a thread, while another reads: that needs another connection."""
    told: list[str] = []

    def read() -> None:
        try:
            count(project)
        except KnownError as error:
            told.append(str(error))

    with project._database.reading():
        thread = threading.Thread(target=read)
        thread.start()
        thread.join()
    assert bool(told) == refused, told


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
            print(scene.__name__, flush=True)
        pid = os.fork()  # who has given up being root cannot unmount
        if not pid:
            try:
                locked(disk)
                print("locked", flush=True)
            except BaseException:  # noqa: BLE001 - said, and then the process ends, not the parent's work
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        status = os.waitpid(pid, 0)[1]
        run(["umount", "--lazy", str(disk)], check=True)
        sys.exit(os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()
