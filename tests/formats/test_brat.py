from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.annotation import Relation
from annotator.domain.document import AnnotatedDocument
from annotator.domain.exchange import Problem
from annotator.domain.losses import Fate, Kind
from annotator.domain.span import Span
from annotator.formats.brat.format import Brat
from annotator.formats.brat.writer import BLANK, EDGES, ENDS, NAMES, NOTES, fragments
from annotator.formats.input_file import InputFile
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
    bare_article,
    full_article,
    make_annotation,
    make_document,
)
from tests.formats.exporting import export_all, losses, read_bytes
from tests.formats.torture import torture_article
from tests.strategies import few

BRAT = Brat()


def read(ann, text="Mayor Brandt told Reuters.", **beside):
    """What is read of a .ann beside its text, and beside other files by their endings."""
    files = {"a.txt": text.encode() if isinstance(text, str) else text}
    files |= {f"a.{ending}": data for ending, data in beside.items()}
    file = InputFile.of_bytes(ann.encode(), "in/a.ann", neighbour=files.get)
    items = list(BRAT.read(file))
    problems = [item for item in items if isinstance(item, Problem)]
    articles = [item for item in items if not isinstance(item, Problem)]
    assert len(articles) <= 1
    return (articles or [None])[0], problems


def article_of(text, *annotations, **more):
    return AnnotatedDocument(make_document(text), annotations, **more)


def ann_of(made):
    (name,) = (name for name in made.files if name.endswith(".ann"))
    return made.files[name].decode()


@few(examples=80)
@given(annotated_documents())
def test_what_is_exported_comes_back_up_to_what_was_told(annotated):
    back, told = assert_comes_back(BRAT, annotated)
    if not any(one.kind is Kind.SPAN and one.fate is not Fate.CHANGED for one in told):
        assert as_read(back) == as_written(annotated)


def test_the_torture_article_comes_back_whole():
    annotated = torture_article()
    back, told = assert_comes_back(BRAT, annotated)
    assert as_read(back) == as_written(annotated)
    assert relations_of(back) == relations_in(annotated)
    assert {(one.kind, one.fate) for one in told} == {
        (Kind.SUGGESTION, Fate.DROPPED),
        (Kind.ANNOTATOR, Fate.DROPPED),
        (Kind.HISTORY, Fate.DROPPED),
    }


def test_an_article_brings_its_metadata_its_state_and_whom_its_spans_name():
    annotated = full_article()
    back, _ = assert_comes_back(BRAT, annotated)
    info = annotated.document.info
    assert back.metadata == info.metadata
    assert (back.status, back.flag_reason, back.tags, back.note) == (
        info.status, info.flag_reason, info.tags, info.note,
    )  # fmt: skip
    (named,) = (one.canonical for one in back.spans if one.canonical)
    assert (named.name, named.aliases, named.note, named.latitude) == (
        MAYOR.name, MAYOR.aliases, MAYOR.note, MAYOR.latitude,
    )  # fmt: skip


def test_files_lie_in_a_folder_for_each_part_with_its_configuration():
    made = export_all(BRAT, [], parts={"train": [full_article(1)], "test": [bare_article(2)]})
    assert sorted(made.files) == [
        "test/annotation.conf",
        "test/mayor-stays_0000000000002.ann",
        "test/mayor-stays_0000000000002.meta.json",
        "test/mayor-stays_0000000000002.txt",
        "test/visual.conf",
        "train/2026-11-22_mayor-stays_0000000000001.ann",
        "train/2026-11-22_mayor-stays_0000000000001.meta.json",
        "train/2026-11-22_mayor-stays_0000000000001.txt",
        "train/annotation.conf",
        "train/visual.conf",
    ]


