"""What tests of the memory do again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.services.jobs import JobContext
from tests.services.helpers import import_text, span_of, suggest

if TYPE_CHECKING:
    from annotator.domain.ids import DocumentId
    from annotator.services.memory import LearnReport
    from annotator.services.projects import Services


def learn(services: Services) -> LearnReport:
    return services.memory.learn_job().work(JobContext())


def tag(services: Services, document_id: DocumentId, words: str, label: str = "LOCATION") -> int:
    return services.editing.add(document_id, span_of(services, document_id, words), label)


def offered(services: Services, document_id: DocumentId) -> list[tuple[str, str]]:
    """What is suggested in an article, as words and label."""
    text = services.project.document(document_id).text
    return [
        (one.span.text_of(text), one.label)
        for one in services.project.suggestions(document_id)
        if one.is_pending
    ]


def reject(services: Services, words: str, label: str, count: int) -> None:
    """Rejects a suggestion of the words in so many articles of their own."""
    for _ in range(count):
        number = len(services.project.article_ids())
        document_id = import_text(services, f"Number {number}: {words} again.\n", f"r{number}.txt")
        (suggestion_id,) = suggest(services, document_id, (words, label))
        services.editing.reject(suggestion_id)
