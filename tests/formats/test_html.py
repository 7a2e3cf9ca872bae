from __future__ import annotations

import logging
import socket

import pytest

from annotator.domain.document import Metadata
from annotator.domain.exchange import IncomingArticle, Problem
from annotator.formats.input_file import InputFile
from annotator.formats.web import html
from annotator.formats.web.html import Html

WORDS = "The council said on Tuesday that it would reopen the old harbour road next week. "


def read(source: str | bytes):
    data = source if isinstance(source, bytes) else source.encode()
    (item,) = Html().read(InputFile.of_bytes(data, "page.html"))
    return item


def page(body: str, head: str = "") -> str:
    return f'<!doctype html><html lang="en-GB"><head>{head}</head><body>{body}</body></html>'


FULL = page(
    f"""<nav><a href="/">Home</a> <a href="/news">News</a></nav>
    <article><h1>Road reopens</h1><p>By Ana Ruiz</p>
    <p>{WORDS * 2}</p><p>“Not a day too soon,” said <b>Zoë</b>
    Müller of the <a href="/x">harbour board</a>. {WORDS}</p><ul><li>{WORDS}</li></ul></article>
    <footer><p>(c) 2026 The Post. All rights reserved.</p></footer>""",
    """<meta charset="utf-8"><title>Road reopens | The Post</title>
    <meta property="og:title" content="Road reopens">
    <meta property="og:site_name" content="The Post"><meta name="author" content="Ana Ruiz">
    <meta property="article:published_time" content="2026-03-04T10:00:00Z">
    <link rel="canonical" href="https://post.example/road">""",
)


def test_a_full_page_gives_body_and_metadata_without_what_surrounds_it():
    article = read(FULL)
    assert isinstance(article, IncomingArticle)
    assert article.text.split("\n") == [
        (WORDS * 2).strip(),
        f"“Not a day too soon,” said Zoë Müller of the harbour board. {WORDS.strip()}",
        f"- {WORDS.strip()}",
    ]
    assert article.metadata == Metadata(
        title="Road reopens",
        outlet="The Post",
        byline="Ana Ruiz",
        published="2026-03-04",
        url="https://post.example/road",
        language="en-GB",
    )


@pytest.mark.parametrize(
    "source",
    [
        page("<nav><ul><li><a href=/a>Home</a><li><a href=/b>News</a></ul></nav>"),
        page("".join(f"<div><a href=/{n}>A headline of story {n} that is long, very long indeed"
                     "</a></div>" for n in range(30))),
        page("<div id=root></div><script>var text = '" + WORDS * 5 + "'</script>"),
        page("<form><label>User</label><input><button>Log in</button></form><p>Forgot?</p>"),
        page(""),
        "<!-- nothing -->",
        "no markup at all",
    ],
)  # fmt: skip
def test_a_page_without_an_article_is_a_problem(source):
    problem = read(source)
    assert isinstance(problem, Problem)
    assert problem.origin == "page.html"
    assert "No article" in problem.sentence


@pytest.mark.parametrize(
    "source",
    [
        "<p>The mayor said no.</p>",
        page("<p>The mayor said no.</p><nav><p>Go on to all of the news.</p></nav>"),
    ],
)
def test_a_short_page_with_a_real_paragraph_is_read(source):
    assert read(source).text == "The mayor said no."


def test_no_date_is_made_up_from_a_copyright_line():
    article = read(page(f"<article><p>{WORDS * 4}</p></article><footer>(c) 2026 Post</footer>"))
    assert article.metadata.published == ""


@pytest.mark.parametrize(
    ("encoding", "declaration"),
    [
        ("iso-8859-2", '<meta charset="iso-8859-2">'),
        ("koi8-r", '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">'),
        ("windows-1252", ""),
    ],
)
def test_the_declared_encoding_is_honoured(encoding, declaration):
    words = {"iso-8859-2": "Ťažké časy", "koi8-r": "Мэр", "windows-1252": "“Café”"}[encoding]
    source = page(f"<article><p>{words} {WORDS * 4}</p></article>", declaration)
    assert read(source.encode(encoding)).text.startswith(words)


def test_xhtml_with_an_encoding_declaration_is_read():
    source = (
        '<?xml version="1.0" encoding="iso-8859-1"?><html xmlns="http://www.w3.org/1999/xhtml">'
        f'<body><p>Señora {WORDS}</p></body></html>'
    )  # fmt: skip
    assert read(source.encode("iso-8859-1")).text.startswith("Señora The council")


def test_nothing_is_fetched_and_nothing_is_logged(monkeypatch, caplog):
    def refuse(*_):
        raise AssertionError("a network connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    with caplog.at_level(logging.WARNING):
        read(FULL)
        read("<p>x</p>")
    assert caplog.records == []


def test_a_page_that_trafilatura_stumbles_over_still_gives_its_paragraphs(monkeypatch):
    def stumble(*_, **__):
        raise RecursionError

    monkeypatch.setattr("trafilatura.bare_extraction", stumble)
    article = read(FULL)
    assert "“Not a day too soon,” said Zoë Müller" in article.text
    assert (article.metadata.title, article.metadata.outlet) == ("Road reopens", "The Post")


def test_a_page_whose_head_trafilatura_stumbles_over_is_read_all_the_same(monkeypatch):
    def stumble(*_, **__):
        raise RecursionError

    monkeypatch.setattr("trafilatura.extract_metadata", stumble)
    article = read(FULL)
    assert "“Not a day too soon,” said Zoë Müller" in article.text
    assert article.metadata == Metadata(title="Road reopens | The Post", language="en-GB")


def test_a_page_beyond_all_measure_is_refused(monkeypatch):
    monkeypatch.setattr(html, "LARGEST_PAGE", 1_000_000)
    problem = read(b"<p>" + b"word " * 400_000)
    assert isinstance(problem, Problem)
    assert "at most 1 can be read" in problem.sentence
