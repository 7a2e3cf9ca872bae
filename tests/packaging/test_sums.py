"""SHA256SUMS is what sha256sum and gpg accept."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from builder import sums
from builder.product import product
from builder.running import CannotBuild

if TYPE_CHECKING:
    from pathlib import Path

VERSION = product().version


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    for name in (
        f"annotator_{VERSION}_amd64.deb",
        f"annotator-{VERSION}-py3-none-any.whl",
        f"annotator-{VERSION}.cdx.json",
        f"annotator-{VERSION}-setup.exe.asc",
        f"annotator-{VERSION}9-setup.exe",
        "annotator-0.0.0-setup.exe",
        "SHA256SUMS",
    ):
        (tmp_path / name).write_text(name)
    return tmp_path


def test_the_artefacts_of_this_version_are_listed_in_order(dist: Path):
    names = [line.split("  ")[1] for line in sums.written(dist).splitlines()]
    assert names == [
        f"annotator-{VERSION}-py3-none-any.whl",
        f"annotator-{VERSION}.cdx.json",
        f"annotator_{VERSION}_amd64.deb",
    ]


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="needs coreutils")
def test_sha256sum_accepts_them_and_notices_a_change(dist: Path):
    (dist / "SHA256SUMS").write_text(sums.written(dist))
    words = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    assert subprocess.run(words, cwd=dist, capture_output=True, check=False).returncode == 0
    (dist / f"annotator-{VERSION}.cdx.json").write_text("other")
    assert subprocess.run(words, cwd=dist, capture_output=True, check=False).returncode == 1


def test_nothing_to_list_is_said(tmp_path: Path):
    with pytest.raises(CannotBuild, match=f"nothing of version {VERSION}"):
        sums.written(tmp_path)


def test_without_a_key_nothing_is_signed_and_an_old_signature_goes(dist: Path):
    old = dist / "SHA256SUMS.asc"
    old.write_text("of another file")
    assert sums.sign(dist / "SHA256SUMS", "") is None
    assert not old.exists()


@pytest.mark.skipif(shutil.which("gpg") is None, reason="needs gnupg")
def test_a_named_key_signs_so_that_gpg_verifies(
    dist: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
):
    home = tmp_path_factory.mktemp("g")
    home.chmod(0o700)
    monkeypatch.setenv("GNUPGHOME", str(home))
    quiet = ["gpg", "--batch", "--quiet"]
    make = ["--passphrase", "", "--quick-generate-key", "maker@example.org", "ed25519", "sign"]
    subprocess.run([*quiet, *make], check=True, capture_output=True)
    try:
        signature = sums.sign(dist / "SHA256SUMS", "maker@example.org")
        assert signature is not None
        words = ["--verify", str(signature), str(dist / "SHA256SUMS")]
        subprocess.run([*quiet, *words], check=True, capture_output=True)
    finally:
        subprocess.run(["gpgconf", "--kill", "all"], check=False, capture_output=True)
