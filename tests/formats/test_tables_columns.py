"""Columns of which was said that they hold no field."""

from __future__ import annotations

from annotator.domain.exchange import IncomingArticle
from annotator.formats.input_file import InputFile
from annotator.formats.tables.table import Table

NEWS = "headline,Source,text,id\nRain,Gazette,It rained.,7\n"


def first(data: str, **options: str) -> IncomingArticle:
    file = InputFile.of_bytes(data.encode(), "a.csv", options=options)
    found = next(iter(Table().read(file)))
    assert isinstance(found, IncomingArticle), found
    return found


def test_a_field_that_no_column_holds_stays_empty_and_the_column_is_kept():
    article = first(NEWS, outlet="-")

    assert article.metadata.outlet == ""
    assert article.metadata.title == "Rain"
    assert article.metadata.extra == (("Source", '"Gazette"'),)


def test_a_column_may_be_taken_for_another_field_than_its_name_tells():
    article = first(NEWS, outlet="-", byline="Source", id="-")

    assert (article.metadata.outlet, article.metadata.byline) == ("", "Gazette")
    assert article.metadata.extra == (("id", '"7"'),)
    assert article.id == ""


def test_of_columns_that_differ_in_case_just_the_chosen_one_counts():
    article = first("Text,text\nIt rained.,It snowed.\n", text="text")

    assert article.text == "It snowed."


def test_a_column_that_is_called_so_can_still_be_chosen():
    assert first("-,text\nRain,It rained.\n", title="-").metadata.title == "Rain"
