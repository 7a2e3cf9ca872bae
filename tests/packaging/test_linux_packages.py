"""The packages of a toy program: what is in them, and that they are the same each time."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from builder import deb, desktop_files, rpm, tarball
from builder.product import product
from builder.running import CannotBuild
from builder.tree import lay_out

from tests.packaging.linux_toys import LEGAL, make_bundle

if TYPE_CHECKING:
    from pathlib import Path

SHARE = "usr/share"


def needs(*programs: str) -> pytest.MarkDecorator:
    missing = [one for one in (*programs, "objdump") if shutil.which(one) is None]
    return pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}")


@pytest.fixture(autouse=True)
def fast(monkeypatch):
    monkeypatch.setenv("PACKAGE_COMPRESSION", "fast")


@pytest.fixture
def bundle(tmp_path):
    return make_bundle(tmp_path / "bundle")


def output(*words: object) -> str:
    said = [str(word) for word in words]
    return subprocess.run(said, check=True, capture_output=True, text=True).stdout


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_tree_holds_all_that_a_desktop_asks_for(bundle, tmp_path):
    root, made = tmp_path / "root", product()
    lay_out(root, bundle)

    held = {str(path.relative_to(root)) for path in root.rglob("*") if not path.is_dir()}
    icons = f"{SHARE}/icons/hicolor"
    assert {
        "usr/bin/annotator",
        "usr/lib/annotator/annotator",
        f"{SHARE}/applications/{made.id}.desktop",
        f"{SHARE}/mime/packages/{made.id}.xml",
        f"{SHARE}/metainfo/{made.id}.metainfo.xml",
        f"{SHARE}/man/man1/annotator.1.gz",
        f"{icons}/16x16/apps/{made.id}.png",
        f"{icons}/512x512/apps/{made.id}.png",
        f"{icons}/scalable/apps/{made.id}.svg",
        f"{icons}/symbolic/apps/{made.id}-symbolic.svg",
        f"{icons}/48x48/mimetypes/{desktop_files.mime_icon(made)}.png",
        *(f"{SHARE}/doc/annotator/{name}" for name in LEGAL),
    } <= held
    assert (root / "usr/bin/annotator").resolve() == root / "usr/lib/annotator/annotator"


def test_modes_and_times_in_the_tree_are_those_of_every_build(bundle, tmp_path):
    (bundle / "_internal" / "library.so").chmod(0o600)
    root = tmp_path / "root"
    lay_out(root, bundle)
    for path in root.rglob("*"):
        assert path.lstat().st_mtime == product().epoch
        if not path.is_symlink():
            runs = path.is_dir() or path.name == "annotator"
            assert path.stat().st_mode & 0o7777 == (0o755 if runs else 0o644), path


def test_without_a_bundle_or_its_licences_nothing_is_made(bundle, tmp_path):
    with pytest.raises(CannotBuild, match="there is no bundle in"):
        lay_out(tmp_path / "root", tmp_path / "nothing")
    shutil.rmtree(bundle / "_internal" / "annotator")
    with pytest.raises(CannotBuild, match="holds no licences"):
        lay_out(tmp_path / "root", bundle)


@needs("dpkg-deb", "dpkg-shlibdeps")
def test_the_deb_says_what_it_is_and_needs(bundle, tmp_path):
    package = deb.pack(tmp_path / "work", bundle, tmp_path / "dist")

    assert package.name == f"annotator_{product().version}_amd64.deb"
    assert output("dpkg-deb", "-f", package, "Package", "Version").splitlines() == [
        "Package: annotator",
        f"Version: {product().version}",
    ]
    assert "libc6 (>= 2." in output("dpkg-deb", "-f", package, "Depends")
    assert int(output("dpkg-deb", "-f", package, "Installed-Size")) > 100
    listing = output("dpkg-deb", "-c", package)
    assert "./usr/share/doc/annotator/copyright" in listing
    assert "./usr/share/doc/annotator/third-party-licences.txt" in listing
    assert {line.split()[1] for line in listing.splitlines()} == {"root/root"}


@needs("dpkg-deb", "dpkg-shlibdeps")
def test_the_deb_runs_nothing_at_installing_or_removing(bundle, tmp_path):
    package = deb.pack(tmp_path / "work", bundle, tmp_path / "dist")
    output("dpkg-deb", "-e", package, tmp_path / "control")
    assert {path.name for path in (tmp_path / "control").iterdir()} == {"control", "md5sums"}


@needs("dpkg-deb", "dpkg-shlibdeps")
def test_what_a_deb_says_of_its_files_is_true(bundle, tmp_path):
    package = deb.pack(tmp_path / "work", bundle, tmp_path / "dist")
    output("dpkg-deb", "-R", package, tmp_path / "unpacked")
    words = ["md5sum", "--check", "--quiet", "DEBIAN/md5sums"]
    subprocess.run(words, cwd=tmp_path / "unpacked", check=True, capture_output=True)


@needs("dpkg-deb", "dpkg-shlibdeps", "lintian")
def test_lintian_has_nothing_against_the_toy(bundle, tmp_path):
    package = deb.pack(tmp_path / "work", bundle, tmp_path / "dist")
    words = ["lintian", "--allow-root", "--fail-on", "error,warning", package]
    done = subprocess.run(
        [str(word) for word in words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param(deb, marks=needs("dpkg-deb", "dpkg-shlibdeps"), id="deb"),
        pytest.param(rpm, marks=needs("rpmbuild"), id="rpm"),
        pytest.param(tarball, marks=needs("tar", "zstd"), id="tarball"),
    ],
)
def test_the_same_bundle_gives_the_same_bytes(kind, bundle, tmp_path):
    first = kind.pack(tmp_path / "work", bundle, tmp_path / "first")
    for path in bundle.rglob("*"):
        os.utime(path, (1, 1), follow_symlinks=False)
    second = kind.pack(tmp_path / "work", bundle, tmp_path / "second")
    assert first.name == second.name
    assert digest(first) == digest(second)


@needs("rpmbuild", "rpm")
def test_the_rpm_is_installed_and_removed_without_leaving_a_file(bundle, tmp_path):
    package = rpm.pack(tmp_path / "work", bundle, tmp_path / "dist")
    assert package.name == f"annotator-{product().version}-1.x86_64.rpm"
    assert "libc.so.6(GLIBC_" in output("rpm", "-qp", "--requires", package)
    assert output("rpm", "-qp", "--scripts", package) == ""
    if os.geteuid() != 0:
        pytest.skip("only root can install into another root")
    root = tmp_path / "system"
    output("rpm", "--root", root, "-i", "--nodeps", package)
    assert (root / "usr/share/applications" / f"{product().id}.desktop").is_file()
    assert output("rpm", "--root", root, "-V", "--nodeps", "annotator") == ""

    output("rpm", "--root", root, "-e", "annotator")

    left = [path for path in (root / "usr").rglob("*") if not path.is_dir()]
    assert [path for path in left if "rpm" not in path.parts] == []


@needs("tar", "zstd")
def test_the_archive_holds_one_folder_with_the_program_and_its_installer(bundle, tmp_path):
    archive = tarball.pack(tmp_path / "work", bundle, tmp_path / "dist")
    names = output("tar", "--zstd", "-tf", archive).split()
    folder = f"annotator-{product().version}-linux-x86_64"
    assert archive.name == f"{folder}.tar.zst"
    assert {name.split("/")[0] for name in names} == {folder}
    assert {f"{folder}/{one}" for one in ("install.sh", "README.txt", "annotator/annotator")} <= {
        *names
    }
