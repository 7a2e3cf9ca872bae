"""What packages say of themselves, read from their metadata."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotator.services.distributions import (
    home_of,
    installed,
    licence_of,
    need,
    normal,
    reachable,
    texts_of,
)

if TYPE_CHECKING:
    from importlib.metadata import Distribution
    from pathlib import Path


def make_package(site: Path, name: str, *fields: str, files: dict[str, str] | None = None) -> None:
    """Installs a package of version 1.0 into a folder. fields: lines of its metadata."""
    info = f"{name.replace('-', '_')}-1.0.dist-info"
    lines = ["Metadata-Version: 2.4", f"Name: {name}", "Version: 1.0", *fields, ""]
    there = {f"{info}/METADATA": "\n".join(lines)}
    there |= {path.format(info=info): text for path, text in (files or {}).items()}
    record = "".join(f"{path},,\n" for path in (*there, f"{info}/RECORD"))
    for path, text in {**there, f"{info}/RECORD": record}.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, encoding="utf-8")


def package(site: Path, *fields: str, files: dict[str, str] | None = None) -> Distribution:
    make_package(site, "toy", *fields, files=files)
    return installed(site)["toy"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Smart_Open>=5", ("smart-open", frozenset(), "")),
        ("a.b (>=2)", ("a-b", frozenset(), "")),
        ('x[One, two]==1; extra == "y"', ("x", frozenset({"one", "two"}), 'extra == "y"')),
    ],
)
def test_requirements_are_read(line: str, expected: tuple[object, ...]):
    assert need(line) == expected


def test_names_have_one_way_to_be_written():
    assert normal("PySide6_Essentials") == normal("pyside6-essentials") == "pyside6-essentials"


@pytest.mark.parametrize(
    ("fields", "licence"),
    [
        (["License-Expression: MIT OR Apache-2.0", "License: other"], "MIT OR Apache-2.0"),
        (["License: BSD"], "BSD-3-Clause"),
        (["License: MIT"], "MIT"),
        (["Classifier: License :: OSI Approved :: MIT License"], "MIT"),
        (["License: UNKNOWN", "Classifier: License :: OSI Approved :: ISC License (ISCL)"], "ISC"),
        (["License: UNKNOWN"], ""),
        ([], ""),
    ],
)
def test_licences_are_named_as_spdx_does(tmp_path: Path, fields: list[str], licence: str):
    assert licence_of(package(tmp_path, *fields)) == licence


def test_each_licence_text_is_given_once(tmp_path: Path):
    files = {
        "{info}/licenses/LICENSE": "the text\n",
        "{info}/COPYING": "the text\n",
        "toy/part/LICENSE.txt": "another\n",
        "toy/licence.py": "code = 1\n",
    }
    assert texts_of(package(tmp_path, files=files)) == ("the text", "another")


def test_a_licence_that_stands_in_the_metadata_is_its_text(tmp_path: Path):
    long = "All rights are given away. " * 30
    assert texts_of(package(tmp_path, f"License: {long}")) == (long.strip(),)
    assert texts_of(package(tmp_path, "License: MIT")) == ()


def test_the_home_page_is_found_under_any_of_its_names(tmp_path: Path):
    assert home_of(package(tmp_path, "Project-URL: Funding, f", "Project-URL: Source, s")) == "s"
    assert home_of(package(tmp_path, "Home-page: h")) == "h"
    assert home_of(package(tmp_path)) == ""


def test_what_is_needed_is_followed_with_its_extras(tmp_path: Path):
    make_package(tmp_path, "a", 'Requires-Dist: b[fast]; python_version > "3"', "Requires-Dist: d")
    make_package(tmp_path, "b", 'Requires-Dist: c; extra == "fast"')
    make_package(tmp_path, "c", "Requires-Dist: a")
    make_package(tmp_path, "alone")

    def applies(marker: str, extras: frozenset[str]) -> bool:
        return "extra" not in marker or "fast" in extras

    found, missing = reachable([need("a")], installed(tmp_path), applies)

    assert list(found) == ["a", "b", "c"]
    assert missing == {"d"}
