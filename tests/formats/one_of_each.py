"""A file of every kind that can be read, each with texts of its own, and what should come of it."""

from __future__ import annotations

import email.message
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import orjson

from annotator.domain.document import AnnotatedDocument, Metadata
from annotator.domain.losses import Fate, Kind
from annotator.formats.base import Exporter, Importer
from annotator.formats.registry import formats
from tests.formats import (
    pdf_files,
    test_argilla,
    test_labelbuddy,
    test_press,
    test_press_documents,
    test_qualcoder,
    test_taguette,
    test_warc,
    test_web_archive,
)
from tests.formats.examples import ANA, make_annotation, make_document
from tests.formats.exporting import export_all
from tests.formats.test_epub import BOOK, CONTAINER, chapter, packed
from tests.formats.test_tables_reading import workbook
from tests.formats.web_pages import ONE, TWO, page

FORMATS = dict(formats().all())
IMPORTERS = {name: one for name, one in FORMATS.items() if isinstance(one, Importer)}
BOTH = [name for name, one in IMPORTERS.items() if isinstance(one, Exporter)]


@dataclass(frozen=True)
class Sample:
    """Files of one kind, by name, and the articles in them: their titles, their first lines.

    spans: how many come along.
    """

    files: dict[str, bytes]
    titles: list[str]
    begins: list[str]
    spans: int = 0


def said(what: str) -> str:
    """A sentence that stands in the file of that kind alone."""
    return f"The ferry to {what} left the quay at six, and nobody on the pier waved to it."


def _lines(what: str) -> list[str]:
    return [f"# Ferry to {what}", said(what), "“It came back,” said Mayor Brandt. She laughed."]


def _document(kind: str, build) -> Sample:
    lines = _lines(kind)
    heading = lines[0].removeprefix("# ")
    return Sample({f"{kind}.{kind}": build(lines)}, [heading], [heading])


def _word() -> Sample:
    sample = _document("docx", test_press_documents.word_document)
    return Sample(sample.files, ["Files (3)"], sample.begins)


def _page(what: str) -> str:
    source = page(f"<article><h1>Ferry to {what}</h1><p>{said(what)}</p><p>{ONE}</p><p>{TWO}</p>")
    return source.replace("Quay road opens again", f"Ferry to {what}")


def _mail() -> Sample:
    message = email.message.EmailMessage()
    message["Subject"] = "Ferry to eml"
    message["From"] = "Zoë Ray <zoe@post.example>"
    message.set_content(f"{said('eml')}\n\nIt came back.\n")
    return Sample({"mail.eml": bytes(message)}, ["Ferry to eml"], [said("eml")])


def _book() -> Sample:
    package = BOOK["OPS/book.opf"].replace("ch%202", "two")
    files = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OPS/book.opf": package,
        "OPS/text/ch1.xhtml": chapter(f"<h1>Ferry to epub</h1><p>{said('epub')}</p>"),
        "OPS/text/two.xhtml": chapter(f"<h2>A second</h2><p>{said('another epub')}</p>"),
    }
    return Sample(
        {"book.epub": packed(files)}, ["A second", "Ferry to epub"], ["A second", "Ferry to epub"]
    )


def _feed() -> Sample:
    item = "<item><title>Ferry to feed</title><description>{}</description></item>"
    channel = f"<channel><title>Post</title>{item.format(said('feed'))}</channel>"
    data = f'<rss version="2.0">{channel}</rss>'.encode()
    return Sample({"feed.xml": data}, ["Ferry to feed"], [said("feed")])


def _crawl() -> Sample:
    data = test_warc.archive(test_warc.response(_page("warc").encode()))
    return Sample({"crawl.warc.gz": data}, ["Ferry to warc"], [said("warc")])


def _database(test, name: str, title: str, begin: str) -> Sample:
    with tempfile.TemporaryDirectory() as folder:
        return Sample({name: test.database(Path(folder))}, [title], [begin])


