"""Sources that come with what is known of them, such as pasted text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.document import Metadata
from annotator.domain.exchange import IncomingArticle, Problem
from annotator.services.reading import ProcessReader, ReadRequest, Source
from tests.services.helpers import do_import

if TYPE_CHECKING:
    from annotator.services.projects import Services

TOLD = Metadata(title="Strike over", published="2026-11-22", url="https://g.example/1")


def test_what_is_known_counts_before_what_is_found(services: Services):
    page = b"---\ntitle: Another\noutlet: Gazette\n---\nIt rained."

    report = do_import(services, Source(page, "pasted text.md", TOLD))

    document = services.project.document(report.imported[0])
    metadata = document.info.metadata
    assert (metadata.title, metadata.outlet) == ("Strike over", "Gazette")
    assert (metadata.published, metadata.url) == (TOLD.published, TOLD.url)
    assert document.source == "pasted text.md"


def test_without_a_title_the_first_line_is_it(services: Services):
    source = Source(b"Rain\n\nIt rained.", "pasted text.txt", Metadata(outlet="Gazette"))

    report = do_import(services, source)

    metadata = services.project.info(report.imported[0]).metadata
    assert (metadata.title, metadata.outlet) == ("Rain", "Gazette")


def test_it_reaches_the_process_that_reads(services: Services):
    reader = ProcessReader()
    try:
        (reading,) = reader.read(ReadRequest(Source(b"It rained.", "a.txt", TOLD), "text"))
    finally:
        reader.close()
    (article,) = reading.items
    assert isinstance(article, IncomingArticle)
    assert article.metadata.url == TOLD.url


def test_problems_stay_as_they_are(services: Services):
    report = do_import(services, Source(b"", "pasted text.txt", TOLD))

    assert [type(one) for one in report.problems] == [Problem]
    assert report.imported == []