def test_lines_are_those_that_brat_knows():
    made = export_all(BRAT, [full_article()])
    assert ann_of(made).splitlines() == [
        "T1\tQUOTE 0 13\t“We stay 🕊️,”",
        "A1\tanonymous T1 false",
        "A2\tkind T1 direct",
        "A3\ttimes T1 2",
        "A4\tweight T1 0.1",
        "#1\tAnnotatorNotes T1\tsays_x000A_it",
        "T2\tCLAIM 1 8\tWe stay",
        "T3\tACTOR 14 31\tMayor Aïda Brandt",
        "N1\tReference T3 Wikidata:Q1075\tAïda Brandt",
        "N2\tReference T3 Registry:00000000000nw\tAïda Brandt",
        "R1\tSPEAKER Arg1:T1 Arg2:T3",
    ]
    assert NOTES in {one.rule for one in made.losses}


def test_the_configuration_tells_the_label_scheme_and_what_is_used_besides():
    strange = make_annotation(0, 2, "Ort & Zeit", attributes=(("Maß", "2|3"),))
    made = export_all(BRAT, [article_of("Am Hafen.", strange)])
    conf = made.files["annotations/annotation.conf"].decode()
    assert "[entities]\n\nACTOR\nLOCATION\nCLAIM\nQUOTE\nOrt_x0020__x0026__x0020_Zeit\n" in conf
    assert "SPEAKER\tArg1:QUOTE, Arg2:ACTOR|LOCATION\n" in conf
    assert "acts\tArg:LOCATION, Value:false|true\n" in conf
    assert "Ma_x00DF_\tArg:Ort_x0020__x0026__x0020_Zeit, Value:2_x007C_3\n" in conf
    assert "title" not in conf.partition("[attributes]")[2]  # a free text that nothing has
    visual = made.files["annotations/visual.conf"].decode()
    assert "Ort_x0020__x0026__x0020_Zeit | Ort & Zeit\n" in visual
    assert "ACTOR\tbgColor:#0a3fbf, fgColor:white, borderColor:darken\n" in visual
    assert NAMES in {one.rule for one in made.losses}


def test_a_span_over_lines_is_written_in_a_piece_for_each():
    made = export_all(BRAT, [article_of("One\n\n two.", make_annotation(0, 10))])
    assert ann_of(made) == "T1\tACTOR 0 3;5 10\tOne  two.\n"
    assert [one for one in made.losses if one.kind is Kind.SPAN] == []


def test_line_ends_at_the_edges_of_a_span_are_cut_off_and_told():
    told = losses(BRAT, [article_of("One\n\ntwo", make_annotation(0, 4))])
    (cut,) = (one for one in told if one.kind is Kind.SPAN)
    assert (cut.fate, cut.rule, cut.became) == (Fate.CUT, EDGES, Span(0, 3))


def test_a_span_of_white_space_is_dropped_with_its_relations_and_told():
    annotated = article_of(
        "One \u00a0 two",
        make_annotation(0, 3, id=1),
        make_annotation(3, 6, id=2),
        relations=(Relation(9, 1, "SPEAKER", 1, 2, ANA, NOON),),
    )
    made = export_all(BRAT, [annotated])
    assert ann_of(made) == "T1\tACTOR 0 3\tOne\n"
    assert {(one.kind, one.rule) for one in made.losses} >= {
        (Kind.SPAN, BLANK),
        (Kind.RELATION, ENDS),
    }


