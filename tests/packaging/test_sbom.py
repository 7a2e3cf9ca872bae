"""The bill of materials: whole, the same each time, and without an address."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from builder import sbom
from builder.components import Component
from builder.product import product

LIBRARY = Component(
    "Toy",
    "1.0",
    "MIT",
    "python:toy",
    purl="pkg:pypi/toy@1.0",
    sha256="0" * 64,
    home="https://toy.example",
    texts=("text",),
    needs=("python:tool",),
)
TOOL = Component("tool", "2", "MIT OR ISC", "python:tool", purl="pkg:pypi/tool@2")


def bill(*components: Component, system: str = "linux") -> dict[str, Any]:
    read: dict[str, Any] = json.loads(sbom.listing(components, system))
    return read


def test_components_have_name_version_licence_hash_and_package_url():
    tool, toy = bill(LIBRARY, TOOL)["components"]
    assert toy == {
        "type": "library",
        "bom-ref": "python:toy",
        "name": "Toy",
        "version": "1.0",
        "licenses": [{"license": {"id": "MIT"}}],
        "purl": "pkg:pypi/toy@1.0",
        "hashes": [{"alg": "SHA-256", "content": "0" * 64}],
    }
    assert tool["licenses"] == [{"expression": "MIT OR ISC"}]


def test_what_needs_what_is_listed():
    needs = {one["ref"]: one["dependsOn"] for one in bill(LIBRARY, TOOL)["dependencies"]}
    root = f"annotator@{product().version}"
    assert needs == {
        root: ["python:tool", "python:toy"],
        "python:tool": [],
        "python:toy": ["python:tool"],
    }


def test_the_order_of_components_does_not_matter():
    assert sbom.listing([LIBRARY, TOOL], "linux") == sbom.listing([TOOL, LIBRARY], "linux")


def test_the_serial_number_follows_from_what_is_listed():
    one = bill(LIBRARY)["serialNumber"]
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", one)
    assert one == bill(LIBRARY)["serialNumber"]
    assert one != bill(LIBRARY, TOOL)["serialNumber"]
    assert one != bill(LIBRARY, system="win32")["serialNumber"]


def test_no_address_is_in_it_but_that_of_its_own_schema():
    found = re.findall(r"[a-z]+://[^\"\s]+", sbom.listing([LIBRARY, TOOL], "linux"))
    assert found == ["http://cyclonedx.org/schema/bom-1.6.schema.json"]


@pytest.mark.parametrize(
    ("licence", "said"),
    [
        ("Apache-2.0 AND CNRI-Python", [{"expression": "Apache-2.0 AND CNRI-Python"}]),
        ("LicenseRef-public-domain", [{"license": {"name": "public-domain"}}]),
        ("some terms", [{"license": {"name": "some terms"}}]),
        ("CC-BY-4.0", [{"license": {"id": "CC-BY-4.0"}}]),
    ],
)
def test_licences_are_written_as_the_standard_asks(licence: str, said: list[object]):
    assert sbom.licences(licence) == said


def test_it_is_valid_by_the_standards_own_schema():
    pytest.importorskip("cyclonedx", reason="only where packages are built")
    assert sbom.written([LIBRARY, TOOL], "linux") == sbom.listing([LIBRARY, TOOL], "linux")
