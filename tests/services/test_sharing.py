from __future__ import annotations

import platform
from pathlib import Path

import pytest

from annotator.services import projects, sharing
from annotator.services.jobs import JobContext
from annotator.services.sharing import conflicting_copies, network_over, service_over
from tests.factories import ANA

MARKED = {
    ".dropbox.cache": "Dropbox",
    ".dropbox": "Dropbox",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".sync_0a1b2c3d4e5f.db": "Nextcloud or ownCloud",
    "._sync_0a1b2c3d4e5f.db": "Nextcloud or ownCloud",
    ".stfolder": "Syncthing",
    ".tmp.driveupload": "Google Drive",
    ".megaignore": "MEGA",
}
NAMED = {
    "Dropbox": "Dropbox",
    "Dropbox (Newsroom)": "Dropbox",
    "OneDrive": "OneDrive",
    "OneDrive - Newsroom Ltd": "OneDrive",
    "Google Drive": "Google Drive",
    "Nextcloud": "Nextcloud",
    "MEGA": "MEGA",
    "Box": "Box",
    "iCloudDrive": "iCloud Drive",
    "Library/Mobile Documents/com~apple~CloudDocs": "iCloud Drive",
    "Library/CloudStorage/OneDrive-Newsroom": "OneDrive",
    "Library/CloudStorage/GoogleDrive-ana@example.org": "Google Drive",
    "Library/CloudStorage/Dropbox": "Dropbox",
    "Documents": "",
    "work/Box": "",
    "Boxes": "",
}
MOUNTS = (
    "/dev/sda1 / ext4 rw 0 0\n"
    "nas:/news /srv/news nfs4 rw 0 0\n"
    "//nas/share /mnt/my\\040share cifs rw 0 0\n"
    "/dev/sdb1 /srv/news/disk ext4 rw 0 0\n"
    "ana@host: /home/ana/far fuse.sshfs rw 0 0\n"
    "odd\n"
)


def project_in(folder: Path) -> Path:
    """An ordinary project, some folders down."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "Storm.annotator"
    projects.create_project(path, ANA).close()
    return path


@pytest.mark.parametrize("marker", MARKED)
def test_a_service_is_known_by_what_it_puts_into_its_folder(tmp_path: Path, marker: str):
    (tmp_path / marker).touch()
    path = tmp_path / "news" / "march" / "Storm.annotator"
    path.parent.mkdir(parents=True)

    assert service_over(path, environment={}, home=tmp_path / "home") == MARKED[marker]


@pytest.mark.parametrize("folder", NAMED)
def test_a_service_is_known_by_the_name_of_its_folder_among_ones_own(tmp_path: Path, folder: str):
    path = tmp_path / folder / "news" / "Storm.annotator"

    assert service_over(path, environment={}, home=tmp_path) == NAMED[folder]


def test_onedrive_is_known_by_the_variable_that_names_its_folder(tmp_path: Path):
    path = tmp_path / "Firm" / "news" / "Storm.annotator"
    environment = {"OneDriveCommercial": str(tmp_path / "Firm")}

    assert service_over(path, environment=environment, home=tmp_path / "home") == "OneDrive"
    assert service_over(path, environment={}, home=tmp_path / "home") == ""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/ana/Storm.annotator", ""),
        ("/srv/news/Storm.annotator", "nfs4"),
        ("/srv/newsroom/Storm.annotator", ""),
        ("/srv/news/disk/Storm.annotator", ""),
        ("/mnt/my share/a/Storm.annotator", "cifs"),
        ("/home/ana/far/Storm.annotator", "fuse.sshfs"),
    ],
)
def test_a_network_drive_is_known_by_its_mount(path: str, kind: str):
    assert network_over(Path(path), MOUNTS) == kind


def test_this_disk_is_no_network_drive(tmp_path: Path):
    assert network_over(tmp_path / "Storm.annotator") == ""


@pytest.mark.parametrize(
    ("name", "service"),
    [
        ("Storm (Ana's conflicted copy 2026-03-04)", "Dropbox"),
        ("Storm (conflicted copy 2026-03-04 101500)", "Nextcloud"),
        ("Storm (Konflikt 2026-03-04)", "Dropbox"),
        ("Storm.sync-conflict-20260304-101500-ABCDEF2", "Syncthing"),
        ("Storm.sync-conflict-20260304-101500-ABCDEF2", ""),
        (f"Storm-{platform.node()}", "OneDrive"),
        (f"Storm-{platform.node().upper()}-2", "OneDrive"),
        ("Storm (1)", "Google Drive"),
        ("Storm 2", "iCloud Drive"),
    ],
    ids=range(9),
)
def test_a_copy_that_a_service_made_of_two_versions_is_noticed(tmp_path, name, service):
    path = project_in(tmp_path)
    copy = tmp_path / f"{name}.annotator"
    copy.write_bytes(path.read_bytes())

    assert conflicting_copies(path, service) == [copy]


@pytest.mark.parametrize(
    "name", ["Storm (1)", "Storm 2", "Storm-final", "Storms", "Storm (before restoring, 2026)", "A"]
)
def test_a_copy_that_people_named_is_none(tmp_path: Path, name: str):
    path = project_in(tmp_path)
    (tmp_path / f"{name}.annotator").write_bytes(path.read_bytes())

    assert conflicting_copies(path, "") == []


def test_a_file_that_is_no_project_is_no_copy_of_one(tmp_path: Path):
    path = project_in(tmp_path)
    (tmp_path / "Storm (conflicted copy).annotator").write_text("something else")

    assert conflicting_copies(path, "Dropbox") == []


def test_each_is_told_once(tmp_path: Path):
    (tmp_path / ".dropbox.cache").mkdir()
    path = project_in(tmp_path)
    copy = tmp_path / "Storm (conflicted copy).annotator"
    copy.write_bytes(path.read_bytes())

    place = sharing.job(path).work(JobContext())

    (key, first), (copy_key, second) = place.untold(())
    assert "Storm.annotator lies in a folder that Dropbox synchronises. Work on it on one" in first
    assert f"“{copy.name}”: two computers have changed the project at once" in second
    assert place.untold([key]) == [(copy_key, second)]
    assert place.untold([key, copy_key]) == []


def test_of_an_ordinary_folder_nothing_is_told(tmp_path: Path):
    assert sharing.job(project_in(tmp_path)).work(JobContext()).untold(()) == []
