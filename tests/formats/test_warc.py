"""Web archives: the articles in them, whatever else was crawled."""

from __future__ import annotations

import gzip

import pytest

from annotator.domain.exchange import IncomingArticle, Problem
from annotator.formats.archives.warc import Warc
from annotator.formats.input_file import InputFile
from tests.formats import hostile

BODY = "".join(
    f"<p>The mayor said on day {day} that the ferry to Port Merrow would return, and few"
    " in the town believed it any more than on the day before.</p>"
    for day in range(8)
)
PAGE = (
    "<html><head><title>Ferry returns</title><meta charset='{charset}'></head><body><nav>"
    "<a href='/'>Home</a></nav><article><h1>Ferry returns</h1>{body}<p>Gruß – “Ja”.</p>"
    "</article></body></html>"
)
LINKS = "<html><body>" + "<p><a href='/x'>A link</a></p>" * 20 + "</body></html>"


def page(charset="utf-8", body=BODY) -> bytes:
    return PAGE.format(charset=charset, body=body).encode(charset)


def archive(*records, packed=True) -> bytes:
    """records: (type, address, content type, bytes, headers, status)."""
    return b"".join(gzip.compress(_record(*one)) if packed else _record(*one) for one in records)


def _record(kind, url, content_type, data, headers, status) -> bytes:
    if kind == "response":
        fields = "".join(f"{name}: {value}\r\n" for name, value in headers)
        http = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n{fields}\r\n"
        data, content_type = http.encode() + data, "application/http; msgtype=response"
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Date: 2026-11-22T08:00:00Z\r\nWARC-Record-ID: <urn:uuid:0>\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(data)}\r\n\r\n"
    )
    return head.encode() + data + b"\r\n\r\n"


def response(
    data, url="https://g.example/1", content_type="text/html", headers=(), status="200 OK"
):
    return "response", url, content_type, data, headers, status


def read(data, name="crawl.warc.gz"):
    return list(Warc().read(InputFile.of_bytes(data, name)))


def articles(items):
    return [item for item in items if isinstance(item, IncomingArticle)]


def problems(items):
    return [str(item) for item in items if isinstance(item, Problem)]


@pytest.mark.parametrize("packed", [True, False])
def test_a_page_becomes_an_article_with_its_address(packed):
    (item,) = read(archive(response(page()), packed=packed))
    assert "The mayor said on day 7" in item.text
    assert "Home" not in item.text
    assert item.origin == "crawl.warc.gz, record 1"
    assert item.metadata.title == "Ferry returns"
    assert item.metadata.url == "https://g.example/1"
    assert item.metadata.published == "2026-11-22"
    assert item.metadata.extra == (("archived", '"2026-11-22T08:00:00Z"'),)


def test_the_encoding_that_http_names_is_used():
    data = page("cp1252").replace(b"<meta charset='cp1252'>", b"")
    (item,) = read(archive(response(data, content_type="text/html; charset=windows-1252")))
    assert "Gruß – “Ja”." in item.text


def test_what_http_packed_is_unpacked():
    data = page()
    packed = response(gzip.compress(data), headers=[("Content-Encoding", "gzip")])
    chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(data), data)
    chunked = response(chunks, headers=[("Transfer-Encoding", "chunked")])
    assert len(articles(read(archive(packed, chunked)))) == 2


def test_only_pages_that_were_got_are_read():
    items = read(
        archive(
            response(page(), status="404 Not Found"),
            response(page(), status="301 Moved"),
            response(b"\x89PNG", content_type="image/png"),
            response(page(), url="https://g.example/2", content_type="TEXT/HTML;charset=utf-8"),
        )
    )
    assert [item.metadata.url for item in items] == ["https://g.example/2"]


def test_texts_that_others_took_out_of_pages_are_read():
    items = read(
        archive(
            ("conversion", "https://g.example/1", "text/plain", "Wörter hier.".encode(), (), ""),
            ("resource", "https://g.example/2", "text/html", page(), (), ""),
            ("metadata", "https://g.example/3", "text/plain", b"depth: 1", (), ""),
        )
    )
    assert items[0].text == "Wörter hier."
    assert [item.metadata.url for item in items] == ["https://g.example/1", "https://g.example/2"]


def test_pages_without_articles_are_told_together():
    pages = [response(LINKS.encode(), f"https://g.example/{n}") for n in range(5)]
    items = read(archive(*pages, response(page())))
    assert len(articles(items)) == 1
    (problem,) = problems(items)
    assert problem.startswith("crawl.warc.gz: 5 of its pages have no article")


def test_pdf_files_are_told():
    items = read(archive(response(b"%PDF-1.7", content_type="application/pdf"), response(page())))
    assert "1 of its files are PDF" in problems(items)[0]


def test_a_page_that_is_too_large_is_told_and_the_rest_goes_on(monkeypatch):
    monkeypatch.setattr("annotator.formats.archives.warc_records.LARGEST_PAGE", 5_000)
    monkeypatch.setattr("annotator.formats.web.html.LARGEST_PAGE", 5_000)
    items = read(archive(response(page(body=BODY * 20)), response(page())))
    assert len(articles(items)) == 1
    assert "too large" in problems(items)[0]


@pytest.mark.parametrize("packed", [True, False])
def test_what_comes_before_a_broken_tail_stays(packed):
    whole = archive(response(page()), response(page()), response(page()), packed=packed)
    items = read(whole[: len(whole) * 5 // 6])
    assert len(articles(items)) == 2
    assert "damaged after record" in problems(items)[-1]


def test_an_archive_packed_as_one_stream_is_read():
    data = gzip.compress(archive(response(page()), response(page()), packed=False))
    assert len(articles(read(data))) == 2


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"words",
        hostile.noise(),
        gzip.compress(b"words", mtime=0),
        b"\x1f\x8b\x08\x00",
        b"WARC/1.0\r\n",
        b"WARC/1.0\r\nContent-Length: -5\r\n\r\n",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: x\r\n\r\nabc",
    ],
)
def test_what_is_no_web_archive_gives_problems_alone(data):
    items = read(data)
    assert items
    assert not articles(items)


def test_headers_without_end_are_refused_at_once():
    items = read(b"WARC/1.0\r\nWARC-Type: " + b"x" * 30_000_000, "a.warc")
    assert problems(items)
    items = read(b"WARC/1.0\r\n" + b"A: b\r\n" * 3_000_000, "a.warc")
    assert problems(items)


def test_a_bomb_is_refused():
    items = read(hostile.gzip_bomb())
    assert items
    assert not articles(items)


def test_bytes_changed_anywhere_do_no_harm(capsys):
    whole = archive(response(page(body="<p>Short.</p>")), packed=False)
    for at in range(0, len(whole), 5):
        data = bytearray(whole)
        data[at] ^= 0xFF
        read(bytes(data), "a.warc")
    assert capsys.readouterr().err == ""
