"""DocBin files of others, and files that only look like one."""

from __future__ import annotations

import gc
import pickle
import struct
import tracemalloc
import zlib

import pytest
import spacy
import srsly
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin, Span, SpanGroup

from annotator.domain.exchange import IncomingArticle, Problem
from annotator.formats.docbin.format import Spacy
from tests.formats.exporting import export_all, read_bytes
from tests.formats.torture import torture_article

OURS = export_all(Spacy(), [torture_article()]).files["train.spacy"]


@pytest.fixture
def nlp():
    return spacy.blank("en")


def read(data: bytes) -> list:
    return read_bytes(Spacy(), data, "news.spacy")


def shown(article) -> list[tuple[str, str]]:
    return [(article.text[one.start : one.end], one.label) for one in article.spans]


def repacked(**changes) -> bytes:
    """Our file with other values in its map."""
    return zlib.compress(srsly.msgpack_dumps(srsly.msgpack_loads(zlib.decompress(OURS)) | changes))


def test_entities_and_span_groups_of_others_come_in_once_each(nlp):
    doc = nlp("Aïda Brandt 🕊️ said no.")
    doc.ents = [Span(doc, 0, 2, "ACTOR"), Span(doc, 5, 6, "CLAIM")]
    doc.spans["sc"] = [Span(doc, 0, 2, "ACTOR"), Span(doc, 0, 4, "QUOTE")]
    doc.spans["more"] = SpanGroup(doc, name="other", spans=[Span(doc, 1, 2, "ACTOR")])

    (article,) = read(DocBin(docs=[doc]).to_bytes())

    assert article.text == doc.text
    assert article.origin == "news.spacy, document 1"
    assert shown(article) == [
        ("Aïda Brandt", "ACTOR"),
        ("Aïda Brandt 🕊️", "QUOTE"),
        ("Brandt", "ACTOR"),
        ("no", "CLAIM"),
    ]


def test_entities_that_touch_are_two(nlp):
    doc = nlp("Merrow Hask")
    doc.ents = [Span(doc, 0, 1, "LOCATION"), Span(doc, 1, 2, "LOCATION")]

    (article,) = read(DocBin(docs=[doc], attrs=["ENT_IOB", "ENT_TYPE"]).to_bytes())

    assert shown(article) == [("Merrow", "LOCATION"), ("Hask", "LOCATION")]


def test_what_others_say_of_a_document_becomes_metadata(nlp):
    doc = nlp("Brandt said no.")
    doc.user_data = {"title": "No", ("._.", "outlet", None, None): "Gazette", "pages": [1, 2]}

    (article,) = read(DocBin(docs=[doc], store_user_data=True).to_bytes())

    assert (article.metadata.title, article.metadata.outlet) == ("No", "Gazette")
    assert article.metadata.extra == (("pages", "[1,2]"),)


def test_words_whose_spaces_are_not_known_are_read_as_spacy_reads_them(nlp):
    doc = Doc(nlp.vocab, words=["Brandt", "said", "no"])
    assert doc.has_unknown_spaces

    (article,) = read(DocBin(docs=[doc]).to_bytes())

    assert article.text == doc.text


def test_words_that_are_names_of_attributes_keep_their_spelling(nlp):
    doc = nlp("ORTH NORM PERSON ORG ent_type")

    (article,) = read(DocBin(docs=[doc]).to_bytes())

    assert article.text == doc.text


