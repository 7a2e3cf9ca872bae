"""What goes into the frozen program, tried on small trees; the whole of it is tried elsewhere."""

from __future__ import annotations

import importlib.util
import os
import runpy
import shutil
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from builder import data_files, stand_ins, stripping
from builder.contents_of import of_deb, of_folder, of_tarball, of_wheel
from builder.places import PACKAGING
from builder.sizes import Artefact, Part, overview, part_named, parts_of, table
from builder.trimming import is_kept, is_left_out

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("module", "is_out"),
    [
        ("spacy.cli", True),
        ("spacy.cli.train", True),
        ("spacy.client", False),
        ("ssl", True),
        ("spacy.lang.ja", False),
        ("sqlalchemy.dialects.sqlite", False),
    ],
)
def test_a_module_goes_with_all_below_it_and_with_nothing_beside_it(module: str, is_out: bool):
    assert is_left_out(module) is is_out


@pytest.mark.parametrize(
    "path",
    [
        "PySide6/Qt/plugins/platforms/libqlinuxfb.so",
        "PySide6\\Qt\\translations\\qt_de.qm",
        "libxcb-cursor.so.0",
        "libX11.so.6",
        "babel/locale-data/de.dat",
        "numpy/_core/tests/data/x.csv",
        "spacy/tokens/doc.pyx",
    ],
)
def test_what_the_program_never_opens_and_what_the_system_has_is_left_out(path: str):
    assert not is_kept(path)


@pytest.mark.parametrize(
    "path",
    [
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "libpython3.11.so.1.0",
        "libsqlite3.so.0",
        "numpy.libs/libgfortran-040039e1.so.5",
        "thinc/backends/_murmur3.cu",
        "trafilatura/settings.cfg",
        "annotator/_resources/help/tests/a.md",
    ],
)
def test_what_is_opened_or_is_our_own_is_kept(path: str):
    assert is_kept(path)


def laid_out(folder: Path, *names: str, data: bytes = b"x") -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def test_all_of_a_library_that_is_no_code_comes_along(tmp_path: Path):
    site = laid_out(
        tmp_path / "lib" / "site-packages",
        "tool/__init__.py",
        "tool/settings.cfg",
        "tool/deep/words.txt",
        "tool/fast.cpython-311-x86_64-linux-gnu.so",
        "tool/__pycache__/__init__.cpython-311.pyc",
        "tool/tests/sample.txt",
        "other/data.txt",
        "single.py",
    )
    modules = [
        ("tool", str(site / "tool" / "__init__.py")),
        ("single", str(site / "single.py")),
        ("json", "/usr/lib/python3.11/json/__init__.py"),
    ]
    assert data_files.of_packages(modules) == [
        ("tool/deep/words.txt", str(site / "tool/deep/words.txt"), "DATA"),
        ("tool/settings.cfg", str(site / "tool/settings.cfg"), "DATA"),
    ]


