from __future__ import annotations

import json

import orjson
import pytest
import spacy
from spacy.training import Example

from annotator.domain.exchange import IncomingArticle, Problem
from annotator.formats.input_file import InputFile
from annotator.formats.small_tools.spacy_json import SpacyJson
from tests.formats.exporting import read_bytes

TEXT = "The 🕊️ over Oslo."
START = TEXT.index("Oslo")
PAIR = [TEXT, {"entities": [[START, START + 4, "LOCATION"]]}]


def spans(article):
    return [(article.text[one.start : one.end], one.label) for one in article.spans]


@pytest.mark.parametrize(
    "data",
    [
        json.dumps([PAIR]).encode(),
        json.dumps([PAIR], indent=2).encode(),
        orjson.dumps(PAIR) + b"\n" + orjson.dumps(PAIR) + b"\n",
        json.dumps({"classes": ["LOCATION"], "annotations": [None, PAIR]}).encode(),
        json.dumps({"classes": ["LOCATION"], "annotations": [PAIR]}, indent=1).encode(),
    ],
)
def test_every_way_that_tuples_are_written_is_known_and_read(data):
    assert SpacyJson().recognises(InputFile.of_bytes(data, "a.json"))
    articles = [one for one in read_bytes(SpacyJson(), data) if isinstance(one, IncomingArticle)]
    assert {tuple(spans(one)) for one in articles} == {(("Oslo", "LOCATION"),)}


def test_a_long_object_is_known_by_its_beginning():
    pairs = [[f"{number} {TEXT}", PAIR[1]] for number in range(20_000)]
    data = json.dumps({"classes": ["LOCATION"], "annotations": pairs}, indent=1).encode()
    assert len(data) > 1_000_000
    assert SpacyJson().recognises(InputFile.of_bytes(data, "a.json"))


def test_offsets_mean_what_they_mean_to_spacy():
    nlp = spacy.blank("en")
    doc = Example.from_dict(nlp.make_doc(PAIR[0]), PAIR[1]).reference
    (article,) = read_bytes(SpacyJson(), orjson.dumps([PAIR]))
    assert spans(article) == [(one.text, one.label_) for one in doc.ents]


def test_what_nobody_annotated_is_counted_once():
    data = {"classes": [], "annotations": [None, PAIR, ["\r\n", {"entities": []}], None]}
    article, problem = read_bytes(SpacyJson(), orjson.dumps(data))
    assert article.origin == "file.x, line 1, item 2"
    assert problem.sentence == "3 entries have no text, as nothing was annotated there."


def test_categories_are_kept_and_what_is_said_of_words_is_named():
    more = {"entities": [], "cats": {"war": 1.0}, "tags": ["DT"], "heads": [0], "deps": []}
    problem, article = read_bytes(SpacyJson(), orjson.dumps([[TEXT, more]]))
    assert problem.sentence == "What it says of single words was left out: tags, heads."
    assert article.metadata.extra == (("cats", '{"war":1.0}'),)


def test_objects_are_entities_too_and_what_is_neither_is_named():
    items = [{"start": START, "end": START + 4, "label": "X"}, [0, 3], [0, 3, "Y", "Q1"]]
    problem, article = read_bytes(SpacyJson(), orjson.dumps([[TEXT, {"entities": items}]]))
    assert problem.sentence == "Entity 2 was left out: it is no start, end and label."
    assert spans(article) == [("Oslo", "X"), ("The", "Y")]


def test_what_is_no_tuple_is_named_and_the_rest_is_read():
    first, article = read_bytes(SpacyJson(), orjson.dumps([[1, 2], PAIR]))
    assert isinstance(first, Problem)
    assert article.text == TEXT


@pytest.mark.parametrize(
    "value",
    [
        [["x", {"cats": {}}]],
        [["x", "y"]],
        [{"text": "x", "entities": []}],
        {"annotations": []},
        [None, None],
        [],
        7,
    ],
)
def test_other_json_is_not_taken(value):
    assert not SpacyJson().recognises(InputFile.of_bytes(orjson.dumps(value), "a.json"))
