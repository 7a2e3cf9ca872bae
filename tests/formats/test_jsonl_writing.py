from __future__ import annotations

import json

import jsonschema
import pytest

from annotator.formats.jsonl.format import Jsonl
from annotator.resources import resource
from tests.formats.examples import TEXT, bare_article, full_article
from tests.formats.exporting import export_all


def export(*articles) -> bytes:
    return export_all(Jsonl(), articles).files["annotations.jsonl"]


@pytest.fixture(scope="module")
def validator():
    schema = json.loads(resource("article.schema.json").read_bytes())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def _shape(value):
    """The value with every plain part replaced by its type; lists by their first element's."""
    if isinstance(value, dict):
        return {key: _shape(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_shape(part) for part in value[:1]]
    return type(value)


def test_a_line_says_all_there_is(validator):
    line = json.loads(export(full_article()))

    validator.validate(line)
    quote, _, actor = line["spans"]
    assert line["schema_version"] == "1.2"
    assert (line["status"], line["flag_reason"]) == ("flagged", "two voices")
    assert (line["tags"], line["note"]) == (
        ["late", "wire"],
        "Compare it with the\nsecond edition.",
    )
    assert line["extra"][1] == {"name": "tags", "value": '["a",1]'}
    assert quote["text"] == TEXT[0:13]
    assert quote["annotator"] == "Ana"
    assert quote["created_at"] == "2026-11-22T12:00:00.000000Z"
    assert quote["attributes"] == [
        {"name": "anonymous", "type": "boolean", "value": "false"},
        {"name": "kind", "type": "string", "value": "direct"},
        {"name": "times", "type": "integer", "value": "2"},
        {"name": "weight", "type": "number", "value": "0.1"},
    ]
    assert actor["provenance"]["suggester"] == "spacy.ner.v1"
    assert actor["provenance"]["score"] == 0.875
    assert quote["canonical"] == {
        "id": "", "name": "", "aliases": [], "kind": "", "note": "", "wikidata": "",
        "gazetteer": "", "latitude": None, "longitude": None,
    }  # fmt: skip
    assert actor["canonical"]["name"] == "Aïda Brandt"
    assert actor["canonical"]["aliases"] == ["Brandt", "Mayor Brandt"]
    assert (actor["canonical"]["latitude"], actor["canonical"]["longitude"]) == (41.0, -44.75)
    (relation,) = line["relations"]
    assert (relation["from"], relation["to"]) == (quote["id"], actor["id"])


def test_only_pending_suggestions_are_written():
    first, second = json.loads(export(full_article()))["suggestions"]
    assert (first["text"], first["score"], first["source_start"]) == (TEXT[41:48], 1.0, None)
    assert (second["label"], second["source_start"], second["source_end"]) == ("QUOTE", 14, 31)


def test_an_untouched_article_has_every_key_too(validator):
    bare, full = map(json.loads, export(bare_article(), full_article()).splitlines())
    validator.validate(bare)
    assert list(bare) == list(full)
    emptied = {**_shape(full), "extra": [], "tags": []}
    emptied |= {"spans": [], "relations": [], "suggestions": []}
    assert _shape(bare) == emptied


def test_every_sort_of_line_end_within_a_text_is_escaped():
    data = export(full_article(), bare_article(2))
    assert len(data.decode().splitlines()) == 2
    assert json.loads(data.splitlines()[0])["text"] == TEXT


def test_the_same_articles_give_the_same_bytes():
    assert export(full_article(), bare_article(2)) == export(full_article(), bare_article(2))


def test_the_schema_refuses_a_line_with_a_key_too_many(validator):
    line = json.loads(export(full_article()))
    line["spans"][0]["surprise"] = 1
    with pytest.raises(jsonschema.ValidationError, match="surprise"):
        validator.validate(line)


def test_the_schema_describes_every_key(validator):
    properties = validator.schema["properties"]
    assert all(one.get("description") for one in properties.values())
    assert set(validator.schema["required"]) == set(properties)
