"""install.sh, as an ordinary user runs it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from builder import tarball
from builder.product import product

from annotator.services import folders
from tests.packaging.linux_toys import make_bundle

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(
    shutil.which("objdump") is None or os.uname().machine != "x86_64",
    reason="needs binutils and the processor that the program is built for",
)
ENTRY = f"share/applications/{product().id}.desktop"


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """What somebody unpacked, in a folder with a blank in its name."""
    folder = tmp_path_factory.mktemp("built")
    unpacked = tarball.unpacked(folder / "work", make_bundle(folder / "bundle"))
    return shutil.copytree(unpacked, folder / "My Downloads" / unpacked.name, symlinks=True)


@pytest.fixture
def home(tmp_path, monkeypatch):
    folder = tmp_path / "home of $one"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    return folder


def run(script: Path, *words: object, **more: str) -> subprocess.CompletedProcess[str]:
    said = ["sh", str(script), *map(str, words)]
    return subprocess.run(
        said, capture_output=True, text=True, check=False, env={**os.environ, **more}, cwd="/"
    )


def install(archive: Path, prefix: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return run(archive / "install.sh", "--prefix", prefix, *words)


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def test_it_installs_the_program_and_its_menu_entry(archive, home):
    prefix = home / ".local"
    done = install(archive, prefix)

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"Annotator {product().version} is installed in {prefix}.")
    assert subprocess.run([prefix / "bin" / "annotator", "0"], check=True).returncode == 0
    entry = (prefix / ENTRY).read_text(encoding="utf-8")
    assert f"TryExec={prefix}/bin/annotator\n" in entry
    shared = {one for one in files(archive) if one.startswith("share/")}
    assert shared <= files(prefix)


def test_the_menu_entry_starts_the_program_whatever_its_folder_is_called(archive, tmp_path):
    prefix = tmp_path / 'a "b" $c `d` 100% \\e'
    assert install(archive, prefix).returncode == 0
    entry = (prefix / ENTRY).read_text(encoding="utf-8")
    (line,) = [one for one in entry.splitlines() if one.startswith("Exec=")]
    assert line.startswith('Exec="')
    assert line.endswith('" %f')
    # back the way that desktops read it: the line's escapes, those in quotes, then the percents
    quoted = line[6:-4].replace("\\\\", "\\")
    assert re.sub(r"\\(.)", r"\1", quoted).replace("%%", "%") == f"{prefix}/bin/annotator"


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="not installed")
def test_the_installed_menu_entry_is_valid(archive, home):
    install(archive, home / ".local")
    words = ["desktop-file-validate", home / ".local" / ENTRY]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_removing_leaves_nothing_and_no_project_is_touched(archive, home):
    prefix, project = home / ".local", home / "Storm.annotator"
    project.write_bytes(b"work of weeks")
    assert install(archive, prefix).returncode == 0

    done = run(prefix / "lib" / "annotator" / "install.sh", "--uninstall")

    assert done.returncode == 0, done.stderr
    assert "Your projects are where they were." in done.stdout
    assert files(home) == {"Storm.annotator"}
    assert project.read_bytes() == b"work of weeks"


def test_removing_leaves_what_was_there_before(archive, home):
    prefix = home / ".local"
    before = {
        "share/applications/other.desktop": "[Desktop Entry]\nName=Other\nType=Application\n",
        "bin/other": "a program",
        "share/icons/hicolor/48x48/apps/other.png": "a picture",
    }
    for name, text in before.items():
        (prefix / name).parent.mkdir(parents=True)
        (prefix / name).write_text(text, encoding="utf-8")
    there = files(prefix)
    install(archive, prefix)
    install(archive, prefix, "--uninstall")
    caches = {"share/applications/mimeinfo.cache"}
    assert files(prefix) - caches == there


def test_installing_again_brings_the_newer_program_alone(archive, home, tmp_path):
    prefix, newer = home / ".local", tmp_path / "newer"
    install(archive, prefix)
    once = files(prefix)
    shutil.copytree(archive, newer, symlinks=True)
    (newer / "annotator" / "_internal" / "library.so").rename(
        newer / "annotator" / "_internal" / "renamed.so"
    )

    assert install(newer, prefix).returncode == 0

    internal = "lib/annotator/_internal/"
    assert files(prefix) ^ once == {internal + "library.so", internal + "renamed.so"}
    install(newer, prefix, "--uninstall")
    assert files(home) == set()


def test_files_of_the_user_in_the_programs_folder_outlive_updating_and_removing(archive, home):
    prefix = home / ".local"
    install(archive, prefix)
    mine = prefix / "lib" / "annotator" / "annotator-data" / "Storm.annotator"
    mine.parent.mkdir()
    mine.write_bytes(b"work of weeks")

    assert install(archive, prefix).returncode == 0
    assert mine.read_bytes() == b"work of weeks"
    done = install(archive, prefix, "--uninstall")

    assert mine.read_bytes() == b"work of weeks"
    assert "they were left" in done.stdout


def test_what_the_unpacked_program_keeps_beside_itself_is_not_installed(archive, home, tmp_path):
    portable = shutil.copytree(archive, tmp_path / "stick", symlinks=True)
    (portable / "annotator" / "annotator-data").mkdir()
    install(portable, home / ".local")
    assert not (home / ".local" / "lib" / "annotator" / "annotator-data").exists()
    assert folders._PORTABLE == "annotator-data"


def test_a_running_program_is_not_replaced(archive, home):
    prefix = home / ".local"
    install(archive, prefix)
    running = subprocess.Popen([prefix / "bin" / "annotator", "60"])
    try:
        for words in ((), ("--uninstall",)):
            done = install(archive, prefix, *words)
            assert (done.returncode, done.stderr) == (
                1,
                "Annotator is running. Close it, then run this again.\n",
            )
    finally:
        running.kill()
        running.wait()


def test_the_program_of_somebody_else_is_not_replaced(archive, home):
    command = home / ".local" / "bin" / "annotator"
    command.parent.mkdir(parents=True)
    command.write_text("#!/bin/sh\n", encoding="utf-8")
    done = install(archive, home / ".local")
    assert done.returncode == 1
    assert "it is another program's" in done.stderr
    assert files(home) == {".local", ".local/bin", ".local/bin/annotator"}


def test_removing_what_is_not_there_says_so(archive, home):
    done = install(archive, home / ".local", "--uninstall")
    assert done.returncode == 1
    assert "Annotator is not installed in" in done.stderr


@pytest.fixture
def other_system(tmp_path):
    """Makes the system answer otherwise: returns a PATH with programs of that name in it."""

    def make(**answers: str) -> str:
        folder = tmp_path / "other"
        folder.mkdir()
        for name, answer in answers.items():
            (folder / name).write_text(f"#!/bin/sh\n{answer}\n", encoding="utf-8")
            (folder / name).chmod(0o755)
        return f"{folder}:{os.environ['PATH']}"

    return make


def test_a_system_that_is_too_old_is_refused_in_a_sentence(archive, home, other_system):
    path = other_system(getconf="echo glibc 2.4")
    done = run(archive / "install.sh", PATH=path)
    assert done.returncode == 1
    assert done.stderr.startswith("This system has glibc 2.4, and Annotator needs 2.")
    assert files(home) == set()


def test_a_system_without_glibc_is_refused_in_a_sentence(archive, home, other_system):
    done = run(archive / "install.sh", PATH=other_system(getconf="exit 1"))
    assert done.stderr.startswith("This system has no glibc")


def test_missing_libraries_are_named_with_the_packages_that_hold_them(archive, home, other_system):
    path = other_system(ldconfig="echo '\tlibother.so.1 (libc6,x86-64) => /lib/libother.so.1'")
    done = run(archive / "install.sh", PATH=path)
    assert done.returncode == 1
    assert "libc.so.6" in done.stderr.splitlines()[0]
    assert "apt-get install" in done.stderr
    assert "dnf install" in done.stderr
    assert files(home) == set()

    assert run(archive / "install.sh", "--unchecked", "--prefix", home, PATH=path).returncode == 0


def test_wrong_usage_is_told_from_failing(archive):
    assert run(archive / "install.sh", "--frobnicate").returncode == 2
    assert run(archive / "install.sh", "--help").stdout.startswith("Installs Annotator")


@pytest.mark.skipif(shutil.which("shellcheck") is None, reason="shellcheck is not installed")
def test_shellcheck_has_nothing_against_it(archive):
    done = subprocess.run(
        ["shellcheck", archive / "install.sh"], capture_output=True, text=True, check=False
    )
    assert done.stdout == ""
