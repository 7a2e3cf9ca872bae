from __future__ import annotations

import pytest

from annotator.domain.document import ArticleFilter, ListOrder, OrderBy
from annotator.domain.errors import NotAllowed

WHERE = ArticleFilter(words="storm")
ORDER = ListOrder(OrderBy.TITLE)


def names(services):
    return [one.name for one in services.filters.all()]


def test_filters_are_kept_under_tidy_names(services):
    assert services.filters.save("  my   filter ", WHERE, ORDER) is None

    (saved,) = services.filters.all()
    assert (saved.name, saved.where, saved.order) == ("my filter", WHERE, ORDER)


def test_saving_over_a_filter_hands_the_old_one_back(services):
    services.filters.save("a", WHERE, ORDER)
    before = services.filters.save("a", ArticleFilter(), ListOrder())
    assert before is not None
    services.filters.restore(before)

    assert services.filters.all() == [before]


def test_a_filter_of_the_same_name_but_for_its_spaces_is_handed_back(services):
    services.filters.save("my filter", WHERE, ORDER)

    before = services.filters.save(" my   filter", ArticleFilter(), ListOrder())

    assert before is not None
    assert before.where == WHERE


def test_a_filter_is_renamed_but_not_over_another_one(services):
    services.filters.save("a", WHERE, ORDER)
    services.filters.save("b", WHERE, ORDER)
    services.filters.rename("a", " c ")
    services.filters.rename("c", "c")
    assert names(services) == ["b", "c"]

    with pytest.raises(NotAllowed, match="named “b” already"):
        services.filters.rename("c", "b")
    with pytest.raises(NotAllowed, match="needs a name"):
        services.filters.rename("c", " ")
    with pytest.raises(NotAllowed, match="needs a name"):
        services.filters.save("", WHERE, ORDER)
    assert names(services) == ["b", "c"]


def test_a_filter_that_was_deleted_can_be_kept_again(services):
    services.filters.save("a", WHERE, ORDER)
    saved = services.filters.delete("a")
    assert names(services) == []
    assert services.filters.delete("a") is None
    assert saved is not None
    services.filters.restore(saved)

    assert names(services) == ["a"]
