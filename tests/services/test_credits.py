"""Whose work the program is made of, from a package and from what is installed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from annotator import __version__
from annotator.services import credits
from annotator.services.credits import LICENCES, RULE, SBOM
from annotator.services.jobs import InlineRunner

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_installed_is_listed_with_licences_and_texts():
    found = {one.name.lower(): one for one in credits.gather().components}
    assert {"spacy", "sqlalchemy", "pyside6_essentials", "cpython", "sqlite"} <= set(found)
    assert found["spacy"].licence == "MIT"
    assert "Permission is hereby granted" in found["spacy"].text
    assert "pytest" not in found
    assert [one.name for one in found.values() if not one.licence] == []


def test_the_notice_says_what_the_lgpl_asks_for():
    gathered = credits.gather()
    said = " ".join(gathered.notice)
    version = next(one.version for one in gathered.components if one.name == "PySide6_Essentials")
    assert f"PySide6 {version}" in said
    for word in ("version 3", "replace", "debug", "source", "shared libraries"):
        assert word in said, word


def test_data_is_credited_as_its_licences_ask():
    said = {one.name: one for one in credits.gather().data}
    assert said["GeoNames"].licence == "CC-BY-4.0"
    assert "Changes:" in said["GeoNames"].says
    model = said["en_core_web_sm"].says
    assert all(name in model for name in ("OntoNotes 5", "WordNet 3.0", "ClearNLP"))


def test_a_checkout_shows_its_own_licence_and_has_no_bill_of_materials():
    gathered = credits.gather()
    assert gathered.licence.startswith("MIT License")
    assert gathered.sbom is None


def test_details_name_the_versions_of_everything():
    lines = credits.gather().details().splitlines()
    assert lines[0] == f"Annotator {__version__}"
    assert any(line.startswith("spacy ") for line in lines)


def test_a_package_is_read_from_its_own_files(tmp_path: Path):
    listed = [
        {
            "type": "library",
            "name": "one",
            "version": "1.0",
            "licenses": [{"license": {"id": "MIT"}}],
        },
        {"type": "library", "name": "Two", "licenses": [{"expression": "MIT OR ISC"}]},
        {"type": "data", "name": "places", "licenses": [{"license": {"name": "x"}}]},
    ]
    (tmp_path / SBOM).write_text(json.dumps({"components": listed}))
    (tmp_path / LICENCES).write_text(
        f"head\n\n{RULE}\none 1.0\nTwo\n\nshared text\n\n{RULE}\none 1.0\n\nits own\n"
    )

    one, two = credits.from_package(tmp_path)

    assert one[:3] == ("one", "1.0", "MIT")
    assert "shared text" in one.text
    assert "its own" in one.text
    assert two[:3] == ("Two", "", "MIT OR ISC")
    assert two.text.strip() == "shared text"


def test_gathering_is_a_job():
    done: list[credits.Credits] = []
    InlineRunner().run(credits.job(), on_done=done.append, on_error=lambda error: None)
    assert done == [credits.gather()]
