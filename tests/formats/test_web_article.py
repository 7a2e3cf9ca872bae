from __future__ import annotations

import pytest

from annotator.domain.document import Metadata
from annotator.formats.web_article import text_of_fragment


def text_of(source: str) -> str:
    return text_of_fragment(source)[0]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("plain words", "plain words"),
        ("<p>One <b>two</b>\n  three<i> four</i></p><p>Next</p>", "One two three four\nNext"),
        ("<div>a<p>b</p>c</div>", "a\nb\nc"),
        ("one<br>two<br/><br>three", "one\ntwo\nthree"),
        ("<span>a</span> <span>b</span><span>c</span>", "a bc"),
        ("<p>No\u00a0break &amp; &nbsp;x</p>", "No\u00a0break & \u00a0x"),
        ("<ul><li>a<li><p>b</p><p>c</p><ul><li>d</ul></ul>", "- a\n- b\nc\n- d"),
        ("<ol start=3><li>a<li>b</ol><ol type=a><li>c</ol><li>d</li>", "3. a\n4. b\na. c\n- d"),
        ("<ul><li></li></ul><p>after</p>", "after"),
        ("<table><tr><th>Year<th>Ships<tr><td>2025<td>14</table>", "Year | Ships\n2025 | 14"),
        ("<table><tr><td><p>One.</p><p>Two.</p><td>Aside</table>", "One.\nTwo.\nAside"),
        ("<table><tr><td>x<table><tr><td>a<td>b</table></table>", "x\na | b"),
        ("<pre>  if x:\n    y\n\nz</pre>", "if x:\ny\nz"),
        ("a<script>no()</script><style>p{}</style><!-- no --><img alt=no>b", "ab"),
        ("a<span hidden>no</span><p style='display: none'>no</p>b", "ab"),
        ("<p>co\u00adop\ufeff x\u200d</p>", "coop x\u200d"),
        ("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>字", "漢字"),
        ("<meta charset=utf-8><p>Zoë 😀</p>", "Zoë 😀"),
        ("<p>half \ud83d of it \0 end</p>", "half \ufffd of it \ufffd end"),
        ("<p>Tom & Jerry < 3 > 2</p>", "Tom & Jerry < 3 > 2"),
        ("", ""),
        ("   ", ""),
        ("<!-- nothing -->", ""),
        ("<img src=x>", ""),
    ],
)
def test_all_that_is_shown_is_kept_a_paragraph_a_line(source, text):
    assert text_of(source) == text


def test_what_the_markup_tells_becomes_metadata():
    page = (
        "<html lang=en-GB><head><title>Road  reopens</title></head><body><h1>No</h1>x</body></html>"
    )
    assert text_of_fragment(page)[1] == Metadata(title="Road reopens", language="en-GB")
    part = "<p>The Post</p><h2>Below</h2><h1>Above <i>all</i></h1><p>x</p>"
    assert text_of_fragment(part)[1] == Metadata(title="Above all")


def test_the_address_that_windows_puts_before_a_fragment_is_read():
    copied = (
        "Version:0.9\r\nStartHTML:0000000105\r\nEndHTML:0000000200\r\n"
        "SourceURL:https://post.example/road\r\n<html><body><!--StartFragment--><p>Words.</p>"
        "<!--EndFragment--></body></html>"
    )
    assert text_of_fragment(copied) == ("Words.", Metadata(url="https://post.example/road"))


def test_markup_without_end_is_read_in_bounded_depth():
    assert "deep" in text_of("<div>" * 200 + "deep" + "</div>" * 200)
    for source in ("<div>" * 100_000 + "deep", "<table><tr><td>" * 30_000 + "deep", "<" * 100_000):
        assert isinstance(text_of(source), str)
