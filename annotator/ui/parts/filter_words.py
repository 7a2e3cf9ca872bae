"""The conditions of a list of articles in words, each with the list that goes without it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication

from annotator.domain.document import ArticleFilter, ListOrder, OrderBy, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

UNFINISHED = frozenset(set(Status) - {Status.DONE})


class Active(NamedTuple):
    """A condition that is set, or an order. where, order: what there is without it."""

    words: str
    where: ArticleFilter
    order: ListOrder


def order_names() -> dict[OrderBy, tuple[str, str, str]]:
    """What an order is called, and which end comes first in it and in its reverse."""
    return {
        OrderBy.IMPORTED: (_tr("Import"), _tr("first to last"), _tr("last to first")),
        OrderBy.PUBLISHED: (_tr("Date"), _tr("oldest first"), _tr("newest first")),
        OrderBy.TITLE: (_tr("Title"), _tr("A to Z"), _tr("Z to A")),
        OrderBy.OUTLET: (_tr("Outlet"), _tr("A to Z"), _tr("Z to A")),
        OrderBy.STATUS: (_tr("Status"), _tr("new first"), _tr("flagged first")),
        OrderBy.LENGTH: (_tr("Length"), _tr("shortest first"), _tr("longest first")),
        OrderBy.ANNOTATIONS: (_tr("Annotations"), _tr("fewest first"), _tr("most first")),
        OrderBy.PENDING: (_tr("Suggestions to decide"), _tr("fewest first"), _tr("most first")),
    }


def active(where: ArticleFilter, order: ListOrder, names: Mapping[int, str]) -> list[Active]:
    """What is set, but for the words that are typed. names: those of annotators."""
    found = [Active(words, without, order) for words, without in _conditions(where, names)]
    if order != ListOrder():
        name, forward, backward = order_names()[order.by]
        words = f"{name}, {backward if order.descending else forward}"
        found.append(Active(words, where, ListOrder()))
    return found


def _conditions(
    where: ArticleFilter, names: Mapping[int, str]
) -> Iterator[tuple[str, ArticleFilter]]:
    if where.hidden:
        yield _tr("Removed"), replace(where, hidden=False)
    if where.story is not None:
        yield _tr("Copies of one article"), replace(where, story=None)
    if where.statuses is not None:
        yield _statuses(where.statuses), replace(where, statuses=None)
    if where.has_reason:
        yield _tr("Flagged with a reason"), replace(where, has_reason=False)
    if where.outlet:
        yield where.outlet, replace(where, outlet="")
    if where.published_from or where.published_to:
        dates = _range(where.published_from, where.published_to)
        yield dates, replace(where, published_from="", published_to="")
    if where.tags and where.any_tag:
        words = _tr(" or ").join(f"#{tag}" for tag in where.tags)
        yield words, replace(where, tags=(), any_tag=False)
    else:
        for tag in where.tags:
            yield f"#{tag}", replace(where, tags=_without(where.tags, tag))
    for label in where.labels:
        words = _tr("has {0}").format(label)
        yield words, replace(where, labels=_without(where.labels, label))
    for label in where.pending_labels:
        words = _tr("{0} to decide").format(label)
        yield words, replace(where, pending_labels=_without(where.pending_labels, label))
    if where.annotated_by is not None:
        name = names.get(where.annotated_by, "?")
        yield _tr("annotated by {0}").format(name), replace(where, annotated_by=None)
    if where.shortest is not None or where.longest is not None:
        limits = ["" if one is None else f"{one:,}" for one in (where.shortest, where.longest)]
        words = _tr("{0} characters").format(_range(*limits))
        yield words, replace(where, shortest=None, longest=None)


def _statuses(statuses: frozenset[Status]) -> str:
    if statuses == UNFINISHED:
        return _tr("Unfinished")
    named = ", ".join(str(one) for one in Status if one in statuses)
    return named.capitalize() if named else _tr("No status")


def _range(first: str, last: str) -> str:
    if first and last:
        return first if first == last else f"{first} – {last}"
    return _tr("from {0}").format(first) if first else _tr("up to {0}").format(last)


def _without(names: tuple[str, ...], name: str) -> tuple[str, ...]:
    return tuple(one for one in names if one != name)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Filter", text)