@given(st.text("ab \n\t\u2028\u0085", min_size=1, max_size=12), st.data())
def test_fragments_hold_no_line_end_and_all_of_the_words(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    pieces = fragments(text, span)
    written = "".join(one.text_of(text) for one in pieces)
    assert "".join(written.split()) == "".join(span.text_of(text).split())
    for one in pieces:
        assert len(one.text_of(text).splitlines()) == 1
        assert "\t" not in one.text_of(text)


def test_attributes_notes_and_references_of_others_are_read():
    article, problems = read(
        "T1\tPerson 6 12\tBrandt\nA1\tNamed T1\nM2\tConfidence T1 L1\nA3\tRank T1 3\n"
        "N1\tReference T1 Wikipedia:534366\tIlse Brandt\n#1\tAnnotatorNotes T1\tchecked\n"
        "#2\tNormalization T1\tperson\n"
    )
    (span,) = article.spans
    assert problems == []
    assert (span.start, span.end, span.label, span.quoted) == (6, 12, "Person", "Brandt")
    assert span.attributes == (("Confidence", "L1"), ("Named", True), ("Rank", 3))
    assert span.note == "checked\nNormalization: person"
    assert span.canonical.name == "Ilse Brandt"


def test_a_wikidata_reference_that_was_changed_in_brat_goes_before_what_was_exported():
    made = export_all(BRAT, [full_article()])
    (name,) = (name for name in made.files if name.endswith(".ann"))
    made.files[name] = made.files[name].replace(b"Q1075", b"Q2")
    (back,) = BRAT.read(made.file(name))
    (named,) = (one.canonical for one in back.spans if one.canonical)
    assert (named.id, named.wikidata, named.kind) == ("", "Q2", "")


def test_events_become_their_trigger_with_a_relation_for_each_role():
    article, problems = read(
        "T1\tSource 0 12\tMayor Brandt\nT2\tCue 13 17\ttold\nT3\tContent 18 25\tReuters\n"
        "T4\tContent 25 26\t.\n"
        "E1\tCue:T2 Source:T1 Content:T3 Content2:T4\nE2\tSource:T1 Means:E1\n"
        "#1\tAnnotatorNotes E1\treported\nA1\tFactual E1\n"
    )
    assert problems == []
    assert [one.label for one in article.spans] == ["Source", "Cue", "Content", "Content"]
    assert [(one.label, one.source, one.target) for one in article.relations] == [
        ("Source", "T2", "T1"),
        ("Content", "T2", "T3"),
        ("Content", "T2", "T4"),
        ("Means", "T1", "T2"),
    ]
    assert (article.spans[1].note, article.spans[1].attributes) == (
        "reported",
        (("Factual", True),),
    )


def test_relations_and_sets_of_equals_are_read():
    article, problems = read(
        "T1\tA 0 5\tMayor\nT2\tA 6 12\tBrandt\nT3\tA 18 25\tReuters\n"
        "R1\tTold Arg1:T2 Arg2:T3\t\n*\tEquiv T1 T2 T3\n"
    )
    assert problems == []
    assert [(one.label, one.source, one.target) for one in article.relations] == [
        ("Told", "T2", "T3"),
        ("Equiv", "T1", "T2"),
        ("Equiv", "T2", "T3"),
    ]


def test_pieces_that_words_part_become_spans_of_their_own_and_that_is_told():
    article, problems = read(
        "T1\tACTOR 0 5;18 25\tMayor Reuters\nT2\tACTOR 6 12\tBrandt\n"
        "A1\tPlural T1\nR1\tX Arg1:T1 Arg2:T2\nR2\tX Arg1:T2 Arg2:T1\n"
    )
    assert [(one.start, one.end, one.quoted, one.id) for one in article.spans] == [
        (0, 5, "Mayor", "T1"),
        (18, 25, "Reuters", "T1#2"),
        (6, 12, "Brandt", "T2"),
    ]
    assert all(one.attributes == (("Plural", True),) for one in article.spans[:2])
    assert [(one.source, one.target) for one in article.relations] == [
        ("T1", "T2"),
        ("T1#2", "T2"),
        ("T2", "T1"),
    ]
    (problem,) = problems
    assert problem.sentence.startswith("In several pieces of the text: T1. Each piece")


def test_pieces_that_a_line_end_parts_are_one_span():
    article, problems = read("T1\tX 0 3;5 8\tone two\n", "one\r\ntwo.")
    assert problems == []
    assert [(one.start, one.end, one.quoted) for one in article.spans] == [(0, 8, "one\r\ntwo")]


def test_offsets_count_every_character_of_the_text_file_its_mark_and_line_ends_too():
    marked, _ = read("T1\tX 1 4\tone\n", b"\xef\xbb\xbfone two")
    assert marked.text == "\ufeffone two"
    windows, _ = read("T1\tX 5 8\ttwo\n", "one\r\ntwo.")
    assert (windows.text, windows.spans[0].quoted) == ("one\r\ntwo.", "two")


def test_offsets_that_were_counted_with_single_line_ends_are_understood():
    article, problems = read("T1\tX 4 7\ttwo\nT2\tX 8 13\tthree\n", "one\r\ntwo\r\nthree")
    assert problems == []
    assert article.text == "one\ntwo\nthree"
    assert [article.text[one.start : one.end] for one in article.spans] == ["two", "three"]


def test_text_that_does_not_stand_there_is_handed_over_to_be_checked():
    article, _ = read("T1\tX 1 6\tMayor\nT2\tX 7 12;90 95\tBrand other\n")
    assert [(one.start, one.quoted) for one in article.spans] == [
        (1, "Mayor"),
        (7, "Brand other"),
        (90, "Brand other"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "hello",
        "T1",
        "T1\tX 5",
        "T1\tX 5 3\tx",
        "T1\tX -1 3\tx",
        "T1\tX 1 9999999999999999\tx",
        "T1\tX ١ ٣\tx",
        "R1\tX Arg1:T1",
        "E1\t",
        "A1\t",
        "N1\tReference T1",
        "#1",
        "*\tEquiv",
        "\tT1",
        "T1\tX " + ";".join(["1 2"] * 101) + "\tx",
    ],
)
def test_a_line_that_is_none_of_brats_is_told_and_the_rest_is_read(line):
    article, problems = read(f"{line}\nT9\tX 0 5\tMayor\n")
    assert [one.id for one in article.spans] == ["T9"]
    assert [one.origin for one in problems] == ["in/a.ann, line 1"]
    assert problems[0].sentence.endswith("It was left out.")


def test_what_leads_nowhere_is_told():
    article, problems = read(
        "T1\tX 0 5\tMayor\nT1\tX 6 12\tBrandt\nR1\tSaid Arg1:T1 Arg2:T7\nA1\tBold R1\nA2\tBold T8\n"
    )
    assert len(article.spans) == 1
    assert [one.sentence for one in problems] == [
        "T1 is there twice. It was left out.",
        "On R1, which is a relation, stands the attribute Bold; it was left out.",
        "On T8, which is not there, stands the attribute Bold; it was left out.",
        "Said names T7, which is not there; it was left out.",
    ]


def test_a_file_of_noise_gives_few_problems():
    _, problems = read("noise\n" * 10_000)
    assert len(problems) == 31
    assert problems[-1].sentence == "9,970 more things in it could not be read."


def test_many_annotations_of_all_of_a_long_text_are_quickly_read():
    text = "word " * 200_000
    line = "T{}\tX 0 2;999000 1000000\tword\n"
    article, _ = read("".join(map(line.format, range(20_000))), text)
    assert len(article.spans) == 40_000


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (None, "Its text is not there; put a.txt beside it."),
        (
            b"a\0b",
            "Its text, a.txt, cannot be read: Its text has a zero character at 1; remove it.",
        ),
        (b" \n", "Its text, a.txt, cannot be read: Its text is empty."),
        (
            b"\x89PNG\r\n\x1a\n\0",
            "Its text, a.txt, cannot be read: The file is not text but an image.",
        ),
    ],
)
def test_without_its_text_there_is_no_article(text, sentence):
    neighbours = {} if text is None else {"a.txt": text}
    file = InputFile.of_bytes(b"T1\tX 0 1\ta\n", "a.ann", neighbour=neighbours.get)
    assert list(BRAT.read(file)) == [Problem("a.ann", sentence)]


def test_a_damaged_file_of_metadata_is_told_and_the_article_read():
    article, problems = read("", **{"meta.json": b"[1"})
    assert article.text.startswith("Mayor")
    assert [one.sentence for one in problems] == [
        "What is known of the article was not read: a.meta.json beside it is no JSON object."
    ]


def test_bytes_without_a_text_give_a_problem():
    assert [type(one) for one in read_bytes(BRAT, bytes(range(256)), "x.ann")] == [Problem]


def test_a_mark_before_the_text_counts_only_where_the_offsets_count_it():
    text = b"\xef\xbb\xbfMayor Brandt."
    plain, _ = read("T1\tACTOR 6 12\tBrandt\n", text)
    marked, _ = read("T1\tACTOR 7 13\tBrandt\n", text)
    assert (plain.text, marked.text) == ("Mayor Brandt.", "\ufeffMayor Brandt.")
