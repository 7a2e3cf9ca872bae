from __future__ import annotations

import pytest

from annotator.domain.document import Metadata
from annotator.domain.exchange import Problem
from annotator.formats.input_file import InputFile
from annotator.formats.office import rich_text, rich_text_reader
from annotator.formats.office.rich_text import RichText


def read(data: bytes):
    (item,) = RichText().read(InputFile.of_bytes(data, "a.rtf"))
    return item


def text_of(body: bytes) -> str:
    return read(rb"{\rtf1\ansi\ansicpg1252\deff0 " + body + b"}").text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (rb"One {\b two} {\i three}.\par Next.\par\par ", "One two three.\nNext."),
        (rb"soft\line break\tab x\emdash y\~z\_q co\-op", "soft\nbreak\tx—y\u00a0z\u2011q coop"),
        (rb"\{braces\} and \\ slash", "{braces} and \\ slash"),
        (rb"\ldblquote Hi\rdblquote , caf\'e9 \'93x\'94", "“Hi”, café “x”"),
        (rb"\u8220?caf\u233\'e9\uc0\u8221 .", "“café”."),
        (rb"\uc2\u233\'c3\'a9t\u233 ??!", "été!"),
        (rb"\u-10179?\u-8694? and \u55357?\u56842?", "😊 and 😊"),
        (rb"half \u-10179? pair", "half \ufffd pair"),
        (b"broken\r\n in two\nlines", "broken in twolines"),
        (rb'{\field{\*\fldinst{HYPERLINK "http://x.example"}}{\fldrslt{link}}} on', "link on"),
        (rb"seen{\v  hidden}{\deleted  gone}\v no\v0  end\v no\plain .", "seen end."),
        (rb"{\header On each page}{\*\bkmkstart a}x{\pict 00ff}{\*\unknown no}{\xe index}", "x"),
        (rb"{\pict\bin5 {{{{{}after", "after"),
        (
            rb"claim{\footnote\pard {\up6 }See 3.\par And 4.}.\par End",
            "claim[1].\nEnd\n[1] See 3.\nAnd 4.",
        ),
        (rb"{\listtext\'b7\tab}a\par{\pntext 2.\tab}b\par", "- a\n2. b"),
        (rb"a{\shp{\*\shpinst{\sp{\sn f}{\sv 0}}{\shptxt Box.\par}}{\shprslt no}}b", "ab\nBox."),
        (
            rb"x\par\trowd\pard\intbl Year\cell Ships\cell\row"
            rb"\trowd\intbl 2025\cell 14\cell\row\pard y",
            "x\nYear | Ships\n2025 | 14\ny",
        ),
        (rb"\trowd\intbl One.\par Two.\cell Aside.\cell\row\pard y", "One.\nTwo.\nAside.\ny"),
        (rb"\trowd\intbl a\cell b\cell", "a | b"),
    ],
)  # fmt: skip
def test_the_text_is_what_a_reader_sees(body, text):
    assert text_of(body) == text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (rb"{\rtf1\ansicpg1251 \'cc\'fd\'f0}", "Мэр"),
        (rb"{\rtf1\ansicpg932 \'83A\'83\'43}", "アイ"),
        (rb"{\rtf1\mac caf\'8e}", "café"),
        (rb"{\rtf1\pc caf\'82}", "café"),
        (rb"{\rtf1\ansicpg99999 caf\'e9}", "café"),
        ("{\\rtf1\\ansicpg65001 café}".encode(), "café"),
        (
            rb"{\rtf1\ansicpg1252"
            rb"{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}{\f2\fcharset161 C;}}"
            rb"\f0 \'e9{\f1 \'cc\'fd\'f0}\'e9\f2\'e1\f9\'e9}",
            "éМэрéαé",
        ),
        (rb"{\rtf1\ansicpg1252 a\'81b}", "a\ufffdb"),
    ],
)
def test_encodings_are_those_of_the_document_and_its_fonts(data, text):
    assert read(data).text == text


def test_the_properties_become_metadata():
    article = read(
        rb"{\rtf1{\info{\title The \u-10179?\u-8694?  road}{\author Ana Ruiz}{\*\company The Post}"
        rb"{\creatim\yr2026\mo3\dy4\hr10\min5}{\keywords roads}{\operator Nobody}}Words.}"
    )
    assert article.text == "Words."
    assert article.metadata == Metadata(
        title="The 😊 road",
        outlet="The Post",
        byline="Ana Ruiz",
        published="2026-03-04",
        extra=(("keywords", '"roads"'),),
    )


@pytest.mark.parametrize("time", [rb"\yr0\mo0\dy0", rb"\yr2026\mo13\dy1", rb"\hr4"])
def test_a_time_that_is_none_is_left_out(time):
    assert read(rb"{\rtf1{\info{\creatim" + time + rb"}}x}").metadata.published == ""


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no rich text"),
        (b"PK\x03\x04", "no rich text"),
        (rb"{\rtf1 }", "no text"),
        (rb"{\rtf1 " + b"{" * 50_000, "without end"),
    ],
)
def test_what_cannot_be_read_is_a_problem(data, reason):
    problem = read(data)
    assert isinstance(problem, Problem)
    assert reason in problem.sentence


@pytest.mark.parametrize(
    "data",
    [
        rb"{\rtf1 words",
        rb"{\rtf1 words}}}}} and more",
        rb"{\rtf1 words\u99999999999 \uc-5\bin-3 \'zz\ansicpg-1\f999999 }",
        rb"{\rtf1 words{\footnote {\shptxt {\footnote x}",
        b"{\\rtf1 words\\",
    ],
)
def test_what_is_odd_keeps_its_words(data):
    assert "words" in read(data).text


def test_control_words_and_bytes_without_end_are_refused(monkeypatch):
    monkeypatch.setattr(rich_text_reader, "MOST_TOKENS", 1000)
    assert "without end" in read(rb"{\rtf1 " + rb"\b" * 2000 + b"}").sentence
    monkeypatch.setattr(rich_text, "LARGEST", 1000)
    assert "MB" in read(rb"{\rtf1 " + b"x" * 2000 + b"}").sentence
