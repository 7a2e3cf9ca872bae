from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given

from annotator.store import codec
from tests.factories import NOON, make_annotation, make_document
from tests.strategies import annotations, document_infos, values


@given(values)
def test_every_value_comes_back_as_it_was(value):
    again = codec.loads(codec.kind_of(value), codec.dumps(value))

    assert again == value
    assert repr(again) == repr(value)  # also tells 1 from 1.0 and from True
    assert codec.dumps(again) == codec.dumps(value)


@given(annotations)
def test_times_come_back_to_the_microsecond(annotation):
    for time in (annotation.created_at, annotation.modified_at):
        assert codec.from_micros(codec.to_micros(time)) == time


@given(annotations)
def test_attribute_columns_come_back_as_they_were(annotation):
    again = codec.attributes_from(codec.attributes_text(annotation.attributes))

    assert repr(again) == repr(annotation.attributes)


@given(document_infos)
def test_extra_columns_come_back_as_they_were(info):
    extra = info.metadata.extra

    assert codec.pairs_from(codec.pairs_text(extra)) == extra


def test_times_of_other_zones_are_kept_as_moments():
    east = datetime(2026, 1, 1, 3, tzinfo=timezone(timedelta(hours=3)))

    assert codec.from_micros(codec.to_micros(east)) == datetime(2026, 1, 1, tzinfo=UTC)


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        codec.to_micros(NOON.replace(tzinfo=None))


@pytest.mark.parametrize("number", [math.nan, math.inf])
def test_a_number_that_json_does_not_know_is_refused(number):
    annotation = replace(make_annotation(make_document()), attributes=(("weight", number),))

    with pytest.raises(ValueError, match="JSON compliant"):
        codec.dumps(annotation)


def test_a_log_entry_of_the_first_release_stays_readable():
    text = (
        '{"id":7,"document":5,"span":[0,4],"label":"ACTOR","annotator":1,"created_at":0,'
        '"modified_at":1,"attributes":[["role","mayor"]],"note":"😀","origin":"accepted",'
        '"suggestion":9,"suggester":["spacy.ner.v1","1",""],"score":0.5}'
    )

    annotation = codec.loads("annotation", text)

    assert codec.dumps(annotation) == text[:-1] + ',"entry":null}'
