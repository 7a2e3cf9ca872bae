from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.annotation import Relation
from annotator.domain.errors import ExportFailed
from annotator.domain.ids import AnnotationId, DocumentId, RelationId
from annotator.domain.losses import Fate, Kind
from annotator.domain.span import Span
from annotator.formats.chat.chunks import Uncut, chunks
from annotator.formats.chat.format import Chat
from annotator.formats.chat.prompt import system_prompt
from annotator.services.starter_schemes import starter_scheme
from tests.formats.examples import (
    ANA,
    NOON,
    annotated_documents,
    bare_article,
    full_article,
    make_annotation,
    make_document,
)
from tests.formats.exporting import export_all
from tests.formats.torture import torture_article
from tests.strategies import texts


def export(*articles, **options):
    made = export_all(Chat(), articles, **options)
    turns = [json.loads(line)["messages"] for line in made.files["annotations.jsonl"].splitlines()]
    offsets = [json.loads(line) for line in made.files["annotations.offsets.jsonl"].splitlines()]
    return turns, offsets, made.losses


def with_text(text, *spans, **more):
    annotations = tuple(
        make_annotation(start, end, label, id=100 + number)
        for number, (start, end, label) in enumerate(spans)
    )
    return replace(bare_article(), document=make_document(text), annotations=annotations, **more)


def answered(turns):
    return json.loads(turns[2]["content"])


def place_of(text, span):
    """Where an answer says that a span stands, read as the prompt tells to."""
    places = [at for at in range(len(text)) if text.startswith(span["text"], at)]
    number = span.get("occurrence", 1)
    assert len(places) == 1 or "occurrence" in span
    return places[number - 1], places[number - 1] + len(span["text"])


def test_a_line_asks_with_the_article_and_answers_with_its_spans():
    (turns,), _, _ = export(full_article())
    assert [one["role"] for one in turns] == ["system", "user", "assistant"]
    assert turns[1]["content"] == full_article().document.text
    assert answered(turns) == {
        "spans": [
            {
                "label": "QUOTE",
                "text": "“We stay 🕊️,”",
                "attributes": {"anonymous": False, "kind": "direct", "times": 2, "weight": 0.1},
            },
            {"label": "CLAIM", "text": "We stay"},
            {"label": "ACTOR", "text": "Mayor Aïda Brandt"},
        ],
        "relations": [{"label": "SPEAKER", "from": 0, "to": 2}],
    }


def test_the_model_is_told_the_scheme():
    prompt = system_prompt(starter_scheme("news"))
    for label in starter_scheme("news").labels:
        assert f"- {label.name}: {label.description}" in prompt
    assert "- kind (person, organisation, group): What sort of actor it is." in prompt
    assert "- SPEAKER, from QUOTE to ACTOR or LOCATION: " in prompt


def test_of_words_that_stand_twice_the_answer_says_which():
    (turns,), _, _ = export(with_text("Oslo and Oslo and Rome", (9, 13, "X"), (18, 22, "X")))
    assert answered(turns)["spans"] == [
        {"label": "X", "text": "Oslo", "occurrence": 2},
        {"label": "X", "text": "Rome"},
    ]


@given(article=annotated_documents(), tokens=st.integers(1, 12))
def test_every_span_stands_where_its_answer_and_its_line_of_offsets_say(article, tokens):
    turns, offsets, losses = export(article, tokens=str(tokens))
    text = article.document.text
    assert "".join(one[1]["content"] for one in turns) == text
    found = []
    for conversation, line in zip(turns, offsets, strict=True):
        piece = conversation[1]["content"]
        assert text[line["start"] : line["end"]] == piece
        for span, place in zip(answered(conversation)["spans"], line["spans"], strict=True):
            start, end = place_of(piece, span)
            assert (line["start"] + start, line["start"] + end) == (place["start"], place["end"])
            found.append((place["start"], place["end"], span["label"]))
    dropped = [(one.span.start, one.span.end, one.label) for one in losses if one.kind is Kind.SPAN]
    assert sorted(found + dropped) == sorted(
        (one.span.start, one.span.end, one.label) for one in article.annotations
    )


def test_what_two_annotators_mark_alike_is_answered_once_and_told():
    (turns,), _, losses = export(torture_article())
    assert len(answered(turns)["spans"]) == len(torture_article().annotations) - 1
    (loss,) = [one for one in losses if one.kind is Kind.SPAN]
    assert (loss.label, loss.fate) == ("ACTOR", Fate.DROPPED)
    # the relation to the one that is left out leads to the other
    assert len(answered(turns)["relations"]) == 4


