"""Where a project lies, if that is a place that others reach too: synchronised, or on a network.

Services that synchronise folders copy a file while it is being written, and keep both where two
computers wrote; locks do not always hold across a network. Neither is forbidden: it is told, once.
"""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from annotator.domain.project_file import SUFFIX, has_project_header
from annotator.services.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_MARKERS = {
    "Dropbox": (".dropbox.cache", ".dropbox"),
    "Nextcloud": (".nextcloudsync.log",),
    "ownCloud": (".owncloudsync.log",),
    "Nextcloud or ownCloud": (".sync_*.db", "._sync_*.db"),
    "Syncthing": (".stfolder",),
    "Google Drive": (".tmp.driveupload", ".tmp.drivedownload", ".shortcut-targets-by-id"),
    "MEGA": (".megaignore",),
    "Box": (".box_sync_root_folder", ".boxsync"),
}
"""What these services put into the folder that they keep the same everywhere."""

_VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")

_AMONG_HOME = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "mega": "MEGA",
    "megasync": "MEGA",
    "box": "Box",
    "box sync": "Box",
    "iclouddrive": "iCloud Drive",
}
"""Names of folders among a user's own that these services make, in lower case."""

_APPLE = "Mobile Documents"
_CLOUD_STORAGE = "CloudStorage"
"""In which macOS keeps a folder for each service."""

_NETWORK = frozenset(
    (
        *("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "ncpfs", "afs", "afpfs", "davfs"),
        *("ceph", "glusterfs", "lustre", "beegfs", "fuse.sshfs", "fuse.rclone", "fuse.davfs2"),
        *("fuse.glusterfs", "fuse.gvfsd-fuse", "fuse.s3fs"),
    )
)
_MOUNTS = Path("/proc/mounts")
_REMOTE = 4
"""What Windows calls a drive on another machine."""

_CONFLICT = re.compile(
    # Dropbox and Nextcloud, in some of their languages; Syncthing
    r"\((?:[^)]*\b)?(?:conflict|Konflikt|conflit|conflicto|conflitto)[^)]*\)"
    r"|\.sync-conflict-\d{8}-\d{6}",
    re.IGNORECASE,
)


def service_over(
    path: Path, *, environment: Mapping[str, str] = os.environ, home: Path | None = None
) -> str:
    """The name of the service that synchronises the folder of a file; "" for none that is known."""
    home = home or Path.home()
    folders = path.absolute().parents
    for folder in folders:
        for service, markers in _MARKERS.items():
            if any(_has(folder, marker) for marker in markers):
                return service
        if folder.name == _APPLE:
            return "iCloud Drive"
        if folder.parent.name == _CLOUD_STORAGE:
            return _cloud_storage(folder.name)
        if folder.parent == home:
            return _named(folder.name)
    roots = {Path(environment[name]) for name in _VARIABLES if environment.get(name)}
    return "OneDrive" if roots & set(folders) else ""


def network_over(path: Path, mounts: str | None = None) -> str:
    """The kind of network file system that a file lies on, such as "nfs"; "" if it is a disk.

    mounts: as Linux lists them; None for those there are.
    """
    if mounts is None:
        if os.name == "nt":
            return _windows_network(path)
        mounts = _read(_MOUNTS)
    found = ("", "")
    for line in mounts.splitlines():
        words = line.split(" ")
        if len(words) < 3:
            continue
        place = re.sub(r"\\(\d{3})", lambda code: chr(int(code[1], 8)), words[1])
        if len(place) >= len(found[0]) and PurePath(path).is_relative_to(place):
            found = place, words[2]
    return found[1] if found[1] in _NETWORK else ""


def conflicting_copies(path: Path, service: str) -> list[Path]:
    """Projects beside a project that a service has made of it, since two computers wrote.

    service: the one over the folder. Some name such copies as people do: these are known only
    where the service is.
    """
    pattern = _of_service(service)
    found = []
    for one in sorted(path.parent.glob(f"*{SUFFIX}")):
        rest = one.stem.removeprefix(path.stem)
        if one == path or rest == one.stem:
            continue
        if (_CONFLICT.search(rest) or (pattern and pattern.fullmatch(rest))) and (
            has_project_header(one)
        ):
            found.append(one)
    return found


class Place:
    """What is to be told of the place where a project lies. key: by what it is remembered."""

    def __init__(self, path: Path, service: str, network: str, copies: Iterable[Path]) -> None:
        self._path = path
        self._service = service
        self._network = network
        self._copies = tuple(copies)

    def untold(self, told: Iterable[str]) -> list[tuple[str, str]]:
        """Sentences that were not told yet, each with the key to remember that by."""
        known = set(told)
        return [(key, sentence) for key, sentence in self._sentences() if key not in known]

    def _sentences(self) -> list[tuple[str, str]]:
        name = self._path.name
        found = []
        if self._service:
            found.append(
                (
                    str(self._path),
                    f"{name} lies in a folder that {self._service} synchronises. Work on it on one"
                    " computer at a time, and let the service finish before you go on at another.",
                )
            )
        elif self._network:
            found.append(
                (
                    str(self._path),
                    f"{name} lies on a network drive, where two computers may not notice each"
                    " other. Let one person at a time work on it, or copy it to a disk of your"
                    " own.",
                )
            )
        found += [
            (
                str(one),
                f"Beside {name} lies “{one.name}”: two computers have changed the project at once,"
                " and this file has what one of them did. Open it to see what is in it.",
            )
            for one in self._copies
        ]
        return found


def job(path: Path) -> Job[Place]:
    """A job that looks where a project lies; a network may be slow."""

    def work(_: object) -> Place:
        try:
            service = service_over(path)
            return Place(path, service, network_over(path), conflicting_copies(path, service))
        except OSError:  # a folder that may not be looked into
            return Place(path, "", "", ())

    return Job("Looking where the project lies", work)


def _has(folder: Path, marker: str) -> bool:
    if "*" in marker:
        return next(folder.glob(marker), None) is not None
    return (folder / marker).exists()


def _named(name: str) -> str:
    """The service whose folder among the user's own this is; a firm's name may follow."""
    plain = re.split(r" - | \(", name)[0].lower()
    return _AMONG_HOME.get(plain, "")


def _cloud_storage(name: str) -> str:
    plain = name.partition("-")[0]
    return {"GoogleDrive": "Google Drive"}.get(plain, plain)


def _of_service(service: str) -> re.Pattern[str] | None:
    if service == "OneDrive":  # the computer's name, and a number if there are several
        return re.compile(rf"-{re.escape(_machine())}(-\d+)?", re.IGNORECASE)
    if service == "Google Drive":
        return re.compile(r" \(\d+\)")
    if service == "iCloud Drive":
        return re.compile(r" \d+")
    return None


def _machine() -> str:
    import platform

    return platform.node() or "?"


def _windows_network(path: Path) -> str:
    drive = path.absolute().drive
    return "smb" if drive.startswith("\\\\") or _is_remote(f"{drive}\\") else ""


def _is_remote(root: str) -> bool:
    import ctypes

    windll = getattr(ctypes, "windll", None)
    return windll is not None and windll.kernel32.GetDriveTypeW(root) == _REMOTE


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
