"""The list of articles: any filter and any order, against the same worked out over all rows."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.document import ArticleFilter, ListOrder, OrderBy, Status
from annotator.domain.edits import Change
from annotator.domain.errors import Cancelled
from annotator.domain.search_words import terms
from annotator.domain.span import Span
from annotator.domain.suggestion import Prediction
from annotator.store import listing, unfinished
from tests.factories import (
    ANA,
    BEN,
    NER,
    make_annotation,
    make_creation,
    make_document,
    make_edit,
    make_project,
)
from tests.strategies import few

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from annotator.domain.document import Document
    from annotator.store.project import Project

OUTLETS = ("", "Daily Post", "daily post", "Le Jour")
TAGS = ("élan", "follow up", "wire")
LABELS = ("ACTOR", "QUOTE")
DATES = ("", "2025", "2026-03-04", "2026-03-04T10:00:00+02:00", "2026-11")
WORDS = ("Storm", "élections", "Homs", "5%", "حمص", "re-opened")


@dataclass(frozen=True)
class Article:
    """All that a filter may ask of an article."""

    document: Document
    labels: frozenset[str]
    pending: frozenset[str]
    annotators: frozenset[int]
    annotation_count: int
    pending_count: int

    @property
    def info(self):
        return self.document.info


def some(values: tuple[str, ...], seed: int) -> tuple[str, ...]:
    return tuple(one for bit, one in enumerate(values) if seed >> bit & 1)


def make_article(number: int) -> tuple[Document, list[tuple[str, int]], list[str]]:
    """A different mix of everything for each number."""
    text = f"{WORDS[number % 6]} {WORDS[number // 2 % 6]} text {number}" + "." * (number % 7)
    document = make_document(
        text,
        title=f"{WORDS[number % 5]} {number % 3}",
        outlet=OUTLETS[number % 4],
        byline=WORDS[number // 3 % 6],
        published=DATES[number % 5],
        status=tuple(Status)[number % 4],
        flag_reason=("", "why Homs")[number // 4 % 2],
        hidden=number % 11 == 0,
    )
    info = replace(document.info, tags=some(TAGS, number), note=("", "storm note")[number % 2])
    annotations = [(label, (ANA, BEN)[number // 5 % 2].id) for label in some(LABELS, number // 2)]
    return replace(document, info=info), annotations, list(some(LABELS, number // 3))


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Project, list[Article]]]:
    made = [make_article(number) for number in range(60)]
    path: Path = tmp_path_factory.mktemp("listing") / "x.annotator"
    with make_project(path, *(document for document, _, _ in made)) as project:
        articles = []
        for document, annotations, pending in made:
            if annotations:
                edit = make_creation(
                    *(
                        make_annotation(document, 0, 2, label, annotator_id=who)
                        for label, who in annotations
                    )
                )
                project.apply(edit)
            found = [Prediction(Span(0, 2), label) for label in pending]
            project.store_suggestions(document.id, document.text_sha256, {NER: found})
            articles.append(
                Article(
                    document,
                    frozenset(label for label, _ in annotations),
                    frozenset(pending),
                    frozenset(who for _, who in annotations),
                    len(annotations),
                    len(pending),
                )
            )
        yield project, articles


# ------------------------------------------------------------ the same, worked out over all rows


def tokens(text: str) -> list[str]:
    plain = "".join(
        one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one)
    )
    return re.findall(r"[^\W_]+", plain.casefold())


def stands_in(words: str, text: str) -> bool:
    wanted, found = tokens(words), tokens(text)
    *whole, last = wanted
    return any(
        found[at : at + len(whole)] == whole and found[at + len(whole)].startswith(last)
        for at in range(len(found) - len(whole))
    )


def matches_words(where: ArticleFilter, one: Article) -> bool:
    metadata = one.info.metadata
    parts = {
        "title": metadata.title,
        "outlet": metadata.outlet,
        "byline": metadata.byline,
        "tags": "\n".join(one.info.tags),
        "note": one.info.note,
    }
    for term in terms(where.words):
        if term.place == "text":
            places = [one.document.text]
        else:
            places = [parts[term.place]] if term.place else list(parts.values())
        if not any(stands_in(term.words, place) for place in places):
            return False
    return True


def passes(where: ArticleFilter, one: Article) -> bool:
    info, length = one.info, len(one.document.text)
    published = info.metadata.published
    of_tags = any if where.any_tag else all
    return (
        info.hidden == where.hidden
        and (where.statuses is None or info.status in where.statuses)
        and matches_words(where, one)
        and (not where.outlet or info.metadata.outlet.lower() == where.outlet.lower())
        and (not where.published_from or published >= where.published_from)
        and (
            not where.published_to
            or (published != "" and published[: len(where.published_to)] <= where.published_to)
        )
        and (not where.tags or of_tags(tag in info.tags for tag in where.tags))
        and (not where.has_reason or (info.status is Status.FLAGGED and info.flag_reason != ""))
        and one.labels >= set(where.labels)
        and one.pending >= set(where.pending_labels)
        and (where.annotated_by is None or where.annotated_by in one.annotators)
        and (where.shortest is None or length >= where.shortest)
        and (where.longest is None or length <= where.longest)
    )


def sort_key(by: OrderBy, one: Article) -> object:
    metadata = one.info.metadata
    return {
        OrderBy.IMPORTED: 0,
        OrderBy.PUBLISHED: metadata.published,
        OrderBy.TITLE: metadata.title.lower(),
        OrderBy.OUTLET: metadata.outlet.lower(),
        OrderBy.STATUS: tuple(Status).index(one.info.status),
        OrderBy.LENGTH: len(one.document.text),
        OrderBy.ANNOTATIONS: one.annotation_count,
        OrderBy.PENDING: one.pending_count,
    }[by]


def worked_out(articles: list[Article], where: ArticleFilter, order: ListOrder) -> list[int]:
    found = [one for one in articles if passes(where, one)]
    found.sort(key=lambda one: (sort_key(order.by, one), one.info.id), reverse=order.descending)
    return [one.info.id for one in found]


# ------------------------------------------------------------ the laws

TYPED = (
    *("storm", "STO", "elections", "homs", "text:homs", "text:re-op", "title:5", "note:storm"),
    *("tag:follow", '"follow up"', '"storm', "why", "حمص", "by:homs", "x:y", "text:", "%", "2"),
)
typed_words = st.lists(st.sampled_from(TYPED), max_size=2).map(" ".join)

filters = st.builds(
    ArticleFilter,
    statuses=st.none() | st.frozensets(st.sampled_from(Status), max_size=4),
    words=st.just("") | typed_words,
    outlet=st.sampled_from(("", "", "Daily Post", "DAILY POST", "Nowhere")),
    published_from=st.sampled_from(("", "", "2026", "2026-03-04", "2026-12")),
    published_to=st.sampled_from(("", "", "2025", "2026-03", "2026-03-04")),
    tags=st.just(()) | st.lists(st.sampled_from(TAGS), max_size=2, unique=True).map(tuple),
    any_tag=st.booleans(),
    has_reason=st.sampled_from((False, False, True)),
    labels=st.just(()) | st.sampled_from((("ACTOR",), ("ACTOR", "QUOTE"))),
    pending_labels=st.just(()) | st.sampled_from((("QUOTE",), ("ACTOR", "QUOTE"))),
    annotated_by=st.sampled_from((None, None, ANA.id, BEN.id, 9)),
    shortest=st.none() | st.integers(0, 40),
    longest=st.none() | st.integers(0, 40),
    hidden=st.sampled_from((False, False, True)),
)
orders = st.builds(ListOrder, st.sampled_from(OrderBy), st.booleans())


@given(where=filters, order=orders, limit=st.integers(1, 80))
@few(examples=150)
def test_any_list_is_what_all_rows_give(shelf, where, order, limit):
    project, articles = shelf
    expected = worked_out(articles, where, order)

    assert list(project.article_ids(where, order)) == expected
    first = project.lists.first_ids(where, order, limit)
    assert first is not None
    assert list(first) == expected[:limit]
    ids = [one.info.id for one in articles]
    assert project.lists.passing(where, ids) == set(expected)


@given(where=filters, order=orders)
@few(examples=150)
def test_a_long_list_is_put_together_in_other_ways_to_the_same_end(shelf, where, order):
    project, articles = shelf
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(listing, "_FEW", 3)
        patch.setattr(listing, "_SORTABLE", 6)
        patch.setattr(listing, "_CHUNK", 16)
        found = project.article_ids(where, order)

    assert list(found) == worked_out(articles, where, order)


@given(words=st.text(max_size=12))
@few(examples=200)
def test_whatever_is_typed_is_no_error(shelf, words):
    project, _ = shelf

    for typed in (words, f"text:{words}", f'title:"{words}', f'"{words}" {words}'):
        where = ArticleFilter(words=typed)
        assert set(project.article_ids(where)) <= set(project.article_ids())


# ------------------------------------------------------------ the rest


def test_a_list_that_is_no_longer_wanted_is_given_up(shelf):
    project, _ = shelf
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(listing, "_STEPS", 10)
        with pytest.raises(Cancelled):
            project.article_ids(ArticleFilter(words="storm"), is_stopped=lambda: True)

    assert len(project.article_ids()) > 10


def test_a_first_page_that_would_take_long_is_not_waited_for(shelf):
    project, _ = shelf
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(listing, "_STEPS", 10)
        assert project.lists.first_ids(ArticleFilter(has_reason=True), ListOrder(), 50) is None


def test_counts_tags_and_titles_move_articles_in_the_list(path):
    documents = [make_document(f"{word} text.", title=word) for word in ("b", "a", "c")]
    with make_project(path, *documents) as project:
        listed = partial(project.article_ids, ArticleFilter())
        project.apply(make_creation(make_annotation(documents[2], 0, 1)))
        assert listed(ListOrder(OrderBy.ANNOTATIONS, True))[0] == documents[2].id
        info = project.info(documents[0].id)
        tagged = replace(info, tags=("late", "new"), note="zebra")
        project.apply(make_edit(info.id, Change(info, tagged)))

        assert list(project.article_ids(ArticleFilter(tags=("late",)))) == [info.id]
        assert list(project.article_ids(ArticleFilter(words="zeb"))) == [info.id]
        assert project.lists.known("tag") == ["late", "new"]
        project.apply(make_edit(info.id, Change(tagged, info)))
        assert list(project.article_ids(ArticleFilter(words="zeb"))) == []
        assert project.lists.known("tag") == []


def test_outlets_are_known_once_whatever_their_case(shelf):
    project, _ = shelf

    assert [one.lower() for one in project.lists.known("outlet")] == ["daily post", "le jour"]


@pytest.mark.parametrize(("near", "far"), [(1_000, 200_000), (1, 3)])
def test_the_first_unfinished_article_follows_the_order_that_is_given(shelf, near, far):
    project, articles = shelf
    ids = [one.info.id for one in reversed(articles)]
    expected = next(
        one.info.id
        for one in reversed(articles)
        if not one.info.hidden and one.info.status is not Status.DONE
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(unfinished, "_NEAR", near)
        patch.setattr(unfinished, "_FAR", far)
        done = [one.info.id for one in articles if one.info.status is Status.DONE]
        assert project.lists.first_unfinished(ids) == expected
        assert project.lists.first_unfinished([*done, expected]) == expected
        assert project.lists.first_unfinished(done) is None
        assert project.lists.first_unfinished([]) is None
