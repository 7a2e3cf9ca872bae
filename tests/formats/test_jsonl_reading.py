from __future__ import annotations

import json
import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings

from annotator.domain.annotation import Origin
from annotator.domain.document import Metadata, Status
from annotator.domain.exchange import (
    IncomingArticle,
    IncomingEntry,
    IncomingRelation,
    IncomingSpan,
    IncomingSuggestion,
    Problem,
)
from annotator.domain.ids import id_text
from annotator.formats.input_file import InputFile
from annotator.formats.jsonl.format import Jsonl
from tests.formats.examples import annotated_documents, full_article
from tests.formats.exporting import export_all, read_bytes


def read(*lines, ends="\n"):
    texts = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    return read_bytes(Jsonl(), "".join(text + ends for text in texts).encode(), "x.jsonl")


def exported(article) -> bytes:
    return export_all(Jsonl(), [article]).files["annotations.jsonl"]


def canonical(annotation, annotated) -> IncomingEntry | None:
    if annotation.entry_id is None:
        return None
    entry = annotated.entries[annotation.entry_id]
    return IncomingEntry(
        id_text(entry.id),
        entry.name,
        entry.aliases,
        entry.kind,
        entry.note,
        entry.wikidata,
        entry.gazetteer,
        entry.latitude,
        entry.longitude,
    )


def expected(annotated) -> IncomingArticle:
    """What an import of the article's own export must give."""
    info, text = annotated.document.info, annotated.document.text
    spans = tuple(
        IncomingSpan(
            one.span.start,
            one.span.end,
            one.label,
            id_text(one.id),
            one.span.text_of(text),
            one.attributes,
            one.note,
            annotated.annotators[one.annotator_id],
            one.created_at,
            one.modified_at,
            one.provenance,
            canonical(one, annotated),
        )
        for one in annotated.annotations
    )
    relations = tuple(
        IncomingRelation(
            one.label,
            id_text(one.source_id),
            id_text(one.target_id),
            annotated.annotators[one.annotator_id],
            one.created_at,
        )
        for one in annotated.relations
    )
    suggestions = tuple(
        IncomingSuggestion(
            one.span.start,
            one.span.end,
            one.label,
            one.suggester,
            one.span.text_of(text),
            one.score,
            one.source.start if one.source else None,
            one.source.end if one.source else None,
            one.reason,
            one.attributes,
            *((one.cue.start, one.cue.end) if one.cue else (None, None)),
            *((one.referent.start, one.referent.end) if one.referent else (None, None)),
        )
        for one in annotated.suggestions
        if one.is_pending
    )
    return IncomingArticle(
        text,
        "x.jsonl, line 1",
        info.metadata,
        spans,
        relations,
        suggestions,
        info.status,
        id_text(info.id),
        info.flag_reason,
        info.tags,
        info.note,
    )


def test_our_own_export_comes_back_as_it_was():
    article = full_article()
    assert read_bytes(Jsonl(), exported(article), "x.jsonl") == [expected(article)]


@given(annotated_documents())
@settings(max_examples=40, deadline=None)
def test_whatever_a_project_holds_comes_back_as_it_was(article):
    assert read_bytes(Jsonl(), exported(article), "x.jsonl") == [expected(article)]


def test_a_text_changed_after_its_export_is_noted():
    line = json.loads(exported(full_article()))
    line["text"] = line["text"].replace("stay", "STAY")
    problem, article = read(line)
    assert "changed after it was exported" in problem.sentence
    assert len(article.spans) == 3


def test_keys_that_a_user_added_to_our_lines_become_extras():
    line = json.loads(exported(full_article())) | {"topic": ["x"]}
    (article,) = read(line)
    assert dict(article.metadata.extra)["topic"] == '["x"]'


def test_a_line_of_a_newer_schema_is_refused():
    (problem,) = read({"schema_version": "2.0", "text": "words"})
    assert "newer version" in problem.sentence


SPAN = IncomingSpan(0, 3, "PER")


@pytest.mark.parametrize(
    "fields",
    [
        {"spans": [{"start": 0, "end": 3, "label": "PER"}]},
        {"entities": [[0, 3, "PER"]]},
        {"labels": [[0, 3, "PER"]]},
        {"label": [[0, 3, "PER"]]},
        {"entities": [{"start_offset": 0, "end_offset": 3.0, "label": "PER"}]},
        {"spans": [{"start": 0, "end": 3, "type": "PER"}], "labels": ["PER", "ORG"]},
    ],
)
def test_the_plain_dialects_of_spans_are_read(fields):
    (article,) = read({"text": "Ana left.", **fields})
    assert article.spans == (SPAN,)


