"""Exports of press databases as Word documents, rich text, OpenDocument texts and PDFs."""

from __future__ import annotations

import io
import re

import docx
import odfdo
import pytest

from annotator.domain.exchange import IncomingArticle, Problem
from annotator.formats.input_file import InputFile
from annotator.formats.office.open_document import OpenDocument
from annotator.formats.office.rich_text import RichText
from annotator.formats.office.word_document import WordDocument
from annotator.formats.pdf.format import Pdf
from tests.formats import pdf_files

# in the text of these, "# " begins a heading and "" is a paragraph without words
COVER = [
    "User Name: A. Nalyst",
    "Date and Time: Sunday, November 22, 2026 10:04:00 AM EST",
    "Job Number: 21348765",
    "Documents (3)",
    "1. Ferry to return after storm, mayor says",
    "Client/Matter: -None-",
    "Search Terms: ferry AND storm",
    "Search Type: Terms and Connectors",
    "2. Rain; Nothing but rain, a summer's tale",
    "3. Fähre fährt wieder",
    "",
]
FIRST = [
    "# Ferry to return after storm, mayor says",
    "The Harbour Gazette (Port Merrow)",
    "November 22, 2026 Sunday 6:00 AM GMT",
    "",
    "Copyright 2026 Harbour Gazette Limited All Rights Reserved",
    "",
    "Section: NEWS; Version:1; Pg. 4",
    "Length: 42 words",
    "Byline: By Zoë Ray and Callum Reid",
    "Highlight: Boats have been in port since the gale of last week.",
    "It tore three of them loose.",
    "Dateline: PORT MERROW",
    "Anchor: Jane Roe",
    "Body",
    "",
    "The ferry will return on Monday, Mayor Aïda Brandt said in the town hall on Sunday evening.",
    "“It will stay,” she said. QUESTION: For good? Nobody else spoke, and the hall was soon empty,"
    " though the mayor had asked for coffee.",
    "The ferry will return on Monday, Mayor Aïda Brandt said in the town hall on Sunday evening.",
    "",
    "Graphic",
    "",
    "The ferry in the storm, Jane Roe",
    "Classification",
    "",
    "Language: ENGLISH",
    "Publication-Type: Newspaper",
    "Subject: FERRIES (90%); STORMS (78%)",
    "Load-Date: November 23, 2026",
    "",
    "End of Document",
]
SECOND = [
    "# Rain; Nothing but rain, a summer's tale",
    "Merrow Quarterly",
    "Summer 2026",
    "Copyright 2026 Merrow Press All Rights Reserved",
    "Section: ESSAYS",
    "Length: 2 words",
    "Body",
    "It rained.",
    "Load-Date: November 23, 2026",
    "End of Document",
]
THIRD = [
    "# Fähre fährt wieder",
    "Der Bote",
    "3. März 2026 Dienstag",
    "Copyright 2026 Der Bote Alle Rechte vorbehalten",
    "Length: 7 words",
    "Body",
    "Sie fährt wieder, sagte die Bürgermeisterin.",
    "Language: GERMAN; DEUTSCH",
    "Load-Date: March 4, 2026",
    "End of Document",
]
NEXIS = [*COVER, *FIRST, *SECOND, *THIRD]

FACTIVA = [
    "World News",
    "# Ferry to return after storm, mayor says",
    "By Zoë Ray",
    "42 words",
    "22 November 2026",
    "14:05",
    "Harbour News",
    "HARBN",
    "English",
    "(c) 2026 Harbour News Limited",
    "",
    "PORT MERROW, Nov 22 (Harbour) - The ferry will return on Monday, Mayor Aïda Brandt said.",
    "",
    "Nobody else spoke.",
    "",
    "Document HARBN00020261122emb60000b",
    "",
    "# Nothing but rain and more of it",
    "Callum Reid",
    "2 words",
    "3 March 2026",
    "The Harbour Gazette",
    "HGAZ",
    "12",
    "Late edition of the day",
    "English",
    "It rained.",
    "Document HGAZ000020260303em330000c",
    "# Snow on the pier tonight",
    "9 words",
    "4 March 2026",
    "The Harbour Gazette",
    "HGAZ",
    "English",
    "© 2026 Harbour Gazette.",
    "It snowed.",
    "Document HGAZ000020260304em340000d",
    "Search Summary",
    "Text ferry",
]

