from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.annotation import Relation
from annotator.domain.document import AnnotatedDocument
from annotator.domain.exchange import Problem
from annotator.domain.losses import Fate, Kind
from annotator.domain.span import Span
from annotator.formats.common.dkpro import NAMES, VALUES, attribute_name, feature_name
from annotator.formats.webanno.escaping import escape_value, numbered, parts, unescape
from annotator.formats.webanno.format import WebAnno
from annotator.formats.webanno.writer import BETWEEN, EDGES, ENDS, INDENT
from tests.formats.coming_back import (
    as_read,
    as_written,
    assert_comes_back,
    relations_in,
    relations_of,
)
from tests.formats.examples import (
    ANA,
    MAYOR,
    NOON,
    annotated_documents,
    full_article,
    make_annotation,
    make_document,
)
from tests.formats.exporting import export_all, losses, read_bytes
from tests.formats.torture import torture_article
from tests.strategies import few

WEBANNO = WebAnno()

NER = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
POS = "de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS"
DEPENDENCY = "de.tudarmstadt.ukp.dkpro.core.api.syntax.type.dependency.Dependency"
COREFERENCE = "de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceLink"

INCEPTION = f"""#FORMAT=WebAnno TSV 3.3
#T_SP={POS}|coarseValue|PosValue
#T_SP={NER}|identifier|value
#T_SP=webanno.custom.Stance|Target|value
#T_SP=webanno.custom.Flag|
#T_CH={COREFERENCE}|referenceType|referenceRelation
#T_RL=webanno.custom.Said|how|BT_{NER}
#T_RL={DEPENDENCY}|DependencyType|flavor|BT_{POS}


#Text=😀 Ilse Brandt left Port_Merrow\\tsoon.
1-1\t0-2\t😀\t_\t_\t_\t_\t_\t_\t*[7]\t_\t_\t_\t_\t_\t_\t_
1-2\t3-7\tIlse\tNOUN\tNNP\thttp://www.wikidata.org/entity/Q42[1]\tPER[1]\t_\t_\t*[7]\tnam\t*->1-1\t_\t_\t_\t_\t_
1-3\t8-14\tBrandt\tNOUN\tNNP\thttp://www.wikidata.org/entity/Q42[1]|*[2]\tPER[1]|FAM\\[ily[2]\t_\t_\t_\t_\t_\t_\t_\tflat\tbasic\t1-2
1-4\t15-19\tleft\t_\t_\t_\t_\tharbour\tagainst\t_\t_\t_\t_\t_\t_\t_\t_
1-5\t20-31\tPort_Merrow\t_\t_\t_\t_\t_\t_\t_\t_\t_\t_\t_\t_\t_\t_
1-5.1\t25-31\tMerrow\t_\t_\thttps://db.example/7\tLOC\t_\t_\t_\t_\t_\tloud\t1-3[2_0]\t_\t_\t_
1-6\t32-36\tsoon\t_\t_\t_\t_\t_\t_\t_\t_\t_\t_\t_\t_\t_\t_
1-7\t36-37\t.\t_\t_\t_\t_\t_\t_\t_\t_\t_\t_\t_\t_\t_\t_

#Text=He
2-1\t38-40\tHe\t_\t_\t_\t_\t_\t_\t_\t_\t_\t_\t_\t_\t_\t_
"""


def article_of(text, *annotations, **more):
    return AnnotatedDocument(make_document(text), annotations, **more)


def tsv_of(made):
    (name,) = (name for name in made.files if name.endswith(".tsv"))
    return made.files[name].decode()


def read(text):
    items = read_bytes(WEBANNO, text.encode(), "a.tsv")
    problems = [item for item in items if isinstance(item, Problem)]
    articles = [item for item in items if not isinstance(item, Problem)]
    assert len(articles) <= 1
    return (articles or [None])[0], problems


@few(examples=80)
@given(annotated_documents())
def test_what_is_exported_comes_back_up_to_what_was_told(annotated):
    back, told = assert_comes_back(WEBANNO, annotated)
    if not any(one.kind is Kind.SPAN for one in told):
        assert as_read(back) == as_written(annotated)


