"""What passes through an export on its way: counted, and stopped when asked to."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.domain.document import AnnotatedDocument
    from annotator.services.exports.selection import Selection
    from annotator.services.jobs import JobContext


class PartTally:
    """What one part of an export has: articles and, by label, what is in them."""

    def __init__(self) -> None:
        self.articles = 0
        self.characters = 0
        self.annotations: Counter[str] = Counter()
        self.relations: Counter[str] = Counter()
        self.suggestions: Counter[str] = Counter()

    def add(self, article: AnnotatedDocument) -> None:
        """Counts an article."""
        self.articles += 1
        self.characters += len(article.document.text)
        self.annotations.update([one.label for one in article.annotations])
        self.relations.update([one.label for one in article.relations])
        self.suggestions.update([one.label for one in article.suggestions])


class PairAgreement:
    """How far two annotators' spans coincide in the articles that both worked on."""

    def __init__(self) -> None:
        self.articles = 0
        self.same = 0
        self.spans = 0

    @property
    def f1(self) -> float:
        """Exact span and label; 0..1."""
        return 2 * self.same / self.spans if self.spans else 0.0


class Tally:
    """Counts the whole of an export, by part."""

    def __init__(self) -> None:
        self.parts: dict[str, PartTally] = {}
        self.agreement: dict[tuple[str, str], PairAgreement] = {}

    @property
    def articles(self) -> int:
        """In all parts."""
        return sum(one.articles for one in self.parts.values())

    def total(self, of: str) -> int:
        """Of "annotations", "relations" or "suggestions", in all parts."""
        return sum(getattr(one, of).total() for one in self.parts.values())

    def passing(
        self,
        part: str,
        documents: Iterable[AnnotatedDocument],
        selection: Selection,
        total: int,
        context: JobContext,
    ) -> Iterator[AnnotatedDocument]:
        """Passes on what was selected of the documents, and counts it. Raises Cancelled."""
        tally = self.parts.setdefault(part, PartTally())
        for document in documents:
            context.check_cancelled()
            context.report(self.articles, total)
            article = selection.of(document)
            if selection.annotated_only and not article.annotations:
                continue
            tally.add(article)
            self._compare(article)
            yield article

    def _compare(self, article: AnnotatedDocument) -> None:
        if len(article.annotators) < 2:
            return
        by_name: dict[str, set[tuple[int, int, str]]] = {}
        for one in article.annotations:
            name = article.annotators.get(one.annotator_id, "")
            spans = by_name.setdefault(name, set())
            spans.add((one.span.start, one.span.end, one.label))
        for pair in combinations(sorted(by_name), 2):
            first, second = (by_name[name] for name in pair)
            found = self.agreement.setdefault(pair, PairAgreement())
            found.articles += 1
            found.same += len(first & second)
            found.spans += len(first) + len(second)
