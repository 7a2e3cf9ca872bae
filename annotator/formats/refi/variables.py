"""What is known about an article, as the variables of its source."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import orjson

from annotator.domain.document import Metadata, Status
from annotator.domain.ids import id_text
from annotator.formats.common.guids import guid
from annotator.formats.common.metadata_fields import extras, metadata_from
from annotator.formats.common.xml_text import element, text_element, writable
from annotator.formats.jsonl.schema import METADATA_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.domain.document import DocumentInfo

_ID = "article_id"
_STATE = ("status", "flag_reason", "tags")
_OURS = (_ID, *METADATA_KEYS, *_STATE)
_EXTRA = "extra."
_BETWEEN_TAGS = "; "


class Variable(NamedTuple):
    """A variable of a file."""

    guid: str
    name: str


class Known(NamedTuple):
    """What the variables of a source say of an article."""

    id: str
    metadata: Metadata
    status: Status
    flag_reason: str
    tags: tuple[str, ...]


def values_of(info: DocumentInfo) -> Iterator[tuple[Variable, str]]:
    """An article's variables, those that have a value."""
    known = {
        _ID: id_text(info.id),
        **{key: getattr(info.metadata, key) for key in METADATA_KEYS},
        "status": info.status.value,
        "flag_reason": info.flag_reason,
        "tags": _joined(info.tags),
    }
    for name, value in known.items():
        if value:
            yield Variable(guid("variable", name), name), value
    for name, value in info.metadata.extra:
        name = writable(name)
        shown = f"{_EXTRA}{name}" if name in _OURS or name.startswith(_EXTRA) else name
        yield Variable(guid("extra", name), shown), _plain(value)


def value_xml(variable: Variable, value: str) -> str:
    """The value of a variable, inside of its source."""
    reference = element("VariableRef", {"targetGUID": variable.guid})
    return element("VariableValue", {}, reference, text_element("TextValue", value))


def variables_xml(variables: Iterable[Variable]) -> str:
    """The Variables element; "" for none."""
    each = [
        element("Variable", {"guid": one.guid, "name": one.name, "typeOfVariable": "Text"})
        for one in variables
    ]
    return element("Variables", {}, *each) + "\n" if each else ""


def known_from(values: Iterable[tuple[Variable, str]], source_name: str) -> Known:
    """What variables say, ours or others'. source_name: the title, where no variable is one."""
    own: dict[str, str] = {}
    extra: dict[str, str] = {}
    others: dict[str, object] = {}
    names = {guid("variable", name): name for name in _OURS}
    for variable, value in values:
        name = _extra_name(variable)
        if variable.guid in names:
            own[names[variable.guid]] = value
        elif name is not None:
            extra[name] = _json(value)
        else:
            others[variable.name] = value
    if own:
        known = {key: own.get(key, "") for key in METADATA_KEYS}
        metadata = Metadata(**known, extra=())
        extra |= dict(extras(others.items()))
    else:
        metadata = metadata_from(others)
        extra |= dict(metadata.extra)
        metadata = replace(metadata, title=metadata.title or source_name)
    status = own.get("status", "")
    return Known(
        id=own.get(_ID, ""),
        metadata=replace(metadata, extra=tuple(sorted(extra.items()))),
        status=Status(status) if status in list(Status) else Status.NEW,
        flag_reason=own.get("flag_reason", ""),
        tags=_split(own.get("tags", "")),
    )


def _extra_name(variable: Variable) -> str | None:
    """The name of a further field of ours; None for any other variable."""
    for name in (variable.name, variable.name.removeprefix(_EXTRA)):
        if variable.guid == guid("extra", name):
            return name
    return None


def _joined(tags: tuple[str, ...]) -> str:
    if any(";" in tag or tag.startswith("[") for tag in tags):
        return orjson.dumps(tags).decode()
    return _BETWEEN_TAGS.join(tags)


def _split(text: str) -> tuple[str, ...]:
    found = _loaded(text) if text.startswith("[") else None
    if isinstance(found, list):
        return tuple(one for one in found if isinstance(one, str))
    return tuple(filter(None, text.split(_BETWEEN_TAGS)))


def _plain(value: str) -> str:
    """A further field for people: a JSON string without its quotes, if it comes back the same."""
    text = _loaded(value)
    if isinstance(text, str) and text and _loaded(text) is None and _json(text) == value:
        return text
    return value


def _json(text: str) -> str:
    """A further field as Metadata has it: JSON, whose strings were written without quotes."""
    is_json = _loaded(text) is not None or text == "null"
    return text if is_json else orjson.dumps(text).decode()


def _loaded(text: str) -> object:
    """The value of JSON; None for what is none."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
