"""What becomes an article's title, and whether its text has it too.

A headline that stands in a text stays there, and is the title as well. One for which the file has
a place of its own (a page's heading, a mail's subject, a column, a database's header) is the title
alone.
"""

from __future__ import annotations

import pytest

from annotator.domain.exchange import IncomingArticle
from annotator.domain.text import title_of
from annotator.formats.office.document_titles import written_title
from tests.formats.one_of_each import BOTH, IMPORTERS, samples
from tests.formats.test_no_network import items_of

IN_THE_TEXT = ("text", "markdown", "odt", "rtf", "pdf", "epub")
BESIDE_IT = (
    *("html", "mhtml", "warc", "eml", "feed", "table", "spreadsheet", "nexis", "factiva"),
    *("taguette", "qualcoder"),
)
OF_ITS_OWN = ("docx",)  # the sample's property is another title
WITHOUT = ("argilla", "labelbuddy", "spacy-json")


def articles(kind: str) -> list[IncomingArticle]:
    found = [one for one in items_of(samples()[kind].files) if isinstance(one, IncomingArticle)]
    assert found
    return found


def first_line(article: IncomingArticle) -> str:
    return article.text.split("\n")[0]


def test_each_kind_is_one_or_the_other():
    every = (*IN_THE_TEXT, *BESIDE_IT, *OF_ITS_OWN, *WITHOUT, *BOTH)
    assert sorted(every) == sorted(IMPORTERS)


@pytest.mark.parametrize("kind", IN_THE_TEXT)
def test_a_headline_in_a_text_stays_there_and_is_the_title(kind):
    for one in articles(kind):
        # where the file names none, the first line becomes it when the article is stored
        assert first_line(one) == (one.metadata.title or title_of(one.text))


@pytest.mark.parametrize("kind", BESIDE_IT)
def test_a_headline_with_a_place_of_its_own_is_the_title_and_not_in_the_text(kind):
    for one, title in zip(articles(kind), samples()[kind].titles, strict=True):
        assert one.metadata.title == title
        assert title not in one.text.split("\n")


@pytest.mark.parametrize("kind", BOTH)
def test_our_own_files_bring_their_title_and_leave_the_text_alone(kind):
    (one,) = articles(kind)
    assert one.metadata.title == f"Ferry to {kind}"
    assert first_line(one) == samples()[kind].begins[0]


def test_a_property_is_the_title_where_no_paragraph_is_styled_as_one():
    (one,) = articles("docx")
    assert (one.metadata.title, first_line(one)) == ("Files (3)", "Ferry to docx")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Road reopens", "Road reopens"),
        ("Microsoft Word - Road reopens", "Road reopens"),
        ("Microsoft Word - road_final2.doc", ""),
        ("road.indd", ""),
        ("Untitled", ""),
        ("Document1", ""),
        ("Unbenannt 2", ""),
        ("Word Document", ""),
        ("Documents of the war", "Documents of the war"),
        ("Untitled by Rothko sold", "Untitled by Rothko sold"),
    ],
)
def test_titles_that_programs_wrote_are_none(text, title):
    assert written_title(text) == title
