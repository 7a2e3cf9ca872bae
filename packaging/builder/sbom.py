"""The bill of materials: CycloneDX 1.6 as JSON, the same bytes for the same source."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from builder.product import product
from builder.running import CannotBuild

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.components import Component

_SPACE = UUID("5c1f6f0e-3f0d-5d0b-9d7e-6a1c5f7b2e94")
"""Of serial numbers that are derived from what a list says; chosen once."""
_ID = re.compile(r"[A-Za-z0-9.+-]+")
_COMPOUND = re.compile(r" (?:AND|OR|WITH) ")


def written(components: Sequence[Component], system: str) -> str:
    """The list as a file. system: what the package is for, such as "linux".

    Raises CannotBuild if it is not as the standard asks.
    """
    text = listing(components, system)
    _check(text)
    return text


def listing(components: Sequence[Component], system: str) -> str:
    """The same, not held against the standard."""
    made = product()
    root = f"{made.name}@{made.version}"
    listed = sorted(components, key=lambda one: one.key)
    bill: dict[str, Any] = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(made.epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {
                "type": "application",
                "bom-ref": root,
                "name": made.name,
                "version": made.version,
                "description": made.summary,
                "licenses": licences(made.licence),
                "purl": f"pkg:generic/{root}",
            },
            "properties": [{"name": "annotator:system", "value": system}],
        },
        "components": [_entry(one) for one in listed],
        "dependencies": [
            {"ref": root, "dependsOn": [one.key for one in listed]},
            *({"ref": one.key, "dependsOn": list(one.needs)} for one in listed),
        ],
    }
    serial = uuid5(_SPACE, json.dumps(bill, sort_keys=True))
    bill["serialNumber"] = f"urn:uuid:{serial}"
    return json.dumps(bill, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def licences(expression: str) -> list[dict[str, Any]]:
    """A licence as CycloneDX writes it: by its name, or as an expression of several."""
    if _COMPOUND.search(expression):
        return [{"expression": expression}]
    if expression.startswith("LicenseRef-") or not _ID.fullmatch(expression):
        return [{"license": {"name": expression.removeprefix("LicenseRef-")}}]
    return [{"license": {"id": expression}}]


def _entry(one: Component) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "type": one.kind,
        "bom-ref": one.key,
        "name": one.name,
        "version": one.version,
        "licenses": licences(one.licence),
        "purl": one.purl,
        "description": one.says,
        "hashes": [{"alg": "SHA-256", "content": one.sha256}] if one.sha256 else [],
    }
    return {name: value for name, value in entry.items() if value}


def _check(text: str) -> None:
    """Raises CannotBuild unless the list is valid by the schema of CycloneDX."""
    schema = import_module("cyclonedx.schema").SchemaVersion.V1_6
    wrong = (
        import_module("cyclonedx.validation.json").JsonStrictValidator(schema).validate_str(text)
    )
    if wrong is not None:
        raise CannotBuild(f"the bill of materials is not valid CycloneDX: {wrong}")
