"""Exports of press databases: each document an article, with what its header says."""

from __future__ import annotations

import pytest

from annotator.domain.exchange import IncomingArticle, Problem
from annotator.formats.input_file import InputFile
from annotator.formats.press.dates import is_date_line, iso_date
from annotator.formats.press.factiva import Factiva
from annotator.formats.press.nexis import Nexis
from annotator.formats.press.splitting import split_press

NUMBERED = """


                              1 of 2 DOCUMENTS


                             The Harbour Gazette

                           November 22, 2026 Sunday
                                 Final Edition

Ferry to return after
storm, mayor says

BYLINE: Zoë Ray

SECTION: NEWS; Pg. 4

LENGTH: 42 words

DATELINE: PORT MERROW

 The ferry will return on Monday, Mayor Aïda Brandt said.

QUESTION: Will it stay? “It will,” she said.

Nobody else spoke.

LOAD-DATE: November 23, 2026

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper

                   Copyright 2026 Harbour Gazette Limited
                             All Rights Reserved


                              2 of 2 DOCUMENTS


                                  Der Bote

                               3. März 2026

Fähre fährt

LENGTH: 7 words

Sie fährt wieder.

LANGUAGE: GERMAN; DEUTSCH
"""

DOCUMENT_OF = NUMBERED.replace("1 of 2 DOCUMENTS", "Document 1 of 2").replace(
    "2 of 2 DOCUMENTS", "Document 2 of 2"
)

UNI = """User Name: = A. Nalyst
Date and Time: = Sunday, November 22, 2026
Job Number: = 1
Documents (2)
 1. Ferry to return after storm, mayor says
 2. Rain
Ferry to return after storm, mayor says
The Harbour Gazette
November 22, 2026 Sunday


Copyright 2026 Harbour Gazette Limited All Rights Reserved

Section: NEWS; Pg. 4
Length: 42 words
Byline: By Zoë Ray
Body


The ferry will return on Monday, Mayor Aïda Brandt said.
Nobody else spoke.

Graphic

The ferry, Jane Roe

Classification

Language: ENGLISH

Publication-Type: Newspaper

Load-Date: November 23, 2026


End of Document
Rain
The Harbour Gazette
November 2026


Length: 2 words
Body

It rained.

Load-Date: November 23, 2026

End of Document
"""

CODED = """HD
Ferry to return after storm, mayor says
BY
By Zoë Ray
WC
42 words
PD
22 November 2026
ET
14:05
SN
Harbour News
SC
HARBN
LA
English
CY
(c) 2026 Harbour News Limited

LP
PORT MERROW, Nov 22 (Harbour) - The ferry will return on Monday, Mayor Aïda Brandt said.

TD
Nobody else spoke.

It was cold.

RE
merrow : Port Merrow
AN
Document HARBN00020261122emb60000b
HD  Rain
WC  2 words
PD  3 March 2026
SN  Harbour News
LA  German
LP
It rained.
AN  Document HARBN00020260303em330000c
"""

PLAIN = """
News
Ferry to return after storm, mayor says

By Zoë Ray
42 words
22 November 2026
14:05
Harbour News
HARBN
English
(c) 2026 Harbour News Limited

PORT MERROW, Nov 22 (Harbour) - The ferry will return on Monday, Mayor Aïda Brandt said.

Nobody else spoke.

Document HARBN00020261122emb60000b

Rain
2 words
3 March 2026
The Harbour Gazette
HGAZ
12
English
© 2026 Harbour Gazette.

It rained.

Document HGAZ000020260303em330000c

Search Summary
Text ferry
"""


def read(importer, text):
    data = text if isinstance(text, bytes) else text.encode()
    return list(importer.read(InputFile.of_bytes(data, "export.txt")))


def recognises(importer, text):
    return importer.recognises(InputFile.of_bytes(text.encode(), "export.txt"))


@pytest.mark.parametrize("text", [NUMBERED, DOCUMENT_OF, NUMBERED.replace("\n", "\r\n")])
def test_the_older_layout_of_nexis(text):
    first, second = read(Nexis(), text)
    assert first.text == (
        "The ferry will return on Monday, Mayor Aïda Brandt said.\n\n"
        "QUESTION: Will it stay? “It will,” she said.\n\nNobody else spoke."
    )
    assert first.origin == "export.txt, document 1"
    known = first.metadata
    assert known.title == "Ferry to return after storm, mayor says"
    assert known.outlet == "The Harbour Gazette"
    assert (known.byline, known.published, known.language) == ("Zoë Ray", "2026-11-22", "en")
    assert ("section", '"NEWS; Pg. 4"') in known.extra
    assert ("dateline", '"PORT MERROW"') in known.extra
    assert second.text == "Sie fährt wieder."
    assert second.metadata.published == "2026-03-03"
    assert (second.metadata.outlet, second.metadata.language) == ("Der Bote", "de")