def test_the_torture_article_comes_back_whole():
    annotated = torture_article()
    back, told = assert_comes_back(WEBANNO, annotated)
    assert as_read(back) == as_written(annotated)
    assert relations_of(back) == relations_in(annotated)
    assert {one.annotator for one in back.spans} == {"Ana", "Ben Ö."}
    assert {one.kind for one in told} == {Kind.SUGGESTION, Kind.HISTORY}


def test_an_article_brings_its_metadata_its_state_and_whom_its_spans_name():
    annotated = full_article()
    back, _ = assert_comes_back(WEBANNO, annotated)
    info = annotated.document.info
    assert back.metadata == info.metadata
    assert (back.status, back.tags, back.note) == (info.status, info.tags, info.note)
    (named,) = (one.canonical for one in back.spans if one.canonical)
    assert (named.id, named.name, named.aliases, named.wikidata, named.longitude) == (
        "00000000000nw", MAYOR.name, MAYOR.aliases, MAYOR.wikidata, MAYOR.longitude,
    )  # fmt: skip
    assert [one.annotator for one in back.relations] == ["Ana"]


def test_rows_are_those_that_the_rules_ask_for():
    quote = make_annotation(0, 10, "QUOTE", id=1)
    actor = make_annotation(6, 9, "ACTOR", id=2, note="a|b_c")
    place = make_annotation(15, 16, "LOCATION", id=3)
    said = Relation(9, 1, "SPEAKER", quote.id, place.id, ANA, NOON)
    text = "Go 😀 Ilse.\n\nIn X_Y"
    made = export_all(
        WEBANNO,
        [article_of(text, quote, actor, place, relations=(said,), annotators={ANA: "Ana"})],
    )
    head, _, body = tsv_of(made).partition("\n\n\n")
    assert head.splitlines() == [
        "#FORMAT=WebAnno TSV 3.3",
        "#T_SP=webanno.custom.Span|label|note|annotator|identifier|canonical"
        "|kind|title|acts|polarity|certainty",
        "#T_RL=webanno.custom.Relation|label|annotator|BT_webanno.custom.Span",
    ]
    rows = [line.split("\t") for line in body.split("\n")]
    assert [row[:5] + row[-3:] for row in rows if len(row) > 1] == [
        ["1-1", "0-2", "Go", "QUOTE[1]", "*[1]", "_", "_", "_"],
        ["1-2", "3-5", "😀", "QUOTE[1]", "*[1]", "_", "_", "_"],
        ["1-3", "6-10", "Ilse", "QUOTE[1]", "*[1]", "_", "_", "_"],
        ["1-3.1", "7-10", "lse", "ACTOR", "a\\|b\\_c", "_", "_", "_"],
        ["1-4", "10-11", ".", "QUOTE[1]", "*[1]", "_", "_", "_"],
        ["2-1", "13-15", "In", "_", "_", "_", "_", "_"],
        ["2-2", "16-19", "X_Y", "_", "_", "_", "_", "_"],
        ["2-2.1", "16-17", "X", "LOCATION", "*", "SPEAKER", "Ana", "1-1[1_0]"],
    ]
    assert [row[0] for row in rows if len(row) == 1] == [
        "#Text=Go 😀 Ilse.", "#Text=", "#Text=", "", "#Text=In X_Y", "",
    ]  # fmt: skip


def test_relations_of_annotations_that_stand_alone_need_no_numbers():
    one, two = make_annotation(0, 4, id=1), make_annotation(5, 8, id=2)
    said = Relation(9, 1, "SPEAKER", one.id, two.id, ANA, NOON)
    made = export_all(WEBANNO, [article_of("Ilse saw Bo.", one, two, relations=(said,))])
    assert "\tSPEAKER\t*\t1-1\n" in tsv_of(made)


