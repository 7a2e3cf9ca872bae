"""Feeds saved as files: RSS, RDF and Atom."""

from __future__ import annotations

import pytest

from annotator.domain.exchange import IncomingArticle, Problem
from annotator.formats.feeds.feed import Feed
from annotator.formats.feeds.fragments import text_of
from annotator.formats.input_file import InputFile
from tests.formats import hostile

RSS = """<?xml version="1.0" encoding="{encoding}"?>
<!-- made by hand -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>The Gazette</title><language>en-gb</language><link>https://g.example/</link>
<item><title>Mayor &amp; council</title><link>https://g.example/1</link>
<pubDate>Sun, 22 Nov 2026 08:00:00 +0100</pubDate><dc:creator>Zoë Ray</dc:creator>
<description>In short.</description><category>Politics</category><guid>g1</guid>
<content:encoded><![CDATA[<p>One <b>bold</b> word 🕊️.</p><ul><li>a</li><li>b</li></ul>
<script>x()</script><p>Two<br/>Three</p>]]></content:encoded></item>
<item><title>A summary</title>
<description>&lt;p&gt;Just &lt;i&gt;this&lt;/i&gt;.&lt;/p&gt;</description></item>
<item><title>A headline alone</title></item>
<item><link>https://g.example/4</link></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Der Bote</title>
<entry><title>Fähre</title><id>urn:1</id><updated>2026-11-22T08:00:00Z</updated>
<author><name>Ole Ny</name></author><link href="https://b.example/1"/>
<summary>Kurz.</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>Sie fährt.</p><p>Wieder.</p></div></content></entry>
<entry><title>Text</title><content type="text">5 &lt; 6 &amp; so on</content></entry></feed>"""

RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/"><channel><title>Old</title></channel>
<item><title>Ferry</title><link>https://o.example/1</link>
<description>It returned.</description></item>
</rdf:RDF>"""


def file_of(data, name="news.xml"):
    return InputFile.of_bytes(data.encode() if isinstance(data, str) else data, name)


def read(data, name="news.xml"):
    return list(Feed().read(file_of(data, name)))


def articles(items):
    return [item for item in items if isinstance(item, IncomingArticle)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-15"])
def test_an_entry_is_an_article_with_its_full_text(encoding):
    data = RSS.format(encoding=encoding)
    if encoding.startswith("iso"):
        data = data.replace(" 🕊️", "")
    first = read(data.encode(encoding))[0]
    assert first.text.replace(" 🕊️", "") == "One bold word.\n- a\n- b\nTwo\nThree"
    assert first.origin == "news.xml, entry 1"
    assert first.id == "g1"
    known = first.metadata
    assert (known.title, known.outlet, known.byline) == (
        "Mayor & council",
        "The Gazette",
        "Zoë Ray",
    )
    assert known.published == "2026-11-22T08:00:00+01:00"
    assert (known.url, known.language) == ("https://g.example/1", "en-gb")
    assert known.extra == (("categories", '["Politics"]'), ("summary", '"In short."'))


def test_a_summary_or_a_headline_stands_for_the_text():
    items = read(RSS.format(encoding="utf-8"))
    assert [item.text for item in articles(items)][1:] == ["Just this.", "A headline alone"]
    assert "1 of its entries" in items[-1].sentence


def test_atom():
    first, second = read(ATOM, "news.atom")
    assert first.text == "Sie fährt.\nWieder."
    assert first.metadata.byline == "Ole Ny"
    assert first.metadata.outlet == "Der Bote"
    assert first.metadata.published == "2026-11-22T08:00:00Z".replace("Z", "+00:00")
    assert first.metadata.language == "de"
    assert second.text == "5 < 6 & so on"


def test_rdf():
    (item,) = read(RDF)
    assert (item.text, item.metadata.outlet) == ("It returned.", "Old")


@pytest.mark.parametrize("start", [RSS.format(encoding="utf-8"), ATOM, RDF, "\ufeff \n" + ATOM])
def test_feeds_are_recognised_by_their_root(start):
    assert Feed().recognises(file_of(start))


@pytest.mark.parametrize(
    "data",
    [
        "",
        "<html><body>rss</body></html>",
        "<?xml version='1.0'?><Project xmlns='urn:QDA-XML:project:1.0'/>",
        "<!-- <rss> --><xmi:XMI xmlns:xmi='http://www.omg.org/XMI'/>",
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><x/></rdf:RDF>',
        "<feed/>",
        "rss",
    ],
)
def test_other_xml_is_not(data):
    assert not Feed().recognises(file_of(data))
    (item,) = read(data)
    assert isinstance(item, Problem)


def test_a_feed_that_is_cut_off_gives_what_it_has_and_says_so():
    data = RSS.format(encoding="utf-8")
    items = read(data[: data.index("A headline")])
    assert articles(items)[0].metadata.title == "Mayor & council"
    assert "cut off" in items[-1].sentence


def test_a_feed_without_entries_gives_one_sentence():
    (item,) = read('<rss version="2.0"><channel><title>x</title></channel></rss>')
    assert isinstance(item, Problem)


@pytest.mark.parametrize("build", [hostile.billion_laughs, hostile.foreign_entity])
def test_entities_that_stand_for_more_than_a_word_are_refused(build):
    (item,) = read(build())
    assert "entities" in item.sentence


def test_entities_for_a_character_are_read():
    data = (
        '<!DOCTYPE rss [<!ENTITY nbsp "&#160;">]><rss version="2.0"><channel><item>'
        "<title>a</title><description>1&nbsp;000</description></item></channel></rss>"
    )
    assert articles(read(data))[0].text == "1\u00a0000"


def test_a_feed_that_is_no_text_gives_one_sentence():
    for data in (b"\x89PNG\r\n", b"%PDF-1.7", hostile.noise()):
        (item,) = read(data)
        assert isinstance(item, Problem)


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ("plain", "plain"),
        ("a &amp; b &lt;", "a & b <"),
        ("<p>a</p>b<div>c<span>d</span></div>e", "a\nb\ncd\ne"),
        ("<p>a<!-- no -->b</p><style>x</style>", "ab"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a | b\nc"),
        ("a\n  b<br>c", "a b\nc"),
        ("<p>1&nbsp;000</p>", "1\u00a0000"),
        ("<p>bad \x01 \ud800</p>", "bad \ufffd \ufffd"),
        ("<" * 1000, "<" * 1000),
        ("", ""),
    ],
)
def test_fragments_become_lines(fragment, text):
    assert text_of(fragment) == text


def test_deep_fragments_do_no_harm():
    assert text_of("<div>" * 100_000 + "deep").strip() in ("deep", "")
