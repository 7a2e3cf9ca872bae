from __future__ import annotations

import json

import pytest
from hypothesis import given

from annotator.domain.document import ArticleFilter, ListOrder, OrderBy, SavedFilter, Status
from annotator.store import filters
from tests.factories import make_project
from tests.store.test_listing import filters as any_filter
from tests.store.test_listing import orders
from tests.strategies import few

LATE = SavedFilter(
    "Late",
    ArticleFilter(statuses=frozenset({Status.NEW}), tags=("late",)),
    ListOrder(OrderBy.PUBLISHED, descending=True),
)


@given(where=any_filter, order=orders)
@few()
def test_a_filter_comes_back_as_it_was(tmp_path_factory, where, order):
    path = tmp_path_factory.mktemp("f") / "x.annotator"
    with make_project(path) as project:
        project.lists.save_filter(SavedFilter("Ünfinished", where, order))

        assert project.lists.saved_filters() == [SavedFilter("Ünfinished", where, order)]


def test_filters_are_replaced_renamed_and_forgotten(project):
    project.lists.save_filter(LATE)
    project.lists.save_filter(SavedFilter("all", ArticleFilter()))
    project.lists.save_filter(SavedFilter("Late", ArticleFilter(words="x")))
    assert [(one.name, one.where.words) for one in project.lists.saved_filters()] == [
        ("all", ""),
        ("Late", "x"),
    ]

    project.lists.rename_filter("Late", "all")
    assert [(one.name, one.where.words) for one in project.lists.saved_filters()] == [("all", "x")]

    project.lists.delete_filter("all")
    project.lists.delete_filter("all")
    assert project.lists.saved_filters() == []


@pytest.mark.parametrize(
    "stored",
    [
        {},
        {"filter": {"statuses": ["new", "someday"], "mood": "good"}, "order": "mood"},
        {"filter": {"tags": ["late"]}, "order": "title", "descending": 1, "more": 1},
    ],
)
def test_of_a_newer_programs_filter_what_is_known_is_read(stored):
    read = filters._from_json("x", json.loads(json.dumps(stored)))

    assert isinstance(read.where, ArticleFilter)
    assert read.where.statuses in (None, frozenset({Status.NEW}))
    assert read.order.by in (OrderBy.IMPORTED, OrderBy.TITLE)
