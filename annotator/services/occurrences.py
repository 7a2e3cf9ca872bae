"""Finding all places where the same words stand, to be looked through before they are changed."""

from __future__ import annotations

import threading
from bisect import bisect_left
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING

from annotator.domain.ids import DocumentId
from annotator.domain.occurrences import Occurrence, Words, find, occurrence
from annotator.domain.span import Span
from annotator.services.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from annotator.domain.segments import Mark
    from annotator.services.jobs import JobContext
    from annotator.store.project import Project

MOST = 200_000
"""So many occurrences are listed at most."""

_BATCH = 20


class Listing:
    """What a search has found so far: filled by its job, emptied by whoever shows it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: list[Occurrence] = []
        self.count = 0
        self._is_stopped = False

    def put(self, found: Sequence[Occurrence]) -> None:
        """Adds what was found in one article."""
        with self._lock:
            self._found += found
            self.count += len(found)

    def take(self) -> list[Occurrence]:
        """What came since the last time; from any thread."""
        with self._lock:
            found, self._found = self._found, []
        return found

    def stop(self) -> None:
        """Nobody wants to see more: its job ends early."""
        self._is_stopped = True

    @property
    def is_stopped(self) -> bool:
        """Whether nobody wants more."""
        return self._is_stopped

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
        ((_, title, text),) = self._project.words.texts([document_id])
        return self._found(document_id, title, text, find(text, words))

    def annotated_in_article(
        self, document_id: DocumentId, words: Words, label: str
    ) -> list[Occurrence]:
        """The annotations of the label whose text is the words, in one article."""
        ((_, title, text),) = self._project.words.texts([document_id])
        return self._annotated(document_id, title, text, words, label)

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
                for _, title, text in self._project.words.texts([document_id]):
                    ordered = sorted(spans, key=attrgetter("start", "end"))
                    listing.put(self._found(document_id, title, text, ordered))
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
                batch = [DocumentId(one) for one in ids[done : done + _BATCH]]
                for document_id, title, text in self._project.words.texts(batch):
                    if label is None:
                        found = self._found(document_id, title, text, find(text, words))
                    else:
                        found = self._annotated(document_id, title, text, words, label)
                    listing.put(found[: MOST - listing.count])
                if listing.is_full or listing.is_stopped:
                    break
            context.report(len(ids), len(ids))
            return listing

        return Job(f"Looking for “{_short(words.text)}”", work)

    def _found(
        self, document_id: DocumentId, title: str, text: str, spans: Iterable[Span]
    ) -> list[Occurrence]:
        """Occurrences with the marks over each; the marks are read if there is any."""
        ordered = list(spans)
        if not ordered:
            return []
        over = _marks_over(self._project.marks(document_id), ordered)
        return [
            occurrence(document_id, title, text, span, marks)
            for span, marks in zip(ordered, over, strict=True)
        ]

    def _annotated(
        self, document_id: DocumentId, title: str, text: str, words: Words, label: str
    ) -> list[Occurrence]:
        wanted = words.text if words.case else words.text.casefold()
        spans = {
            (mark.start, mark.end)
            for mark in self._project.marks(document_id)
            if mark.label == label
            and not mark.is_suggestion
            and mark.end - mark.start == len(words.text)
            and _cased(text[mark.start : mark.end], words) == wanted
        }
        ordered = (Span(start, end) for start, end in sorted(spans))
        return self._found(document_id, title, text, ordered)


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


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