def test_a_file_without_documents_is_told():
    assert [str(one) for one in read(DocBin().to_bytes())] == [
        "news.spacy: The file has no documents."
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"words",
        OURS[:-9],
        zlib.compress(b""),
        zlib.compress(b"\xc1"),
        zlib.compress(srsly.msgpack_dumps([1, 2])),
        zlib.compress(srsly.msgpack_dumps({"attrs": [65]})[:-1]),
        zlib.compress(pickle.dumps({"attrs": [65]})),
        repacked(strings=["only this"]),
        repacked(strings=[["a list"]]),
        repacked(attrs=[]),
        repacked(attrs=[0, 73, 74, 75]),
        repacked(lengths=b"\xff\xff\xff\xff"),
        repacked(lengths=b"123"),
        repacked(spaces=b""),
        repacked(tokens={"nd": True}),
        zlib.compress(b"\x81\xa7strings\xdd\xff\xff\xff\xff"),
        zlib.compress(b"\x81\xa6tokens\xc6\xff\xff\xff\xff"),
        zlib.compress(b"\x81" + b"\x91" * 100_000),
    ],
)
def test_a_damaged_file_is_one_problem(data):
    (problem,) = read(data)
    assert isinstance(problem, Problem)
    assert problem.origin == "news.spacy"


def group(*spans: tuple[int, int]) -> bytes:
    label = spacy.blank("en").vocab.strings.add("ACTOR")
    packed = [struct.pack(">QQQllll", 0, 0, label, *one, 0, 1) for one in spans]
    inner = srsly.msgpack_dumps({"name": "sc", "attrs": {}, "spans": packed})
    return srsly.msgpack_dumps({inner: ["sc"]})


def test_spans_outside_of_the_document_are_told_and_the_others_kept():
    data = repacked(span_groups=[group((0, 1), (5, 100_000), (-3, 2), (4, 4))], user_data=[None])

    *problems, article = read(data)

    assert [one.origin for one in problems] == ["news.spacy, document 1"] * 3
    assert "token 5 to 100000" in problems[0].sentence
    assert ("Fähre", "ACTOR") in shown(article)


@pytest.mark.parametrize("part", [b"\xc1", b"\x91\x05", b"\x81\xc4\x00\x90", b"\xdc\xff\xff"])
def test_damaged_spans_and_user_data_are_told_and_the_text_is_kept(part):
    problems = read(repacked(span_groups=[part], user_data=[part]))

    article = problems.pop()
    assert isinstance(article, IncomingArticle)
    assert {one.sentence.split()[1] for one in problems} <= {"spans", "user"}
    assert article.text == torture_article().document.text


def test_user_data_without_end_is_left_out():
    *problems, article = read(repacked(user_data=[b"\xdd\x00\xff\xff\xff" + b"\x80" * 0xFFFFFF]))

    assert "8 MB" in problems[0].sentence
    assert article.text == torture_article().document.text


@pytest.mark.parametrize(
    "inner",
    [
        b"\x81\xa4cats\xdd\x05\xf5\xe1\x00" + b"\x80" * 100_000_000,
        b"\x81\xa6tokens\xc6\x05\xf5\xe1\x00" + bytes(100_000_000),
        b"\x81\xa7strings\xdd\x05\xf5\xe1\x00" + b"\xa0" * 100_000_000,
    ],
    ids=["maps", "tokens", "strings"],
)
def test_a_bomb_is_one_problem_and_little_memory(inner):
    data = zlib.compress(inner)
    del inner
    tracemalloc.start()
    try:
        (problem,) = read(data)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert isinstance(problem, Problem)
    assert peak < 300_000_000


def test_nothing_is_left_switched_off_by_damage():
    read(repacked(user_data=[b"\xc1"]))
    read(b"x")
    assert gc.isenabled()


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_any_damage_within_gives_articles_or_problems(data):
    inner = bytearray(zlib.decompress(OURS))
    for _ in range(data.draw(st.integers(1, 6))):
        inner[data.draw(st.integers(0, len(inner) - 1))] = data.draw(st.integers(0, 255))

    for item in read(zlib.compress(bytes(inner))):
        assert isinstance(item, IncomingArticle | Problem)
        assert item.origin.startswith("news.spacy")
        if isinstance(item, IncomingArticle):
            assert "\0" not in item.text


def test_span_groups_as_older_versions_wrote_them_are_read():
    (inner,) = srsly.msgpack_loads(group((0, 1)))
    data = repacked(span_groups=[srsly.msgpack_dumps([inner])], user_data=[None])

    (article,) = read(data)

    assert ("Fähre", "ACTOR") in shown(article)
