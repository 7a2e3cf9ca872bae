"""UIMA CAS JSON: a CAS and its types in one file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.errors import UnreadableInput
from annotator.formats.common.json_records import load_json
from annotator.formats.uima.structures import Cas, Sofa, Structure, Types

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.formats.input_file import InputFile
    from annotator.formats.uima.structures import Value

LARGEST = 100_000_000
"""Bytes of one file; those of an article have some hundred thousands."""

_SOFA = "uima.cas.Sofa"


def read_json(file: InputFile) -> tuple[Cas, Types]:
    """The CAS of a file. Raises UnreadableInput."""
    if len(file.data) > LARGEST:
        raise UnreadableInput(
            f"It has more than {LARGEST // 1_000_000} MB; that is no one article."
        )
    data = load_json(file.data.removeprefix(b"\xef\xbb\xbf"))
    if not isinstance(data, dict):
        raise UnreadableInput("It is no CAS: it is no JSON object.")
    types, cas = _types(data.get("%TYPES")), Cas()
    for own, fields in _structures(data.get("%FEATURE_STRUCTURES")):
        text = fields.get("sofaString")
        if fields.get("%TYPE") != _SOFA:
            cas.structures[own] = _structure(own, fields, types, cas)
        elif isinstance(text, str):
            cas.sofas.append(Sofa(own, str(fields.get("sofaID", "")), text))
    for view in _values(data.get("%VIEWS")):
        members = view.get("%MEMBERS")
        if isinstance(members, list):
            cas.members[str(view.get("%SOFA", ""))] = set(map(str, members))
    return cas, types


def _structures(value: object) -> Iterator[tuple[str, dict[str, object]]]:
    """Ids and fields: a list of objects, or objects by their ids."""
    if isinstance(value, dict):
        yield from ((str(own), one) for own, one in value.items() if isinstance(one, dict))
    elif isinstance(value, list):
        yield from ((str(one.get("%ID", "")), one) for one in value if isinstance(one, dict))


def _structure(own: str, fields: dict[str, object], types: Types, cas: Cas) -> Structure:
    features: dict[str, Value] = {}
    references: dict[str, str] = {}
    name = str(fields.get("%TYPE", ""))
    ranges = types.ranges(name)
    for key, value in fields.items():
        if key.startswith("%") or key == "@sofa":
            continue
        if key.startswith("@"):
            cas.lists += ranges.get(key[1:], "").endswith("[]")
            references[key[1:]] = str(value)
        elif isinstance(value, str | bool | int | float):
            features[key.removeprefix("#")] = value
        else:
            cas.lists += value is not None
    return Structure(own, name, str(fields.get("@sofa", "")), features, references)


def _types(value: object) -> Types:
    types = Types()
    for name, fields in value.items() if isinstance(value, dict) else ():
        if isinstance(fields, dict):
            features = (
                (key, str(one.get("%RANGE", "")))
                for key, one in fields.items()
                if isinstance(one, dict)
            )
            types.declare(str(name), str(fields.get("%SUPER_TYPE", "")), features)
    return types


def _values(value: object) -> list[dict[str, object]]:
    values = value.values() if isinstance(value, dict) else ()
    return [one for one in values if isinstance(one, dict)]
