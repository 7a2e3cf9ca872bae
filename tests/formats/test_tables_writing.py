"""The tables for people: all that is in them, and a line for all that is not."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given, settings

from annotator.domain.document import AnnotatedDocument, Metadata
from annotator.domain.exchange import IncomingArticle, Problem
from annotator.domain.losses import Fate, Kind
from annotator.formats.tables.csv_file import Csv
from annotator.formats.tables.spreadsheet import Spreadsheet
from annotator.formats.tables.table import Table
from annotator.formats.tables.xlsx_file import Xlsx
from tests.formats.examples import (
    annotated_documents,
    bare_article,
    full_article,
    make_annotation,
    make_document,
)
from tests.formats.exporting import export_all, read_all
from tests.formats.torture import torture_article, unannotated_article


def rows_of(made, name="annotations.csv", **more):
    """The rows of a CSV export as dictionaries."""
    text = made.files[name].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), **more))


def sheet_of(made, sheet, name="annotations.xlsx"):
    """The rows of a sheet as dictionaries; an empty cell is ""."""
    book = openpyxl.load_workbook(io.BytesIO(made.files[name]))
    header, *rows = book[sheet].iter_rows(values_only=True)
    return [
        dict(zip(header, ("" if cell is None else cell for cell in row), strict=True))
        for row in rows
    ]


def article_with(text, start=0, end=None, **more):
    annotation = make_annotation(start, end or len(text), "QUOTE")
    return replace(full_article(), document=make_document(text, **more), annotations=(annotation,),
                   relations=(), suggestions=())  # fmt: skip


def rules(made, fate=None):
    return {one.rule for one in made.losses if fate in (None, one.fate)}


def test_a_row_has_the_annotation_its_article_and_its_place():
    row = rows_of(export_all(Csv(), [full_article()]))[0]
    assert row["article_id"]
    assert row["title"] == "Mayor stays"
    assert row["outlet"] == "The Gazette"
    assert row["label"] == "QUOTE"
    assert (row["text"], row["start"], row["end"]) == ("“We stay 🕊️,”", "0", "13")
    assert row["sentence"].startswith("“We stay 🕊️,” Mayor Aïda Brandt")
    assert (row["before"], row["after"][:6]) == ("", " Mayor")
    assert row["note"] == "says\nit"
    assert row["annotator"] == "Ana"
    assert row["origin"] == "human"
    assert row["relation SPEAKER"] == "Mayor Aïda Brandt"
    assert row["created_at"] == "2026-11-22T12:00:00+00:00"


def test_who_is_named_and_where_a_suggestion_came_from_are_told():
    row = rows_of(export_all(Csv(), [full_article()]))[2]
    assert (row["canonical_name"], row["wikidata"]) == ("Aïda Brandt", "Q1075")
    assert (row["origin"], row["suggester"], row["score"]) == ("accepted", "spacy.ner.v1", "0.875")


def test_attributes_of_the_scheme_have_columns_and_others_are_together():
    row = rows_of(export_all(Csv(), [full_article()]))[0]
    known = {name.removeprefix("attribute "): row[name] for name in row if "attribute " in name}
    values = {"anonymous": "no", "kind": "direct", "times": "2", "weight": "0.1"}
    others = row["other attributes"]
    for name, value in values.items():
        assert known.get(name) == value or f'"{name}":' in others


def test_all_of_the_torture_is_in_the_rows():
    article = torture_article()
    rows = rows_of(export_all(Csv(), [article, unannotated_article()]))
    assert [(int(row["start"]), int(row["end"]), row["label"]) for row in rows] == [
        (one.span.start, one.span.end, one.label) for one in article.annotations
    ]
    for row, one in zip(rows, article.annotations, strict=True):
        assert row["text"].removeprefix("'") == one.span.text_of(article.document.text)
    assert {row["annotator"] for row in rows} == {"Ana", "Ben Ö."}


@pytest.mark.parametrize("start", [*"=+-@\t\r\n", "＝", "＠"])
def test_what_a_spreadsheet_would_run_is_defused_and_told(start):
    text = f"{start}cmd|' /C calc'!A0 said nobody."
    made = export_all(Csv(), [article_with(text)])
    assert rows_of(made)[0]["text"] == f"'{text}"
    (loss,) = [one for one in made.losses if one.fate is Fate.CHANGED and one.span]
    assert loss.label == "QUOTE"
    assert loss.kind is Kind.TEXT
    assert "apostrophe" in loss.rule


def test_a_title_that_would_be_run_is_defused_in_each_row():
    article = article_with("She said no.", metadata=Metadata(title='=HYPERLINK("x")'))
    made = export_all(Csv(), [article], rows="articles")
    assert rows_of(made)[0]["title"] == '\'=HYPERLINK("x")'
    assert [one.kind for one in made.losses if one.fate is Fate.CHANGED] == [Kind.TEXT]


def test_nothing_is_told_as_changed_where_nothing_is():
    made = export_all(Csv(), [full_article()])
    assert not rules(made, Fate.CHANGED)


def test_delimiter_and_mark_are_chosen():
    plain = export_all(Csv(), [full_article()]).files["annotations.csv"]
    assert plain.startswith(b"\xef\xbb\xbfarticle_id,title")
    made = export_all(Csv(), [full_article()], delimiter="semicolon", mark="no")
    assert made.files["annotations.csv"].startswith(b"article_id;title")
    assert rows_of(made, delimiter=";")[0]["label"] == "QUOTE"


def test_losses_of_the_table_of_annotations():
    made = export_all(Csv(), [full_article(1), bare_article(2)])
    assert [one.article for one in made.losses if one.kind is Kind.UNANNOTATED] == [
        one.article for one in made.losses if one.article
    ][-1:]
    kinds = {one.kind for one in made.losses}
    assert {Kind.AROUND, Kind.SUGGESTION, Kind.METADATA, Kind.HISTORY} <= kinds
    assert Kind.SPAN not in kinds


def test_losses_of_the_table_of_articles():
    article = full_article()
    made = export_all(Csv(), [article], rows="articles")
    assert sum(one.kind is Kind.SPAN for one in made.losses) == len(article.annotations)
    assert sum(one.kind is Kind.RELATION for one in made.losses) == len(article.relations)
    assert Kind.TEXT not in {one.kind for one in made.losses}


def test_losses_of_the_table_of_relations():
    made = export_all(Csv(), [full_article()], rows="relations")
    (row,) = rows_of(made)
    assert (row["label"], row["source_label"], row["target_text"]) == (
        "SPEAKER",
        "QUOTE",
        "Mayor Aïda Brandt",
    )
    (span,) = [one for one in made.losses if one.kind is Kind.SPAN]
    assert span.label == "CLAIM"


def test_a_table_of_articles_comes_back_as_articles():
    article = full_article()
    made = export_all(Csv(), [article], rows="articles")
    (back,) = read_all(Table(), made)
    assert back.text == article.document.text
    info = article.document.info
    assert back.metadata == info.metadata
    assert (back.status, back.flag_reason) == (info.status, info.flag_reason)
    assert (back.tags, back.note) == (info.tags, info.note)


def test_what_was_defused_comes_back_as_it_was():
    known = Metadata(title="@home", outlet="'-x", byline="'Ana", url="''=", language="''a")
    article = article_with("=1+1 he said", metadata=known)
    (back,) = read_all(Table(), export_all(Csv(), [article], rows="articles"))
    assert back.text == "=1+1 he said"
    assert back.metadata == known


def test_a_table_of_annotations_is_known_for_what_it_is():
    (item,) = read_all(Table(), export_all(Csv(), [full_article()]))
    assert isinstance(item, Problem)
    assert "JSONL" in item.sentence


# workbooks


def test_a_workbook_has_four_sheets():
    made = export_all(Xlsx(), [torture_article(), unannotated_article()])
    article = torture_article()
    rows = sheet_of(made, "annotations")
    assert [(row["start"], row["end"], row["label"]) for row in rows] == [
        (one.span.start, one.span.end, one.label) for one in article.annotations
    ]
    for row, one in zip(rows, article.annotations, strict=True):
        assert row["text"] == one.span.text_of(article.document.text)
    articles = sheet_of(made, "articles")
    assert [row["text"] for row in articles] == [
        article.document.text,
        unannotated_article().document.text,
    ]
    assert [row["annotations"] for row in articles] == [17, 0]
    assert len(sheet_of(made, "relations")) == 4
    counts = {row["label"]: row["annotations"] for row in sheet_of(made, "labels")}
    assert (counts["QUOTE"], counts["LOCATION"]) == (3, 4)


def test_no_cell_of_a_workbook_is_a_formula_or_a_link():
    text = '=HYPERLINK("https://x.example") https://x.example'
    made = export_all(Xlsx(), [article_with(text, metadata=Metadata(title="=1+1", url="=A1"))])
    with zipfile.ZipFile(io.BytesIO(made.files["annotations.xlsx"])) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if "worksheets/" in name]
    assert sheets
    assert not any(b"<f>" in sheet or b"<hyperlink" in sheet for sheet in sheets)
    row = sheet_of(made, "annotations")[0]
    assert (row["text"], row["title"], row["url"]) == (text, "=1+1", "=A1")
    assert not rules(made, Fate.CHANGED)


def test_what_is_too_long_for_a_cell_is_cut_and_told():
    text = "🕊" * 20_000 + "end"
    made = export_all(Xlsx(), [article_with(text, 0, 10)])
    cell = sheet_of(made, "articles")[0]["text"]
    assert cell == "🕊" * 16_383
    (loss,) = [one for one in made.losses if one.fate is Fate.CHANGED]
    assert "32,767" in loss.rule


def test_a_text_of_just_the_right_length_is_whole():
    text = "x" * 32_767
    made = export_all(Xlsx(), [article_with(text, 0, 10)])
    assert sheet_of(made, "articles")[0]["text"] == text
    assert not rules(made, Fate.CHANGED)


def test_characters_that_xml_lacks_are_replaced_and_told():
    made = export_all(Xlsx(), [article_with("one \ufffe two", 0, 3)])
    assert sheet_of(made, "articles")[0]["text"] == "one \ufffd two"
    assert any("replaced" in rule for rule in rules(made, Fate.CHANGED))


def test_a_text_that_looks_like_the_libraries_markup_stays_text():
    made = export_all(Xlsx(), [article_with("<r><t>bold</t></r>", 0, 3)])
    assert sheet_of(made, "articles")[0]["text"] == "<r><t>bold</t></r> "
    assert any("markup" in rule for rule in rules(made, Fate.CHANGED))


def test_rows_beyond_excels_limit_are_told(monkeypatch):
    monkeypatch.setattr("annotator.formats.tables.xlsx_file.MOST_ROWS", 11)
    article = torture_article()
    made = export_all(Xlsx(), [article])
    assert len(sheet_of(made, "annotations")) == 10
    beyond = [one for one in made.losses if one.kind is Kind.SPAN and one.fate is Fate.DROPPED]
    assert [one.span for one in beyond] == [one.span for one in article.annotations[10:]]


def test_texts_can_be_left_out():
    made = export_all(Xlsx(), [full_article()], texts="no")
    assert "text" not in sheet_of(made, "articles")[0]
    assert Kind.AROUND in {one.kind for one in made.losses}


def test_a_workbook_comes_back_as_its_articles():
    article = full_article()
    made = export_all(Xlsx(), [article])
    back, *rest = read_all(Spreadsheet(), made)
    assert isinstance(back, IncomingArticle)
    assert back.text == article.document.text
    assert back.metadata.outlet == "The Gazette"
    assert all(isinstance(item, Problem) for item in rest)


@pytest.mark.parametrize("exporter", [Csv(), Xlsx()])
def test_the_same_articles_give_the_same_bytes(exporter, monkeypatch):
    articles = [torture_article(1), full_article(2), bare_article(3)]
    first = export_all(exporter, articles).files
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert export_all(exporter, articles).files == first


@pytest.mark.parametrize("exporter", [Csv(), Xlsx()])
def test_no_articles_give_a_table_with_its_header(exporter):
    ((name, data),) = export_all(exporter, []).files.items()
    assert name == f"annotations{exporter.extensions[0]}"
    assert data


@pytest.mark.parametrize("exporter", [Csv(), Xlsx()])
def test_each_part_has_a_file(exporter):
    parts = {"train": [full_article(1)], "test": [bare_article(2)]}
    made = export_all(exporter, [], parts=parts)
    assert set(made.files) == {f"{name}{exporter.extensions[0]}" for name in parts}


@given(article=annotated_documents())
@settings(max_examples=40, deadline=None)
def test_any_annotation_is_in_the_row_that_is_its_own(article: AnnotatedDocument):
    made = export_all(Csv(), [article])
    rows = rows_of(made)
    defused = [one for one in made.losses if one.kind is Kind.TEXT and one.fate is Fate.CHANGED]
    assert len(rows) == len(article.annotations)
    for row, one in zip(rows, article.annotations, strict=True):
        text = one.span.text_of(article.document.text)
        assert row["text"] in (text, f"'{text}")
        assert (row["start"], row["end"]) == (str(one.span.start), str(one.span.end))
        assert row["text"] == text or defused


@given(article=annotated_documents())
@settings(max_examples=15, deadline=None)
def test_any_text_is_a_cell_that_excel_reads(article: AnnotatedDocument):
    made = export_all(Xlsx(), [article])
    back, *_ = read_all(Spreadsheet(), made)
    if not any(one.fate is Fate.CHANGED for one in made.losses):
        assert back.text == article.document.text
