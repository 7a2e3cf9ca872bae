from __future__ import annotations

import io
from datetime import UTC, datetime

import docx
import pytest
from docx.oxml.ns import nsdecls

from annotator.domain.document import Metadata
from annotator.domain.exchange import IncomingArticle, Problem
from annotator.formats.archives.guarded import open_archive
from annotator.formats.input_file import InputFile
from annotator.formats.office.word_document import WordDocument
from tests.formats import hostile

W = nsdecls("w")


def read(data: bytes):
    (item,) = WordDocument().read(InputFile.of_bytes(data, "a.docx"))
    return item


def saved(document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def text_of_body(*markup: str, parts=None) -> str:
    """The text of a document whose body has that markup."""
    return read(document_of(*markup, parts=parts)).text


def document_of(*markup: str, parts=None) -> bytes:
    """A document as small as they come. parts: markup of further parts by their kind."""
    body = f"<w:document {W}><w:body>{''.join(markup)}</w:body></w:document>"
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    namespace = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    files = {
        "_rels/.rels": f'<Relationships {namespace}><Relationship Id="a"'
        f' Type="{kinds}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": body,
        "word/_rels/document.xml.rels": f"<Relationships {namespace}>"
        + "".join(
            f'<Relationship Id="{kind}" Type="{kinds}/{kind}" Target="{kind}.xml"/>'
            for kind in parts or {}
        )
        + "</Relationships>",
        **{f"word/{kind}.xml": xml for kind, xml in (parts or {}).items()},
    }
    return hostile.zip_of({name: xml.encode() for name, xml in files.items()})


def p(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_a_document_gives_paragraphs_tables_and_lists_in_its_order():
    document = docx.Document()
    document.add_heading("The harbour", 1)
    paragraph = document.add_paragraph("“Not a day ")
    paragraph.add_run("too soon").bold = True
    paragraph.add_run(",” said Zoë 😀.\tNo\u00a0more.")
    document.add_paragraph("   ")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("Year", "Ships", "2025", "14"), strict=True):
        cell.text = text
    document.add_paragraph("one", style="List Bullet")
    document.add_paragraph("first", style="List Number")
    document.add_paragraph("second", style="List Number")
    document.sections[0].header.paragraphs[0].text = "On every page"
    document.add_paragraph("The end.")

    assert read(saved(document)).text.split("\n") == [
        "The harbour",
        "“Not a day too soon,” said Zoë 😀.\tNo\u00a0more.",
        "Year | Ships",
        "2025 | 14",
        "- one",
        "1. first",
        "2. second",
        "The end.",
    ]


def test_the_properties_become_metadata():
    document = docx.Document()
    document.add_paragraph("Words.")
    about = document.core_properties
    about.title, about.author, about.language = "Road  reopens", "Ana Ruiz", "en-GB"
    about.created = datetime(2026, 3, 4, 10, 0, 0, tzinfo=UTC)
    about.keywords = "roads"
    assert read(saved(document)).metadata == Metadata(
        title="Road reopens",
        byline="Ana Ruiz",
        published="2026-03-04T10:00:00+00:00",
        language="en-GB",
        extra=(("keywords", '"roads"'),),
    )


@pytest.mark.parametrize("said", ["", "Template for the press", "road_final.docx"])
def test_the_paragraph_in_the_style_of_titles_is_the_title_whatever_a_property_says(said):
    document = docx.Document()
    document.add_paragraph("The Post, page 3")
    document.add_paragraph("Road reopens", style="Title")
    document.core_properties.title = said
    assert read(saved(document)).metadata.title == "Road reopens"


def test_changes_read_as_if_they_were_accepted():
    assert (
        text_of_body(
            p(
                r("He ")
                + "<w:del><w:r><w:delText>never </w:delText></w:r></w:del>"
                + f"<w:ins>{r('always ')}</w:ins>"
                + f"<w:moveFrom>{r('here ')}</w:moveFrom><w:moveTo>{r('there ')}</w:moveTo>"
                + r("said so.")
            ),
            p(r("Two halves "), "<w:rPr><w:del/></w:rPr>"),
            p(r("of one.")),
            "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>"
            + p(r("gone"))
            + "</w:tc></w:tr></w:tbl>",
        )
        == "He always there said so.\nTwo halves of one."
    )


def test_hidden_text_field_codes_and_placeholders_are_not_shown():
    assert (
        text_of_body(
            p(r("seen") + r(" hidden", "<w:vanish/>") + r(" shown", '<w:vanish w:val="0"/>')),
            p("<w:r><w:instrText>HYPERLINK x</w:instrText></w:r>" + r("the link")),
            p("<w:hyperlink>" + r("a link") + "</w:hyperlink>" + r(" goes on")),
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
            + p(r("Click here"))
            + "</w:sdtContent></w:sdt>",
            "<w:sdt><w:sdtContent>" + p(r("Filled in")) + "</w:sdtContent></w:sdt>",
        )
        == "seen shown\nthe link\na link goes on\nFilled in"
    )


def test_signs_that_are_elements_are_read():
    assert (
        text_of_body(
            p(
                "<w:r><w:tab/><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>co</w:t><w:softHyphen/>"
                "<w:t>op</w:t><w:noBreakHyphen/><w:t>c</w:t><w:sym w:char='2192'/>"
                "<w:sym w:char='F0E0'/><w:sym w:char='x'/></w:r>",
                '<w:tabs><w:tab w:val="left"/></w:tabs>',
            )
        )
        == "a\tb\ncoop\u2011c→\ufffd"
    )


def test_a_text_box_follows_its_paragraph_and_is_read_once():
    box = f"<w:txbxContent>{p(r('In the box'))}{p(r('two'))}</w:txbxContent>"
    markup = (
        '<w:r><mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice><w:drawing>'
        f"{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert text_of_body(p(r("Before ") + markup + r("after."))) == (
        "Before after.\nIn the box\ntwo"
    )


def test_notes_stand_at_the_end_where_the_text_refers_to_them():
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0">{p(r("---"))}</w:footnote>'
        f'<w:footnote w:id="2">{p(r("Never cited."))}</w:footnote>'
        f'<w:footnote w:id="7">{p("<w:r><w:footnoteRef/></w:r>" + r(" See page 3."))}'
        f"{p(r('And 4.'))}</w:footnote></w:footnotes>"
    )
    text = text_of_body(
        p(r("A claim") + '<w:r><w:footnoteReference w:id="7"/></w:r>' + r(".")),
        p('<w:r><w:footnoteReference w:id="99"/></w:r>' + r("End.")),
        parts={"footnotes": notes},
    )
    assert text == "A claim[1].\nEnd.\n[1] See page 3.\nAnd 4."


