from __future__ import annotations

import json
import re

import pytest
from hypothesis import given

from annotator.domain.document import AnnotatedDocument
from annotator.domain.errors import ExportFailed
from annotator.domain.exchange import IncomingArticle, Problem
from annotator.domain.labels import Label, LabelScheme
from annotator.domain.losses import Fate, Kind
from annotator.domain.span import Span
from annotator.formats.gliner.format import Gliner
from annotator.formats.gliner.words import Words
from annotator.formats.gliner.writer import natural_names
from annotator.formats.input_file import InputFile
from tests.formats.examples import ANA, bare_article, full_article, make_annotation, make_document
from tests.formats.exporting import export_all, exported, read_all, read_bytes
from tests.formats.torture import TEXT, torture_article, unannotated_article
from tests.strategies import texts

QUOTED = "“We will not leave 🕊️,” Mayor Aïda Ben-Saïd told Reuters."


def rows_of(*articles, **options) -> list[dict]:
    return json.loads(exported(Gliner(), articles, **options)["annotations.json"])


def article(text: str, *spans: tuple[int, int, str]) -> AnnotatedDocument:
    annotations = tuple(
        make_annotation(start, end, label, id=number)
        for number, (start, end, label) in enumerate(spans, start=1)
    )
    return AnnotatedDocument(make_document(text), annotations, annotators={ANA: "Ana"})


def test_words_are_those_that_gliner_cuts():
    assert Words.of(QUOTED).texts(QUOTED) == [
        *("“", "We", "will", "not", "leave", "🕊", "\ufe0f", ",", "”"),
        *("Mayor", "Aïda", "Ben-Saïd", "told", "Reuters", "."),
    ]
    assert Words.of("a-b--c_d -e 3.5").texts("a-b--c_d -e 3.5") == [
        *("a-b", "-", "-", "c_d", "-", "e", "3", ".", "5"),
    ]


@given(texts())
def test_words_lose_nothing_but_white_space(text):
    words = Words.of(text)
    assert "".join(words.texts(text)) == re.sub(r"\s", "", text)
    for start, end in zip(words.starts, words.ends, strict=True):
        assert words.touched_token(Span(start, end)) is not None


def test_the_last_word_of_a_span_is_included():
    (row,) = rows_of(article(QUOTED, (0, 23, "QUOTE"), (1, 18, "CLAIM"), (24, 43, "ACTOR")))

    assert row["ner"] == [[0, 8, "QUOTE"], [1, 4, "CLAIM"], [9, 11, "ACTOR"]]
    assert row["ner_labels"] == ["ACTOR", "LOCATION", "CLAIM", "QUOTE"]
    assert row["rel_labels"] == ["SPEAKER", "CLAIMANT"]


def test_relations_lead_between_places_in_the_list_of_spans():
    (row,) = rows_of(full_article())
    ((source, target, label),) = row["relations"]
    assert (row["ner"][source][2], row["ner"][target][2], label) == ("QUOTE", "ACTOR", "SPEAKER")


def test_spans_that_a_model_never_sees_stay_and_are_told():
    made = export_all(Gliner(), [torture_article()])
    (row,) = json.loads(made.files["annotations.json"])

    told, relation = [one for one in made.losses if one.fate is Fate.CHANGED]
    assert (relation.kind, relation.label) == (Kind.RELATION, "SPEAKER")
    assert told.label == "QUOTE"
    assert "12 words" in told.rule
    assert "token level" in told.rule
    assert len(row["ner"]) == len(torture_article().annotations)


def test_spans_that_a_model_never_sees_may_be_dropped_with_their_relations():
    made = export_all(Gliner(), [torture_article()], **{"long-spans": "drop", "width": "4"})
    (row,) = json.loads(made.files["annotations.json"])

    assert all(last - first < 4 for first, last, _ in row["ner"])
    dropped = [one for one in made.losses if (one.kind, one.fate) == (Kind.SPAN, Fate.DROPPED)]
    assert len(dropped) + len(row["ner"]) == len(torture_article().annotations)
    lost = [one for one in made.losses if one.kind is Kind.RELATION]
    assert len(lost) + len(row["relations"]) == len(torture_article().relations)
    assert lost


def test_spans_beyond_the_words_that_a_model_reads_are_told():
    made = export_all(Gliner(), [article("one two three four", (8, 13, "CLAIM"))], words="2")
    (told,) = [one for one in made.losses if one.kind is Kind.SPAN]
    assert (told.fate, told.text) == (Fate.CHANGED, "three")
    assert "first 2 words" in told.rule


def test_spans_within_words_are_widened_and_white_space_is_dropped():
    made = export_all(Gliner(), [article("Ben-Saïd  spoke", (0, 3, "ACTOR"), (8, 10, "CLAIM"))])

    told = {one.label: (one.fate, one.became) for one in made.losses if one.kind is Kind.SPAN}
    assert told == {"ACTOR": (Fate.MOVED, Span(0, 8)), "CLAIM": (Fate.DROPPED, None)}