def test_the_newer_layout_of_nexis():
    first, second = read(Nexis(), UNI)
    assert first.text == (
        "The ferry will return on Monday, Mayor Aïda Brandt said.\nNobody else spoke."
    )
    known = first.metadata
    assert known.title == "Ferry to return after storm, mayor says"
    assert known.outlet == "The Harbour Gazette"
    assert (known.byline, known.published, known.language) == ("Zoë Ray", "2026-11-22", "en")
    assert dict(known.extra)["graphic"] == '"The ferry, Jane Roe"'
    assert (second.text, second.metadata.title) == ("It rained.", "Rain")
    assert second.metadata.published == "2026-11"


def test_factiva_with_field_codes():
    first, second = read(Factiva(), CODED)
    assert first.text == (
        "PORT MERROW, Nov 22 (Harbour) - The ferry will return on Monday, Mayor Aïda Brandt"
        " said.\n\nNobody else spoke.\n\nIt was cold."
    )
    known = first.metadata
    assert known.title == "Ferry to return after storm, mayor says"
    assert (known.outlet, known.byline) == ("Harbour News", "Zoë Ray")
    assert (known.published, known.language) == ("2026-11-22", "en")
    assert "HARBN00020261122emb60000b" in dict(known.extra)["accession number"]
    assert (second.text, second.metadata.title) == ("It rained.", "Rain")
    assert (second.metadata.published, second.metadata.language) == ("2026-03-03", "de")


def test_factiva_in_the_plain_layout():
    first, second = read(Factiva(), PLAIN)
    assert first.text.startswith("PORT MERROW, Nov 22")
    assert first.text.endswith("said.\n\nNobody else spoke.")
    known = first.metadata
    assert known.title == "Ferry to return after storm, mayor says"
    assert ("section", '"News"') in known.extra
    assert (known.outlet, known.byline) == ("Harbour News", "Zoë Ray")
    assert (known.published, known.language) == ("2026-11-22", "en")
    assert (second.text, second.metadata.title) == ("It rained.", "Rain")
    assert (second.metadata.outlet, second.metadata.published) == (
        "The Harbour Gazette",
        "2026-03-03",
    )
    assert second.metadata.byline == ""


def test_a_document_without_text_is_told():
    _, problem = read(Nexis(), NUMBERED.replace("Sie fährt wieder.", ""))
    assert isinstance(problem, Problem)
    assert "“Fähre fährt”" in problem.sentence


@pytest.mark.parametrize(
    ("text", "nexis", "factiva"),
    [
        (NUMBERED, True, False),
        (DOCUMENT_OF, True, False),
        (UNI, True, False),
        (CODED, False, True),
        (PLAIN, False, True),
        ("An article.\n\nIt is about 1 of 2 DOCUMENTS and nothing else.\n", False, False),
        ("1 of 2 DOCUMENTS\n\nwere found, the police said.\n", False, False),
        ("The End of Document\n\nBody\n\nLength: 3 metres.\n", False, False),
        ("HD television\nAN evening\nIN the rain\nRE: all\nBY night\n", False, False),
        ("LENGTH: 3 words\nLANGUAGE: ENGLISH\n", False, False),
        ("", False, False),
    ],
)
def test_only_exports_are_recognised(text, nexis, factiva):
    assert recognises(Nexis(), text) is nexis
    assert recognises(Factiva(), text) is factiva
    found = split_press(text)
    assert (found is not None) is (nexis or factiva)


def test_an_export_in_another_file_is_split():
    found = split_press(UNI)
    assert [one.metadata.title for one in found] == [
        "Ferry to return after storm, mayor says",
        "Rain",
    ]


@pytest.mark.parametrize("importer", [Nexis(), Factiva()])
@pytest.mark.parametrize("data", [b"", b"Some article.", b"\x89PNG", b"a\0b"])
def test_what_is_no_export_gives_one_sentence(importer, data):
    (item,) = read(importer, data)
    assert isinstance(item, Problem)


@pytest.mark.parametrize("importer", [Nexis(), Factiva()])
@pytest.mark.parametrize("text", [NUMBERED, UNI, CODED, PLAIN])
def test_a_file_cut_off_anywhere_does_no_harm(importer, text):
    for end in range(0, len(text), 7):
        for item in read(importer, text[:end]):
            assert isinstance(item, IncomingArticle | Problem)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("November 22, 2026 Sunday", "2026-11-22"),
        ("Sunday 22 November 2026", "2026-11-22"),
        ("22. November 2026", "2026-11-22"),
        ("1er août 2026", "2026-08-01"),
        ("le 3 février 2026", "2026-02-03"),
        ("22 de noviembre de 2026", "2026-11-22"),
        ("Nov. 22, 2026", "2026-11-22"),
        ("2026-11-22", "2026-11-22"),
        ("November 2026", "2026-11"),
        ("February 31, 2026", ""),
        ("Summer 2026", ""),
        ("22/11/26", ""),
    ],
)
def test_dates_are_read_in_words(text, date):
    assert iso_date(text) == date


def test_a_line_of_a_date_is_told_from_a_sentence_with_one():
    assert is_date_line("November 22, 2026 Sunday 8:00 AM GMT")
    assert is_date_line("22 November 2026, Final Edition")
    assert not is_date_line("The mayor resigned on November 22, 2026")
    assert not is_date_line("Election 2026")