def test_lists_count_as_their_levels_say():
    def level(n, kind, pattern, start=1):
        return (
            f'<w:lvl w:ilvl="{n}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>'
            f'<w:lvlText w:val="{pattern}"/></w:lvl>'
        )

    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{level(0, "decimal", "%1.")}'
        f"{level(1, 'lowerLetter', '%1.%2)', 3)}{level(2, 'upperRoman', '(%3)')}"
        f'{level(3, "none", "")}</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="0"/>'
        '</w:num><w:num w:numId="6"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="8"/></w:lvlOverride></w:num></w:numbering>'
    )

    def item(text, number, n):
        return p(r(text), f'<w:numPr><w:ilvl w:val="{n}"/><w:numId w:val="{number}"/></w:numPr>')

    entries = [("a", 5, 0), ("b", 5, 1), ("c", 5, 1), ("d", 5, 2), ("e", 5, 0), ("f", 5, 1)]
    entries += [("g", 6, 0), ("h", 5, 0), ("i", 0, 0), ("j", 77, 0), ("k", 5, 3), ("l", 5, "x")]
    text = text_of_body(*(item(*entry) for entry in entries), parts={"numbering": numbering})
    assert text.split("\n") == [
        "1. a", "1.c) b", "1.d) c", "(I) d", "2. e", "2.c) f", "8. g", "3. h", "i", "j", "k", "l",
    ]  # fmt: skip


def test_a_table_that_only_lays_out_is_read_cell_by_cell():
    cell = "<w:tc>{}</w:tc>"
    rows = f"<w:tr>{cell.format(p(r('One.')) + p(r('Two.')))}{cell.format(p(r('Aside.')))}</w:tr>"
    inner = f"<w:tr>{cell.format(p(r('a')))}{cell.format(p(''))}{cell.format(p(r('b')))}</w:tr>"
    nested = f"<w:tr>{cell.format(f'<w:tbl>{inner}</w:tbl>' + p(''))}</w:tr>"
    assert text_of_body(f"<w:tbl>{rows}{nested}</w:tbl>") == "One.\nTwo.\nAside.\na | b"


def test_strict_documents_are_read():
    body = (
        '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body><w:p><w:r>'
        "<w:t>Strict.</w:t></w:r></w:p></w:body></w:document>"
    )
    assert read(hostile.zip_of({"word/document.xml": body.encode()})).text == "Strict."


def test_relations_that_lead_nowhere_do_no_harm():
    document = docx.Document()
    document.add_paragraph("Words.")
    data = saved(document)
    with open_archive(InputFile.of_bytes(data, "a.docx")) as archive:
        files = {name: archive.read(name) for name in archive.names}
    del files["word/styles.xml"]
    assert read(hostile.zip_of(files)).text == "Words."


OLD = b"\xd0\xcf\x11\xe0" + b"\0" * 600


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (OLD, "save it as .docx"),
        (OLD + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"", "damaged"),
        (b"plain words", "damaged"),
        (hostile.zip_of({"a.txt": b"x"}), "no Word document"),
        (hostile.zip_of({"word/document.xml": b"<w:doc"}), "damaged"),
        (hostile.zip_of({"word/document.xml": hostile.billion_laughs()}), "damaged"),
        (hostile.zip_of({"word/document.xml": hostile.foreign_entity()}), "entities"),
        (hostile.zip_of({"word/document.xml": b"<a>" * 9000}), "damaged"),
        (document_of(p("")), "no text"),
    ],
)
def test_what_cannot_be_read_is_a_problem(data, reason):
    problem = read(data)
    assert isinstance(problem, Problem)
    assert reason in problem.sentence
    assert problem.origin == "a.docx"


def test_rich_text_under_an_old_name_is_read():
    (article,) = WordDocument().read(InputFile.of_bytes(rb"{\rtf1 Words.}", "a.doc"))
    assert isinstance(article, IncomingArticle)
    assert article.text == "Words."
