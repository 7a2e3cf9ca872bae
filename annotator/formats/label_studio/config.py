"""The labelling configuration that belongs to exported tasks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotator.formats.label_studio.controls import Tag
from annotator.formats.label_studio.naming import LABELS, TEXT

if TYPE_CHECKING:
    from lxml.etree import _Element

    from annotator.domain.labels import LabelScheme
    from annotator.formats.label_studio.controls import Control, Controls

_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_GREY = "#888888"


def config_xml(scheme: LabelScheme, controls: Controls) -> bytes:
    """The configuration as a file."""
    from lxml import etree

    view = etree.Element("View")
    if controls.relations:
        relations = _add(view, "Relations")
        for name in controls.relations:
            _add(relations, "Relation", value=name)
    if controls.labels:
        labels = _add(view, "Labels", name=LABELS, toName=TEXT)
        for name in controls.labels:
            _add(labels, "Label", value=name, **_looks(scheme, name))
    # spans may begin and end within a word
    _add(view, "Text", name=TEXT, value=f"${TEXT}", granularity="symbol")
    for control in controls:
        _control(view, control)
    etree.indent(view)
    data: bytes = etree.tostring(view, encoding="utf-8")
    return data + b"\n"


def _looks(scheme: LabelScheme, name: str) -> dict[str, str]:
    if name not in scheme:
        return {"background": _GREY}
    label = scheme.label(name)
    looks = {"background": label.colour, "hotkey": label.shortcut, "hint": label.description}
    return {key: value for key, value in looks.items() if value}


def _control(view: _Element, control: Control) -> None:
    """The control under its name, seen where a span of its label is selected."""
    when = {"whenTagName": LABELS, "whenLabelValue": control.label}
    place = _add(view, "View", visibleWhen="region-selected", **when)
    _add(place, "Header", value=f"{control.label}: {control.attribute}", size="5")
    about = {"name": control.name, "toName": TEXT, "perRegion": "true", **when}
    match control.tag:
        case Tag.CHOICES:
            choices = _add(place, "Choices", **about, choice="single", showInline="true")
            for choice in control.choices:
                _add(choices, "Choice", value=choice)
        case Tag.TEXT:
            _add(place, "TextArea", **about, maxSubmissions="1", editable="true")
        case Tag.NUMBER:
            _add(place, "Number", **about)


def _add(parent: _Element, tag: str, **attributes: str) -> _Element:
    from lxml import etree

    fitting = {name: _NOT_XML.sub("\ufffd", value) for name, value in attributes.items()}
    return etree.SubElement(parent, tag, fitting)
