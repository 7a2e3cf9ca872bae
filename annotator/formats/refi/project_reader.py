"""What a REFI-QDA project says outside of its sources: who, which codes, notes and links."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from annotator.formats.common.guids import plain_guid
from annotator.formats.common.safe_xml import local_name
from annotator.formats.jsonl.spans import read_spans
from annotator.formats.refi.codebook import attribute_of
from annotator.formats.refi.package import elements
from annotator.formats.refi.variables import Variable
from annotator.formats.refi.writer import ORIGIN, note_guid

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from annotator.domain.exchange import IncomingSpan
    from annotator.domain.labels import AttributeValue
    from annotator.formats.refi.package import Package

SOURCES = ("TextSource", "PDFSource", "PictureSource", "AudioSource", "VideoSource")

_LEFT_OUT = {"Case": "cases", "Set": "sets", "Graph": "graphs"}
_PARTS = ("User", "CodeBook", "Variable", "Note", "Link", *_LEFT_OUT, *SOURCES)


_NO_SPAN = {"start": 0, "end": 1, "label": "-"}


class Code(NamedTuple):
    """A code. attribute: what it says of the label above it, if it is such a code of ours."""

    label: str
    attribute: tuple[str, AttributeValue] | None = None


class Link(NamedTuple):
    """A link from one thing to another, by their GUIDs."""

    number: int
    label: str
    target: str


@dataclass(slots=True)
class Project:
    """What sources refer to, by GUID.

    links: by the GUID of where they begin; link_count: of those, all there are.
    left_out: things without a place here, counted by what they are called.
    """

    is_ours: bool = False
    users: dict[str, str] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)
    variables: dict[str, Variable] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    links: dict[str, list[Link]] = field(default_factory=dict)
    link_count: int = 0
    left_out: Counter[str] = field(default_factory=Counter)

    def details_of(self, selection: str) -> IncomingSpan | None:
        """What a note of ours holds for a selection: attributes, whom it names, provenance."""
        text = self.notes.get(note_guid(selection))
        try:
            held = json.loads(text) if text else None
        except (ValueError, RecursionError):
            held = None
        if not isinstance(held, dict):
            return None
        details = {key: held.get(key) for key in ("attributes", "canonical", "provenance")}
        found = read_spans([{**_NO_SPAN, **details}], lambda _: None)
        return found[0] if found else None


def read_project(package: Package) -> Project:
    """Goes through the project once, past its sources. Raises UnreadableInput."""
    project = Project()
    for element in elements(package, _PARTS):
        root = element.getroottree().getroot()
        project.is_ours = root.get("origin") == ORIGIN
        key = plain_guid(element.get("guid"))
        match local_name(element):
            case "User":
                project.users[key] = element.get("name") or element.get("id") or ""
            case "CodeBook":
                _read_codes(element, project)
            case "Variable":
                project.variables[key] = Variable(key, element.get("name") or "")
            case "Note":
                project.notes[key] = _note(element, package)
            case "Link":
                _read_link(element, project)
            case name if name in _LEFT_OUT:
                project.left_out[_LEFT_OUT[name]] += 1
    return project


def text_of(element: Element, name: str) -> str:
    """The text of a child element; "" if it is not there."""
    return next((child.text or "" for child in element if local_name(child) == name), "")


def _read_codes(book: Element, project: Project) -> None:
    found = [one for one in book.iter() if local_name(one) == "Code"]
    names = Counter(_name(one) for one in found)
    for one in found:
        name = _name(one)
        parent = one.getparent()
        above = _name(parent) if parent is not None and local_name(parent) == "Code" else ""
        key = plain_guid(one.get("guid"))
        if attribute := attribute_of(key, name, above):
            project.codes[key] = Code(above, attribute)
        else:
            project.codes[key] = Code(_path(one) if names[name] > 1 else name)


def _name(code: Element) -> str:
    return code.get("name") or ""


def _path(code: Element) -> str:
    """The names of a code and those above it, which tells it from others of its name."""
    names = [_name(code)]
    names += [_name(one) for one in code.iterancestors() if local_name(one) == "Code"]
    return " / ".join(reversed(names))


def _note(note: Element, package: Package) -> str:
    text = text_of(note, "PlainTextContent")
    path = note.get("plainTextPath")
    if not text and path:
        text = (package.text(path) or b"").decode("utf-8-sig", "replace")
    return text or text_of(note, "Description")


def _read_link(link: Element, project: Project) -> None:
    origin, target = plain_guid(link.get("originGUID")), plain_guid(link.get("targetGUID"))
    ends_in_codes = origin in project.codes or target in project.codes
    if not origin or not target or ends_in_codes:
        return
    project.link_count += 1
    label = link.get("name") or ""
    project.links.setdefault(origin, []).append(Link(project.link_count, label, target))
