"""The tables for people, read by the programs that people read tables with."""

from __future__ import annotations

import io

import openpyxl
import pandas
import pytest

from annotator.formats.tables.csv_file import Csv
from annotator.formats.tables.xlsx_file import Xlsx
from tests.formats.exporting import export_all
from tests.formats.torture import torture_article, unannotated_article

ARTICLES = [torture_article(), unannotated_article()]


def expected():
    article = ARTICLES[0]
    return [
        (one.label, one.span.text_of(article.document.text), one.span.start, one.span.end)
        for one in article.annotations
    ]


def rows_of(frame):
    columns = [frame[name] for name in ("label", "text", "start", "end")]
    return list(zip(*columns, strict=True))


@pytest.mark.parametrize(("delimiter", "sign"), [("comma", ","), ("semicolon", ";"), ("tab", "\t")])
def test_pandas_reads_the_csv_file_cell_by_cell(delimiter, sign):
    data = export_all(Csv(), ARTICLES, delimiter=delimiter).files["annotations.csv"]
    frame = pandas.read_csv(io.BytesIO(data), sep=sign, encoding="utf-8-sig", keep_default_na=False)
    assert rows_of(frame) == expected()
    assert frame["relation SPEAKER"][frame["relation SPEAKER"] != ""].count() == 3


def test_pandas_reads_each_sheet_of_the_workbook():
    data = export_all(Xlsx(), ARTICLES).files["annotations.xlsx"]
    frames = pandas.read_excel(io.BytesIO(data), sheet_name=None, keep_default_na=False)
    assert list(frames) == ["annotations", "articles", "relations", "labels"]
    assert rows_of(frames["annotations"]) == expected()
    assert list(frames["articles"]["text"]) == [one.document.text for one in ARTICLES]
    assert len(frames["relations"]) == len(ARTICLES[0].relations)
    assert frames["labels"]["annotations"].sum() == len(expected())


def test_the_workbook_was_made_when_its_newest_change_was():
    data = export_all(Xlsx(), ARTICLES).files["annotations.xlsx"]
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.properties.created.isoformat() == "2026-11-22T12:00:00"
    assert book.properties.title == "Wire"
    assert all(sheet.freeze_panes == "A2" for sheet in book.worksheets)
