"""Finding: in one article, and in all of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.domain.document import ArticleFilter
from annotator.domain.errors import BadQuery, UnknownName
from annotator.domain.hits import Places
from annotator.domain.query import ANY
from annotator.services.concordance import Concordance
from annotator.services.hit_sources import Plan
from annotator.services.jobs import Job
from annotator.services.patterns import matcher_of

if TYPE_CHECKING:
    from annotator.domain.ids import AnnotatorId
    from annotator.domain.query import Pattern, Query
    from annotator.services.jobs import JobContext
    from annotator.store.project import Project

SECONDS = 3.0
"""What a pattern may take in one article, where nobody waits for it."""


class Finding:
    """Reads; never changes anything."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def find_in(self, text: str, pattern: Pattern, *, seconds: float = SECONDS) -> Places:
        """Where a pattern occurs in a text. Raises BadQuery if it is bad, or takes longer."""
        if not pattern.text:
            return Places()
        return Places(matcher_of(pattern).spans(text, seconds=seconds))

    def find_job(self, text: str, pattern: Pattern) -> Job[Places]:
        """The same as a job, for what takes longer than a window can wait."""

        def work(_: JobContext) -> Places:
            return self.find_in(text, pattern)

        return Job("Finding", work)

    def annotators(self) -> list[str]:
        """The names of all annotators, as a query may say them."""
        return sorted(self._project.annotators().values())

    def concordance(self, query: Query, listed: ArticleFilter | None = None) -> Concordance:
        """Gets a search through the project ready.

        listed: what the list of articles shows, for a query that asks for it.
        Raises BadQuery or UnknownName for what cannot be looked for.
        """
        if query.is_empty:
            raise BadQuery("Write what to look for: words, or a label such as label:CLAIM.")
        labels = self._labels(query)
        plan = Plan(
            query=replace(query, labels=labels),
            annotators=self._annotators(query.annotator) if query.annotator else None,
            where=_narrowed(query, listed),
        )
        return Concordance(self._project, plan)

    def _labels(self, query: Query) -> tuple[str, ...]:
        if not query.wants_annotations:
            return ()
        if not query.labels or ANY in query.labels:
            return (ANY,)
        return tuple(dict.fromkeys(map(self._label, query.labels)))

    def _label(self, name: str) -> str:
        """The label that a hand means that writes the name so."""
        scheme = self._project.scheme()
        known = scheme.named(name)
        if known is not None:
            return known.name
        for one in scheme.names():
            if one.casefold() == name.casefold():
                return one
        raise UnknownName("label", name, scheme.names())

    def _annotators(self, name: str) -> frozenset[AnnotatorId]:
        known = self._project.annotators()
        found = {one for one, own in known.items() if name.casefold() in own.casefold()}
        if not found:
            raise UnknownName("annotator", name, known.values())
        return frozenset(found)


def _narrowed(query: Query, listed: ArticleFilter | None) -> tuple[ArticleFilter, ...]:
    """The filters that an article must all pass; none where every one will do."""
    own = ArticleFilter(
        statuses=frozenset(query.statuses) or None,
        outlet=query.outlet,
        published_from=query.since,
        published_to=query.until,
    )
    filters = [own] if own != ArticleFilter() else []
    if query.in_list and listed is not None and listed != ArticleFilter():
        filters.append(listed)
    return tuple(filters)
