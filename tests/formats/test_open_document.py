from __future__ import annotations

import io

import odfdo
import pytest

from annotator.domain.document import Metadata
from annotator.domain.exchange import Problem
from annotator.formats.input_file import InputFile
from annotator.formats.office.open_document import OpenDocument
from tests.formats import hostile

NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("style", "style"),
        ("meta", "meta"),
    )
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:svg="urn:svg"'  # fmt: skip


def read(data: bytes, name="a.odt"):
    (item,) = OpenDocument().read(InputFile.of_bytes(data, name))
    return item


def content(body: str, styles: str = "", kind="text") -> bytes:
    return (
        f"<office:document-content {NAMES}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}>"
        "</office:body></office:document-content>"
    ).encode()


def text_of(body: str, styles: str = "") -> str:
    return read(hostile.zip_of({"content.xml": content(body, styles)})).text


def test_a_document_gives_paragraphs_tables_and_lists_in_its_order():
    document = odfdo.Document("text")
    document.body.clear()
    document.body.append(odfdo.Header(1, "The harbour"))
    document.body.append(odfdo.Paragraph("“Not a day  too soon,”\tsaid Zoë 😀.\nNo\u00a0more."))
    table = odfdo.Table("T", width=2, height=2)
    table.set_values([["Year", "Ships"], ["2025", "14"]])
    document.body.append(table)
    document.body.append(odfdo.List(["one", "two"]))
    document.body.append(odfdo.Paragraph("The end."))
    document.meta.title = "Road  reopens"
    document.meta.initial_creator = "Ana Ruiz"
    document.meta.creation_date = odfdo.datatype.DateTime.decode("2026-03-04T10:00:00")
    document.meta.language = "en-GB"
    stream = io.BytesIO()
    document.save(stream)

    article = read(stream.getvalue())

    assert article.text.split("\n") == [
        "The harbour",
        "“Not a day  too soon,”\tsaid Zoë 😀.",
        "No\u00a0more.",
        "Year | Ships",
        "2025 | 14",
        "- one",
        "- two",
        "The end.",
    ]
    assert article.metadata == Metadata(
        title="Road reopens", byline="Ana Ruiz", published="2026-03-04T10:00:00", language="en-GB"
    )


def test_white_space_counts_as_the_format_says():
    assert (
        text_of(
            "<text:p>  One\n  <text:span> two</text:span><text:s text:c='3'/>three <text:tab/>"
            "four<text:s/><text:line-break/>five</text:p>\n  <text:p> </text:p>"
            "<text:p>a<text:s text:c='99999999'/>b<text:s text:c='-1'/>c</text:p>"
        )
        == "One two   three \tfour\nfive\na b c"
    )


def test_deleted_text_comments_and_hidden_text_are_not_shown():
    styles = (
        '<style:style style:name="H"><style:text-properties text:display="none"/></style:style>'
    )
    assert (
        text_of(
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p>"
            "</text:deletion></text:changed-region></text:tracked-changes>"
            "<text:p>He <text:change text:change-id='c'/>said<office:annotation><text:p>why?"
            "</text:p></office:annotation> so<text:span text:style-name='H'> not</text:span>."
            "</text:p>"
            "<text:p text:style-name='H'>All hidden.</text:p><text:p>Seen.</text:p>",
            styles,
        )
        == "He said so.\nSeen."
    )


def test_lists_count_as_their_styles_say():
    styles = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1"'
        ' style:num-format="1" style:num-suffix="." text:start-value="4"/>'
        '<text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="("'
        ' style:num-suffix=")"/><text:list-level-style-bullet text:level="3"/></text:list-style>'
    )

    def item(inner):
        return f"<text:list-item>{inner}</text:list-item>"

    third = f"<text:list>{item('<text:p>d</text:p>')}</text:list>"
    second = (
        f"<text:list>{item('<text:p>b</text:p>')}{item(f'<text:p>c</text:p>{third}')}</text:list>"
    )
    assert (
        text_of(
            "<text:list text:style-name='L'>"
            f"{item(f'<text:p>a</text:p><text:p>more</text:p>{second}')}{item('<text:p>e</text:p>')}"
            "</text:list>",
            styles,
        )
        == "4. a\nmore\n(a) b\n(b) c\n- d\n5. e"
    )


def test_notes_stand_at_the_end_and_text_boxes_after_their_paragraph():
    assert (
        text_of(
            "<text:p>A claim<text:note><text:note-citation>1</text:note-citation><text:note-body>"
            "<text:p>See page 3.</text:p><text:p>And 4.</text:p></text:note-body></text:note>."
            "</text:p>"
            "<text:p>Before <draw:frame><draw:text-box><text:p>Boxed.</text:p></draw:text-box>"
            "<svg:title>A picture</svg:title></draw:frame>after.</text:p>"
        )
        == "A claim[1].\nBefore after.\nBoxed.\n[1] See page 3.\nAnd 4."
    )


def test_the_paragraph_in_the_style_of_titles_is_the_title():
    styles = '<style:style style:name="P1" style:parent-style-name="Title"/>'
    body = "<text:p>The Post</text:p><text:p text:style-name='P1'>Road reopens</text:p>"
    article = read(hostile.zip_of({"content.xml": content(body, styles)}))
    assert article.metadata.title == "Road reopens"


def test_a_flat_document_is_read():
    flat = (
        f"<office:document {NAMES}><office:meta><dc:title>Flat</dc:title></office:meta>"
        "<office:body><office:text><text:p>Words.</text:p></office:text></office:body>"
        "</office:document>"
    )
    article = read(flat.encode(), "a.fodt")
    assert (article.text, article.metadata.title) == ("Words.", "Flat")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "damaged"),
        (b"words", "damaged"),
        (hostile.zip_of({"a": b"x"}), "no OpenDocument"),
        (hostile.zip_of({"content.xml": content("", kind="spreadsheet")}), "no text, but a table"),
        (hostile.zip_of({"content.xml": b"<a/>"}), "no text, but a table"),
        (hostile.zip_of({"content.xml": content("<text:p/>")}), "holds no text"),
        (hostile.zip_of({"content.xml": hostile.foreign_entity()}), "entities"),
        (
            hostile.zip_of(
                {"content.xml": b"\0", "META-INF/manifest.xml": b"<m:encryption-data/>"}
            ),
            "password",
        ),
    ],
)
def test_what_cannot_be_read_is_a_problem(data, reason):
    problem = read(data)
    assert isinstance(problem, Problem)
    assert reason in problem.sentence
