"""What is written for Label Studio, and that it comes back."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from annotator.domain.labels import AttributeKind, AttributeSpec, Label, LabelScheme
from annotator.domain.losses import Kind
from annotator.formats.label_studio.controls import Controls
from annotator.formats.label_studio.format import LabelStudio
from annotator.formats.label_studio.naming import attribute_of, control_name
from annotator.services.starter_schemes import starter_scheme
from tests.formats.coming_back import (
    as_read,
    as_written,
    assert_comes_back,
    relations_in,
    relations_of,
)
from tests.formats.examples import bare_article, full_article, make_annotation
from tests.formats.exporting import export_all, exported
from tests.formats.torture import torture_article, unannotated_article

_names = st.text(st.characters(exclude_categories=("Cs",)), max_size=10)


def tasks(files) -> list:
    return json.loads(files["annotations.json"])


def config(files):
    return etree.fromstring(files["config.xml"])


def with_attributes(*attributes, label="QUOTE"):
    one = make_annotation(0, 13, label, attributes=tuple(sorted(attributes)))
    return replace(bare_article(), annotations=(one,))


def test_an_annotation_becomes_a_region_with_its_text():
    (task,) = tasks(exported(LabelStudio(), [full_article()]))
    (annotation,) = task["annotations"]
    region, *_ = annotation["result"]
    assert annotation["annotator"] == "Ana"
    assert region["type"] == "labels"
    assert region["meta"] == {"text": ["says\nit"]}
    assert region["value"] == {"start": 0, "end": 13, "text": "“We stay 🕊️,”", "labels": ["QUOTE"]}


def test_nobody_that_a_server_does_not_know_is_named_as_completed_by():
    (task,) = tasks(exported(LabelStudio(), [full_article()]))
    assert "completed_by" not in task["annotations"][0]


def test_attributes_join_their_region_by_its_id():
    (task,) = tasks(exported(LabelStudio(), [full_article()]))
    result = task["annotations"][0]["result"]
    held = {
        item["from_name"]: {
            key: value for key, value in item["value"].items() if key not in ("start", "end")
        }
        for item in result
        if item.get("id") == result[0]["id"] and item["type"] != "labels"
    }
    assert held == {
        "QUOTE-anonymous-flag": {"choices": ["no"]},
        "QUOTE-kind": {"choices": ["direct"]},
        "QUOTE-times": {"number": 2},
        "QUOTE-weight": {"number": 0.1},
    }


def test_each_annotator_and_each_suggester_has_an_object_of_their_own():
    (task,) = tasks(exported(LabelStudio(), [torture_article()]))
    assert [one["annotator"] for one in task["annotations"]] == ["Ana", "Ben Ö."]
    first, second = task["predictions"]
    assert first["model_version"] == "spacy.ner.v1 1.0 en_core_web_sm 3.8.0"
    assert first["score"] == first["result"][0]["score"] == 0.5
    assert second["model_version"] == "other.v1 2"
    assert "score" not in second
    assert "score" not in second["result"][0]


def test_decided_suggestions_are_no_predictions():
    (task,) = tasks(exported(LabelStudio(), [full_article()]))
    (prediction,) = task["predictions"]
    assert [one["value"]["start"] for one in prediction["result"] if one["type"] == "labels"] == [
        41,
        0,
    ]


def test_the_configuration_has_the_colours_and_an_attribute_only_for_its_label():
    files = exported(LabelStudio(), [full_article()])
    view = config(files)
    colours = {one.get("value"): one.get("background") for one in view.iter("Label")}
    assert colours == {label.name: label.colour for label in starter_scheme("news").labels}
    assert [one.get("value") for one in view.iter("Relation")] == ["SPEAKER", "CLAIMANT"]
    kind = next(one for one in view.iter("Choices") if one.get("name") == "ACTOR-kind")
    assert (kind.get("perRegion"), kind.get("whenLabelValue")) == ("true", "ACTOR")
    assert [one.get("value") for one in kind] == ["person", "organisation", "group"]
    assert view.find("Text").get("value") == "$text"


def test_the_configuration_covers_what_the_scheme_lacks():
    article = with_attributes(("sure", True), ("why", "heard"), ("kind", "new"), label="ZZZ & Co.")
    files = export_all(LabelStudio(), [article], scheme=LabelScheme(())).files
    view = config(files)
    assert [one.get("value") for one in view.iter("Label")] == ["ZZZ & Co."]
    controls = {one.get("name"): one.tag for one in view.iter() if one.get("perRegion")}
    prefix = "ZZZ_x20__x26__x20_Co_x2e_"
    assert controls == {
        f"{prefix}-kind": "TextArea", f"{prefix}-sure-flag": "Choices", f"{prefix}-why": "TextArea",
    }  # fmt: skip


def test_one_configuration_serves_all_parts():
    made = export_all(LabelStudio(), (), parts={"train": [full_article()], "test": []})
    assert set(made.files) == {"train.json", "test.json", "config.xml"}
    assert json.loads(made.files["test.json"]) == []


@pytest.mark.parametrize("article", [torture_article(), full_article(), unannotated_article()])
def test_what_is_written_comes_back(article):
    back, losses = assert_comes_back(LabelStudio(), article)
    assert as_read(back) == as_written(article)
    assert back.metadata == article.document.info.metadata
    assert (back.status, back.tags, back.note) == (
        article.document.info.status,
        article.document.info.tags,
        article.document.info.note,
    )
    parted = [one for one in losses if one.kind is Kind.RELATION]
    kept = [one for one in relations_in(article) if one[0] not in {loss.label for loss in parted}]
    assert relations_of(back) == kept


def test_suggestions_come_back_with_model_score_and_speaker():
    back, losses = assert_comes_back(LabelStudio(), full_article())
    name, quote = back.suggestions
    assert (name.suggester, name.score, name.quoted) == (
        full_article().suggestions[0].suggester, 1.0, "Gazette",
    )  # fmt: skip
    assert (quote.source_start, quote.source_end, quote.reason) == (14, 31, "in marks")
    assert quote.attributes == (("kind", "direct"),)
    assert [one.kind for one in losses].count(Kind.SUGGESTION) == 1  # its cue


def test_a_relation_between_two_annotators_is_told_as_lost():
    losses = export_all(LabelStudio(), [torture_article()]).losses
    (loss,) = [one for one in losses if one.kind is Kind.RELATION]
    assert (loss.label, loss.text) == ("CLAIMANT", "We will not leave")


@pytest.mark.parametrize("number", [float("inf"), 2**60, -(2**60)])
def test_a_number_that_would_change_is_told_as_lost(number):
    made = export_all(LabelStudio(), [with_attributes(("many", number))])
    assert [one.count for one in made.losses if one.kind is Kind.ATTRIBUTE] == [1]
    (back,) = LabelStudio().read(made.file("annotations.json"))
    assert back.spans[0].attributes == ()


def test_a_control_has_values_of_one_kind():
    controls = Controls(LabelScheme(()))
    assert controls.hold("X", "a", "word").payload == {"text": ["word"]}
    assert controls.hold("X", "a", True) is None
    assert controls.hold("Y", "a", True).payload == {"choices": ["yes"]}


def test_a_choice_outside_of_the_scheme_is_added_to_its_control():
    spec = AttributeSpec("kind", AttributeKind.CHOICE, choices=("old",))
    controls = Controls(LabelScheme((Label("X", "#000000", "#ffffff", attributes=(spec,)),)))
    assert controls.hold("X", "kind", "new").payload == {"choices": ["new"]}
    (control,) = controls
    assert list(control.choices) == ["old", "new"]


@given(label=_names, attribute=_names, is_flag=st.booleans())
@example(label="A-B", attribute="_x41_-flag", is_flag=False)
@example(label="A", attribute="__x__", is_flag=True)
def test_the_name_of_a_control_says_what_it_holds(label, attribute, is_flag):
    name = control_name(label, attribute, is_flag=is_flag)
    assert re.fullmatch(r"[\w-]*", name)
    assert attribute_of(name, label) == (attribute, is_flag)


def test_a_control_that_others_named_is_its_own_attribute():
    assert attribute_of("directness", "QUOTE") == ("directness", False)