def test_white_space_at_the_edges_of_a_span_is_cut_off_and_told():
    told = losses(WEBANNO, [article_of("One two", make_annotation(0, 4))])
    (cut,) = (one for one in told if one.kind is Kind.SPAN)
    assert (cut.fate, cut.rule, cut.became) == (Fate.CUT, EDGES, Span(0, 3))


def test_a_span_between_tokens_is_dropped_with_its_relations_and_told():
    annotated = article_of(
        "One two",
        make_annotation(0, 3, id=1),
        make_annotation(3, 4, id=2),
        relations=(Relation(9, 1, "SPEAKER", 1, 2, ANA, NOON),),
    )
    made = export_all(WEBANNO, [annotated])
    assert "SPEAKER" not in tsv_of(made)
    assert {(one.kind, one.rule) for one in made.losses} >= {
        (Kind.SPAN, BETWEEN),
        (Kind.RELATION, ENDS),
    }


def test_white_space_before_the_first_word_is_told_where_it_is_no_space():
    back, told = assert_comes_back(WEBANNO, article_of("\n\tOne", make_annotation(2, 5)))
    assert INDENT in {one.rule for one in told}
    assert back.text == "  One"
    _, told = assert_comes_back(WEBANNO, article_of("  One", make_annotation(2, 5)))
    assert INDENT not in {one.rule for one in told}


def test_attributes_whose_names_or_values_change_are_told():
    odd = (("class", "2"), ("größe", "true"))
    back, told = assert_comes_back(
        WEBANNO, article_of("One", make_annotation(0, 3, attributes=odd))
    )
    assert back.spans[0].attributes == odd
    assert {(one.rule, one.count) for one in told if one.fate is Fate.CHANGED} == {
        (NAMES, 2),
        (VALUES, 2),
    }


@given(st.text("x_0Aé b-", max_size=8))
def test_every_attribute_has_a_feature_of_its_own(name):
    feature = feature_name(name)
    assert feature.isascii()
    assert feature.isidentifier()
    assert feature[0].isalpha()
    assert attribute_name(feature) == name


@given(st.lists(st.text("\\[]|_->;\t\n\r*ab1"), min_size=1), st.integers(1, 99))
def test_values_are_parted_and_read_as_they_were(values, number):
    cell = "|".join(f"{escape_value(one)}[{number}]" for one in values)
    assert "\t" not in cell
    assert "\n" not in cell
    read_back = [numbered(part) for part in parts(cell)]
    assert [(unescape(value), found) for value, found in read_back] == [
        (one, number) for one in values
    ]


def test_files_of_inception_are_read_layer_by_layer():
    article, problems = read(INCEPTION)
    assert article.text == "😀 Ilse Brandt left Port_Merrow\tsoon.\nHe"
    assert [
        (article.text[one.start : one.end], one.label, one.attributes) for one in article.spans
    ] == [
        ("😀 Ilse", "Flag", ()),
        ("Ilse Brandt", "PER", ()),
        ("Brandt", "FAM[ily", ()),
        ("left", "against", (("Target", "harbour"),)),
        ("Merrow", "LOC", (("identifier", "https://db.example/7"),)),
    ]
    assert all(one.quoted == article.text[one.start : one.end] for one in article.spans)
    ilse = article.spans[1].canonical
    assert (ilse.name, ilse.wikidata) == ("Ilse Brandt", "Q42")
    by_id = {one.id: one.label for one in article.spans}
    assert [(one.label, by_id[one.source], by_id[one.target]) for one in article.relations] == [
        ("loud", "FAM[ily", "LOC")
    ]
    assert [one.sentence for one in problems] == [
        "The file does not have what stands between its sentences; a line ends there (1 times).",
        "The layer POS is of tools, not of annotators; it was left out.",
        "The layer CoreferenceLink is a chain of mentions; it was left out.",
        "The layer Dependency is of tools, not of annotators; it was left out.",
    ]


def test_windows_line_ends_and_a_byte_order_mark_change_nothing():
    plain, _ = read(INCEPTION)
    windows, _ = read("\ufeff" + INCEPTION.replace("\n", "\r\n"))
    assert (windows.text, windows.spans) == (plain.text, plain.spans)