@pytest.mark.parametrize("text", ["", "0", "-3", "many", "1" * 30])
def test_a_limit_that_is_no_number_is_refused_with_a_sentence(text):
    with pytest.raises(ExportFailed, match="width"):
        export_all(Gliner(), [bare_article()], width=text)


def test_labels_may_be_written_as_they_are_said():
    scheme = LabelScheme(
        tuple(Label(name, "#000000", "#ffffff") for name in ("ARMED_GROUP", "Place", "PLACE"))
    )
    text = "Rebels left."
    made = export_all(
        Gliner(), [article(text, (0, 6, "ARMED_GROUP"))], scheme=scheme, labels="natural"
    )
    (row,) = json.loads(made.files["annotations.json"])

    assert row["ner"] == [[0, 0, "armed group"]]
    assert row["ner_labels"] == ["armed group", "Place", "PLACE"]  # two would be one
    (back,) = read_all(Gliner(), made)
    assert [one.label for one in back.spans] == ["ARMED_GROUP"]


def test_a_name_of_nothing_but_lines_stays():
    assert natural_names(["_", "A_b"]) == {"_": "_", "A_b": "a b"}


def test_no_articles_are_an_empty_list():
    assert rows_of() == []


def test_many_rows_are_one_list_with_a_row_a_line():
    data = exported(Gliner(), [torture_article(), unannotated_article()])["annotations.json"]
    assert len(data.splitlines()) == 4
    assert [one["text"] for one in json.loads(data)] == [TEXT, unannotated_article().document.text]


def read(value: object) -> list:
    return read_bytes(Gliner(), json.dumps(value).encode(), "g.json")


def test_rows_of_others_come_in_with_their_words_joined():
    row = {
        "tokenized_text": ["Mayor", "Aïda", "Ben-Saïd", "told", "Reuters", "."],
        "ner": [[0, 2, "person"], [4, 4, "organisation"]],
        "relations": [[0, 1, "told"]],
        "outlet": "Gazette",
    }

    (found,) = read([row])

    assert found.text == "Mayor Aïda Ben-Saïd told Reuters ."
    assert [(found.text[one.start : one.end], one.label) for one in found.spans] == [
        ("Mayor Aïda Ben-Saïd", "person"),
        ("Reuters", "organisation"),
    ]
    (relation,) = found.relations
    assert [relation.source, relation.target] == [one.id for one in found.spans]
    assert found.metadata.outlet == "Gazette"
    assert found.origin == "g.json, item 1"


def test_a_text_that_does_not_have_the_words_is_not_believed():
    (found,) = read([{"tokenized_text": ["a", "b"], "ner": [], "text": "something else"}])
    assert found.text == "a b"


def test_rows_changed_by_others_do_without_what_no_longer_fits():
    (row,) = rows_of(full_article())
    row["ner"].append([0, 0, "CLAIM"])

    (found,) = read([row])

    assert [one.label for one in found.spans] == ["QUOTE", "CLAIM", "ACTOR", "CLAIM"]
    assert {one.note for one in found.spans} == {""}


@pytest.mark.parametrize(
    "row",
    [
        3,
        {"tokenized_text": "words", "ner": []},
        {"tokenized_text": [1, 2], "ner": []},
        {"tokenized_text": [], "ner": []},
        {"tokenized_text": ["\0"], "ner": []},
        {"tokenized_text": ["a"]},
    ],
)
def test_what_is_no_row_is_told_and_the_rest_goes_on(row):
    problem, found = read([row, {"tokenized_text": ["a"], "ner": []}])
    assert isinstance(problem, Problem)
    assert isinstance(found, IncomingArticle)


@pytest.mark.parametrize("span", [[0, 3, "X"], [-1, 0, "X"], [1, 0, "X"], [0, 0], {}, [2, 2, "X"]])
def test_spans_that_no_words_have_are_told(span):
    problem, found = read([{"tokenized_text": ["a", "b", ""], "ner": [span, [0, 1, "X"]]}])
    assert problem.sentence.startswith("Span 1")
    assert [(found.text[one.start : one.end], one.label) for one in found.spans] == [("a b", "X")]


def test_relations_that_lead_nowhere_are_told():
    problem, found = read(
        [{"tokenized_text": ["a", "b"], "ner": [[0, 0, "X"]], "relations": [[0, 1, "R"]]}]
    )
    assert problem.sentence.startswith("Relation 1")
    assert found.relations == ()


@pytest.mark.parametrize(
    ("value", "is_one"),
    [
        ([{"tokenized_text": ["a"], "ner": []}], True),
        ({"tokenized_text": ["a"], "ner": []}, True),
        ([{"tokenized_text": "a", "ner": []}], False),
        ([{"tokens": ["a"], "ner": []}], False),
        ([], False),
    ],
)
def test_its_own_files_are_known_by_their_first_row(value, is_one):
    file = InputFile.of_bytes(json.dumps(value).encode(), "g.json")
    assert Gliner().recognises(file) is is_one
