"""Licences and components of a program, found in what it really carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from builder import carried, embedded, legal, licences, packages
from builder.components import Component
from builder.embedded import Part
from builder.packages import Packages
from builder.running import CannotBuild

from annotator.services import credits
from annotator.services.distributions import installed
from tests.services.test_distributions import make_package

if TYPE_CHECKING:
    from pathlib import Path

MIT = ("License-Expression: MIT",)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Three packages: one is used and carried, one is used only, one is a tool of the builder's."""
    folder = tmp_path / "site"
    text = {"{info}/licenses/LICENSE": "Do what you like.\n"}
    make_package(folder, "carried", *MIT, "Requires-Dist: idle", files={**text, "one/core.py": ""})
    make_package(folder, "idle", *MIT, files={**text, "idle.py": ""})
    make_package(folder, "tool", *MIT, files={**text, "tool/__init__.py": ""})
    return folder


@pytest.fixture
def program(tmp_path: Path) -> Path:
    folder = tmp_path / "program"
    (folder / "_internal" / "one").mkdir(parents=True)
    (folder / "_internal" / "one" / "core.cpython-311-x86_64-linux-gnu.so").write_bytes(b"")
    return folder


@pytest.fixture
def source(site: Path) -> Packages:
    there = installed(site)
    used = {name: there[name] for name in ("carried", "idle")}
    return Packages(there, used, {"carried": "ab" * 32}, {})


def test_only_what_the_program_carries_is_listed(source: Packages, program: Path):
    (found,) = packages.components(source, carried.modules(program), {})
    assert (found.title, found.licence, found.sha256) == ("carried 1.0", "MIT", "ab" * 32)
    assert found.texts == ("Do what you like.",)
    assert found.needs == ()


def test_needs_name_what_is_carried_too(source: Packages, program: Path):
    (program / "_internal" / "idle.pyc").write_bytes(b"")
    found = {one.name: one for one in packages.components(source, carried.modules(program), {})}
    assert found["carried"].needs == ("python:idle",)


def test_a_tool_of_the_builder_in_the_program_stops_the_build(source: Packages, program: Path):
    (program / "_internal" / "tool").mkdir()
    (program / "_internal" / "tool" / "__init__.pyc").write_bytes(b"")
    with pytest.raises(CannotBuild, match="carries tool, which it does not need"):
        packages.components(source, carried.modules(program), {})


def test_a_package_without_licence_text_stops_the_build_unless_it_is_given(
    site: Path, program: Path
):
    make_package(site, "silent", *MIT, files={"silent.py": ""})
    (program / "_internal" / "silent.py").write_text("")
    there = {"silent": installed(site)["silent"]}
    silent = Packages(there, there, {}, {})
    with pytest.raises(CannotBuild, match=r"silent 1\.0 names no licence or brings no text"):
        packages.components(silent, carried.modules(program), {})
    (found,) = packages.components(silent, carried.modules(program), {"silent": ("given",)})
    assert found.texts == ("given",)


@pytest.mark.parametrize(
    ("path", "module"),
    [
        ("yaml/_yaml.cpython-311-x86_64-linux-gnu.so", "yaml._yaml"),
        ("PySide6/QtCore.abi3.so", "PySide6.QtCore"),
        ("lxml/etree.cp311-win_amd64.pyd", "lxml.etree"),
        ("spacy/__init__.pyc", "spacy"),
        ("six.py", "six"),
        ("spacy/__pycache__/about.cpython-311.pyc", ""),
        ("numpy.libs/libscipy_openblas64_.so.1", ""),
        ("spacy/py.typed", ""),
    ],
)
def test_files_are_known_by_the_modules_they_hold(tmp_path: Path, path: str, module: str):
    assert carried.dotted((tmp_path / path).relative_to(tmp_path)) == module


# ------------------------------------------------------------ what is inside binaries


def test_versions_are_read_out_of_binaries(tmp_path: Path):
    library = tmp_path / "libtoy.so.1"
    library.write_bytes(b"\x7fELF toy\x00toy 1.2.3 (c)\x00")
    part = Part("toy", "MIT", ("libtoy*",), r"toy (\d[\d.]+) |toy")
    assert part.versions([library]) == ["1.2.3"]
    library.write_bytes(b"\x7fELF toy\x00")
    assert part.versions([library]) == [""]
    library.write_bytes(b"\x7fELF")
    assert part.versions([library]) == []
    assert Part("toy", "MIT", ("LIBTOY*",)).versions([library]) == [""]


def test_numbers_of_a_version_are_put_together(tmp_path: Path):
    library = tmp_path / "etree.so"
    library.write_bytes(b"\x0021406\x00")
    part = Part("libxml2", "MIT", ("etree.so",), r"\x00(2)(1\d)(\d\d)\x00")
    assert part.versions([library]) == ["2.14.6"]


def test_every_part_names_texts_that_are_there():
    for part in embedded.parts():
        assert part.covered_by or part.own_texts(lambda _: ()), part.name
        assert part.files, part.name


def test_a_library_that_nobody_describes_is_noticed(program: Path):
    for name in ("libsqlite3.so.0", "libstrange.so.2", "known.so", "_bz2.pyd", "notes.txt"):
        (program / "_internal" / name).write_bytes(b"\x003.45.1\x00")
    assert embedded.unaccounted(program, {"known.so", "core.cpython-311-x86_64-linux-gnu.so"}) == [
        "libstrange.so.2"
    ]


# ------------------------------------------------------------ the file of licences


def test_each_text_is_written_once_with_all_that_it_covers():
    one = Component("one", "1", "MIT", "a", texts=("Peculiar  text",))
    two = Component("two", "2", "MIT", "b", texts=("Peculiar\ntext", f"other\n{credits.RULE}\nend"))
    notice, data = credits.statements("6.11.3")

    file = licences.written("0.1", notice, data, [one, two])

    texts = credits.licence_texts(file)
    assert set(texts) == {"one 1", "two 2"}
    assert texts["one 1"].split() == ["Peculiar", "text"]
    assert "other" in texts["two 2"]
    assert "end" in texts["two 2"]
    assert file.count("Peculiar") == 1
    assert "PySide6 6.11.3" in file
    assert "GeoNames (CC-BY-4.0)" in file


def test_a_program_that_was_not_built_is_asked_for(tmp_path: Path):
    with pytest.raises(CannotBuild, match="make bundle"):
        legal.build(tmp_path)
