from __future__ import annotations

import pytest

from annotator.domain.document import Metadata
from annotator.domain.exchange import IncomingArticle, Problem
from annotator.formats.epub.format import Epub
from annotator.formats.input_file import InputFile
from tests.formats import hostile

WORDS = "The ferry left the quay at six, and nobody on the pier waved to those on board. "
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OPS/book.opf"/></rootfiles></container>'
)
PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">
<metadata><dc:title>Ships</dc:title><dc:creator>A. Bee</dc:creator><dc:creator>C. Dee</dc:creator>
<dc:publisher>The Post</dc:publisher><dc:date>2026-03-04</dc:date><dc:language>en</dc:language>
<dc:identifier>urn:isbn:1</dc:identifier><dc:source>https://post.example/ships</dc:source></metadata>
<manifest>
<item id="c" href="cover.xhtml" media-type="application/xhtml+xml"/>
<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="x" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="2" href="text/ch%202.xhtml" media-type="application/xhtml+xml"/>
<item id="1" href="text/ch1.xhtml" media-type="application/xhtml+xml"/>
<item id="p" href="p.png" media-type="image/png"/>
</manifest>
<spine><itemref idref="c"/><itemref idref="n"/><itemref idref="2"/><itemref idref="p"/>
<itemref idref="gone"/><itemref idref="1"/></spine></package>"""
METADATA = Metadata(
    outlet="The Post",
    byline="A. Bee, C. Dee",
    published="2026-03-04",
    url="https://post.example/ships",
    language="en",
    extra=(("book", '"Ships"'),),
)


def chapter(body: str, head: str = "<title/>") -> str:
    return (
        '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN"'
        ' "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd"><html'
        f' xmlns="http://www.w3.org/1999/xhtml"><head>{head}</head><body>{body}</body></html>'
    )


BOOK = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": CONTAINER,
    "OPS/book.opf": PACKAGE,
    "OPS/cover.xhtml": chapter("<p>Ships</p>"),
    "OPS/nav.xhtml": chapter(
        '<nav><ol><li><a href="text/ch1.xhtml#a">One <i>last</i> time</a></li></ol>'
        f"{WORDS * 2}</nav>"
    ),
    "OPS/text/ch1.xhtml": chapter(f"<p>{WORDS}</p><p>She said&nbsp;&mdash; no.</p>"),
    "OPS/text/ch 2.xhtml": chapter(f"<h2>A second</h2><p>{WORDS}</p><script>no()</script>"),
    "OPS/p.png": "x",
}


def read(files, **options):
    data = files if isinstance(files, bytes) else packed(files)
    return list(Epub().read(InputFile.of_bytes(data, "b.epub", options=options)))


def packed(files) -> bytes:
    return hostile.zip_of({name: text.encode() for name, text in files.items()})


def test_each_chapter_is_an_article_in_reading_order():
    second, first = read(BOOK)
    assert second.text == f"A second\n{WORDS.strip()}"
    assert first.text == f"{WORDS.strip()}\nShe said\u00a0— no."
    assert (second.metadata.title, first.metadata.title) == ("A second", "One last time")
    assert (second.origin, first.origin) == ("b.epub, part 2", "b.epub, part 3")
    assert {one.metadata.extra for one in (first, second)} == {METADATA.extra}


def test_the_whole_book_is_one_article_if_that_is_asked_for():
    (book,) = read(BOOK, chapters="no")
    assert book.text == f"A second\n{WORDS.strip()}\n{WORDS.strip()}\nShe said\u00a0— no."
    assert book.metadata.title == "Ships"
    assert book.metadata.extra == ()
    assert book.metadata.byline == METADATA.byline
    assert book.origin == "b.epub"


def test_an_older_table_of_contents_names_chapters_too():
    ncx = (
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>'
        'Chapter the Second</text></navLabel><content src="text/ch%202.xhtml#x"/></navPoint>'
        "</navMap></ncx>"
    )
    files = {**BOOK, "OPS/toc.ncx": ncx, "OPS/nav.xhtml": chapter("<nav/>")}
    second, first = read(files)
    assert (second.metadata.title, first.metadata.title) == ("Chapter the Second", "")


def test_chapters_that_are_no_good_xml_are_read_as_browsers_do():
    files = {**BOOK, "OPS/text/ch1.xhtml": f"<html><body><p>{WORDS}<br>On<p>and on &amp on"}
    assert read(files)[1].text == f"{WORDS.strip()}\nOn\nand on & on"


def test_entities_are_not_expanded():
    bomb = hostile.billion_laughs("html").decode().replace("<channel>", f"<p>{WORDS}</p><channel>")
    items = read({**BOOK, "OPS/text/ch1.xhtml": bomb})
    assert all(len(one.text) < 1000 for one in items if isinstance(one, IncomingArticle))
    theft = hostile.foreign_entity("html").decode().replace("<item>", f"<p>{WORDS}</p><item>")
    assert "root:" not in str(read({**BOOK, "OPS/text/ch1.xhtml": theft}))


ENCRYPTION = (
    '<encryption xmlns:e="urn:e"><e:EncryptedData><e:CipherData><e:CipherReference URI="{}"/>'
    "</e:CipherData></e:EncryptedData></encryption>"
)


def test_protected_chapters_are_told_and_the_others_are_read():
    encrypted = ENCRYPTION.format("OPS/text/ch%202.xhtml")
    problem, article = read({**BOOK, "META-INF/encryption.xml": encrypted})
    assert isinstance(problem, Problem)
    assert "protected (DRM)" in problem.sentence
    assert isinstance(article, IncomingArticle)
    fonts = {**BOOK, "META-INF/encryption.xml": ENCRYPTION.format("OPS/font.otf")}
    assert len(read(fonts)) == 2


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "zip"),
        (packed({"a": "x"}), "no e-book"),
        (packed({**BOOK, "OPS/book.opf": "<package/>"}), "no chapters"),
        (packed({**BOOK, "OPS/book.opf": "<package"}), "damaged"),
        (packed({**BOOK, "META-INF/container.xml": "<c/>"}), "no e-book"),
        (
            packed({**BOOK, "OPS/text/ch1.xhtml": "<p/>", "OPS/text/ch 2.xhtml": "<p/>"}),
            "holds no text",
        ),
    ],
)
def test_what_cannot_be_read_is_a_problem(data, reason):
    (problem,) = read(data)
    assert isinstance(problem, Problem)
    assert reason in problem.sentence