OLDER = [
    "2 of 90 DOCUMENTS",
    "The Harbour Gazette",
    "November 22, 2026 Sunday",
    "Late City Final Edition",
    "# Ferry to return after storm, mayor says",
    "BYLINE: Zoë Ray",
    "SECTION: NEWS; Pg. 4",
    "LENGTH: 42 words",
    "The ferry will return on Monday, Mayor Aïda Brandt said.",
    "Nobody else spoke, and the hall was soon empty, though the mayor had asked for coffee and"
    " cake.",
    "LOAD-DATE: November 23, 2026",
    "LANGUAGE: ENGLISH",
    "Copyright 2026 Harbour Gazette Limited",
    "All Rights Reserved",
    "3 of 90 DOCUMENTS",
    "Der Bote",
    "3. März 2026",
    "# Fähre fährt",
    "LENGTH: 7 words",
    "Sie fährt wieder.",
    "LANGUAGE: GERMAN; DEUTSCH",
]


def word_document(lines) -> bytes:
    document = docx.Document()
    for line in lines:
        if line.startswith("# "):
            document.add_heading(line[2:], 1)
        elif re.match(r"[A-Z][\w-]+: ", line):
            name, _, rest = line.partition(": ")
            paragraph = document.add_paragraph()
            paragraph.add_run(f"{name}:").bold = True
            paragraph.add_run(f"\u00a0{rest}")
        else:
            document.add_paragraph(line)
    document.core_properties.title = "Files (3)"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def rich_text(lines) -> bytes:
    body = "".join(
        "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in line.removeprefix("# ")) + "\\par\n"
        for line in lines
    )
    return f"{{\\rtf1\\ansi\\deff0 {{\\header Page}}\n{body}}}".encode()


def open_document(lines) -> bytes:
    document = odfdo.Document("text")
    document.body.clear()
    for line in lines:
        is_heading = line.startswith("# ")
        document.body.append(odfdo.Header(1, line[2:]) if is_heading else odfdo.Paragraph(line))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def pdf(lines) -> bytes:
    """Each document on pages of its own, its text in the lines of a column."""
    pages, y = [[]], 780.0
    for line in lines:
        size = 16.0 if line.startswith("# ") else 11.0
        words = line.removeprefix("# ").split()
        rows = [""]
        for word in words:
            if len(rows[-1]) + len(word) > 80:
                rows.append("")
            rows[-1] = f"{rows[-1]} {word}".strip()
        for row in rows:
            pages[-1].append(pdf_files.Line(72.0, y, row, size))
            y -= 14
        y -= 8
        if line.startswith(("End of Document", "Document ")) or y < 100:
            pages.append([])
            y = 780.0
    return pdf_files.pdf_of(*filter(None, pages))


KINDS = {
    ".docx": (WordDocument(), word_document),
    ".rtf": (RichText(), rich_text),
    ".odt": (OpenDocument(), open_document),
    ".pdf": (Pdf(), pdf),
}


def read(kind, lines):
    importer, build = KINDS[kind]
    return list(importer.read(InputFile.of_bytes(build(lines), f"export{kind}")))


