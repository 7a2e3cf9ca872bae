"""Versions as dpkg and rpm write and order them."""

from __future__ import annotations

import shutil
import subprocess
from itertools import pairwise

import pytest
from builder.running import CannotBuild
from builder.versions import is_early, native_version

IN_ORDER = (
    "0.2.0.dev1",
    "0.2.0a1.dev2",
    "0.2.0a1",
    "0.2.0b1",
    "0.2.0rc1",
    "0.2.0rc2",
    "0.2.0",
    "0.2.0.post1",
    "0.2.1",
    "0.10.0",
)


@pytest.mark.parametrize(
    ("version", "native"),
    [
        ("0.2.0", "0.2.0"),
        ("0.2.0rc1", "0.2.0~rc1"),
        ("0.2.0.dev3", "0.2.0~~dev3"),
        ("0.2.0.post1", "0.2.0+post1"),
    ],
)
def test_a_version_is_written_as_packages_write_it(version, native):
    assert native_version(version) == native


@pytest.mark.parametrize("version", ["", "v1", "1.0-rc1", "1.0+local", "2:1.0"])
def test_what_is_no_version_is_refused(version):
    with pytest.raises(CannotBuild, match="is not a version"):
        native_version(version)


def test_only_what_comes_before_its_release_is_early():
    assert [one for one in IN_ORDER if is_early(one)] == list(IN_ORDER[:6])


@pytest.mark.skipif(shutil.which("dpkg") is None, reason="dpkg is not installed")
def test_dpkg_orders_them_as_python_does():
    native = [native_version(one) for one in IN_ORDER]
    for older, newer in pairwise(native):
        words = ["dpkg", "--compare-versions", older, "lt", newer]
        assert subprocess.run(words, check=False).returncode == 0, (older, newer)


@pytest.mark.skipif(shutil.which("rpm") is None, reason="rpm is not installed")
def test_rpm_orders_them_as_python_does():
    native = [native_version(one) for one in IN_ORDER]
    for older, newer in pairwise(native):
        words = ["rpm", "--eval", f"%{{lua:print(rpm.vercmp('{older}', '{newer}'))}}"]
        done = subprocess.run(words, check=True, capture_output=True, text=True)
        assert done.stdout.strip() == "-1", (older, newer)
