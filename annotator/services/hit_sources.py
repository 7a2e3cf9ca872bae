"""What hits an article has: places in its text, or what is marked there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from annotator.domain.query import ORIGINS, SUGGESTED, Pattern, Term
from annotator.services.patterns import (
    Matcher,
    WordMatcher,
    matcher_of,
    needed_words,
    phrase_matcher,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from annotator.domain.document import ArticleFilter
    from annotator.domain.hits import Article, Hit, Marked
    from annotator.domain.ids import AnnotatorId, DocumentId, EntryId
    from annotator.domain.query import Groups, Query
    from annotator.store.project import Project
    from annotator.store.search import Source

_SECONDS = 2.0
"""What a regular expression may take in one article."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A query, with every name in it looked up.

    query.labels: names of the scheme, or ANY. annotators: None for all. where: filters that an
    article has to pass, each of them.
    """

    query: Query
    annotators: frozenset[AnnotatorId] | None = None
    where: tuple[ArticleFilter, ...] = ()


class HitSource(Protocol):
    """Finds in one article at a time. words: what an article must have, as far as that is known."""

    words: Groups

    def prepare(self, project: Project, ids: Sequence[int]) -> None:
        """Reads what it needs of the articles that come next."""
        ...

    def article(self, article: Article) -> Iterator[Hit]:
        """The hits, in reading order. Raises BadQuery for an expression that takes too long."""
        ...


def hits_of(plan: Plan) -> HitSource:
    """What finds what a plan looks for. Raises BadQuery for a bad regular expression."""
    return _AnnotationHits(plan) if plan.query.wants_annotations else _TextHits(plan)


class _TextHits:
    """Hits in the texts themselves."""

    def __init__(self, plan: Plan) -> None:
        query = plan.query
        self._words = WordMatcher(query.words) if query.words else None
        self._matcher: Matcher = self._words or matcher_of(_regex_of(query))
        self.words: Groups = query.words or _words_in(query.regex)
        # one word that occurs is all there is to ask for
        self._is_single = len(query.words) == 1 and len(query.words[0]) == 1

    def prepare(self, project: Project, ids: Sequence[int]) -> None:
        pass

    def article(self, article: Article) -> Iterator[Hit]:
        if self._words and not self._is_single and not self._words.holds_for(article.text):
            return
        for start, end in self._matcher.spans(article.text, seconds=_SECONDS):
            yield article.hit(start, end)


class _AnnotationHits:
    """Annotations and pending suggestions that are as the query says."""

    def __init__(self, plan: Plan) -> None:
        self._query = query = plan.query
        self._annotators = plan.annotators
        self._origins = query.origins or tuple(one for one in ORIGINS if one != SUGGESTED)
        self._words = WordMatcher(query.words) if query.words else None
        self._regex = matcher_of(_regex_of(query)) if query.regex else None
        self._by = phrase_matcher(query.by) if query.by else None
        # what an annotation must not contain may well stand elsewhere in its article
        wanted = (tuple(one for one in group if not one.is_excluded) for group in query.words)
        self.words: Groups = tuple(wanted)
        self._marked: dict[DocumentId, list[Marked]] = {}
        self._sources: dict[int, list[Source]] = {}
        self._entries: frozenset[EntryId] | None = None

    def prepare(self, project: Project, ids: Sequence[int]) -> None:
        """Reads what is marked in the articles that come next."""
        search = project.search
        if self._by is not None:
            if self._entries is None:
                by = self._by
                self._entries = frozenset(
                    one for one, names in search.names().items() if any(map(by.occurs_in, names))
                )
            self._sources = search.sources(ids)
        self._marked = search.marked(ids, self._query.labels, self._origins, self._annotators)

    def article(self, article: Article) -> Iterator[Hit]:
        for mark in self._marked.get(article.id, ()):
            if self._fits(mark, article.text):
                yield article.hit(
                    mark.start, mark.end, mark.label, is_suggestion=mark.origin == SUGGESTED
                )

    def _fits(self, mark: Marked, text: str) -> bool:
        query = self._query
        if not all(_has(mark, one) for one in query.having):
            return False
        if any(_has(mark, one) for one in query.lacking):
            return False
        own = text[mark.start : mark.end]
        if self._words is not None and not self._words.holds_for(own):
            return False
        if self._regex is not None and not self._regex.occurs_in(own, seconds=_SECONDS):
            return False
        return self._by is None or self._is_by(mark, text, self._by)

    def _is_by(self, mark: Marked, text: str, name: Matcher) -> bool:
        if mark.source is not None:
            start, end = mark.source
            return name.occurs_in(text[start:end])
        return any(
            entry in (self._entries or ()) or name.occurs_in(text[start:end])
            for start, end, entry in self._sources.get(mark.id, ())
        )


def _has(mark: Marked, what: str) -> bool:
    """Whether an annotation has a note, an attribute, or an attribute of that value."""
    name, equals, value = what.partition("=")
    if not equals and name.casefold() == "note":
        return bool(mark.note)
    return any(
        own.casefold() == name.casefold()
        and (not equals or _shown(its).casefold() == value.casefold())
        for own, its in mark.attributes
    )


def _shown(value: object) -> str:
    """An attribute's value as one writes it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _regex_of(query: Query) -> Pattern:
    return Pattern(query.regex, is_regex=True, match_case=query.match_case)


def _words_in(regex: str) -> Groups:
    """The words that whatever it finds stands among, for the index."""
    needed = tuple(Term(word) for word in needed_words(regex))
    return (needed,) if needed else ()
