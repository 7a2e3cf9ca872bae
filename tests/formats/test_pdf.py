from __future__ import annotations

import pytest

from annotator.domain.document import Metadata
from annotator.domain.exchange import IncomingArticle, Problem
from annotator.formats.input_file import InputFile
from annotator.formats.pdf import format as pdf
from annotator.formats.pdf.format import Pdf
from tests.formats.pdf_files import Line, lines, pdf_of

SENTENCE = "The council said that the road along the old harbour would be open"
FULL = [SENTENCE, "again on the first of May, two weeks before anybody had dared to", "hope."]


def read_all(data: bytes):
    return list(Pdf().read(InputFile.of_bytes(data, "a.pdf")))


def read(data: bytes):
    (item,) = read_all(data)
    return item


def paragraphs(*pages) -> list[str]:
    return read(pdf_of(*pages)).text.split("\n")


def test_lines_become_paragraphs_and_gaps_part_them():
    page = [*lines(*FULL), *lines(*FULL, top=700)]
    assert paragraphs(page) == [" ".join(FULL)] * 2


def test_an_indent_begins_a_paragraph():
    first, *rest = lines(*FULL, *FULL, *FULL)
    page = [first, *rest]
    page = [line._replace(x=line.x + 12) if line.text == SENTENCE else line for line in page]
    assert paragraphs(page) == [" ".join(FULL)] * 3


def test_a_line_that_ends_early_ends_its_paragraph():
    page = lines(SENTENCE, "again.", "It costs nothing.", SENTENCE, "again, it said.")
    assert paragraphs(page) == [
        f"{SENTENCE} again.",
        "It costs nothing.",
        f"{SENTENCE} again, it said.",
    ]


def test_headlines_and_items_of_lists_stand_by_themselves():
    page = [
        Line(72, 780, "Road reopens", 20),
        *lines(SENTENCE, "again.", f"• {FULL[1]}", "- now", "2. later"),
    ]
    assert paragraphs(page) == [
        "Road reopens",
        f"{SENTENCE} again.",
        f"• {FULL[1]}",
        "- now",
        "2. later",
    ]


def test_columns_are_read_one_after_the_other():
    left = lines(
        "The council said that the", "road along the harbour", "would be open again on the"
    )
    right = lines("first of May, two weeks", "before anybody hoped.", x=320)
    assert paragraphs([*left, *right]) == [
        "The council said that the road along the harbour would be open again on the first of May,"
        " two weeks before anybody hoped."
    ]


def test_a_paragraph_goes_on_over_the_page():
    assert paragraphs(lines(*FULL[:2]), lines(FULL[2], *FULL)) == [" ".join(FULL)] * 2


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        ("a statement of the govern-", "ment on it", "a statement of the government on it"),
        ("a soft hyphen: reopen\xad", "ing of it", "a soft hyphen: reopening of it"),
        ("a state-of-the-", "art bridge", "a state-of-the-art bridge"),
        ("the self-", "made owner", "the self-made owner"),
        ("the Anglo-", "Irish treaty", "the Anglo-Irish treaty"),
        ("from 2010-", "2012 on", "from 2010-2012 on"),
        ("the short-", "and long-term view", "the short- and long-term view"),
        ("a long-term and then long-", "term view", "a long-term and then long-term view"),
        ("the longterm and then long-", "term view", "the longterm and then longterm view"),
        ("no more -", "said he", "no more - said he"),
        ("“never again-", "” he said", "“never again-” he said"),
    ],
)
def test_hyphens_at_the_ends_of_lines_are_undone_unless_they_are_the_words_own(before, after, text):
    assert paragraphs(lines(before, after)) == [text]


def test_headers_footers_and_page_numbers_are_left_out():
    pages = [
        [
            Line(72, 800, "The Post, 4 March 2026", 9),
            *lines(*FULL, f"Page {n} has its own words, which no other page has."),
            Line(290, 30, str(n), 9),
            Line(400, 30, f"Printed on day {n}", 9),
        ]
        for n in range(1, 4)
    ]
    assert paragraphs(*pages) == [
        line
        for n in range(1, 4)
        for line in (" ".join(FULL), f"Page {n} has its own words, which no other page has.")
    ]


def test_numbers_that_count_pages_from_elsewhere_go_with_the_headers_they_stand_in():
    pages = [
        [
            Line(72, 800, f"{topic} {n + 40}"),
            *lines(f"The {topic.lower()} of it are told on this page.", *FULL),
            Line(290, 30, "iv" if n == 1 else "1887"),
        ]
        for n, topic in enumerate(("Ships", "Roads", "Walls", "Trees"), 1)
    ]
    assert paragraphs(*pages[:1])[0] == "Ships 41"
    text = paragraphs(*pages)
    assert not [line for line in text if line.startswith(("Ships", "Trees", "iv"))]
    assert text[0].startswith("The ships of it")


def test_entries_of_a_table_of_contents_are_lines():
    page = lines(f"One {'. ' * 40} 1", f"two {'. ' * 40} 2", f"three{'.' * 60} iv", "four")
    assert [line.split(".")[0].strip() for line in paragraphs(page)] == [
        "One",
        "two",
        "three",
        "four",
    ]


