"""Which wheels setup.exe is made from, and which of their files."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from builder.running import CannotBuild
from builder.setup_exe.contents import is_taken, place_of
from builder.setup_exe.wheels import CARRIER_LOCK, LOCK, check, wanted

if TYPE_CHECKING:
    from pathlib import Path


def test_markers_are_judged_for_windows_and_not_for_this_system():
    lock = (
        'colorama==0.4.6 ; sys_platform == "win32" \\\n    --hash=sha256:aa\n'
        'uvloop==1.0 ; sys_platform == "linux" \\\n    --hash=sha256:bb\n'
        'numpy==2.4.6 ; python_full_version < "3.12" \\\n'
        "    --hash=sha256:cc \\\n    --hash=sha256:dd\n"
        'numpy==2.5.5 ; python_full_version >= "3.12" \\\n    --hash=sha256:ee\n'
    )

    assert wanted(lock) == [
        "colorama==0.4.6 --hash=sha256:aa",
        "numpy==2.4.6 --hash=sha256:cc --hash=sha256:dd",
    ]


def test_the_lock_gives_each_library_once_with_its_hashes():
    found = wanted(LOCK.read_text(encoding="utf-8"))

    names = [one.partition("==")[0] for one in found]
    assert len(names) == len(set(names)) > 50
    assert {"pyside6-essentials", "spacy", "colorama", "tzdata"} <= set(names)
    assert not {"setuptools", "weasel", "httpx"} & set(names)
    assert all("--hash=sha256:" in one for one in found)


def test_cpython_comes_from_one_pinned_wheel():
    (carrier,) = wanted(CARRIER_LOCK.read_text(encoding="utf-8"))

    assert carrier.startswith("panda3d==")
    assert carrier.count("--hash=sha256:") == 1


def test_a_wheel_that_is_not_the_pinned_one_is_refused(tmp_path: Path):
    wheel = tmp_path / "a-1-py3-none-any.whl"
    wheel.write_bytes(b"one")
    pinned = [f"a==1 --hash=sha256:{hashlib.sha256(b'one').hexdigest()}"]

    check([wheel], pinned)
    with pytest.raises(CannotBuild, match="missing"):
        check([], pinned)
    wheel.write_bytes(b"other")
    with pytest.raises(CannotBuild, match="not what the lock file names"):
        check([wheel], pinned)


@pytest.mark.parametrize(
    "name",
    [
        "annotator/ui/app.py",
        "PySide6/QtCore.pyd",
        "PySide6/plugins/platforms/qwindows.dll",
        "thinc/backends/_custom_kernels.cu",
        "babel/locale-data/en.dat",
        "numpy.libs/libscipy_openblas64_-63c8.dll",
        "spacy-3.8.18.dist-info/entry_points.txt",
        "tool-1.data/purelib/tool.py",
    ],
)
def test_what_the_program_loads_goes_along(name: str):
    assert is_taken(name)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt6Quick.dll",
        "PySide6/translations/qtbase_de.qm",
        "PySide6/plugins/tls/qopensslbackend.dll",
        "spacy/cli/download.py",
        "spacy/tests/test_misc.py",
        "spacy/vocab.pyx",
        "numpy/f2py/crackfortran.py",
        "numpy/_core/lib/npymath.lib",
        "babel/locale-data/de.dat",
        "spacy-3.8.18.dist-info/RECORD",
        "tool-1.data/scripts/tool.exe",
    ],
)
def test_what_it_never_loads_stays_behind(name: str):
    assert not is_taken(name)


def test_a_file_lies_where_installing_would_put_it():
    assert place_of("tool-1.data/purelib/tool/a.py") == "tool/a.py"
    assert place_of("tool/a.py") == "tool/a.py"