def test_text_that_was_not_escaped_is_understood_by_its_tokens():
    rows = "#FORMAT=WebAnno TSV 3.2\n#T_SP=x.Y|value\n\n\n#Text=a\\tb c\n"
    raw, _ = read(rows + "1-1\t0-4\ta\\tb\tL\n1-2\t5-6\tc\tL\n")
    assert raw.text == "a\\tb c"
    assert [one.quoted for one in raw.spans] == ["a\\tb", "c"]
    escaped, _ = read(rows + "1-1\t0-1\ta\tL\n1-2\t2-3\tb\tL\n1-3\t4-5\tc\t_\n")
    assert escaped.text == "a\tb c"
    assert [one.quoted for one in escaped.spans] == ["a", "b"]


def test_a_file_without_its_text_is_put_together_from_its_tokens():
    article, _ = read(
        "#FORMAT=WebAnno TSV 3.3\n#T_SP=x.Y|value\n\n\n1-1\t0-3\tOne\tA\n1-2\t5-8\ttwo\t_\n"
    )
    assert article.text == "One  two"


def test_a_token_that_does_not_stand_there_gives_its_words_to_be_checked():
    changed = INCEPTION.replace("\tMerrow\t", "\tMarrow\t")
    article, _ = read(changed)
    assert [one.quoted for one in article.spans][-1] == "Marrow"


@pytest.mark.parametrize(
    ("before", "after", "start"),
    [
        ("1-6\t32-36", "1-6\t32-99", "Its offsets do not fit the text"),
        ("1-1\t0-2", "1-1\t0-1", "Its offsets do not fit the text"),
        ("1-6\t32-36", "1-6\tx-36", "The line is no token"),
        ("1-6\t", "six\t", "The line is no token"),
        ("FAM\\[ily[2]", "FAM[2]|X[3]", "The columns of NamedEntity have not as many values"),
        ("1-3[2_0]", "1-3[9_0]", "A relation leads from nothing"),
        ("1-3[2_0]", "there", "A relation leads from nothing"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line_and_the_rest_is_read(before, after, start):
    assert before in INCEPTION
    article, problems = read(INCEPTION.replace(before, after))
    told = [one for one in problems if ", line " in one.origin]
    assert told[0].sentence[: len(start)] == start
    assert article.spans


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "It is no WebAnno TSV 3: its first line does not say so."),
        (b"#FORMAT=WebAnno TSV 3.3\n\n\n", "Its text is empty."),
        (
            b"#FORMAT=WebAnno TSV 3.3\n\n\n#Text=a\n1-1\t999999999-1000000000\ta\n",
            "The sentence of line 5 begins far behind it.",
        ),
        (
            b"#FORMAT=WebAnno TSV 3.3\n\n\n#Text=abc\n1-1\t0-3\tabc\n\n#Text=d\n2-1\t2-3\td\n",
            "The sentence of line 8 begins before the end of the sentence before it.",
        ),
        (b"#FORMAT=WebAnno TSV 3.3\n#T_SP=a|" + b"|" * 2000, "It has more than 1,000 columns."),
        (
            b"#FORMAT=WebAnno TSV 3.3\n\n\n#Text=a\0\n1-1\t0-2\ta\0\n",
            "Its text has a zero character at 1; remove it.",
        ),
    ],
)
def test_a_file_that_holds_no_article_gives_one_sentence(data, sentence):
    assert read_bytes(WEBANNO, data, "a.tsv") == [Problem("a.tsv", sentence)]


def test_only_files_that_say_so_are_recognised():
    made = export_all(WEBANNO, [full_article()])
    (name,) = (name for name in made.files if name.endswith(".tsv"))
    assert WEBANNO.recognises(made.file(name))
    made.files["other.tsv"] = b"title\ttext\nOne\tTwo\n"
    assert not WEBANNO.recognises(made.file("other.tsv"))