def loaded(name: str) -> Any:
    """A stand-in, run under a name of its own."""
    path = stand_ins.modules()[name]
    spec = importlib.util.spec_from_file_location(f"stand_in_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_each_stand_in_takes_the_place_of_a_module_that_is_left_out(tmp_path: Path):
    assert sorted(stand_ins.modules()) == ["blis.py", "spacy.cli", "spacy.cli.info"]
    assert all(map(is_left_out, stand_ins.modules()))
    stand_ins.put_into(tmp_path)
    assert sorted(name for name, _ in of_folder(tmp_path)) == [
        "blis/py.py",
        "spacy/cli/__init__.py",
        "spacy/cli/info.py",
    ]
    assert loaded("spacy.cli.info").info(silent=True) == {}


@pytest.mark.parametrize("trans1", [False, True])
@pytest.mark.parametrize("trans2", [False, True])
@pytest.mark.parametrize("beta", [0.0, 1.0, 0.5])
def test_matrices_are_multiplied_as_blis_multiplies_them(trans1: bool, trans2: bool, beta: float):
    theirs = importlib.import_module("blis.py")
    random = np.random.default_rng(7)
    first = random.random((5, 3) if trans1 else (3, 5), dtype="f")
    second = random.random((4, 5) if trans2 else (5, 4), dtype="f")
    out, expected = np.ones((3, 4), dtype="f"), np.ones((3, 4), dtype="f")
    words = {"trans1": trans1, "trans2": trans2, "alpha": 2.0, "beta": beta}

    assert loaded("blis.py").gemm(first, second, out=out, **words) is out
    theirs.gemm(first, second, out=expected, **words)
    np.testing.assert_allclose(out, expected, rtol=1e-5)
    alone = loaded("blis.py").gemm(first, second, trans1=trans1, trans2=trans2)
    assert alone.dtype == np.float32
    np.testing.assert_allclose(
        alone, theirs.gemm(first, second, trans1=trans1, trans2=trans2), rtol=1e-5
    )


@pytest.mark.skipif(
    shutil.which("strip") is None or sys.platform != "linux", reason="strip is not installed"
)
def test_libraries_are_stripped_but_for_those_that_would_break(tmp_path: Path):
    import yaml._yaml as compiled  # one that comes with its symbols

    for name in ("a/x.so", "numpy.libs/y.so.5"):
        laid_out(tmp_path, name)
        shutil.copyfile(compiled.__file__, tmp_path / name)
    laid_out(tmp_path, "annotator", "text.so", data=b"no library")
    (tmp_path / "link.so").symlink_to("a/x.so")
    assert list(stripping.shared_objects(tmp_path)) == [tmp_path / "a/x.so"]

    stripping.strip_tree(tmp_path)

    stripped, left = (dict(of_folder(tmp_path))[name] for name in ("a/x.so", "numpy.libs/y.so.5"))
    assert stripped < left
    assert (tmp_path / "link.so").is_symlink()


@pytest.mark.parametrize(
    ("file", "part"),
    [
        ("annotator", "annotator"),
        ("_internal/numpy/core.so", "numpy"),
        ("_internal/numpy.libs/blas.so", "numpy"),
        ("./usr/lib/annotator/_internal/libpython3.11.so.1.0", "libpython3.11.so.1.0"),
        ("usr/share/icons/hicolor/a.png", "usr/share"),
        ("annotator/ui/panels/a.py", "annotator/ui"),
    ],
)
def test_a_file_belongs_to_the_library_that_it_lies_in(file: str, part: str):
    assert part_named(file) == part


def test_the_largest_parts_come_first_and_the_others_are_summed_up():
    files = [(f"_internal/lib{number:02}/x", 1_000_000 * number) for number in range(1, 13)]
    one = Artefact("a.deb", 5_000_000, parts_of(files))
    assert one.parts[0] == Part("lib12", 12_000_000)
    assert overview([one]).splitlines()[-1] == "| a.deb | 5.0 | 78.0 |"
    lines = table(one).splitlines()
    assert lines[2] == "| lib12 | 12.0 |"
    assert lines[-1] == "| 2 others | 3.0 |"
    assert len(lines) == 2 + 10 + 1


def test_packages_are_looked_into(tmp_path: Path):
    tree = laid_out(tmp_path / "tree", "usr/bin/tool", data=b"12345")
    with zipfile.ZipFile(tmp_path / "a.whl", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(tree / "usr/bin/tool", "usr/bin/tool")
    assert list(of_wheel(tmp_path / "a.whl")) == list(of_folder(tree)) == [("usr/bin/tool", 5)]


@pytest.mark.skipif(shutil.which("zstd") is None, reason="zstd is not installed")
def test_an_archive_is_looked_into(tmp_path: Path):
    tree = laid_out(tmp_path / "tree", "usr/bin/tool", data=b"12345")
    words = ("tar", "--zstd", "-C", tree, "-cf", tmp_path / "a.tar.zst", "usr")
    subprocess.run(words, check=True)
    assert list(of_tarball(tmp_path / "a.tar.zst")) == [("usr/bin/tool", 5)]


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="dpkg-deb is not installed")
def test_a_debian_package_is_looked_into(tmp_path: Path):
    tree = laid_out(tmp_path / "tree", "usr/bin/tool", data=b"12345")
    laid_out(tree, "DEBIAN/control", data=b"Package: a\nVersion: 1\nArchitecture: all\n"
             b"Maintainer: a <a@b>\nDescription: a\n")  # fmt: skip
    words = ("dpkg-deb", "--build", "--root-owner-group", tree, tmp_path / "a.deb")
    subprocess.run(words, check=True, capture_output=True)
    assert list(of_deb(tmp_path / "a.deb")) == [("./usr/bin/tool", 5)]


def test_the_frozen_program_leaves_the_environment_to_others_as_it_was(
    monkeypatch: pytest.MonkeyPatch,
):
    launcher = PACKAGING / "pyinstaller" / "launcher.py"
    leave_no_traces = runpy.run_path(str(launcher))["leave_no_traces"]
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/annotator/_internal:/opt/tools")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/opt/tools")
    monkeypatch.setenv("PYINSTALLER_RESET_ENVIRONMENT", "")

    leave_no_traces()
    assert os.environ["LD_LIBRARY_PATH"] == "/opt/tools"
    assert os.environ["PYINSTALLER_RESET_ENVIRONMENT"] == "1"

    leave_no_traces()
    assert "LD_LIBRARY_PATH" not in os.environ
