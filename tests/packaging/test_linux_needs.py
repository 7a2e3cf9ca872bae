"""What packages say that they need is what the compiled files in them need."""

from __future__ import annotations

import ctypes
import shutil
import subprocess

import pytest
from builder.elf import Needs, compiled, debian_name, needs_of
from builder.run_paths import forget_run_paths, without_run_path
from builder.running import CannotBuild

from tests.packaging.linux_toys import make_bundle

with_binutils = pytest.mark.skipif(shutil.which("objdump") is None, reason="no binutils")
with_compiler = pytest.mark.skipif(shutil.which("gcc") is None, reason="no compiler")


@pytest.fixture
def library(tmp_path):
    """A library that looks for others in a folder of this machine, and beside itself."""
    path, code = tmp_path / "lib" / "libtoy.so", tmp_path / "toy.c"
    path.parent.mkdir()
    code.write_text("int answer(void) { return 42; }\n", encoding="utf-8")
    words = ["gcc", "-shared", "-fPIC", "-Wl,-rpath,/home/somebody/lib", "-o", path, code]
    subprocess.run(words, check=True)
    return path


def test_compiled_files_are_found_by_what_is_in_them(tmp_path):
    bundle = make_bundle(tmp_path / "bundle")
    (bundle / "fake.so").write_text("no library")
    assert compiled(bundle) == [bundle / "_internal" / "library.so", bundle / "annotator"]


@with_binutils
def test_only_what_the_program_does_not_bring_is_asked_of_the_system(tmp_path):
    bundle = make_bundle(tmp_path / "bundle")
    found = needs_of(bundle)
    assert "libc.so.6" in found.libraries
    assert tuple(map(int, found.glibc.split("."))) > (2, 2)

    (bundle / "_internal" / "libc.so.6").write_bytes(b"brought along")
    assert "libc.so.6" not in needs_of(bundle).libraries
    assert needs_of(bundle).glibc == ""


def test_needs_are_written_as_each_system_writes_them():
    found = Needs(("libEGL.so.1", "libc.so.6", "libglib-2.0.so.0", "libm.so.6"), "2.35", "")
    assert found.packages() == (
        "libc6 (>= 2.35)",
        "libegl1",
        "libglib2.0-0t64 | libglib2.0-0",
    )
    assert "libc.so.6(GLIBC_2.35)(64bit)" in found.capabilities()
    assert "libEGL.so.1()(64bit)" in found.capabilities()
    assert debian_name("libglib-2.0.so.0") == "libglib2.0-0"


@pytest.mark.parametrize(
    ("symbols", "package"),
    [("3.4.9", "libstdc++6"), ("3.4.29", "libstdc++6 (>= 11)"), ("", "libstdc++6")],
)
def test_the_version_of_the_compilers_library_follows_from_its_symbols(symbols, package):
    assert Needs(("libstdc++.so.6",), "", symbols).packages() == (package,)


def test_a_library_that_no_package_is_known_for_stops_the_build():
    with pytest.raises(CannotBuild, match="what holds libnew"):
        Needs(("libc.so.6", "libnew.so.1"), "", "").packages()
    with pytest.raises(CannotBuild, match="what brought GLIBCXX"):
        Needs(("libstdc++.so.6",), "", "3.4.99").packages()


@with_compiler
def test_a_folder_of_the_building_machine_is_forgotten(library):
    before = library.read_bytes()
    assert b"/home/somebody" in before

    forget_run_paths([library])

    after = library.read_bytes()
    assert b"/home/somebody" not in after
    assert len(after) == len(before)
    assert ctypes.CDLL(str(library)).answer() == 42


@with_compiler
def test_a_place_beside_the_library_itself_is_kept(library):
    data = library.read_bytes().replace(b"/home/somebody/lib\0", b"$ORIGIN/some/libs\0\0")
    assert without_run_path(data) == data


def test_what_is_no_compiled_file_is_left_as_it_is():
    assert without_run_path(b"#!/bin/sh\n") == b"#!/bin/sh\n"
