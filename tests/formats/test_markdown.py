from __future__ import annotations

import pytest

from annotator.domain.document import Metadata
from annotator.domain.exchange import IncomingArticle, Problem
from annotator.formats.input_file import InputFile
from annotator.formats.texts.markdown import Markdown


def read(source: str):
    return list(Markdown().read(InputFile.of_bytes(source.encode(), "a.md")))


def text_of(source: str) -> str:
    (article,) = read(source)
    assert isinstance(article, IncomingArticle)
    return article.text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("# Head\n\nOne *two* **three** ~~four~~.", "Head\nOne two three four."),
        ("a soft\nbreak\n\nand a hard  \none", "a soft break\nand a hard\none"),
        ("see [the *link*](http://x.example) and <http://y.example>", "see the link and http://y.example"),
        ("before ![a picture](p.png) after", "before  after"),
        ("- a\n- b\n  - c\n", "- a\n- b\n- c"),
        ("3. x\n4. y\n\n   more", "3. x\n4. y\nmore"),
        ("> quoted\n> lines", "quoted lines"),
        ("run `x = 1`\n\n```py\nif x:\n    y\n```", "run x = 1\nif x:\n    y"),
        ("| a | b |\n|---|---|\n| 1 | *2* |", "a | b\n1 | 2"),
        ("Fish &amp; chips \\*plain\\*", "Fish & chips *plain*"),
        ("<div>\n<b>x</b>\n<script>no()</script>\n</div>\n\ny <i>z</i>", "x\ny z"),
        ("Title\n=====\n\nwords\n\n---\n\nwords", "Title\nwords\nwords"),
        ("“Curly” 😀 \u00a0 «ok»", "“Curly” 😀 \u00a0 «ok»"),
        ("one\r\n\r\ntwo\r\n", "one\ntwo"),
    ],
)  # fmt: skip
def test_the_text_is_what_a_reader_sees(source, text):
    assert text_of(source) == text


def test_front_matter_becomes_metadata():
    (article,) = read(
        "---\nTitle: The gates\nauthors: [A. Bee, C. Dee]\nsource: Courier\ndate: 2026-02\n"
        "link: https://c.example/1\nlang: en\ntags: [b, 1]\ndraft: false\n---\n# Other\n\nWords.\n"
    )
    assert article.text == "Other\nWords."
    assert article.metadata == Metadata(
        title="The gates",
        outlet="Courier",
        byline="A. Bee, C. Dee",
        published="2026-02",
        url="https://c.example/1",
        language="en",
        extra=(("draft", "false"), ("tags", '["b",1]')),
    )


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("intro\n\n## Lower\n\n# The *head*\n\n# Second", "The head"),
        ("## Lower\n\nwords", "Lower"),
        ("only words here", "only words here"),
    ],
)
def test_the_first_heading_of_the_highest_level_is_the_title(source, title):
    (article,) = read(source)
    assert article.metadata.title == title


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        ("title: [unclosed", "not valid YAML"),
        ("- a\n- b", "name: value"),
        ("a: &x [1]\nb: *x", "aliases"),
        ("a: " + "[" * 3000, "front matter"),
        ("a: !!timestamp 2026-99-99", "front matter"),
        ("a: !!python/object/apply:os.getcwd []", "not valid YAML"),
    ],
)
def test_bad_front_matter_is_a_problem_and_the_article_still_comes(block, reason):
    problem, article = read(f"---\n{block}\n---\n# Head\n\nwords\n")
    assert isinstance(problem, Problem)
    assert problem.origin == "a.md"
    assert reason in problem.sentence
    assert article.text == "Head\nwords"
    assert article.metadata.title == "Head"


def test_front_matter_that_no_file_can_carry_is_made_harmless():
    (article,) = read('---\ntitle: "a\\0b"\nx: "\\ud800"\nbig: 123456789012345678901\n---\nwords')
    assert article.metadata.title == "a\ufffdb"
    assert dict(article.metadata.extra) == {"x": '"\ufffd"', "big": '"123456789012345678901"'}


def test_signs_without_words_are_a_problem():
    (problem,) = read("---\n\n![](x.png)\n")
    assert isinstance(problem, Problem)
