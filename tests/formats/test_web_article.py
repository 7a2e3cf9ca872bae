from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from annotator.domain.document import Metadata
from annotator.formats.web.web_article import extract, text_of_fragment
from annotator.resources import resource
from tests.formats import web_pages
from tests.formats.web_pages import FOOTER, NAV, ONE, PAGES, THREE, TWO, page

SAID = "The council said on Tuesday that it would reopen the old harbour road next week."


def lines_of(source: str) -> list[str]:
    found = extract(source)
    assert found is not None
    return found.text.split("\n")


def squeezed(lines: list[str]) -> list[str]:
    return [" ".join(line.split()) for line in lines]


@pytest.mark.parametrize("name", PAGES)
def test_all_that_is_read_of_an_article_is_kept_and_nothing_around_it(name):
    one = PAGES[name]
    found = extract(one.source)
    assert squeezed(found.text.split("\n")) == squeezed(one.lines)
    assert [words for words in one.absent if words in found.text] == []
    assert found.metadata.title in (web_pages.TITLE, "الطريق يفتح")


def test_every_word_of_the_sample_page_s_article_is_kept():
    source = resource("samples", "lost-map.html").read_text(encoding="utf-8")
    article = html.fromstring(source).find(".//article")
    for head in article.xpath(".//h1 | .//p[@class='byline'] | .//time"):
        head.drop_tree()
    assert extract(source).text.split() == article.text_content().split()


@pytest.mark.parametrize("around", ["article", "div", "main", "section"])
@pytest.mark.parametrize("said", ["No comment.", SAID, f"{SAID} {SAID}", ONE * 3])
def test_a_paragraph_that_comes_again_stays(around, said):
    source = page(f"{NAV}<{around}>{f'<p>{said}</p>' * 9}</{around}>{FOOTER}")
    if said == "No comment.":
        source = source.replace(f"<{around}><p>", f"<{around}><p>{SAID}</p><p>", 1)
        assert lines_of(source) == [SAID, *[said] * 9]
    else:
        assert lines_of(source) == [said] * 9


def test_a_page_says_the_same_however_often_and_beside_whatever_it_is_read():
    first = page(f"<article><p>{ONE}</p><p>{TWO}</p></article>")
    second = page(f"<article><p>{TWO}</p><p>{ONE}</p><p>{THREE}</p></article>")
    for _ in range(5):
        assert lines_of(first) == [ONE, TWO]
        assert lines_of(second) == [TWO, ONE, THREE]


BLOCKS = {
    "<p>{}</p>": "{}",
    "<div>{}</div>": "{}",
    "<h2>{}</h2>": "{}",
    "<blockquote><p>{}</p></blockquote>": "{}",
    "<ul><li>{}</li></ul>": "- {}",
    "<ol><li>{}</li></ol>": "1. {}",
    "<table><tr><th>{}</th></tr></table>": "{}",
    "<figure><img src=x alt=no><figcaption>{}</figcaption></figure>": "{}",
    "<p><b>{}</b></p>": "{}",
    "<p>The <a href=x>council</a> said: {}</p>": "The council said: {}",
    "<pre>{}</pre>": "{}",
    "{}<br>": "{}",
}


@given(
    st.lists(
        st.tuples(
            st.sampled_from(sorted(BLOCKS)), st.sampled_from([TWO, THREE, "No.", "Pier 4", "Ærø 🕊️"])
        ),
        max_size=12,
    ),
    st.sampled_from(["article", "div class='story-body'"]),
)
def test_whatever_stands_between_the_paragraphs_of_an_article_is_read_in_its_order(blocks, around):
    source = "".join(markup.format(said) for markup, said in blocks)
    name = around.split()[0]
    begin, end = f"<p>{ONE}</p><p>{THREE}</p>", f"<p>{TWO}</p><p>{ONE}</p>"
    source = page(f"{NAV}<{around}>{begin}{source}{end}</{name}>{FOOTER}")
    between = [BLOCKS[markup].format(said) for markup, said in blocks]
    assert lines_of(source) == [ONE, THREE, *between, TWO, ONE]


def test_characters_stay_as_the_page_has_them():
    said = "Das\u00a0Boot, Zoe\u0308 sagte: 5\u202f000, ⠁⠃⠉ ⠙⠑⠋ und\u2028weiter, 👨‍👩‍👧."
    assert lines_of(page(f"<article><p>{ONE}</p><p>{said}</p><p>{TWO}</p></article>")) == [
        *(ONE, said, TWO)
    ]


def test_an_article_that_only_the_page_s_programs_have_is_read():
    body = f"{ONE}\\n\\n{TWO}\\n\\n{THREE}"
    source = page(
        f'<div id="root"></div><script type="application/ld+json">{{"@type": "NewsArticle",'
        f' "headline": "{web_pages.TITLE}", "articleBody": "{body}"}}</script>'
    )
    assert " ".join(lines_of(source)).split() == f"{ONE} {TWO} {THREE}".split()


def test_an_article_that_is_preformatted_is_read_line_by_line():
    said = ["PORT MERROW, Nov 22", *(f"{ONE[:60]} {n}" for n in range(20)), "ends"]
    assert lines_of(page(f"{NAV}<pre>{chr(10).join(said)}</pre>")) == said


def test_comments_are_no_part_of_an_article():
    for name in ("comments", "disqus_thread", "respond"):
        source = page(
            f"<main><article><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></article><section id={name}>"
            "<h2>Two thoughts</h2><p>I was there, and not a word of it is true.</p></section>"
            "</main>"
        )
        assert lines_of(source) == [ONE, TWO, THREE]


def test_without_braille_in_a_page_there_is_none_in_what_is_read():
    for one in PAGES.values():
        found = extract(one.source)
        told = (found.text, found.metadata.title, found.metadata.byline, found.metadata.outlet)
        assert not re.search("[\u2800-\u28ff]", "".join(told))


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