def _exported(name: str) -> Sample:
    """What our own exporter makes of one article with two spans."""
    text = f"Mayor Brandt of {name} wept.\n{said(name)}"
    article = AnnotatedDocument(
        make_document(text, metadata=Metadata(title=f"Ferry to {name}")),
        (make_annotation(0, 12, id=100), make_annotation(6, 12, "LOCATION", id=101)),
        annotators={ANA: "Ana"},
    )
    made = export_all(FORMATS[name], [article])
    dropped = sum(one.kind is Kind.SPAN and one.fate is Fate.DROPPED for one in made.losses)
    return Sample(made.files, [f"Ferry to {name}"], [text.split("\n")[0]], spans=2 - dropped)


def _json(name: str, value: object, text: str) -> Sample:
    text = text.replace("🕊️", name)
    data = orjson.dumps(value).replace("🕊️".encode(), name.encode())
    return Sample({f"{name}.json": data}, [text], [text], spans=1)


@cache
def samples() -> dict[str, Sample]:
    """The samples by the names of their formats."""
    table = f"title,text\nFerry to table,{said('table').replace(',', ';')}\n"
    sheet = {"News": [["title", "text"], ["Ferry to sheet", said("sheet")]]}
    nexis = test_press.UNI.replace("The ferry", "The nexis ferry")
    factiva = test_press.CODED.replace("The ferry", "The factiva ferry").replace(
        "It rained", "Rain"
    )
    labelled = test_labelbuddy.document(test_labelbuddy.by_characters())
    del labelled["utf8_text_md5_checksum"]
    argilla = test_argilla.first_generation(
        annotation=[test_argilla.MARK], annotation_agent="Ana", status="Validated"
    )
    begin = "PORT MERROW, Nov 22 (Harbour) - The factiva ferry will return on Monday, Mayor Aïda"
    made = {
        "text": Sample(
            {"a.txt": f"Ferry to text\n\n{said('text')}\n".encode()},
            ["Ferry to text"],
            ["Ferry to text"],
        ),
        "markdown": Sample(
            {"a.md": f"# Ferry to *markdown*\n\n{said('markdown')}\n".encode()},
            ["Ferry to markdown"],
            ["Ferry to markdown"],
        ),
        "html": Sample({"a.html": _page("html").encode()}, ["Ferry to html"], [said("html")]),
        "mhtml": Sample(
            {"a.mhtml": test_web_archive.archive(_page("mhtml"))},
            ["Ferry to mhtml"],
            [said("mhtml")],
        ),
        "warc": _crawl(),
        "docx": _word(),
        "odt": _document("odt", test_press_documents.open_document),
        "rtf": _document("rtf", test_press_documents.rich_text),
        "pdf": _document("pdf", _pdf),
        "epub": _book(),
        "eml": _mail(),
        "feed": _feed(),
        "table": Sample(
            {"a.csv": table.encode()}, ["Ferry to table"], [said("table").replace(",", ";")]
        ),
        "spreadsheet": Sample({"a.xlsx": workbook(sheet)}, ["Ferry to sheet"], [said("sheet")]),
        "nexis": Sample(
            {"nexis.txt": nexis.encode()},
            ["Ferry to return after storm, mayor says", "Rain"],
            ["The nexis ferry will return on Monday, Mayor Aïda Brandt said.", "It rained."],
        ),
        "factiva": Sample(
            {"factiva.txt": factiva.encode()},
            ["Ferry to return after storm, mayor says", "Rain"],
            [f"{begin} Brandt said.", "Rain."],
        ),
        "taguette": _database(test_taguette, "project.sqlite3", "Ferry", "Fähre 🕊️"),
        "qualcoder": _database(test_qualcoder, "data.qda", "talk.txt", "Mayor 🕊 Brandt said"),
        "argilla": _json("argilla", [argilla], test_argilla.TEXT),
        "labelbuddy": _json("labelbuddy", [labelled], test_labelbuddy.TEXT),
        "spacy-json": _json(
            "spacy-json", [["The 🕊️ over.", {"entities": [[0, 3, "LOCATION"]]}]], "The 🕊️ over."
        ),
    }
    return made | {name: _exported(name) for name in BOTH}


def _pdf(lines: list[str]) -> bytes:
    heading, *others = lines
    shown = [pdf_files.Line(72, 780, heading.removeprefix("# "), 18)]
    shown += [pdf_files.Line(72, 740 - 30 * n, line) for n, line in enumerate(others)]
    return pdf_files.pdf_of(shown)
