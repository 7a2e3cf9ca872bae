"""A folder of articles in the kinds of files that newsrooms have; the same bytes each time."""

from __future__ import annotations

import csv
import io
import zipfile
from email.message import EmailMessage
from html import escape
from typing import TYPE_CHECKING

import orjson

from tests.bench.texts import nested_spans, news
from tests.formats.pdf_files import lines, pdf_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CHARACTERS = 2_000
ROWS = 5
"""Articles of a CSV file; every other file has one."""

_SPANS = 10
_LINE_OF_PDF = 90
_WORD_TYPES = b"""<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default \
Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default \
Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" \
ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>\
</Types>"""
_WORD_RELATIONS = b"""<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship \
Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/\
officeDocument" Target="word/document.xml"/></Relationships>"""
_ODT_TYPE = b"application/vnd.oasis.opendocument.text"


def write_mixed_files(folder: Path, count: int) -> int:
    """Writes so many files, each kind in turn; returns how many articles are in them.

    Two in twelve are plain text, and two web pages.
    """
    folder.mkdir()
    articles = 0
    for number in range(count):
        suffix, write = _KINDS[number % len(_KINDS)]
        texts = [news(CHARACTERS, seed=ROWS * number)]
        if suffix == ".csv":
            texts += [news(CHARACTERS, seed=ROWS * number + row) for row in range(1, ROWS)]
        articles += len(texts)
        data = write(f"Report {number}", [f"{text}\nEdition {number}." for text in texts])
        # a folder as large as this is slow to look through on some file systems
        place = folder / f"{number // 1_000:03}"
        place.mkdir(exist_ok=True)
        (place / f"article-{number:06}{suffix}").write_bytes(data)
    return articles


def _txt(title: str, texts: list[str]) -> bytes:
    return f"{title}\n\n{texts[0]}\n".encode()


def _markdown(title: str, texts: list[str]) -> bytes:
    paragraphs = texts[0].replace("\n", "\n\n")
    return f"# {title}\n\n{paragraphs}\n".encode()


def _html(title: str, texts: list[str]) -> bytes:
    paragraphs = "\n".join(f"<p>{escape(one)}</p>" for one in texts[0].split("\n"))
    links = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(12))
    return f"""<!doctype html><html lang="en"><head><title>{title} | The Harbour Post</title>
<meta property="og:title" content="{title}"><meta name="author" content="Mira Sandoval">
<meta property="article:published_time" content="2026-03-01T08:30:00Z"></head>
<body><nav><ul>{links}</ul></nav><main><article><h1>{title}</h1>
{paragraphs}</article></main><footer><p>All rights kept. <a href="/terms">Terms</a></p></footer>
</body></html>""".encode()


def _jsonl(title: str, texts: list[str]) -> bytes:
    spans = [one._asdict() for one in nested_spans(texts[0], _SPANS)]
    return orjson.dumps({"title": title, "text": texts[0], "spans": spans}) + b"\n"


def _csv(title: str, texts: list[str]) -> bytes:
    table = io.StringIO()
    rows = csv.writer(table)
    rows.writerow(["title", "date", "text"])
    for number, text in enumerate(texts):
        rows.writerow([f"{title}.{number}", "2026-03-01", text])
    return table.getvalue().encode()


def _mail(title: str, texts: list[str]) -> bytes:
    message = EmailMessage()
    message["Subject"] = title
    message["From"] = "Mira Sandoval <mira@harbour.example>"
    message["To"] = "desk@harbour.example"
    message["Date"] = "Sun, 01 Mar 2026 08:30:00 +0000"
    message.set_content(texts[0])
    return message.as_bytes()


def _rich_text(title: str, texts: list[str]) -> bytes:
    paragraphs = r"\par ".join([title, *texts[0].split("\n")])
    return rf"{{\rtf1\ansi\deff0{{\fonttbl{{\f0 Arial;}}}}\f0 {paragraphs}\par}}".encode("ascii")


def _pdf(title: str, texts: list[str]) -> bytes:
    wrapped, line = [title], ""
    for word in texts[0].split():
        if len(line) + len(word) >= _LINE_OF_PDF:
            wrapped.append(line)
            line = ""
        line = f"{line} {word}".lstrip()
    return pdf_of(lines(*wrapped, line))


def _word(title: str, texts: list[str]) -> bytes:
    body = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(one)}</w:t></w:r></w:p>'
        for one in (title, *texts[0].split("\n"))
    )
    return _zipped(
        ("[Content_Types].xml", _WORD_TYPES),
        ("_rels/.rels", _WORD_RELATIONS),
        (
            "word/document.xml",
            '<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.'
            'openxmlformats.org/wordprocessingml/2006/main"><w:body>'
            f"{body}</w:body></w:document>".encode(),
        ),
    )


def _open_document(title: str, texts: list[str]) -> bytes:
    body = "".join(f"<text:p>{escape(one)}</text:p>" for one in (title, *texts[0].split("\n")))
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text")
    )
    content = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content {spaces} office:version="1.3"><office:body><office:text>\
{body}</office:text></office:body></office:document-content>"""
    manifest = f"""<?xml version="1.0" encoding="UTF-8"?>
<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry \
m:full-path="/" m:media-type="{_ODT_TYPE.decode()}"/></m:manifest>"""
    return _zipped(
        ("mimetype", _ODT_TYPE),
        ("META-INF/manifest.xml", manifest.encode()),
        ("content.xml", content.encode()),
    )


def _zipped(*members: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


_KINDS: tuple[tuple[str, Callable[[str, list[str]], bytes]], ...] = (
    (".txt", _txt),
    (".html", _html),
    (".docx", _word),
    (".jsonl", _jsonl),
    (".pdf", _pdf),
    (".md", _markdown),
    (".eml", _mail),
    (".csv", _csv),
    (".rtf", _rich_text),
    (".odt", _open_document),
    (".txt", _txt),
    (".html", _html),
)