def test_of_a_single_page_only_its_number_and_address_are_left_out():
    page = [
        Line(72, 810, "An overline", 9),
        *lines(*FULL),
        Line(72, 30, "https://post.example/road 1/1", 9),
    ]
    article = read(pdf_of(page))
    assert article.text == f"An overline\n{' '.join(FULL)}"
    assert article.metadata.url == "https://post.example/road"
    assert paragraphs([*lines(*FULL), Line(290, 30, "- 1 -")]) == [" ".join(FULL)]
    assert paragraphs([*lines(*FULL), Line(290, 30, "1887")]) == [" ".join(FULL), "1887"]


XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"><rdf:Description
 prism:url="https://post.example/1"><dc:title><rdf:Alt><rdf:li>From the packet</rdf:li></rdf:Alt>
 </dc:title><dc:creator><rdf:Seq><rdf:li>A. Bee</rdf:li><rdf:li>C. Dee</rdf:li></rdf:Seq>
 </dc:creator>
 <prism:publicationName>The Post</prism:publicationName><prism:publicationDate>2026-03-04
 </prism:publicationDate></rdf:Description></rdf:RDF></x:xmpmeta>"""


def test_properties_become_metadata():
    info = {
        "Title": b"Road reopens",
        "Author": b"Ana Ruiz",
        "CreationDate": b"D:20260304100000+01'00'",
        "Keywords": b"roads",
    }
    assert read(pdf_of(lines(*FULL), info=info, language="en-GB")).metadata == Metadata(
        title="Road reopens",
        byline="Ana Ruiz",
        published="2026-03-04T10:00:00+01:00",
        language="en-GB",
        extra=(("keywords", '"roads"'),),
    )
    assert read(pdf_of(lines(*FULL), xmp=XMP)).metadata == Metadata(
        title="From the packet",
        outlet="The Post",
        byline="A. Bee, C. Dee",
        published="2026-03-04",
        url="https://post.example/1",
    )


@pytest.mark.parametrize(
    ("title", "found"),
    [
        (b"Microsoft Word - draft7.docx", "Road reopens"),
        (b"untitled", "Road reopens"),
        (b"", "Road reopens"),
        (b"Microsoft Word - The real one", "The real one"),
    ],
)
def test_a_title_that_a_program_made_up_gives_way_to_the_headline(title, found):
    page = [Line(72, 800, "The Post"), Line(72, 780, "Road reopens", 20), *lines(*FULL)]
    assert read(pdf_of(page, info={"Title": title})).metadata.title == found


@pytest.mark.parametrize(
    ("written", "published"),
    [
        (b"D:2026", "2026"),
        (b"D:20260304", "2026-03-04"),
        (b"20260304100000Z", "2026-03-04T10:00:00+00:00"),
        (b"yesterday", ""),
    ],
)
def test_times_are_as_precise_as_they_were(written, published):
    data = pdf_of(lines(*FULL), info={"CreationDate": written})
    assert read(data).metadata.published == published


def test_a_packet_that_is_damaged_does_no_harm():
    assert isinstance(
        read(pdf_of(lines(*FULL), xmp=XMP.replace("</dc:title>", ""))), IncomingArticle
    )
    assert isinstance(read(pdf_of(lines(*FULL), xmp="<rdf:RDF " * 5000)), IncomingArticle)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no PDF"),
        (b"words", "no PDF"),
        (b"%PDF-1.4 and no more", "damaged"),
        (pdf_of([]), "pictures of pages"),
        (pdf_of(lines("secret"), password="open"), "password"),
        (pdf_of(lines(*FULL))[:300], "damaged"),
    ],
)
def test_what_cannot_be_read_is_a_problem(data, reason):
    problem = read(data)
    assert isinstance(problem, Problem)
    assert reason in problem.sentence
    assert problem.origin == "a.pdf"


def test_pages_without_text_are_told():
    drawn = pdf_of(lines(*FULL), [Line(72, 700, "PICTURE")], lines(*FULL), [])
    drawn = drawn.replace(
        b"BT /F1 11 Tf 72 700 Td (PICTURE) Tj ET", b"0 g 72 700 99 99 re f".ljust(38)
    )
    article, problem = read_all(drawn)
    assert article.text == "\n".join([" ".join(FULL)] * 2)
    assert "no text on page 2" in problem.sentence


def test_what_is_too_long_is_refused(monkeypatch):
    data = pdf_of(lines(*FULL), lines(*FULL))
    monkeypatch.setattr(pdf, "MOST_PAGES", 1)
    assert "2 pages" in read(data).sentence
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    monkeypatch.setattr(pdf, "MOST_CHARACTERS", 200)
    assert "characters" in read(data).sentence


def test_text_whose_letters_nobody_knows_is_a_problem(monkeypatch):
    assert pdf._is_unreadable("\ue001\ue002\ue003 \ufffd x")
    assert not pdf._is_unreadable(" ".join(FULL) + "\uf0b7")
