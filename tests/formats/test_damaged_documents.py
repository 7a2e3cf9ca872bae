"""Every reader of documents on files that are damaged, or made to do harm."""

from __future__ import annotations

import io
import time
import tracemalloc
from functools import cache

import docx
import odfdo
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.exchange import IncomingArticle, Problem
from annotator.formats.epub.format import Epub
from annotator.formats.input_file import InputFile
from annotator.formats.mail.format import Mail
from annotator.formats.office.open_document import OpenDocument
from annotator.formats.office.rich_text import RichText
from annotator.formats.office.word_document import WordDocument
from annotator.formats.pdf.format import Pdf
from annotator.formats.texts.markdown import Markdown
from annotator.formats.texts.plain_text import PlainText
from annotator.formats.web.html import Html
from annotator.formats.web.web_archive import WebArchive
from tests.formats import hostile, test_epub, test_mail, test_web_archive
from tests.formats.pdf_files import lines, pdf_of

SENTENCES = [
    "The council said on Tuesday that it would reopen the old harbour road.",
    "“Not a day too soon,” said Zoë Müller of the harbour board.",
]
SECONDS = 10


@cache
def files() -> dict[str, tuple[object, bytes]]:
    """A reader and a file of its own, by the format's name."""
    word, stream = docx.Document(), io.BytesIO()
    for sentence in SENTENCES:
        word.add_paragraph(sentence, style="List Number")
    word.add_table(2, 2)
    word.save(stream)
    text, other = odfdo.Document("text"), io.BytesIO()
    text.body.append(odfdo.Paragraph(SENTENCES[0]))
    text.body.append(odfdo.List(SENTENCES))
    text.save(other)
    rich = r"{\rtf1\ansi{\fonttbl{\f0 A;}}{\info{\title T}}\f0 " + r"\par ".join(SENTENCES) + "}"
    page = f"<html><body><article><p>{'</p><p>'.join(SENTENCES * 3)}</p></article></body></html>"
    mail = test_mail.mail(SENTENCES[0], page, Subject="Road", From="A <a@b.example>")
    mail.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="a.pdf")
    return {
        "docx": (WordDocument(), stream.getvalue()),
        "odt": (OpenDocument(), other.getvalue()),
        "rtf": (RichText(), rich.encode("cp1252")),
        "pdf": (Pdf(), pdf_of(lines(*SENTENCES), info={"Title": b"T"}, language="en")),
        "epub": (Epub(), test_epub.packed(test_epub.BOOK)),
        "eml": (Mail(), mail.as_bytes()),
        "mhtml": (WebArchive(), test_web_archive.archive()),
        "html": (Html(), page.encode()),
        "markdown": (Markdown(), f"---\ntitle: T\n---\n# Road\n\n{SENTENCES[1]}\n".encode()),
        "text": (PlainText(), "\n".join(SENTENCES).encode()),
    }


NAMES = ("docx", "odt", "rtf", "pdf", "epub", "eml", "mhtml", "html", "markdown", "text")


def read(reader, data: bytes) -> list[object]:
    """What is read, which is always something, can be stored, and comes soon."""
    started = time.monotonic()
    items = list(reader.read(InputFile.of_bytes(data, "a.file")))
    assert time.monotonic() - started < SECONDS
    assert items
    for item in items:
        assert isinstance(item, IncomingArticle | Problem)
        if isinstance(item, IncomingArticle):
            values = [item.text, *(value for _, value in item.metadata.extra)]
            values += [
                getattr(item.metadata, name) for name in ("title", "byline", "url", "outlet")
            ]
            assert all("\0" not in value and value.encode() for value in values if value)
    return items


@pytest.mark.parametrize("name", NAMES)
def test_the_file_itself_is_read(name):
    reader, data = files()[name]
    assert isinstance(read(reader, data)[0], IncomingArticle)


@pytest.mark.parametrize("name", NAMES)
def test_files_cut_short_give_articles_or_problems(name):
    reader, data = files()[name]
    for part in range(20):
        read(reader, data[: len(data) * part // 20])


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=20, deadline=None)
@given(
    flips=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(1, 255)), max_size=9)
)
def test_files_with_wrong_bytes_give_articles_or_problems(name, flips):
    reader, data = files()[name]
    damaged = bytearray(data)
    for place, bits in flips:
        damaged[int(place * len(damaged))] ^= bits
    read(reader, bytes(damaged))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0" * 1000,
        hostile.noise(20_000),
        hostile.billion_laughs("html"),
        hostile.foreign_entity("html"),
        b"<div>" * 50_000 + b"words",
        b"{" * 50_000,
        b"\xff\xfe" + "half \ud83d".encode("utf-16-le", "surrogatepass"),
    ],
    ids=["empty", "zeros", "noise", "bomb", "entity", "tags", "braces", "surrogate"],
)
def test_what_is_something_else_gives_articles_or_problems(name, data):
    reader, _ = files()[name]
    text = str(read(reader, data))
    assert "root:x" not in text
    assert len(text) < 1_000_000


ENTRIES = {
    "docx": ("word/document.xml", "word/styles.xml", "docProps/core.xml"),
    "odt": ("content.xml", "styles.xml", "meta.xml"),
    "epub": ("META-INF/container.xml", "OPS/book.opf", "OPS/text/ch1.xhtml"),
}


@pytest.mark.parametrize(("name", "entry"), [(n, e) for n, es in ENTRIES.items() for e in es])
def test_parts_that_are_bombs_are_refused_in_bounded_memory(name, entry):
    reader, data = files()[name]
    bomb = zipped_with_bomb(data, entry)
    tracemalloc.start()
    items = read(reader, bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert any(isinstance(item, Problem) for item in items)
    assert peak < 150_000_000


def zipped_with_bomb(data: bytes, entry: str) -> bytes:
    """The archive, in which that entry unpacks to 300 MB."""
    import zipfile

    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            if name != entry:
                target.writestr(name, source.read(name))
        with target.open(entry, "w") as bomb:
            bomb.write(b"<a>")
            for _ in range(300):
                bomb.write(b" " * 1_000_000)
    return stream.getvalue()
