"""REFI-QDA as other programs write it."""

from __future__ import annotations

import pytest

from annotator.domain.exchange import IncomingArticle, Problem
from annotator.formats.refi.format import RefiQda
from annotator.formats.refi.readings import Place, reading_of
from tests.formats.exporting import read_bytes
from tests.formats.hostile import billion_laughs, encrypted_zip, foreign_entity, zip_bomb, zip_of

MAYOR, CLAIM, MIA = ("0000000a-0000-4000-8000-00000000000" + digit for digit in "123")
SOURCE = "0000000b-0000-4000-8000-000000000001"
TEXT = "Mayor 🕊 Brandt said\r\nshe stays. So be it."


def selection(start, end, name="", *, codes=(MAYOR,), key="1", inside="") -> str:
    codings = "".join(
        f'<Coding guid="0000000c-0000-4000-8000-00000000{key}{n:03}">'
        f'<CodeRef targetGUID="{code}"/></Coding>'
        for n, code in enumerate(codes)
    )
    return (
        f'<PlainTextSelection guid="{guid(key)}" name="{name}" startPosition="{start}"'
        f' endPosition="{end}">{inside}{codings}</PlainTextSelection>'
    )


def guid(key) -> str:
    return f"0000000d-0000-4000-8000-{int(key):012}"


def project(inside="", *, path=f"internal://{SOURCE}.txt", after="", codes="", more="") -> bytes:
    return f"""<?xml version="1.0" encoding="utf-8"?>
<Project name="x" origin="Another" xmlns="urn:QDA-XML:project:1.0">
<Users><User guid="{MIA}" name="Mia"/></Users>
<CodeBook><Codes><Code guid="{MAYOR}" name="Mayor" isCodable="true"/>
<Code guid="{CLAIM}" name="Claim" isCodable="true">{codes}</Code></Codes></CodeBook>
<Sources><TextSource guid="{SOURCE}" name="Talk" plainTextPath="{path}">{inside}</TextSource>{more}
</Sources>{after}</Project>""".encode()


def qdpx(inside="", *, text=None, folder="Sources", **more) -> bytes:
    text = TEXT.encode() if text is None else text
    return zip_of({f"{folder}/{SOURCE}.txt": text, "project.qde": project(inside, **more)})


def read(data: bytes):
    items = read_bytes(RefiQda(), data, "x.qdpx")
    articles = [one for one in items if isinstance(one, IncomingArticle)]
    return articles, [one.sentence for one in items if isinstance(one, Problem)]


def spans_of(inside, **more):
    (article,), problems = read(qdpx(inside, **more))
    assert problems == []
    return article, [(one.start, one.end, one.label, one.quoted) for one in article.spans]


def test_positions_without_a_name_are_taken_as_the_rules_say():
    _, spans = spans_of(selection(0, 5))
    assert spans == [(0, 5, "Mayor", None)]


@pytest.mark.parametrize(
    ("start", "end", "name"),
    [
        (8, 14, "Brandt"),  # code points, the end exclusive
        (8, 13, "Brandt"),  # its last character
        (9, 15, "Brandt"),  # UTF-16 units
        (9, 14, "Brandt"),  # both
    ],
)
def test_the_name_of_a_selection_shows_how_its_positions_count(start, end, name):
    _, spans = spans_of(selection(start, end, name))
    assert spans == [(8, 14, "Mayor", "Brandt")]


def test_positions_that_count_a_line_end_as_one_are_read_in_a_text_that_has_such():
    at = TEXT.replace("\r\n", "\n").index("she")
    article, spans = spans_of(selection(at, at + 3, "she"))
    assert spans == [(at, at + 3, "Mayor", "she")]
    assert article.text[at : at + 3] == "she"


def test_positions_that_count_both_characters_of_a_line_end_are_left_as_they_are():
    at = TEXT.index("she")
    article, spans = spans_of(selection(at, at + 3, "she"))
    assert spans == [(at, at + 3, "Mayor", "she")]
    assert article.text == TEXT


def test_one_name_that_is_not_its_text_is_handed_over_to_be_repaired():
    inside = selection(0, 5, "Mayor", key="1") + selection(8, 14, "Brandt", key="2")
    _, spans = spans_of(inside + selection(30, 33, "Brandt", key="3"))
    assert spans[2] == (30, 33, "Mayor", "Brandt")


