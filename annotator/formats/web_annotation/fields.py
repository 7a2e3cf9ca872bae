"""Single Web Annotations, ours and others', as the fields that our JSONL has."""

from __future__ import annotations

from typing import NamedTuple

from annotator.formats.web_annotation.vocabulary import DUBLIN_CORE, ENTRY, own

Fields = dict[str, object]

_OWN_STATE = ("id", "status", "flag_reason")
_PROVENANCE = ("origin", "suggester", "suggester_version", "model", "score", "suggestion_id")


class Creator(NamedTuple):
    """Who made an annotation. is_software: a program did."""

    name: str
    is_software: bool


def listed(value: object) -> list[object]:
    """What may stand alone or in a list, as a list."""
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def source_of(target: object) -> str:
    """The IRI of what a target is on; "" where it does not say."""
    match target:
        case str():
            return target
        case {"source": {"id": str(iri)}} | {"source": str(iri)} | {"id": str(iri)}:
            return iri
    return ""


def text_of(target: object) -> str:
    """The text itself, where the target has it."""
    match target:
        case {"source": {"value": str(text)}} | {"type": "TextualBody", "value": str(text)}:
            return text
    return ""


def described(annotation: Fields) -> str:
    """The text that an annotation gives of what it is on as a whole; "" if it gives none."""
    target = annotation.get("target")
    if not isinstance(target, str) and (not isinstance(target, dict) or "selector" in target):
        return ""
    for body in _bodies(annotation):
        if body.get("purpose") == "describing" and isinstance(body.get("value"), str):
            return str(body["value"])
    return ""


def link_of(annotation: Fields) -> Fields:
    """A relation between two annotations; empty for any other."""
    target = annotation.get("target")
    if "linking" not in listed(annotation.get("motivation")) or not isinstance(target, str):
        return {}
    ends = [one for one in listed(annotation.get("body")) if isinstance(one, str)]
    if not ends:
        return {}
    return {
        "label": next(iter(_tags(annotation)), "link"),
        "from": target,
        "to": ends[0],
        "annotator": creator_of(annotation).name,
        "created_at": annotation.get("created"),
    }


def article_fields(annotation: Fields, source: str) -> tuple[Fields, Fields]:
    """What the description of an article tells: as we write it, and as others do."""
    target = annotation.get("target")
    resource = target if isinstance(target, dict) else {}
    known = {key: resource[name] for key, name in DUBLIN_CORE.items() if name in resource}
    if own("id") not in resource:
        url = {"url": source} if source.startswith(("http:", "https:")) else {}
        return {}, url | known
    known |= {key: resource[own(key)] for key in _OWN_STATE if own(key) in resource}
    pairs = [one for one in listed(resource.get(own("extra"))) if isinstance(one, dict)]
    known["extra"] = [
        {"name": one.get(own("name")), "value": one.get(own("value"))} for one in pairs
    ]
    known["tags"] = [_value(one) for one in _bodies(annotation) if one["purpose"] == "tagging"]
    known["note"] = _note(annotation)
    return known, {}


def span_fields(annotation: Fields, start: int, end: int, exact: str) -> list[Fields]:
    """A span for each tag of an annotation; the first has the annotation's id."""
    labels = _tags(annotation) or [_purpose(annotation)]
    iri = annotation.get("id")
    shared: Fields = {
        "start": start,
        "end": end,
        "text": exact or None,
        "note": _note(annotation),
        "annotator": creator_of(annotation).name,
        "created_at": annotation.get("created"),
        "modified_at": annotation.get("modified") or annotation.get("updated"),
        "provenance": _provenance(annotation),
        "canonical": _canonical(annotation),
        "attributes": [
            {
                "name": body[own("name")],
                "type": body.get(own("datatype")),
                "value": body.get(own("value")),
            }
            for body in _bodies(annotation)
            if own("name") in body
        ],
    }
    return [
        shared | {"label": label, "id": f"{iri}#{number}" if number > 1 else iri or ""}
        for number, label in enumerate(labels, start=1)
    ]


def creator_of(annotation: Fields) -> Creator:
    """Who made it, by the name that is known; the IRI where there is no name."""
    one = next(iter(listed(annotation.get("creator"))), None)
    if not isinstance(one, dict):
        user = annotation.get("user")  # as Hypothesis has it
        name = one if isinstance(one, str) else user if isinstance(user, str) else ""
        return Creator(name, is_software=False)
    names = [one.get(key) for key in ("name", "nickname", "id")]
    found = [name for name in names if isinstance(name, str) and name]
    name = "" if found and found[0].startswith("urn:uuid:") else next(iter(found), "")
    kinds = ("Software", "SoftwareAgent", "as:Application")
    return Creator(name, is_software=any(one in kinds for one in listed(one.get("type"))))


def _bodies(annotation: Fields) -> list[Fields]:
    """The bodies, each with the purpose that it has or the motivation gives.

    One that is an IRI alone becomes an object with that id.
    """
    given = annotation.get("bodyValue")
    bodies = listed(annotation.get("body"))
    if isinstance(given, str):
        bodies = [*bodies, {"value": given}]
    purpose: Fields = {"purpose": _purpose(annotation)}
    objects = [{"id": one} if isinstance(one, str) else one for one in bodies]
    return [purpose | one for one in objects if isinstance(one, dict)]


def _purpose(annotation: Fields) -> str:
    motivations = [one for one in listed(annotation.get("motivation")) if isinstance(one, str)]
    return motivations[0].removeprefix("oa:") if motivations else "commenting"


def _tags(annotation: Fields) -> list[str]:
    """The labels of an annotation: what it tags with, else what it classifies as."""
    tags = [one for one in listed(annotation.get("tags")) if isinstance(one, str)]  # Hypothesis
    bodies = _bodies(annotation)
    for purpose in ("tagging", "classifying"):
        if not tags:
            tags = [
                _value(body)
                for body in bodies
                if body["purpose"] == purpose and own("name") not in body
            ]
    return [tag for tag in tags if tag.strip()]


def _value(body: Fields) -> str:
    """A body's text, or the IRI that stands for it."""
    for key in ("value", "label", "source", "id"):
        if isinstance(body.get(key), str):
            return str(body[key])
    return source_of(body)


def _note(annotation: Fields) -> str:
    given = annotation.get("text")  # as Hypothesis has it
    notes = [given] if isinstance(given, str) else []
    notes += [
        _value(body)
        for body in _bodies(annotation)
        if body["purpose"] in ("commenting", "replying", "questioning", "editing")
    ]
    return "\n".join(filter(None, notes))


def _provenance(annotation: Fields) -> Fields | None:
    held = annotation.get(own("provenance"))
    if not isinstance(held, dict):
        return None
    return {key: held[own(key)] for key in _PROVENANCE if own(key) in held}


def _canonical(annotation: Fields) -> Fields | None:
    """Whom or what the span names by our registry."""
    for body in _bodies(annotation):
        source = body.get("source")
        if body["purpose"] == "identifying" and isinstance(source, dict) and own("id") in source:
            keys = ("id", "kind", "wikidata", "gazetteer")
            found = {key: source.get(own(key)) for key in keys}
            found |= {key: source.get(name) for key, name in ENTRY.items()}
            found["aliases"] = listed(found["aliases"])
            return {key: value for key, value in found.items() if value is not None}
    return None
