"""Prodigy is not to be had without a licence; its tasks are rebuilt by spaCy, as it does itself."""

from __future__ import annotations

import json

import pytest
import spacy
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from annotator.formats.prodigy.format import Prodigy
from tests.formats.examples import bare_article, full_article
from tests.formats.exporting import exported
from tests.formats.torture import torture_article, unannotated_article

ARTICLES = [torture_article(1), full_article(2), unannotated_article(3), bare_article(4)]
VIEWS = ("spans_manual", "ner_manual", "relations")


def tasks(**options: str) -> list[dict]:
    data = exported(Prodigy(), ARTICLES, **options)["annotations.jsonl"]
    return [json.loads(line) for line in data.splitlines()]


def rebuilt(task: dict) -> Doc:
    words = [one["text"] for one in task["tokens"]]
    spaces = [one["ws"] for one in task["tokens"]]
    return Doc(spacy.blank("en").vocab, words=words, spaces=spaces)


@pytest.mark.parametrize("view", VIEWS)
def test_the_tokens_make_the_text_and_the_spans_stand_in_it(view):
    count = 0
    for task in tasks(view=view):
        doc = rebuilt(task)
        assert doc.text == task["text"]
        assert [one.text for one in doc] == [one.text for one in spacy.blank("en")(doc.text)]
        for span in task["spans"]:
            found = Span(doc, span["token_start"], span["token_end"] + 1, span["label"])
            assert found.text == task["text"][span["start"] : span["end"]]
            assert (found.start_char, found.end_char) == (span["start"], span["end"])
            count += 1
    assert count > 10


def test_what_ner_manual_shows_can_be_entities():
    for task in tasks(view="ner_manual"):
        doc = rebuilt(task)
        spans = [
            Span(doc, one["token_start"], one["token_end"] + 1, one["label"])
            for one in task["spans"]
        ]
        assert filter_spans(spans) == spans
        doc.ents = spans


def test_relations_lead_between_spans_that_are_there():
    count = 0
    for task in tasks(view="relations"):
        for relation in task["relations"]:
            for side in ("head", "child"):
                span = relation[f"{side}_span"]
                assert relation[side] == span["token_end"]
                assert any(span.items() <= one.items() for one in task["spans"])
                count += 1
    assert count == 10
