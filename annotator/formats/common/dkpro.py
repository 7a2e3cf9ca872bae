"""Annotation layers as INCEpTION and other tools on DKPro have them: ours, and those of others.

Ours are the custom layers "Span" and "Relation", all of whose features are texts. An attribute is
a feature of its own, its value one that brings its type back.
"""

from __future__ import annotations

import keyword
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson

from annotator.domain.exchange import IncomingEntry, IncomingSpan
from annotator.formats.common.own_fields import span_fields
from annotator.formats.common.plain_names import (
    by_number,
    escape,
    is_name_character,
    typed_text,
    typed_value,
    unescape,
)
from annotator.formats.jsonl.canonical import read_canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from annotator.domain.annotation import Annotation
    from annotator.domain.document import AnnotatedDocument
    from annotator.domain.labels import LabelScheme

    Features = Mapping[str, str | bool | int | float]

SPAN = "webanno.custom.Span"
RELATION = "webanno.custom.Relation"

SPAN_FEATURES = ("label", "note", "annotator", "identifier", "canonical")
RELATION_FEATURES = ("label", "annotator")

NAMES = (
    "Attributes are features there, whose names are of letters, digits and “_”; other characters"
    " are written by number, a space as “_x0020_”."
)
VALUES = "Words that read as a number, true or false begin with a character written by number."

# what feature structures have already, there or in Python; no attribute may take its place
_TAKEN = frozenset(
    {*SPAN_FEATURES, "begin", "end", "sofa", "id", "xmiID", "type", "self", "elements", "head"}
    | {"tail", "value", "get", "set", "get_covered_text", "Governor", "Dependent", "None"}
    | {*keyword.kwlist, *keyword.softkwlist}
)
_WIKIDATA = "http://www.wikidata.org/entity/"
_ITEM = re.compile(r"https?://(?:www\.)?wikidata\.org/(?:entity|wiki)/(Q[1-9][0-9]{0,14})/?")
_TOOLS = re.compile(
    r"uima\..*"
    r"|de\.tudarmstadt\.ukp\.dkpro\.core\.api\.(?!ner\.).*"
    r"|de\.tudarmstadt\.ukp\.(?:clarin\.webanno|inception)\..*"
    r"|org\.dkpro\.core\.api\..*"
)


def is_of_tools(layer: str) -> bool:
    """Whether a type holds what tools put there: tokens, grammar, the parts of a page."""
    return _TOOLS.fullmatch(layer) is not None


def short_name(layer: str) -> str:
    """A type's name without its package."""
    return layer.rpartition(".")[2]


def feature_name(attribute: str) -> str:
    """The name of the feature that an attribute becomes; attribute_name() brings it back."""
    name = escape(attribute, is_name_character)
    if attribute in _TAKEN or not name[0].isalpha() or name.startswith("x_x"):
        rest = escape(attribute[1:], is_name_character) if attribute[1:] else ""
        return "x" + (by_number(attribute[0]) + rest if attribute else name)
    return name


def attribute_name(feature: str) -> str:
    """The attribute that became a feature of that name."""
    return unescape(feature[1:] if feature.startswith("x_x") else feature)


def attributes_of(scheme: LabelScheme) -> dict[str, None]:
    """The attributes of all labels, each once."""
    return dict.fromkeys(spec.name for label in scheme.labels for spec in label.attributes)


def features_of(annotation: Annotation, annotated: AnnotatedDocument) -> dict[str, str]:
    """The features of an annotation in our layer; those that it does not have are not there."""
    fields = span_fields(annotation, annotated)
    canonical = fields.get("canonical")
    item = canonical.get("wikidata") if isinstance(canonical, dict) else None
    features = {
        "label": annotation.label,
        "note": annotation.note,
        "annotator": annotated.annotators.get(annotation.annotator_id, ""),
        "identifier": f"{_WIKIDATA}{item}" if item else "",
        "canonical": orjson.dumps(canonical).decode() if canonical else "",
    }
    for name, value in annotation.attributes:
        features[feature_name(name)] = typed_text(value)
    return {name: value for name, value in features.items() if value}


def changed_by(annotation: Annotation) -> tuple[int, int]:
    """How many of its attributes are called otherwise there, and how many values are."""
    names = sum(feature_name(name) != name for name, _ in annotation.attributes)
    values = sum(
        isinstance(value, str) and value != "" and typed_text(value) != value
        for _, value in annotation.attributes
    )
    return names, values


@dataclass(frozen=True, slots=True)
class Found:
    """One annotation of a file.

    layer: its type's name. start, end: code points. id: the file's own, for relations.
    features: those that have a value. is_labelled: whether the type has a feature for labels,
    with a value or not. quoted: its text, where the file says it.
    """

    layer: str
    start: int
    end: int
    id: str
    features: Features
    is_labelled: bool = True
    quoted: str | None = None


def incoming_span(found: Found, covered: str, remarks: Callable[[str], None]) -> IncomingSpan:
    """The span that an annotation is. covered: the text at its place."""
    features = dict(found.features)
    if found.layer == SPAN:
        return _own_span(found, features, covered, remarks)
    label = features.pop("label", "") or features.pop("value", "")
    identifier = str(features.pop("identifier", ""))
    item = _ITEM.fullmatch(identifier)
    if not label and not found.is_labelled and not item:
        label, identifier = identifier, ""
    if identifier and not item:
        features["identifier"] = identifier
    return IncomingSpan(
        found.start,
        found.end,
        str(label) or short_name(found.layer),
        id=found.id,
        quoted=found.quoted,
        attributes=tuple(sorted(features.items())),
        canonical=_named(item[1], covered) if item else None,
    )


def _own_span(
    found: Found, features: dict[str, str | bool | int | float], covered: str,
    remarks: Callable[[str], None],
) -> IncomingSpan:  # fmt: skip
    label, note, annotator, identifier, data = (
        str(features.pop(name, "")) for name in SPAN_FEATURES
    )
    attributes = {
        attribute_name(name): typed_value(value) if isinstance(value, str) else value
        for name, value in features.items()
    }
    canonical = _canonical(data, remarks)
    item = _ITEM.fullmatch(identifier)
    if item and (canonical is None or canonical.wikidata != item[1]):
        canonical = _named(item[1], covered)
    return IncomingSpan(
        found.start,
        found.end,
        label or short_name(found.layer),
        id=found.id,
        quoted=found.quoted,
        attributes=tuple(sorted(attributes.items())),
        note=note,
        annotator=annotator,
        canonical=canonical,
    )


def _canonical(data: str, remarks: Callable[[str], None]) -> IncomingEntry | None:
    if not data:
        return None
    try:
        return read_canonical(orjson.loads(data), remarks)
    except orjson.JSONDecodeError:
        remarks("Whom a span names (“canonical”) is no JSON; it was left out.")
        return None


def _named(item: str, covered: str) -> IncomingEntry | None:
    """An item of Wikidata, called what the text calls it."""
    name = " ".join(covered.split())
    return IncomingEntry("", name, wikidata=item) if name else None