def test_spans_with_ids_and_relations_are_read():
    (article,) = read(
        {
            "text": "Ana: “No.”",
            "entities": [{"id": 0, "start": 0, "end": 3, "label": "ACTOR", "text": "Ana"},
                         {"id": 1, "start": 5, "end": 10, "label": "QUOTE"}],
            "relations": [{"from_id": 1, "to_id": 0, "type": "SPEAKER"}],
        }
    )  # fmt: skip
    assert [span.id for span in article.spans] == ["0", "1"]
    assert article.spans[0].quoted == "Ana"
    assert article.relations == (IncomingRelation("SPEAKER", "1", "0"),)


def test_metadata_is_taken_from_the_line_and_from_what_is_nested_in_it():
    (article,) = read(
        {
            "text": "words",
            "id": 17,
            "title": "Head",
            "source": "wire",
            "status": "done",
            "tokens": [1],
            "_hash": 5,
            "meta": {"author": "Ana", "title": "Other", "topic": 5},
        }
    )
    assert article.id == "17"
    assert article.status is Status.DONE
    assert article.metadata == Metadata(
        title="Head",
        outlet="wire",
        byline="Ana",
        extra=(("meta.title", '"Other"'), ("topic", "5")),
    )


def test_attributes_times_and_provenance_of_others_are_read():
    (article,) = read(
        {
            "text": "words",
            "spans": [
                {
                    "start": 0,
                    "end": 5,
                    "label": "X",
                    "attributes": {"b": 2, "a": "x", "c": None},
                    "created_at": "2026-01-02T03:04:05+02:00",
                    "provenance": {"origin": "accepted", "suggester": "s", "score": 1},
                }
            ],
        }
    )
    (span,) = article.spans
    assert span.attributes == (("a", "x"), ("b", 2))
    assert span.created_at == datetime(2026, 1, 2, 1, 4, 5, tzinfo=UTC)
    assert span.provenance.origin is Origin.ACCEPTED
    assert span.provenance.suggester.name == "s"


@pytest.mark.parametrize(("start", "end"), [(5, 2), (-1, 3), (0, 10**6), (2, 2)])
def test_spans_with_wrong_offsets_are_passed_on_to_be_checked_later(start, end):
    items = read(f'{{"text": "words", "spans": [[{start}, {end}, "X"]]}}')
    assert items[-1].spans == (IncomingSpan(start, end, "X"),)


@pytest.mark.parametrize(
    ("span", "reason"),
    [
        ({"end": 3, "label": "X"}, "“start” is not a whole number"),
        ({"start": 0, "end": "3", "label": "X"}, "“end” is not a whole number"),
        ({"start": 0.5, "end": 3, "label": "X"}, "“start” is not"),
        ({"start": True, "end": 3, "label": "X"}, "“start” is not"),
        ({"start": 0, "end": 3}, "no label"),
        ({"start": 0, "end": 3, "label": " "}, "no label"),
        ([0, 3], "neither an object"),
        ("0-3", "neither an object"),
    ],
)
def test_an_unusable_span_is_named_and_the_rest_comes(span, reason):
    problem, article = read({"text": "words"}, {"text": "words", "spans": [[0, 3, "PER"], span]})[
        1:
    ]
    assert problem.origin == "x.jsonl, line 2"
    assert problem.sentence.startswith("Span 2 was left out")
    assert reason in problem.sentence
    assert article.spans == (SPAN,)


@pytest.mark.parametrize(
    ("detail", "sentence"),
    [
        ({"note": 5}, "Span 1: its note is not a text; it was left out."),
        ({"created_at": "noon"}, "Span 1: its created_at, “noon”, is not a time; it was left out."),
        ({"attributes": "x"}, "Span 1: its attributes are not a list; they were left out."),
        ({"attributes": {"a": []}},
         "Span 1: an attribute that is no name with a plain value was left out."),
        ({"attributes": [{"name": "a", "type": "integer", "value": "x"}]},
         "Span 1: its attribute a was left out: "),
        ({"provenance": {"origin": "magic"}},
         "Span 1: its origin, “magic”, is unknown; it was left out."),
        ({"canonical": {"id": "x", "name": None}},
         "Span 1: whom it names (“canonical”) has no name; it was left out."),
    ],
)  # fmt: skip
def test_an_unreadable_detail_of_a_span_is_named_and_the_span_comes(detail, sentence):
    problem, article = read(
        {"text": "words", "spans": [{"start": 0, "end": 3, "label": "PER"} | detail]}
    )
    assert problem.sentence.startswith(sentence)
    assert article.spans == (SPAN,)