def test_blanks_at_the_edges_of_a_selection_need_not_be_in_its_name():
    _, spans = spans_of(selection(8, 15, "Brandt"))
    assert spans == [(8, 15, "Mayor", "Brandt ")]


def test_names_that_are_no_quotes_say_nothing():
    inside = selection(0, 5, "Quotation 1", key="1") + selection(8, 14, "Quotation 2", key="2")
    _, spans = spans_of(inside)
    assert [one[3] for one in spans] == [None, None]


def test_a_name_that_was_cut_is_no_quote_of_the_whole():
    _, spans = spans_of(selection(0, 20, "Mayor 🕊 Bra…"))
    assert spans == [(0, 20, "Mayor", None)]


def test_where_all_ways_to_count_fit_the_rules_win():
    text = "aaaaaaaa"
    reading, named = reading_of(text, [Place(1, 4, "aaa…")])
    assert reading.span(Place(1, 4, "")) == (1, 4)
    assert named


def test_a_selection_with_two_codes_is_two_spans_and_one_without_is_for_the_user_to_name():
    inside = selection(0, 5, codes=(MAYOR, CLAIM), key="1") + selection(8, 14, codes=(), key="2")
    article, spans = spans_of(inside)
    assert [one[2] for one in spans] == ["Mayor", "Claim", "uncoded"]
    assert len({one.id for one in article.spans}) == 3


def test_codes_of_one_name_are_told_apart_by_what_is_above_them():
    twin = "0000000a-0000-4000-8000-000000000009"
    codes = f'<Code guid="{twin}" name="Mayor" isCodable="true"/>'
    inside = selection(0, 5, key="1") + selection(0, 5, codes=(twin,), key="2")
    _, spans = spans_of(inside, codes=codes)
    assert [one[2] for one in spans] == ["Mayor", "Claim / Mayor"]


def test_notes_descriptions_who_and_when_come_along():
    note = f'<NoteRef targetGUID="{SOURCE[:-1]}9"/>'
    inside = f"""<Description>about it</Description>
    <PlainTextSelection guid="{guid(1)}" startPosition="0" endPosition="5" creatingUser="{{{MIA}}}"
      creationDateTime="2024-05-06T07:08:09+02:00"><Description>hm</Description>
      <Coding guid="{guid(2)}"><CodeRef targetGUID="{MAYOR}"/>{note}</Coding>
    </PlainTextSelection>"""
    after = (
        f'<Notes><Note guid="{SOURCE[:-1]}9" name="n"><PlainTextContent>look</PlainTextContent>'
        "</Note></Notes>"
    )
    (article,), problems = read(qdpx(inside, after=after))
    (span,) = article.spans
    assert problems == []
    assert (span.note, span.annotator, article.note) == ("hm\nlook", "Mia", "about it")
    assert span.created_at.isoformat() == "2024-05-06T05:08:09+00:00"


def test_variables_are_metadata_and_codes_of_the_whole_are_tags():
    inside = f"""<Coding guid="{guid(3)}"><CodeRef targetGUID="{CLAIM}"/></Coding>
    <VariableValue><VariableRef targetGUID="{guid(4)}"/><TextValue>Bote</TextValue></VariableValue>
    <VariableValue><VariableRef targetGUID="{guid(5)}"/><IntegerValue>3</IntegerValue>
    </VariableValue>"""
    variables = (
        f'<Variables><Variable guid="{guid(4)}" name="Publisher" typeOfVariable="Text"/>'
        f'<Variable guid="{guid(5)}" name="page" typeOfVariable="Integer"/></Variables><Sources>'
    )
    data = project(inside).replace(b"<Sources>", variables.encode())
    (article,), problems = read(zip_of({f"Sources/{SOURCE}.txt": b"Words.", "project.qde": data}))
    assert problems == []
    assert (article.metadata.title, article.metadata.outlet) == ("Talk", "Bote")
    assert article.metadata.extra == (("page", '"3"'),)
    assert article.tags == ("Claim",)


