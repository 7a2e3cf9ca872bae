"""Labels as codes, and those attributes that have few values as codes below them.

A choice or a flag of the label scheme becomes a sub-code for each of its values, “QUOTE:
kind=direct”, by which those programs can search and count. Names of codes are unique, because
some programs require it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from annotator.domain.labels import AttributeKind
from annotator.formats.common.guids import guid
from annotator.formats.common.xml_text import element, is_writable, text_element

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.domain.labels import AttributeSpec, AttributeValue, Label, LabelScheme

_CODED = (AttributeKind.CHOICE, AttributeKind.FLAG)
_YES, _NO = "yes", "no"


@lru_cache(1000)
def code_guid(label: str) -> str:
    """The GUID of a label's code."""
    return guid("label", label)


class CodeBook:
    """The codes of a file: the scheme's labels, and others that its annotations have."""

    def __init__(self, scheme: LabelScheme) -> None:
        self._scheme = scheme
        self._others: set[str] = set()

    def code_of(self, label: str) -> str:
        """The GUID of a label's code, which the file will have."""
        if label not in self._scheme:
            self._others.add(label)
        return code_guid(label)

    def code_of_value(self, label: str, name: str, value: AttributeValue) -> str | None:
        """The GUID of the code of an attribute's value, or None if it has none."""
        if label not in self._scheme:
            return None
        for spec in self._scheme.label(label).attributes:
            if spec.name == name and spec.kind in _CODED and spec.fits(value):
                text = _value_text(value)
                return _value_guid(label, spec.kind, name, text) if text in _values(spec) else None
        return None

    def xml(self) -> str:
        """The CodeBook element; "" where there is no code."""
        codes = [_code(label) for label in self._scheme.labels]
        codes += [_plain_code(name) for name in sorted(self._others)]
        return element("CodeBook", {}, element("Codes", {}, *codes)) + "\n" if codes else ""


def attribute_of(code: str, name: str, label: str) -> tuple[str, AttributeValue] | None:
    """The attribute that a code of ours stands for, or None if it is no such code.

    code: its GUID. name: its name. label: that of the code above it.
    """
    rest = name.removeprefix(f"{label}: ")
    for at, character in enumerate(rest):
        if character == "=":
            attribute, value = rest[:at], rest[at + 1 :]
            if code == _value_guid(label, AttributeKind.CHOICE, attribute, value):
                return attribute, value
            if code == _value_guid(label, AttributeKind.FLAG, attribute, value):
                return attribute, value == _YES
    return None


def _code(label: Label) -> str:
    values = [
        _value_code(label.name, spec, value)
        for spec in label.attributes
        if spec.kind in _CODED
        for value in _values(spec)
    ]
    return element(
        "Code",
        {
            "guid": code_guid(label.name),
            "name": label.name,
            "isCodable": "true",
            "color": label.colour,
        },
        text_element("Description", label.description),
        *values,
    )


def _plain_code(name: str) -> str:
    return element("Code", {"guid": code_guid(name), "name": name, "isCodable": "true"})


def _value_code(label: str, spec: AttributeSpec, value: str) -> str:
    return element(
        "Code",
        {
            "guid": _value_guid(label, spec.kind, spec.name, value),
            "name": f"{label}: {spec.name}={value}",
            "isCodable": "true",
        },
        text_element("Description", spec.description),
    )


def _values(spec: AttributeSpec) -> Iterator[str]:
    if is_writable(spec.name):
        values = spec.choices if spec.kind is AttributeKind.CHOICE else (_YES, _NO)
        yield from filter(is_writable, dict.fromkeys(values))


def _value_text(value: AttributeValue) -> str:
    return value if isinstance(value, str) else _YES if value else _NO


def _value_guid(label: str, kind: AttributeKind, name: str, value: str) -> str:
    return guid("value", label, kind.value, name, value)
