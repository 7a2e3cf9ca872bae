"""Label schemes as JSON files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from annotator.domain.errors import InvalidScheme
from annotator.domain.labels import AttributeKind, AttributeSpec, Label, LabelScheme, RelationType

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    T = TypeVar("T")

_GUIDELINE = ("accepted", "rejected", "aliases")
_LABEL_KEYS = frozenset(
    {"name", "colour", "dark_colour", "shortcut", "description", "attributes", *_GUIDELINE}
)
_ATTRIBUTE_KEYS = frozenset({"name", "kind", "description", "choices"})
_RELATION_KEYS = frozenset({"name", "sources", "targets", "description"})


def read_scheme(data: bytes, origin: str) -> LabelScheme:
    """The scheme in a file's bytes. origin: the file's name, for messages.

    Raises InvalidScheme, whose sentence names the file, for whatever is wrong with it.
    """
    try:
        return _scheme(orjson.loads(data))
    except orjson.JSONDecodeError as error:
        place = f"line {error.lineno}, character {error.colno}"
        raise InvalidScheme(f"{origin} is not valid JSON ({place}: {error.msg}).") from error
    except InvalidScheme as error:
        raise InvalidScheme(f"{origin} is no label scheme: {error}") from error


def write_scheme(scheme: LabelScheme) -> bytes:
    """The scheme as indented JSON; read_scheme() gives back an equal one."""
    content = {
        "labels": [_label_fields(label) for label in scheme.labels],
        "relations": [_relation_fields(relation) for relation in scheme.relations],
    }
    return orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _label_fields(label: Label) -> dict[str, object]:
    return {
        "name": label.name,
        "shortcut": label.shortcut,
        "colour": label.colour,
        "dark_colour": label.dark_colour,
        "description": label.description,
        "attributes": [
            {
                "name": spec.name,
                "kind": spec.kind.value,
                "description": spec.description,
                "choices": list(spec.choices),
            }
            for spec in label.attributes
        ],
        "accepted": list(label.accepted),
        "rejected": list(label.rejected),
        "aliases": list(label.aliases),
    }


def _relation_fields(relation: RelationType) -> dict[str, object]:
    return {
        "name": relation.name,
        "sources": list(relation.sources),
        "targets": list(relation.targets),
        "description": relation.description,
    }


def _scheme(content: object) -> LabelScheme:
    item = _object(content, "The file", frozenset({"labels", "relations"}))
    labels = _list(item, "labels", "the file", _label)
    if not labels:
        raise InvalidScheme("It has no labels.")
    return LabelScheme(labels, _list(item, "relations", "the file", _relation))


def _label(content: object) -> Label:
    item = _object(content, "A label", _LABEL_KEYS)
    name = _text(item, "name", "A label", required=True)
    specs = _list(item, "attributes", name, lambda each: _attribute(each, name))
    for number, spec in enumerate(specs):
        if any(spec.name == other.name for other in specs[:number]):
            raise InvalidScheme(f"Two attributes of {name} are named “{spec.name}”.")
    colour = _text(item, "colour", name, required=True)
    return Label(
        name=name,
        colour=colour,
        dark_colour=_text(item, "dark_colour", name) or colour,
        shortcut=_text(item, "shortcut", name),
        description=_text(item, "description", name),
        attributes=specs,
        accepted=_texts(item, "accepted", name),
        rejected=_texts(item, "rejected", name),
        aliases=_texts(item, "aliases", name),
    )


def _attribute(content: object, label: str) -> AttributeSpec:
    item = _object(content, f"An attribute of {label}", _ATTRIBUTE_KEYS)
    name = _text(item, "name", f"An attribute of {label}", required=True)
    kind = _text(item, "kind", name, required=True)
    if kind not in list(AttributeKind):
        known = ", ".join(AttributeKind)
        raise InvalidScheme(f"“{kind}” is no kind of attribute (of {name}). Known: {known}.")
    choices = _texts(item, "choices", name)
    if (kind == AttributeKind.CHOICE) != bool(choices):
        raise InvalidScheme(f"{name}: choices belong to attributes of the kind “choice”, and only.")
    return AttributeSpec(name, AttributeKind(kind), _text(item, "description", name), choices)


def _relation(content: object) -> RelationType:
    item = _object(content, "A relation", _RELATION_KEYS)
    name = _text(item, "name", "A relation", required=True)
    return RelationType(
        name=name,
        sources=_texts(item, "sources", name, required=True),
        targets=_texts(item, "targets", name, required=True),
        description=_text(item, "description", name),
    )


def _object(content: object, owner: str, keys: frozenset[str]) -> dict[str, object]:
    if not isinstance(content, dict):
        raise InvalidScheme(f"{owner} is no JSON object.")
    unknown = sorted(set(content) - keys)
    if unknown:  # a misspelt key would be lost without a word
        known = ", ".join(sorted(keys))
        raise InvalidScheme(f"{owner} has an unknown key “{unknown[0]}”. Known: {known}.")
    return content


def _text(item: dict[str, object], key: str, owner: str, *, required: bool = False) -> str:
    value = item.get(key, "")
    if not isinstance(value, str):
        raise InvalidScheme(f"The {key} of {owner} is not a text.")
    if required and not value:
        raise InvalidScheme(f"{owner} has no {key}.")
    return value


def _texts(
    item: dict[str, object], key: str, owner: str, *, required: bool = False
) -> tuple[str, ...]:
    values = item.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise InvalidScheme(f"The {key} of {owner} are not a list of texts.")
    if required and not values:
        raise InvalidScheme(f"{owner} has no {key}.")
    return tuple(values)


def _list(
    item: dict[str, object], key: str, owner: str, read: Callable[[object], T]
) -> tuple[T, ...]:
    values = item.get(key, [])
    if not isinstance(values, list):
        raise InvalidScheme(f"The {key} of {owner} are not a list.")
    return tuple(read(value) for value in values)