def test_a_link_between_selections_is_a_relation_and_another_is_told():
    inside = selection(0, 5, key="1") + selection(8, 14, key="2")
    links = "".join(
        f'<Link guid="{guid(10 + n)}" name="knows" originGUID="{a}" targetGUID="{b}"/>'
        for n, (a, b) in enumerate(
            [(guid(1), guid(2)), (guid(1), guid(77)), (MAYOR, CLAIM)]  # the last is about codes
        )
    )
    (article,), problems = read(qdpx(inside, after=f"<Links>{links}</Links>"))
    (relation,) = article.relations
    assert (relation.label, relation.source, relation.target) == ("knows", guid(1), guid(2))
    assert problems == ["Links that do not join two selections of one text were left out (1)."]


def test_a_byte_order_mark_is_not_counted():
    _, spans = spans_of(selection(0, 5, "Mayor"), text=b"\xef\xbb\xbf" + TEXT.encode())
    assert spans == [(0, 5, "Mayor", "Mayor")]


def test_the_folder_of_sources_may_be_written_in_any_way():
    for folder in ("sources", "SOURCES"):
        assert spans_of(selection(0, 5), folder=folder)[1]


def test_a_text_inside_of_the_project_needs_no_archive():
    data = project("<PlainTextContent>Mayor Brandt</PlainTextContent>" + selection(0, 5), path="")
    (article,), problems = read(data)
    assert (article.text, problems) == ("Mayor Brandt", [])


def test_the_text_of_a_pdf_is_read_with_its_selections():
    pdf = (
        f'<PDFSource guid="{guid(8)}" name="a.pdf"><Representation guid="{guid(9)}" name="a.pdf"'
        f' plainTextPath="internal://{SOURCE}.txt">{selection(0, 5, key="7")}</Representation>'
        "</PDFSource>"
    )
    articles, problems = read(qdpx(more=pdf))
    assert [len(one.spans) for one in articles] == [0, 1]
    assert problems == ["It is a PDF; only its text was imported."]


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("internal://../../etc/passwd", "is not in the file"),
        ("relative://elsewhere.txt", "is not in the file"),
        ('" richTextPath="internal://a.docx', "office document"),
        ("", "has no text"),
    ],
)
def test_a_text_that_is_not_there_is_told_with_what_to_do(path, sentence):
    articles, problems = read(qdpx(path=path))
    assert articles == []
    assert len(problems) == 1
    assert sentence in problems[0]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "damaged"),
        (b"PK\x03\x04nothing", "no zip archive"),
        (zip_of({"a.txt": b"words"}), "no REFI-QDA project"),
        (zip_of({"a.qde": b"<Project"}), "damaged at line 1"),
        (zip_of({"a.qde": billion_laughs("Project")}), "declares a document type"),
        (zip_of({"a.qde": foreign_entity("Project")}), "declares a document type"),
        (zip_of({"a.qde": b"<CodeBook xmlns='urn:QDA-XML:codebook:1.0'/>"}), "no REFI-QDA project"),
        (zip_of({"a.qde": b"<Project>" + b"<x>" * 5_000}), "damaged at line"),
        (zip_of({"a.qde": b"<Project/>"}), "no sources"),
        (encrypted_zip(), "no REFI-QDA project"),
        (zip_bomb(20_000_000, "project.qde"), "."),
    ],
)
def test_what_is_no_project_is_one_sentence(data, sentence):
    articles, problems = read(data)
    assert articles == []
    assert len(problems) == 1
    assert sentence in problems[0]


@pytest.mark.parametrize("position", ["", "x", "1.5", "9" * 5_000])
def test_a_selection_without_positions_is_told_and_the_rest_goes_on(position):
    inside = selection(position, 5) + selection(0, 5, key="2")
    (article,), problems = read(qdpx(inside))
    assert len(article.spans) == 1
    assert problems == ["A selection has no positions; it was left out."]


def test_what_stands_before_the_damage_is_kept():
    data = project(selection(0, 5)).replace(b"</Sources>", b"</Sources")
    articles, problems = read(zip_of({f"Sources/{SOURCE}.txt": b"Mayor.", "project.qde": data}))
    assert len(problems) == 1
    assert articles == []  # its codes cannot be told from what is missing
