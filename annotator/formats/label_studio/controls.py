"""The controls that hold attributes: known from the label scheme, and from what is exported."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.labels import AttributeKind
from annotator.formats.common.json_records import is_safe_number
from annotator.formats.label_studio.naming import NO, YES, control_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.domain.labels import AttributeValue, LabelScheme


class Tag(StrEnum):
    """The tags of controls, as configurations spell them."""

    CHOICES = "Choices"
    TEXT = "TextArea"
    NUMBER = "Number"


class Control(NamedTuple):
    """One control. choices: its values in order; others for what is no choice: none."""

    name: str
    tag: Tag
    label: str
    attribute: str
    is_flag: bool
    choices: dict[str, None]


class Held(NamedTuple):
    """A value in its control: the control's name, and the payload of `value`."""

    name: str
    tag: Tag
    payload: dict[str, object]


class Controls:
    """Grows by the labels, relations and attributes that are exported but not in the scheme."""

    def __init__(self, scheme: LabelScheme) -> None:
        self.labels = dict.fromkeys(scheme.names())
        self.relations = dict.fromkeys(one.name for one in scheme.relations)
        self._controls: dict[tuple[str, str], Control] = {}
        for label in scheme.labels:
            for spec in label.attributes:
                self._add(label.name, spec.name, spec.kind, spec.choices)

    def __iter__(self) -> Iterator[Control]:
        return iter(self._controls.values())

    def hold(self, label: str, attribute: str, value: AttributeValue) -> Held | None:
        """The value as its control has it; None if that holds values of another kind."""
        control = self._controls.get((label, attribute))
        if control is None:
            control = self._add(label, attribute, _kind_of(value), ())
        payload = _payload(control, value)
        return None if payload is None else Held(control.name, control.tag, payload)

    def _add(
        self, label: str, attribute: str, kind: AttributeKind, choices: tuple[str, ...]
    ) -> Control:
        is_flag = kind is AttributeKind.FLAG
        control = Control(
            control_name(label, attribute, is_flag=is_flag),
            _TAGS[kind],
            label,
            attribute,
            is_flag,
            dict.fromkeys((YES, NO) if is_flag else choices),
        )
        self._controls[label, attribute] = control
        return control


_TAGS = {
    AttributeKind.CHOICE: Tag.CHOICES,
    AttributeKind.FLAG: Tag.CHOICES,
    AttributeKind.TEXT: Tag.TEXT,
    AttributeKind.NUMBER: Tag.NUMBER,
}


def _kind_of(value: AttributeValue) -> AttributeKind:
    if isinstance(value, bool):
        return AttributeKind.FLAG
    return AttributeKind.TEXT if isinstance(value, str) else AttributeKind.NUMBER


def _payload(control: Control, value: AttributeValue) -> dict[str, object] | None:
    match value:
        case bool():
            return {"choices": [YES if value else NO]} if control.is_flag else None
        case str() if control.tag is Tag.CHOICES and not control.is_flag:
            control.choices.setdefault(value)
            return {"choices": [value]}
        case str() if control.tag is Tag.TEXT:
            return {"text": [value]}
        case int() | float() if control.tag is Tag.NUMBER:
            return {"number": value} if is_safe_number(value) else None
    return None