def test_the_offsets_know_the_article_and_who_marked_what():
    _, (line,), _ = export(full_article())
    assert line["article"]["outlet"] == "The Gazette"
    assert (line["spans"][0]["annotator"], line["spans"][0]["note"]) == ("Ana", "says\nit")
    assert line["relations"] == [{"label": "SPEAKER", "from": 0, "to": 2, "annotator": "Ana"}]


def test_relations_keep_their_ends_in_one_piece_where_they_fit():
    text = "One two. " * 4 + "“Yes”.\nAna said. " + "One two. " * 4
    start, end = text.index("“Yes”"), text.index("Ana")
    link = Relation(
        RelationId(1), DocumentId(1), "SPEAKER", AnnotationId(100), AnnotationId(101), ANA, NOON
    )
    article = with_text(
        text, (start, start + 5, "QUOTE"), (end, end + 3, "ACTOR"), relations=(link,)
    )
    near, _, no_loss = export(article, tokens="12")  # 48 characters: a border lies between them
    assert [one.kind for one in no_loss if one.kind is Kind.RELATION] == []
    assert sum(len(answered(one)["relations"]) for one in near) == 1
    _, _, losses = export(article, tokens="2")
    (loss,) = [one for one in losses if one.kind is Kind.RELATION]
    assert (loss.label, loss.text) == ("SPEAKER", "“Yes”")


def test_numbers_that_json_cannot_say_are_told():
    one = make_annotation(0, 5, attributes=(("a", float("inf")), ("b", 2**60), ("c", 1)))
    (turns,), _, losses = export(replace(bare_article(), annotations=(one,)))
    assert answered(turns)["spans"][0]["attributes"] == {"c": 1}
    assert [loss.count for loss in losses if loss.kind is Kind.ATTRIBUTE] == [2]


@pytest.mark.parametrize("tokens", ["", "0", "-3", "2.5", "many", "9" * 30])
def test_what_is_no_number_of_tokens_is_refused(tokens):
    with pytest.raises(ExportFailed, match="is no number of tokens"):
        export(bare_article(), tokens=tokens)


def cut(text, longest, *spans, together=()):
    return [
        text[one.start : one.end]
        for one in chunks(text, [Span(*s) for s in spans], [Span(*s) for s in together], longest)
    ]


def test_a_text_is_cut_between_paragraphs_first_then_sentences_then_words():
    assert cut("One two. Three.\nFour five.\nSix.", 28) == ["One two. Three.\nFour five.\n", "Six."]
    assert cut("One two. Three four. Five", 22) == ["One two. Three four. ", "Five"]
    assert cut("One two three four", 9) == ["One two ", "three ", "four"]
    assert cut("港口關閉。漁民等待。", 6) == ["港口關閉。", "漁民等待。"]


def test_a_span_moves_the_border_and_may_make_a_piece_longer():
    assert cut("One two. Three four.", 12, (4, 14)) == ["One ", "two. Three ", "four."]
    assert cut("a bb cc dd e", 4, (2, 10)) == ["a ", "bb cc dd ", "e"]


def test_a_word_without_an_end_is_not_cut():
    assert cut("x" * 50, 10) == ["x" * 50]


def test_blank_lines_at_the_end_stay_with_what_is_before_them():
    assert cut("One two.\n\n\n \n", 9) == ["One two.\n\n\n \n"]


def test_stretches_that_touch_may_be_parted_and_those_that_cross_may_not():
    uncut = Uncut.of([Span(0, 5), Span(5, 9), Span(8, 12)])
    assert [at for at in range(14) if uncut.allows(at)] == [0, 5, 12, 13]


@given(text=texts(min_size=1), longest=st.integers(1, 20), data=st.data())
def test_pieces_are_all_of_the_text_and_cut_no_span(text, longest, data):
    edges = st.integers(0, len(text))
    pairs = st.tuples(edges, edges).map(sorted).filter(lambda one: one[0] < one[1])
    spans = [Span(*one) for one in data.draw(st.lists(pairs, max_size=4))]
    together = [Span(*one) for one in data.draw(st.lists(pairs, max_size=2))]
    found = list(chunks(text, spans, together, longest))
    assert "".join(one.text_of(text) for one in found) == text
    for span in spans:
        assert any(one.contains(span) for one in found)
