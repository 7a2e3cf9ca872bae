"""One search through the project, which gives its hits as it finds them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.domain.errors import BadQuery, Cancelled
from annotator.domain.query import SUGGESTED
from annotator.services.findings import Findings
from annotator.services.hit_sources import hits_of
from annotator.services.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from annotator.domain.hits import Article, Hit
    from annotator.domain.query import Query
    from annotator.services.hit_sources import Plan
    from annotator.services.jobs import JobContext
    from annotator.store.project import Project

MOST_HITS = 100_000
"""Where a search stops."""

_FIRST_IDS, _MOST_IDS = 256, 16_384
_FIRST_TEXTS, _MOST_TEXTS = 8, 64
_MOST_SLOW = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a search came to. is_capped: it stopped at the most hits; there are more.

    slow: so many articles were left out, because the regular expression took too long in them.
    """

    hits: int
    articles: int
    is_capped: bool = False
    slow: int = 0


class Concordance:
    """Its job finds; whoever waits takes what was found so far, from any thread."""

    def __init__(self, project: Project, plan: Plan, *, most: int = MOST_HITS) -> None:
        """Raises BadQuery for a bad regular expression."""
        self._project = project
        self._plan = plan
        self._most = most
        self._hits_of = hits_of(plan)
        self._found: Findings[Hit] = Findings()

    @property
    def query(self) -> Query:
        """What is looked for."""
        return self._plan.query

    def job(self) -> Job[Outcome]:
        """The search; it raises BadQuery for a regular expression that is too slow."""
        return Job("Finding", self._work)

    def take(self) -> list[Hit]:
        """What was found since this was asked last, article by article as they were imported."""
        return self._found.take()

    def stop(self) -> None:
        """Has the job end with Cancelled; what was found can still be taken."""
        self._found.stop()

    def _work(self, context: JobContext) -> Outcome:
        counter = _Counter(self._most)
        done, total = 0, None
        for ids in self._candidates():
            for article in self._articles(ids, context):
                self._look_through(article, counter)
                if counter.is_capped:
                    return counter.outcome()
                done += 1
                context.report(done, total)
            # not before the first hits: whoever waits is not waiting for a sum
            total = self._total() if total is None else total
        context.report(done, done)
        return counter.outcome()

    def _look_through(self, article: Article, counter: _Counter) -> None:
        try:
            found = counter.taken(self._hits_of.article(article))
        except BadQuery:
            counter.slow += 1
            if counter.slow == _MOST_SLOW:
                raise
            return
        self._found.put(found)

    def _total(self) -> int:
        return self._project.search.count(self._hits_of.words)

    def _candidates(self) -> Iterator[Sequence[int]]:
        """Ids of articles that may hold hits, in ever larger portions."""
        allowed = [frozenset(self._project.article_ids(one)) for one in self._plan.where]
        query, search = self._plan.query, self._project.search
        limit, after = _FIRST_IDS, -1
        while True:
            found = search.candidates(
                self._hits_of.words,
                query.labels,
                after,
                limit,
                suggestions=SUGGESTED in query.origins,
            )
            if not found:
                return
            yield [one for one in found if all(one in ids for ids in allowed)]
            after, limit = found[-1], min(limit * 4, _MOST_IDS)

    def _articles(self, ids: Sequence[int], context: JobContext) -> Iterator[Article]:
        at, size = 0, _FIRST_TEXTS
        while at < len(ids):
            portion = ids[at : at + size]
            self._hits_of.prepare(self._project, portion)
            for article in self._project.search.articles(portion):
                context.check_cancelled()
                if self._found.is_stopped:
                    raise Cancelled
                yield article
            at, size = at + size, min(size * 2, _MOST_TEXTS)


class _Counter:
    """Counts what is found; is_capped: there is more than the most."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._hits = self._articles = 0
        self.slow = 0
        self.is_capped = False

    def taken(self, hits: Iterable[Hit]) -> list[Hit]:
        """As many of an article's hits as there is room for."""
        room = self._most - self._hits
        found: list[Hit] = []
        for hit in hits:
            if len(found) == room:
                self.is_capped = True
                break
            found.append(hit)
        self._hits += len(found)
        self._articles += bool(found)
        return found

    def outcome(self) -> Outcome:
        return Outcome(self._hits, self._articles, self.is_capped, self.slow)
