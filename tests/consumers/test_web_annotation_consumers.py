"""Web Annotations against a JSON-LD processor and the model's rules.

The processor is pyld, without a network: the terms of the vocabulary are in tests/data. The rules
are the MUSTs of the Web Annotation Data Model (Recommendation of 23 February 2017), written down
here as a JSON schema; the assertions of the W3C's own test suite are in no package to be had.
"""

from __future__ import annotations

import re
from pathlib import Path

import jsonschema
import orjson
import pytest
from pyld import jsonld

from annotator.formats.web_annotation.format import WebAnnotation
from annotator.formats.web_annotation.vocabulary import CONTEXT
from tests.formats.examples import bare_article, full_article
from tests.formats.exporting import export_all
from tests.formats.torture import torture_article, unannotated_article

ARTICLES = [torture_article(1), full_article(2), unannotated_article(3), bare_article(4)]
TERMS = orjson.loads(
    (Path(__file__).parents[1] / "data" / "web_annotation" / "context.jsonld").read_bytes()
)
OA = "http://www.w3.org/ns/oa#"

IRI = {"type": "string", "pattern": "^[a-z][a-z0-9+.-]*:"}
TIME = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$"}
MOTIVATIONS = {
    "enum": [
        *("assessing", "bookmarking", "classifying", "commenting", "describing", "editing"),
        *("highlighting", "identifying", "linking", "moderating", "questioning", "replying"),
        "tagging",
    ]
}
COUNT = {"type": "integer", "minimum": 0}


def has_type(name):
    """MUST have one or more types, among them this."""
    return {"anyOf": [{"const": name}, {"type": "array", "contains": {"const": name}}]}


TEXTUAL_BODY = {
    "required": ["value"],
    "properties": {"type": has_type("TextualBody"), "value": {"type": "string"}},
}
SELECTORS = {
    "oneOf": [
        {
            "required": ["type", "start", "end"],
            "properties": {"type": has_type("TextPositionSelector"), "start": COUNT, "end": COUNT},
        },
        {
            "required": ["type", "exact"],
            "properties": {"type": has_type("TextQuoteSelector"), "exact": {"type": "string"}},
        },
    ]
}
SPECIFIC = {
    "required": ["source"],
    "properties": {
        "source": {
            "oneOf": [IRI, {"type": "object", "required": ["id"], "properties": {"id": IRI}}]
        },
        "selector": {"type": "array", "minItems": 1, "items": SELECTORS},
    },
}
EXTERNAL = {"required": ["id"], "properties": {"id": IRI}}
RESOURCE = {"oneOf": [IRI, {"type": "object", "anyOf": [TEXTUAL_BODY, SPECIFIC, EXTERNAL]}]}
RESOURCES = {"oneOf": [RESOURCE, {"type": "array", "minItems": 1, "items": RESOURCE}]}
ANNOTATION = {
    "type": "object",
    "required": ["id", "type", "target"],
    "not": {"required": ["body", "bodyValue"]},
    "properties": {
        "id": IRI,
        "type": has_type("Annotation"),
        "motivation": MOTIVATIONS,
        "created": TIME,
        "modified": TIME,
        "creator": {"type": "object", "properties": {"id": IRI}},
        "body": RESOURCES,
        "target": RESOURCES,
    },
}
COLLECTION = {
    "type": "object",
    "required": ["@context", "id", "type", "first"],
    "properties": {
        "@context": {"type": "array", "contains": {"const": CONTEXT}},
        "id": IRI,
        "type": has_type("AnnotationCollection"),
        "total": COUNT,
        "last": IRI,
        "first": {
            "type": "object",
            "required": ["id", "type", "items"],
            "properties": {
                "id": IRI,
                "type": has_type("AnnotationPage"),
                "partOf": IRI,
                "startIndex": COUNT,
                "items": {"type": "array", "items": ANNOTATION},
            },
        },
    },
}


def exported(articles=ARTICLES):
    return orjson.loads(export_all(WebAnnotation(), articles).files["annotations.jsonld"])


def load(url, options):
    """The one context that is asked for; no other, so that nothing reaches the network."""
    assert url == CONTEXT
    return {"contextUrl": None, "documentUrl": url, "document": TERMS}


@pytest.mark.parametrize("articles", [[], ARTICLES[2:3], ARTICLES])
def test_the_model_s_rules_are_kept(articles):
    jsonschema.Draft202012Validator(COLLECTION).validate(exported(articles))


def test_the_rules_here_do_refuse():
    """Else the test above could not fail."""
    whole = exported()
    del whole["first"]["items"][1]["target"]["selector"][0]["start"]
    assert not jsonschema.Draft202012Validator(COLLECTION).is_valid(whole)


def test_the_count_is_that_of_the_annotations_and_none_has_another_s_name():
    whole = exported()
    items = whole["first"]["items"]
    assert whole["total"] == len(items)
    assert len({one["id"] for one in items}) == len(items)
    assert whole["last"] == whole["first"]["id"]


def test_json_ld_drops_nothing():
    whole = exported()
    (expanded,) = jsonld.expand(whole, {"documentLoader": load})
    keys = {key for key in _keys(expanded) if not key.startswith("@")}
    assert all(re.match(r"(https?|urn):", key) for key in keys)
    # ids and types are keywords in the expanded form, the context is in neither
    given = _values({key: whole[key] for key in whole if key != "@context"})
    assert len(list(_values(expanded))) == len(list(given))


def test_a_term_without_a_meaning_would_be_seen_as_dropped():
    """Else the test above could not fail."""
    whole = exported()
    whole["first"]["items"][0]["headline"] = "x"
    (expanded,) = jsonld.expand(whole, {"documentLoader": load})
    given = _values({key: whole[key] for key in whole if key != "@context"})
    assert len(list(_values(expanded))) == len(list(given)) - 1


def test_as_rdf_it_has_every_span():
    quads = jsonld.to_rdf(exported(), {"documentLoader": load})["@default"]
    starts = [one for one in quads if one["predicate"]["value"] == f"{OA}start"]
    targets = [one for one in quads if one["predicate"]["value"] == f"{OA}hasTarget"]
    assert len(starts) == sum(len(one.annotations) for one in ARTICLES)
    assert len(targets) == sum(1 + len(one.annotations) + len(one.relations) for one in ARTICLES)
    assert all(one["object"]["type"] in ("IRI", "blank node") for one in targets)


def test_positions_and_quotes_agree_on_the_text_that_the_file_has():
    items = exported([torture_article()])["first"]["items"]
    text = items[0]["body"][0]["value"]
    spans = [one for one in items[1:] if one["motivation"] == "tagging"]
    assert len(spans) == len(torture_article().annotations)
    for one in spans:
        position, quote = one["target"]["selector"]
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert text[: position["start"]].endswith(quote["prefix"])
        assert text[position["end"] :].startswith(quote["suffix"])


def _keys(value):
    if isinstance(value, list):
        for one in value:
            yield from _keys(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from _keys(one)


def _values(value):
    """The plain values in JSON-LD, expanded or not; of a typed one its value."""
    if isinstance(value, list):
        for one in value:
            yield from _values(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            if not (key == "@type" and "@value" in value):
                yield from _values(one)
    else:
        yield value