@pytest.mark.parametrize("kind", KINDS)
def test_each_document_of_an_export_of_nexis_is_an_article(kind):
    first, second, third = read(kind, NEXIS)
    assert first.text.split("\n") == FIRST[15:18]
    assert first.origin == f"export{kind}, document 1"
    known, extra = first.metadata, dict(first.metadata.extra)
    assert known.title == "Ferry to return after storm, mayor says"
    assert known.outlet == "The Harbour Gazette (Port Merrow)"
    assert (known.byline, known.published) == ("Zoë Ray and Callum Reid", "2026-11-22")
    assert (known.language, extra["load-date"]) == ("en", '"November 23, 2026"')
    assert extra["section"] == '"NEWS; Version:1; Pg. 4"'
    assert extra["anchor"] == '"Jane Roe"'
    assert extra["copyright"] == '"Copyright 2026 Harbour Gazette Limited All Rights Reserved"'
    assert extra["highlight"] == (
        '"Boats have been in port since the gale of last week. It tore three of them loose."'
    )
    assert extra["graphic"] == '"The ferry in the storm, Jane Roe"'
    assert second.text == "It rained."
    assert second.metadata.title == "Rain; Nothing but rain, a summer's tale"
    assert second.metadata.outlet == "Merrow Quarterly"
    assert second.metadata.published == ""
    assert dict(second.metadata.extra)["date"] == '"Summer 2026"'
    assert third.text == "Sie fährt wieder, sagte die Bürgermeisterin."
    assert third.origin == f"export{kind}, document 3"
    assert (third.metadata.title, third.metadata.outlet) == ("Fähre fährt wieder", "Der Bote")
    assert (third.metadata.published, third.metadata.language) == ("2026-03-03", "de")


@pytest.mark.parametrize("kind", KINDS)
def test_each_document_of_an_export_of_factiva_is_an_article(kind):
    first, second, third = read(kind, FACTIVA)
    assert first.text.split("\n") == [FACTIVA[11], "Nobody else spoke."]
    known = first.metadata
    assert known.title == "Ferry to return after storm, mayor says"
    assert (known.outlet, known.byline) == ("Harbour News", "Zoë Ray")
    assert (known.published, known.language) == ("2026-11-22", "en")
    assert dict(known.extra)["section"] == '"World News"'
    assert second.text == "It rained."
    known = second.metadata
    assert (known.title, known.byline) == ("Nothing but rain and more of it", "Callum Reid")
    assert (known.outlet, known.published) == ("The Harbour Gazette", "2026-03-03")
    assert known.language == "en"
    assert dict(known.extra)["note"] == '"Late edition of the day"'
    assert (third.text, third.metadata.title) == ("It snowed.", "Snow on the pier tonight")


@pytest.mark.parametrize("kind", KINDS)
def test_the_older_layout_of_nexis_is_split_too(kind):
    first, second = read(kind, OLDER)
    assert first.text.split("\n") == OLDER[8:10]
    known, extra = first.metadata, dict(first.metadata.extra)
    assert known.title == "Ferry to return after storm, mayor says"
    assert (known.outlet, known.published) == ("The Harbour Gazette", "2026-11-22")
    assert extra["edition"] == '"Late City Final Edition"'
    assert extra["copyright"] == '"Copyright 2026 Harbour Gazette Limited All Rights Reserved"'
    assert (second.text, second.metadata.language) == ("Sie fährt wieder.", "de")


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_that_has_no_text_is_told_by_its_title(kind):
    at = NEXIS.index("It rained.")
    first, problem, third = read(kind, [*NEXIS[: at - 1], *NEXIS[at + 1 :]])
    assert isinstance(first, IncomingArticle)
    assert isinstance(third, IncomingArticle)
    assert isinstance(problem, Problem)
    assert problem.origin == f"export{kind}, document 2"
    assert "Nothing but rain" in problem.sentence


@pytest.mark.parametrize("kind", KINDS)
def test_another_document_stays_one_article(kind):
    lines = [
        "# On databases",
        "Body",
        "What the Nexis header says is Length: 42 words, and End of Document what it ends in.",
        "1 of 2 DOCUMENTS is another such line.",
    ]
    (article,) = read(kind, lines)
    assert article.origin == f"export{kind}"
    assert article.text.split("\n") == [line.removeprefix("# ") for line in lines]
