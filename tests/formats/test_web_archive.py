from __future__ import annotations

import quopri

import pytest

from annotator.domain.exchange import IncomingArticle, Problem
from annotator.formats.input_file import InputFile
from annotator.formats.web.web_archive import WebArchive

WORDS = "The council said on Tuesday that it would reopen the old harbour road next week. "
PAGE = (
    f"<html lang=en><head><title>Road</title></head><body><nav><a href=/>Home</a></nav><article>"
    f"<p>{WORDS * 3}</p><p>“Yes,” said Zoë. {WORDS}</p></article></body></html>"
)


def read(data: bytes):
    (item,) = WebArchive().read(InputFile.of_bytes(data, "a.mhtml"))
    return item


def archive(page: str = PAGE, charset="utf-8", *, first="", start="", declared=True) -> bytes:
    kind = f'text/html; charset="{charset}"' if declared else "text/html"
    head = (
        "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://post.example/road?a=1\r\n"
        "Subject: =?utf-8?Q?Road=20reopens?=\r\nDate: Wed, 04 Mar 2026 10:00:00 -0000\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="B"'
        f"{start}\r\n\r\n\r\n"
    )
    body = (
        f"{first}--B\r\nContent-Type: {kind}\r\nContent-ID: <main@x>\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://post.example/loc\r\n"
        "\r\n"
    )
    tail = "\r\n--B\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n--B--\r\n"
    quoted = quopri.encodestring(page.encode(charset))
    return head.encode() + body.encode() + quoted + tail.encode("latin-1")


def test_the_saved_page_gives_its_article_and_address():
    article = read(archive())
    assert article.text == f"{(WORDS * 3).strip()}\n“Yes,” said Zoë. {WORDS.strip()}"
    assert article.metadata.title == "Road"
    assert article.metadata.url == "https://post.example/road?a=1"
    assert article.metadata.language == "en"
    assert article.metadata.published == ""  # the header's date is when it was saved


@pytest.mark.parametrize("declared", [True, False])
def test_the_encoding_is_that_of_the_part_or_of_the_page(declared):
    page = PAGE.replace("<head>", '<head><meta charset="iso-8859-2">').replace("Zoë", "Ťažké časy")
    page = page.replace("“Yes,”", "Yes,")
    assert "Ťažké časy" in read(archive(page, "iso-8859-2", declared=declared)).text


def test_the_page_is_the_part_that_is_named_as_the_start():
    frame = "--B\r\nContent-Type: text/html\r\n\r\n<p>An advertisement that nobody wants.</p>\r\n"
    assert read(archive(first=frame)).text == "An advertisement that nobody wants."
    assert "council" in read(archive(first=frame, start='; start="<main@x>"')).text


def test_without_the_browsers_address_the_pages_own_is_taken():
    data = archive().replace(b"Snapshot-Content-Location", b"X-Nothing")
    assert read(data).metadata.url == "https://post.example/loc"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no headers"),
        (b"Subject: x\n\nwords", "no web page"),
        (b"Content-Type: text/html\n\n", "empty"),
        (archive("<nav><a href=/>Home</a></nav>"), "No article"),
    ],
)
def test_what_cannot_be_read_is_a_problem(data, reason):
    problem = read(data)
    assert isinstance(problem, Problem)
    assert reason in problem.sentence


def test_a_page_that_is_the_whole_message_is_read():
    data = f"Content-Type: text/html; charset=utf-8\n\n{PAGE}".encode()
    assert isinstance(read(data), IncomingArticle)
