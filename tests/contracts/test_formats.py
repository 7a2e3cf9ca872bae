"""The laws that every format keeps, ours and plugins'.

A plugin's author runs them with the plugin installed: they cover all that is registered.
"""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotator.domain.exchange import IncomingArticle, Problem
from annotator.formats.base import Exporter, Format, Importer
from annotator.formats.registry import formats
from tests.formats.examples import annotated_documents, bare_article, full_article

REGISTRY = formats()
ALL = dict(REGISTRY.all())
IMPORTERS = [name for name, one in ALL.items() if isinstance(one, Importer)]
EXPORTERS = [name for name, one in ALL.items() if isinstance(one, Exporter)]
BOTH = [name for name in IMPORTERS if name in EXPORTERS]

# bytes that lead importers into their deeper parts
_pieces = st.one_of(
    st.binary(max_size=40),
    st.text(max_size=40).map(str.encode),
    st.sampled_from(
        [
            *(b"---\n", b"# ", b"\r\n", b"<html><body><p>", b"</p>", b"<meta charset=utf-7>"),
            *(b'{"text": "words"', b', "spans": [[0, 2, "X"], {}]', b', "meta": ', b"}\n"),
            *(b"\xef\xbb\xbf", b"\0", b"[" * 2000),
        ]
    ),
)  # fmt: skip
_files = st.lists(_pieces, max_size=8).map(b"".join)


def exported(exporter, articles) -> bytes:
    stream = io.BytesIO()
    exporter.write(articles, stream)
    return stream.getvalue()


def test_every_registered_format_loads():
    assert set(ALL) == set(REGISTRY.names())
    assert REGISTRY.failures() == {}


@pytest.mark.parametrize("name", ALL)
def test_a_format_tells_of_itself(name):
    found = ALL[name]
    assert isinstance(found, Format)
    assert isinstance(found, Importer | Exporter)
    assert found.name == name
    assert found.title
    assert found.extensions
    assert all(re.fullmatch(r"\.[a-z0-9]+", extension) for extension in found.extensions)


def test_no_two_importers_claim_one_extension():
    claimed = [extension for name in IMPORTERS for extension in ALL[name].extensions]
    assert len(claimed) == len(set(claimed))


@pytest.mark.parametrize("name", IMPORTERS)
@given(data=_files)
@example(data=b"")
@example(data=bytes(range(256)))
@example(data=b"\xff\xfe\x00\xd8")
@settings(max_examples=60, deadline=None)
def test_an_importer_answers_any_bytes_with_articles_and_problems_that_name_the_file(name, data):
    for item in ALL[name].read(data, "some/file.x"):
        assert isinstance(item, IncomingArticle | Problem)
        assert item.origin.startswith("some/file.x")
        if isinstance(item, Problem):
            assert item.sentence.strip()
            assert item.sentence.endswith((".", "!", "?"))
        else:
            item.text.encode()  # no lone surrogates: they could not be stored
            assert item.text.strip()
            assert "\0" not in item.text


@pytest.mark.parametrize("name", IMPORTERS)
@pytest.mark.parametrize(
    "data", [b"", b" \n\t\r\n", b"\x89PNG\r\n\x1a\n\0\0", b"%PDF-1.7\n%\xe2\xe3"]
)
def test_a_file_that_holds_no_text_gives_problems_and_at_least_one(name, data):
    items = list(ALL[name].read(data, "file.x"))
    assert items
    assert all(isinstance(item, Problem) for item in items)


@pytest.mark.parametrize("name", EXPORTERS)
def test_an_exporter_gives_the_same_bytes_for_the_same_articles(name):
    articles = [full_article(1), bare_article(2)]
    first = exported(ALL[name], articles)
    assert first
    assert exported(ALL[name], iter(articles)) == first


@pytest.mark.parametrize("name", EXPORTERS)
def test_an_exporter_takes_no_articles_at_all(name):
    assert isinstance(exported(ALL[name], []), bytes)


@pytest.mark.parametrize("name", BOTH)
@given(article=annotated_documents())
@settings(max_examples=40, deadline=None)
def test_what_is_exported_and_imported_keeps_text_and_labelled_spans(name, article):
    (back,) = ALL[name].read(exported(ALL[name], [article]), "file.x")
    assert back.text == article.document.text
    assert back.status is article.document.info.status
    assert [(one.start, one.end, one.label) for one in back.spans] == [
        (one.span.start, one.span.end, one.label) for one in article.annotations
    ]


@pytest.mark.parametrize("name", BOTH)
def test_what_is_exported_and_imported_keeps_everything_that_the_format_carries(name):
    article = full_article()
    (back,) = ALL[name].read(exported(ALL[name], [article]), "file.x")
    assert back.metadata == article.document.info.metadata
    assert back.flag_reason == article.document.info.flag_reason
    assert back.tags == article.document.info.tags
    assert back.note == article.document.info.note
    for span, annotation in zip(back.spans, article.annotations, strict=True):
        assert span.attributes == annotation.attributes
        assert span.note == annotation.note
        assert span.provenance == annotation.provenance
        assert (span.created_at, span.modified_at) == (
            annotation.created_at,
            annotation.modified_at,
        )
        assert span.annotator == article.annotators[annotation.annotator_id]
        entry = article.entries.get(annotation.entry_id)
        assert (span.canonical and span.canonical.name) == (entry and entry.name)
    by_id = {span.id: (span.start, span.end) for span in back.spans}
    ends = {one.id: (one.span.start, one.span.end) for one in article.annotations}
    assert [(one.label, by_id[one.source], by_id[one.target]) for one in back.relations] == [
        (one.label, ends[one.source_id], ends[one.target_id]) for one in article.relations
    ]
