"""Run with the program's checkout on the path: PYTHONPATH=CHECKOUT python -m pytest"""

from __future__ import annotations

from annotator_pubtator.pubtator import BEFORE, ITEMS, LINES, PubTator

from annotator.domain.exchange import IncomingArticle, Problem
from annotator.domain.losses import Fate, Kind
from annotator.formats.base import Exporter, Importer
from tests.formats.examples import bare_article, full_article
from tests.formats.exporting import export_all, read_all, read_bytes

FILE = (
    "9|t|Ferry aground off Bergen\n"
    "9|a|Nobody was hurt 😀, the harbour office said.\n"
    "9\t18\t24\tBergen\tLOCATION\tQ26793\n"
    "9\t48\t62\tharbour office\tACTOR\tMESH:D006\n"
    "9\tAssociation\tQ26793\tMESH:D006\n"
    "\n"
    "10|t|Rain\n"
).encode()


def test_it_is_a_format_both_ways() -> None:
    assert isinstance(PubTator(), Importer)
    assert isinstance(PubTator(), Exporter)


def test_mentions_have_their_places_and_whom_they_name() -> None:
    problem, article, other = read_bytes(PubTator(), FILE)

    assert problem == Problem(
        "file.x, line 1",
        "Lines that are no mentions were left out (1); relations there join identifiers, not"
        " mentions.",
    )
    bergen, office = article.spans
    for span in (bergen, office):
        assert article.text[span.start : span.end] == span.quoted
    assert (bergen.label, bergen.canonical.name, bergen.canonical.wikidata) == (
        *("LOCATION", "Bergen", "Q26793"),
    )
    assert (office.canonical, office.note) == (None, "MESH:D006")
    assert article.metadata.title == "Ferry aground off Bergen"
    assert (other.text, other.origin, other.id) == ("Rain", "file.x, line 7", "10")


def test_a_mention_that_is_not_where_it_says_is_handed_over_as_it_is() -> None:
    (article,) = read_bytes(PubTator(), b"1|t|Rain in Oslo\n1\t5\t9\tOslo\tLOCATION\n")

    assert article.spans[0].quoted == "Oslo"
    assert article.text[5:9] == "in O"


def test_what_is_not_utf_8_is_a_problem_and_the_rest_goes_on() -> None:
    problem, article = read_bytes(PubTator(), b"1|t|\xff\n\n2|t|Rain\n")

    assert problem.sentence == "The article is not UTF-8; save the file as UTF-8."
    assert isinstance(article, IncomingArticle)


def test_what_it_cannot_carry_is_told() -> None:
    made = export_all(PubTator(), [full_article()])

    rules = {(one.kind, one.fate, one.rule) for one in made.losses}
    assert (Kind.LINK, Fate.CHANGED, ITEMS) in rules
    assert (Kind.RELATION, Fate.DROPPED, "PubTator has no place for relations.") in rules
    assert not [one for one in made.losses if one.kind is Kind.SPAN]


def test_line_ends_after_the_first_become_spaces_and_are_told() -> None:
    made = export_all(PubTator(), [bare_article(text="Rain\nin\nOslo")])

    assert b"|a|in Oslo\n" in made.files["annotations.pubtator"]
    assert [one.rule for one in made.losses if one.kind is Kind.TEXT] == [LINES]
    (back,) = read_all(PubTator(), made)
    assert back.text == "Rain\nin Oslo"


def test_a_headline_comes_before_the_text_and_moves_every_offset() -> None:
    article = full_article()
    made = export_all(PubTator(), [article], title="headline")

    assert [one.rule for one in made.losses if one.kind is Kind.TEXT] == [BEFORE]
    (back,) = read_all(PubTator(), made)
    assert back.text == f"Mayor stays\n{article.document.text}"
    assert back.metadata.title == "Mayor stays"
    assert [back.text[one.start : one.end] for one in back.spans] == [
        one.span.text_of(article.document.text) for one in article.annotations
    ]
