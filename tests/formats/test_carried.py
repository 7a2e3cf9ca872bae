from __future__ import annotations

import orjson

from annotator.domain.document import Metadata, Status
from annotator.formats.common.own_fields import (
    article_fields,
    incoming,
    kept_relations,
    span_fields,
    why_unusable,
)
from tests.formats.examples import MAYOR, bare_article, full_article


def came_back(annotated, **changes):
    """The article that its fields, once through JSON, give; and what was noted."""
    notes: list[str] = []
    text = annotated.document.text
    parts = {
        "article": article_fields(annotated),
        "spans": [
            {
                "start": one.span.start,
                "end": one.span.end,
                "label": one.label,
                **span_fields(one, annotated),
            }
            for one in annotated.annotations
        ],
    }
    parts = orjson.loads(orjson.dumps(parts)) | {"meta": {}, "relations": []} | changes
    return incoming(text, "x", note=notes.append, **parts), notes


def test_an_article_and_its_spans_come_back():
    whole = full_article()

    back, notes = came_back(whole)

    info = whole.document.info
    assert back.metadata == info.metadata
    assert (back.status, back.flag_reason, back.tags, back.note) == (
        info.status,
        info.flag_reason,
        info.tags,
        info.note,
    )
    for span, annotation in zip(back.spans, whole.annotations, strict=True):
        assert (span.attributes, span.note) == (annotation.attributes, annotation.note)
        assert span.annotator == "Ana"
    named = back.spans[2].canonical
    assert (named.name, named.aliases, named.latitude) == (
        MAYOR.name,
        MAYOR.aliases,
        MAYOR.latitude,
    )
    assert notes == []


def test_what_is_not_there_takes_no_room():
    assert set(article_fields(bare_article())) == {"id", "status", "title"}


def test_an_article_of_others_has_their_metadata():
    back, _ = came_back(bare_article(), article=None, meta={"headline": "No", "pages": 3})
    assert back.metadata == Metadata(title="No", extra=(("pages", "3"),))


def test_fields_of_any_type_are_survived():
    strange = {key: {"a": [1]} for key in ("id", "title", "status", "tags", "note", "extra")}
    back, _ = came_back(bare_article(), article=strange | {"tags": [1, "late"], "extra": [3]})
    assert (back.metadata, back.status, back.tags) == (Metadata(), Status.NEW, ("late",))


def test_a_relation_whose_end_is_left_out_goes_and_is_told():
    whole, lost = full_article(), []
    (relation,) = whole.relations

    assert list(kept_relations(whole, {relation.source_id}, lost.append)) == []
    assert [(one.kind, one.label) for one in lost] == [("relation", "SPEAKER")]
    both = {relation.source_id, relation.target_id}
    assert list(kept_relations(whole, both, lost.append)) == [relation]
    assert len(lost) == 1


def test_a_text_that_no_article_can_have_is_told_why():
    assert "empty" in why_unusable(" \n")
    assert "zero character at 1" in why_unusable("a\0")
    assert why_unusable("a") == ""