def test_of_whom_a_span_names_only_what_is_of_the_right_type_is_read():
    canonical = {"name": "Homs", "aliases": ["Hims", 3], "kind": 7, "latitude": "34", "x": 1}
    others = [{"canonical": other} for other in ("Homs", None, {}, {"name": "", "aliases": []})]
    (article,) = read(
        {
            "text": "words",
            "spans": [
                {"start": 0, "end": 3, "label": "PER"} | one
                for one in ({"canonical": canonical}, *others)
            ],
        }
    )
    assert [one.canonical for one in article.spans] == [
        IncomingEntry("", "Homs", ("Hims",)),
        *[None] * len(others),
    ]


def test_a_relation_without_its_ends_is_named_and_the_article_comes():
    problem, article = read({"text": "words", "relations": [{"head": 1, "label": "X"}]})
    assert problem.sentence.startswith("Relation 1 was left out: it needs “from” and “to”")
    assert article.relations == ()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": "a",}', "not valid JSON: .* at character 13"),
        ('["text"]', "no JSON object"),
        ('"text"', "no JSON object"),
        ("{}", "has no “text”"),
        ('{"text": null}', "has no “text”"),
        ('{"text": 5}', "not a string"),
        ('{"text": " \\n"}', "is empty"),
        ('{"text": "a\\u0000b"}', "zero character at 1"),
        ('{"text": "a\\ud800b"}', "not valid JSON"),
        ('{"text": "a\tb"}', "not valid JSON"),
        ("[" * 5000, "not valid JSON"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(line, reason):
    first, problem, last = read({"text": "one"}, line, {"text": "three"})
    assert isinstance(problem, Problem)
    assert problem.origin == "x.jsonl, line 2"
    assert re.search(reason, problem.sentence)
    assert (first.text, last.text) == ("one", "three")
    assert last.origin == "x.jsonl, line 3"


def test_a_line_that_is_not_utf8_is_named_with_its_byte():
    data = b'{"text": "one"}\n{"text": "caf\xe9"}\n{"text": "three"}\n'
    _, problem, last = read_bytes(Jsonl(), data, "x.jsonl")
    assert "not UTF-8 (byte 14)" in problem.sentence
    assert last.text == "three"


def test_blank_lines_count_but_are_no_problem():
    _, last = read({"text": "one"}, "", " \t", {"text": "four"}, ends="\r\n")
    assert last.origin == "x.jsonl, line 4"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks_are_heeded(encoding):
    (article,) = read_bytes(Jsonl(), '{"text": "Zoë"}\n'.encode(encoding), "x.jsonl")
    assert article.text == "Zoë"


def test_one_json_value_over_several_lines_is_one_problem():
    data = json.dumps([{"text": "one"}, {"text": "two"}], indent=2).encode()
    assert read_bytes(Jsonl(), data, "x.jsonl") == [
        Problem("x.jsonl", "It is one JSON value over several lines, not one a line.")
    ]


@pytest.mark.parametrize("data", [b"", b"\n\n \n", b"\xef\xbb\xbf", b"\x89PNG\r\n\x1a\n\n\n\n"])
def test_a_file_without_lines_is_one_problem(data):
    (problem,) = read_bytes(Jsonl(), data, "x.jsonl")
    assert problem.origin == "x.jsonl"


def test_offsets_count_code_points_of_the_raw_text():
    (article,) = read({"text": "🕊️\r\nAna", "spans": [[4, 7, "PER"]]})
    (span,) = article.spans
    assert article.text[span.start : span.end] == "Ana"


def test_articles_come_while_the_file_is_being_read():
    data = b'{"text": "one"}\n' * 3 + b"{"
    items = Jsonl().read(InputFile.of_bytes(data, "x.jsonl"))
    assert next(iter(items)).text == "one"
