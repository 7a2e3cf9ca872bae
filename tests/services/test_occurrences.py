"""Occurrences over a project are those in each of its articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.errors import Cancelled
from annotator.domain.occurrences import Words, find
from annotator.domain.span import Span
from annotator.services import occurrences as module
from annotator.services import projects
from annotator.services.jobs import JobContext
from annotator.services.occurrences import Listing
from tests.factories import ANA, make_scheme
from tests.services.helpers import import_text, suggest
from tests.strategies import few

if TYPE_CHECKING:
    from annotator.domain.occurrences import Occurrence
    from annotator.services.projects import Services

HOMS = "Homs fell. In Homs, the mayor said: “Homs is ours.” HOMS! Homsi."


def look(services: Services, words: Words, label: str | None = None) -> list[Occurrence]:
    listing, found = Listing(), services.occurrences
    job = found.job(words, listing) if label is None else found.annotated_job(words, label, listing)
    job.work(JobContext())
    return listing.take()


WORDS = st.builds(
    Words,
    st.text("Homsİ é-.東😀", min_size=1, max_size=6).filter(str.strip),
    st.booleans(),
    st.booleans(),
)
TEXTS = st.lists(st.text("Homsi é-.東😀\n", min_size=1, max_size=40), min_size=1, max_size=4)


@few(examples=40)
@given(texts=TEXTS, words=WORDS)
def test_the_project_holds_what_its_articles_hold(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], words: Words
):
    path = tmp_path_factory.mktemp("law") / "Law.annotator"
    with projects.create_project(path, ANA, scheme=make_scheme()) as services:
        ids = [
            import_text(services, f"{number}: {text}.", f"{number}.txt")
            for number, text in enumerate(texts)
        ]
        expected = [
            (one, span) for one in ids for span in find(services.project.document(one).text, words)
        ]

        found = look(services, words)

        assert [(one.document_id, one.span) for one in found] == expected
        by_article = [services.occurrences.in_article(one, words) for one in ids]
        assert [one for some in by_article for one in some] == found


def test_each_knows_the_marks_over_it(services: Services):
    document_id = import_text(services, HOMS)
    services.editing.add(document_id, Span(0, 4), "LOCATION")
    services.editing.add(document_id, Span(2, 20), "CLAIM")
    suggest(services, document_id, ("Homs fell", "QUOTE"))

    found = services.occurrences.in_article(document_id, Words("Homs"))

    assert [{mark.label for mark in one.marks} for one in found] == [
        {"LOCATION", "CLAIM", "QUOTE"},
        {"CLAIM"},
        set(),
    ]


def test_annotations_with_the_words_even_within_a_word(services: Services):
    first = import_text(services, HOMS, "1.txt")
    second = import_text(services, "Only homs here.", "2.txt")
    inner = Span(HOMS.index("Homsi"), HOMS.index("Homsi") + 4)
    for document_id, span in ((first, Span(0, 4)), (first, inner), (second, Span(5, 9))):
        services.editing.add(document_id, span, "LOCATION")
    services.editing.add(first, Span(14, 18), "ACTOR")

    found = look(services, Words("Homs"), "LOCATION")
    assert [(one.document_id, one.span) for one in found] == [
        (first, Span(0, 4)),
        (first, inner),
    ]
    assert len(look(services, Words("HOMS", case=False), "LOCATION")) == 3
    assert found == services.occurrences.annotated_in_article(first, Words("Homs"), "LOCATION")


def test_removed_articles_are_not_looked_through(services: Services):
    document_id = import_text(services, HOMS)
    services.editing.remove_article(document_id)

    assert look(services, Words("Homs")) == []
    assert look(services, Words("oms", whole=False)) == []


def test_places_found_otherwise_come_article_by_article(services: Services):
    first = import_text(services, HOMS, "1.txt")
    second = import_text(services, "Only Homs here.", "2.txt")
    listing = Listing()
    places = [(second, Span(5, 9)), (first, Span(14, 18)), (first, Span(0, 4))]

    services.occurrences.places_job(places, listing).work(JobContext())

    found = [(one.document_id, one.span) for one in listing.take()]
    assert found == [places[0], places[2], places[1]]
    assert listing.take() == []


def test_no_more_are_listed_than_can_be_shown(services: Services, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "MOST", 2)
    import_text(services, HOMS)
    listing = Listing()

    services.occurrences.job(Words("Homs"), listing).work(JobContext())

    assert listing.is_full
    assert len(listing.take()) == 2


def test_it_can_be_stopped(services: Services):
    for number in range(50):
        import_text(services, f"{number} {HOMS}", f"{number}.txt")
    context, listing = JobContext(), Listing()
    listing.stop()
    services.occurrences.job(Words("Homs"), listing).work(context)
    assert 0 < listing.count < 150

    context.cancel()
    with pytest.raises(Cancelled):
        services.occurrences.job(Words("Homs"), Listing()).work(context)
