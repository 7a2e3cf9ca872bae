from __future__ import annotations

from annotator.domain.exchange import IncomingArticle, Problem
from annotator.formats.input_file import InputFile
from annotator.formats.texts.plain_text import PlainText


def read(data: bytes, origin: str):
    return list(PlainText().read(InputFile.of_bytes(data, origin)))


def test_the_whole_text_is_kept_and_its_first_line_is_the_title():
    data = "\r\n  A  headline \r\nBody\u00a0text 😀\u2028more\r\n".encode()

    (article,) = read(data, "a.txt")

    assert isinstance(article, IncomingArticle)
    assert article.text == data.decode()
    assert article.metadata.title == "A headline"
    assert article.origin == "a.txt"


def test_lone_carriage_returns_end_the_title_too():
    (article,) = read(b"Headline\rBody\r", "old-mac.txt")
    assert article.metadata.title == "Headline"


def test_a_binary_file_renamed_to_txt_is_a_problem_that_names_it():
    (problem,) = read(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "photo.txt")
    assert problem == Problem("photo.txt", "The file is not text but an image.")


def test_an_empty_file_is_a_problem():
    assert read(b"", "e.txt") == [Problem("e.txt", "The file is empty.")]
