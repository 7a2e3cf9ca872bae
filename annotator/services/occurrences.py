"""Finding all places where the same words stand, to be looked through before they are changed."""

from __future__ import annotations

from bisect import bisect_left
from operator import itemgetter
from typing import TYPE_CHECKING

from annotator.domain.occurrences import Occurrence, Words, find, occurrence
from annotator.domain.span import Span
from annotator.domain.text import cut
from annotator.services.findings import Findings
from annotator.services.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from annotator.domain.hits import Article
    from annotator.domain.ids import DocumentId
    from annotator.domain.segments import Mark
    from annotator.services.jobs import JobContext
    from annotator.store.project import Project

MOST = 200_000
"""So many occurrences are listed at most."""

_BATCH = 20
_LONGEST_TITLE = 40


class Listing(Findings[Occurrence]):
    """The occurrences that one search has found so far."""

    @property
    def is_full(self) -> bool:
        """Whether there is more than can be listed."""
        return self.count >= MOST


class Occurrences:
    """Looks for words in one article or in all, and for annotations with the same words."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def in_article(self, document_id: DocumentId, words: Words) -> list[Occurrence]:
        """Those in one article, in order."""
        (article,) = self._project.search.articles([document_id])
        return self._found(article, find(article.text, words))

    def annotated_in_article(
        self, document_id: DocumentId, words: Words, label: str
    ) -> list[Occurrence]:
        """The annotations of the label whose text is the words, in one article."""
        (article,) = self._project.search.articles([document_id])
        return self._annotated(article, words, label)

    def job(self, words: Words, listing: Listing) -> Job[Listing]:
        """Looks through all articles, and fills the listing article by article."""
        return self._job(words, listing, None)

    def annotated_job(self, words: Words, label: str, listing: Listing) -> Job[Listing]:
        """Looks through the annotations of one label for those whose text is the words."""
        return self._job(words, listing, label)

    def places_job(
        self, places: Iterable[tuple[DocumentId, Span]], listing: Listing
    ) -> Job[Listing]:
        """Looks at places that were found otherwise, article by article."""
        by_article: dict[DocumentId, set[Span]] = {}
        for document_id, span in places:
            by_article.setdefault(document_id, set()).add(span)

        def work(context: JobContext) -> Listing:
            for done, (document_id, spans) in enumerate(by_article.items()):
                context.check_cancelled()
                context.report(done, len(by_article))
                for article in self._project.search.articles([document_id]):
                    listing.put(self._found(article, sorted(spans)))
                if listing.is_stopped:
                    break
            return listing

        return Job("Looking at what was found", work)

    # ------------------------------------------------------------ parts

    def _job(self, words: Words, listing: Listing, label: str | None) -> Job[Listing]:
        def work(context: JobContext) -> Listing:
            if label is None:
                ids = self._project.words.may_hold(words)
            else:
                ids = self._project.words.annotated_with(label, len(words.text))
            for done in range(0, len(ids), _BATCH):
                context.check_cancelled()
                context.report(done, len(ids))
                batch = ids[done : done + _BATCH]
                for article in self._project.search.articles(batch):
                    if label is None:
                        found = self._found(article, find(article.text, words))
                    else:
                        found = self._annotated(article, words, label)
                    listing.put(found[: MOST - listing.count])
                if listing.is_full or listing.is_stopped:
                    break
            context.report(len(ids), len(ids))
            return listing

        return Job(f"Looking for “{cut(words.text, _LONGEST_TITLE)}”", work)

    def _found(self, article: Article, spans: Iterable[Span]) -> list[Occurrence]:
        """Occurrences with the marks over each; the marks are read if there is any."""
        ordered = list(spans)
        if not ordered:
            return []
        over = _marks_over(self._project.marks(article.id), ordered)
        return [
            occurrence(article.id, article.title, article.text, span, marks)
            for span, marks in zip(ordered, over, strict=True)
        ]

    def _annotated(self, article: Article, words: Words, label: str) -> list[Occurrence]:
        wanted = _cased(words.text, words)
        spans = {
            Span(mark.start, mark.end)
            for mark in self._project.marks(article.id)
            if mark.label == label
            and not mark.is_suggestion
            and mark.end - mark.start == len(words.text)
            and _cased(article.text[mark.start : mark.end], words) == wanted
        }
        return self._found(article, sorted(spans))


def _cased(text: str, words: Words) -> str:
    return text if words.case else text.casefold()


def _marks_over(marks: Sequence[Mark], spans: Sequence[Span]) -> Iterator[tuple[Mark, ...]]:
    """For each span the marks that share a character with it; both sorted by start."""
    starts = list(map(itemgetter(0), marks))
    open_marks: list[Mark] = []
    first = 0
    for span in spans:
        last = bisect_left(starts, span.end)
        open_marks = [one for one in (*open_marks, *marks[first:last]) if one.end > span.start]
        first = max(first, last)
        yield tuple(open_marks)
