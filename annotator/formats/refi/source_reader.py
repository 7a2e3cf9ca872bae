"""A text source of a REFI-QDA project as an incoming article."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.annotation import Provenance
from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import IncomingArticle, IncomingRelation, IncomingSpan, Problem
from annotator.formats.common.decoding import decode
from annotator.formats.common.guids import plain_guid
from annotator.formats.common.safe_xml import local_name
from annotator.formats.jsonl.schema import time_or_none
from annotator.formats.refi.project_reader import Code, text_of
from annotator.formats.refi.readings import Place, Reading, is_whole, reading_of
from annotator.formats.refi.variables import Variable, known_from
from annotator.formats.refi.writer import note_guid

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from lxml.etree import _Element as Element

    from annotator.domain.labels import AttributeValue
    from annotator.formats.refi.package import Package
    from annotator.formats.refi.project_reader import Project

_RICH = (
    "Its text is only there as an office document; import that document by itself, or export the"
    " project with plain texts."
)

UNCODED = "uncoded"
"""The label of selections without a code, for whoever imports to say what they are."""


class _Selection(NamedTuple):
    guid: str
    element: Element
    place: Place


def read_source(
    source: Element, project: Project, package: Package, origin: str, used: set[int]
) -> Iterator[IncomingArticle | Problem]:
    """The article of a TextSource. used: grows by the numbers of the links that join its spans."""
    name = source.get("name") or ""
    place = f"{origin}, “{name}”" if name else origin
    try:
        text = _text(source, package)
    except UnreadableInput as error:
        yield Problem(place, str(error))
        return
    selections: list[_Selection] = []
    for one in _children(source, "PlainTextSelection"):
        try:
            selections.append(_selection(one))
        except ValueError:
            yield Problem(place, "A selection has no positions; it was left out.")
    reading, named = Reading(text), True
    if not project.is_ours:
        reading, named = reading_of(text, [one.place for one in selections])
    spans: list[IncomingSpan] = []
    for one in selections:
        spans += _spans(one, reading, project, named=named)
    values = (_variable(one, project) for one in _children(source, "VariableValue"))
    known = known_from(values, name)
    notes = [text_of(source, "Description"), *_notes(source, project)]
    codes = [project.codes[key].label for key in _codes(source) if key in project.codes]
    yield IncomingArticle(
        text=reading.text,
        origin=place,
        metadata=known.metadata,
        spans=tuple(spans),
        relations=tuple(_relations(selections, project, used)),
        status=known.status,
        id=known.id or plain_guid(source.get("guid")),
        flag_reason=known.flag_reason,
        tags=(*known.tags, *codes),
        note="\n".join(filter(None, notes)),
    )


def _text(source: Element, package: Package) -> str:
    """The source's text. Raises UnreadableInput."""
    text = text_of(source, "PlainTextContent")
    path = source.get("plainTextPath")
    if not text and path:
        data = package.text(path)
        if data is None:
            raise UnreadableInput(
                f"Its text, {path}, is not in the file; export the project anew, with its sources."
            )
        text = _decoded(data)
    if not text.strip():
        raise UnreadableInput(_RICH if source.get("richTextPath") else "The source has no text.")
    if "\0" in text:
        raise UnreadableInput(f"Its text has a zero character at {text.index(chr(0))}; remove it.")
    return text


def _decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")  # as the rules say, whatever the text begins with
    except UnicodeDecodeError:
        return decode(data)
    return decode(data) if "\0" in text else text


def _selection(element: Element) -> _Selection:
    """Raises ValueError if it has no positions."""
    start, end = (int(element.get(key) or "") for key in ("startPosition", "endPosition"))
    place = Place(start, end, element.get("name") or "")
    return _Selection(plain_guid(element.get("guid")), element, place)


def _spans(
    selection: _Selection, reading: Reading, project: Project, *, named: bool
) -> Iterator[IncomingSpan]:
    """A span for each code of a selection, the first under the selection's own GUID."""
    element = selection.element
    codings = [
        (one, project.codes.get(_code(one), Code(UNCODED))) for one in _children(element, "Coding")
    ]
    labels = {code.label for _, code in codings if code.attribute is None}
    attributes: dict[str, dict[str, AttributeValue]] = {label: {} for label in labels}
    for _, code in codings:
        if code.attribute is not None and code.label in labels:
            attributes[code.label][code.attribute[0]] = code.attribute[1]
    coded = [
        (one, code.label)
        for one, code in codings
        if code.attribute is None or code.label not in labels
    ]
    details = project.details_of(selection.guid)
    noted = dict(details.attributes) if details else {}
    unsaid = Provenance() if project.is_ours else None
    start, end = reading.span(selection.place)
    for number, (coding, label) in enumerate(coded or [(element, UNCODED)]):
        held = attributes.get(label, {}) | (noted if not number else {})
        notes = [text_of(element, "Description"), *_notes(element, project)]
        notes += _notes(coding, project) if coding is not element else []
        user = plain_guid(coding.get("creatingUser") or element.get("creatingUser"))
        yield IncomingSpan(
            start=start,
            end=end,
            label=label or UNCODED,
            id=selection.guid if not number else f"{selection.guid}#{number + 1}",
            quoted=_quoted(selection.place, reading) if named else None,
            attributes=tuple(sorted(held.items())),
            note="\n".join(filter(None, notes)),
            annotator=project.users.get(user, ""),
            created_at=_time(coding, "creationDateTime") or _time(element, "creationDateTime"),
            modified_at=_time(element, "modifiedDateTime"),
            provenance=(details and details.provenance) or unsaid,
            canonical=details.canonical if details else None,
        )


def _quoted(place: Place, reading: Reading) -> str | None:
    """The text that a selection should cover, if its name tells all of it."""
    if not is_whole(place.name):
        return None
    start, end = reading.span(place)
    return reading.text[start:end] if reading.fits(place) else place.name


def _relations(
    selections: list[_Selection], project: Project, used: set[int]
) -> Iterator[IncomingRelation]:
    here = {one.guid for one in selections}
    for one in selections:
        for link in project.links.get(one.guid, ()):
            if link.target in here:
                used.add(link.number)
                yield IncomingRelation(link.label, one.guid, link.target)


def _variable(value: Element, project: Project) -> tuple[Variable, str]:
    variable, text = Variable("", ""), ""
    for child in value:
        if local_name(child) == "VariableRef":
            key = plain_guid(child.get("targetGUID"))
            variable = project.variables.get(key, Variable(key, ""))
        else:
            text = child.text or ""
    return variable, text


def _notes(element: Element, project: Project) -> list[str]:
    """The texts of the notes on a thing, but for that of ours which holds details."""
    own = note_guid(plain_guid(element.get("guid")))
    keys = [plain_guid(one.get("targetGUID")) for one in _children(element, "NoteRef")]
    return [project.notes.get(key, "") for key in keys if key != own]


def _codes(element: Element) -> list[str]:
    return [_code(one) for one in _children(element, "Coding")]


def _code(coding: Element) -> str:
    reference = next(iter(_children(coding, "CodeRef")), None)
    return "" if reference is None else plain_guid(reference.get("targetGUID"))


def _time(element: Element, name: str) -> datetime | None:
    return time_or_none(element.get(name) or "")


def _children(element: Element, name: str) -> list[Element]:
    return [child for child in element if local_name(child) == name]
