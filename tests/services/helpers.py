"""Short ways to say what tests of the services need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.span import Span
from annotator.domain.suggestion import Prediction
from annotator.services.jobs import JobContext
from annotator.services.reading import Source
from tests.factories import NER

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from annotator.domain.ids import DocumentId, SuggestionId
    from annotator.services.import_report import ImportReport
    from annotator.services.projects import Services


def do_import(
    services: Services, *sources: Path | Source, format_name: str | None = None
) -> ImportReport:
    """Imports, and returns what came of it."""
    return services.importing.job(sources, format_name).work(JobContext())


def import_text(services: Services, text: str, origin: str = "article.txt") -> DocumentId:
    """Imports one text, and returns its article."""
    report = do_import(services, Source(text.encode(), origin))
    assert not report.problems
    return report.imported[0]


def span_of(services: Services, document_id: DocumentId, words: str) -> Span:
    """Where words stand first in an article."""
    start = services.project.document(document_id).text.index(words)
    return Span(start, start + len(words))


def suggest(
    services: Services,
    document_id: DocumentId,
    *found: tuple[str, str] | tuple[str, str, str],
) -> list[SuggestionId]:
    """Stores suggestions, each (words, label) or (words, label, words of the source)."""
    predictions = [_prediction(services, document_id, one) for one in found]
    document = services.project.document(document_id)
    assert services.project.store_suggestions(document_id, document.text_sha256, {NER: predictions})
    by_place = {(one.span, one.label): one.id for one in services.project.suggestions(document_id)}
    return [by_place[one.span, one.label] for one in predictions]


def _prediction(services: Services, document_id: DocumentId, found: Sequence[str]) -> Prediction:
    words, label, *source = found
    return Prediction(
        span_of(services, document_id, words),
        label,
        source=span_of(services, document_id, source[0]) if source else None,
    )
