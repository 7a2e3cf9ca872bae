"""XMI: a CAS in XML, its types in a TypeSystem.xml beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.errors import UnreadableInput
from annotator.formats.common.safe_xml import local_name, parse_xml
from annotator.formats.uima.structures import Cas, Sofa, Structure, Types, value_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element as Element

    from annotator.formats.input_file import InputFile
    from annotator.formats.uima.structures import Value

TYPE_SYSTEM = "TypeSystem.xml"

_XMI = "{http://www.omg.org/XMI}"
_CAS = "{http:///uima/cas.ecore}"
_ENDS = frozenset({"Governor", "Dependent"})


def read_xmi(file: InputFile, remarks: Callable[[str], None]) -> tuple[Cas, Types]:
    """The CAS of a file. Raises UnreadableInput."""
    types = _types(file, remarks)
    root = parse_xml(file.data, file.name)
    if root.tag != f"{_XMI}XMI":
        raise UnreadableInput("It is no XMI; export the document as UIMA CAS XMI.")
    cas = Cas()
    for element in root:
        own = element.get(f"{_XMI}id", "")
        if element.tag == f"{_CAS}Sofa":
            name, text = element.get("sofaID", ""), element.get("sofaString")
            if text is not None:
                cas.sofas.append(Sofa(own, name, text))
        elif element.tag == f"{_CAS}View":
            cas.members[element.get("sofa", "")] = set(element.get("members", "").split())
        elif isinstance(element.tag, str) and element.tag.startswith("{"):
            cas.structures[own] = _structure(own, element, types, cas)
    return cas, types


def _structure(own: str, element: Element, types: Types, cas: Cas) -> Structure:
    name = _type_name(str(element.tag))
    ranges = types.ranges(name)
    features: dict[str, Value] = {}
    references: dict[str, str] = {}
    cas.lists += len(element) > 0
    for key, value in element.attrib.items():
        feature, text = str(key), str(value)
        if feature.startswith("{") or feature == "sofa":
            continue
        range = ranges.get(feature, "")
        if feature in ("begin", "end"):
            features[feature] = value_of(text, "uima.cas.Integer")
        elif feature in _ENDS or (range and not types.is_plain(range) and text.isdecimal()):
            references[feature] = text
        elif range and not types.is_plain(range):
            cas.lists += 1
        else:
            features[feature] = value_of(text, range)
    return Structure(own, name, element.get("sofa", ""), features, references)


def _type_name(tag: str) -> str:
    """ "{http:///webanno/custom.ecore}Span" is webanno.custom.Span."""
    package, _, name = tag[1:].partition("}")
    package = package.removeprefix("http:///").removesuffix(".ecore").replace("/", ".")
    return f"{package}.{name}".removeprefix("uima.noNamespace.")


def _types(file: InputFile, remarks: Callable[[str], None]) -> Types:
    types = Types()
    data = file.beside(TYPE_SYSTEM)
    if data is None:
        return types
    try:
        root = parse_xml(data, TYPE_SYSTEM)
    except UnreadableInput as error:
        remarks(f"The types beside it were not read: {error}")
        return types
    for element in root.iter("{*}typeDescription"):
        features = (
            (_child(one, "name"), _child(one, "rangeTypeName"))
            for one in element.iter("{*}featureDescription")
        )
        types.declare(_child(element, "name"), _child(element, "supertypeName"), features)
    return types


def _child(element: Element, name: str) -> str:
    found: Iterator[str] = (one.text or "" for one in element if local_name(one) == name)
    return next(found, "").strip()
