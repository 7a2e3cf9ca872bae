"""The articles of one run of the suggesters: who works on what, and what came of it."""

from __future__ import annotations

import logging
import threading
from collections import Counter, deque
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from annotator.domain.ids import DocumentId
from annotator.services.changes import Changed
from annotator.services.crashes.reports import report_trace
from annotator.suggest.messages import Failure, SuggestRequest, from_rows
from annotator.suggest.registry import FORMERLY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from annotator.domain.errors import WorkerFailed
    from annotator.domain.labels import LabelScheme
    from annotator.domain.suggestion import Prediction, SuggesterInfo
    from annotator.services.changes import ChangeHub
    from annotator.services.jobs import JobContext
    from annotator.store.project import Project
    from annotator.suggest.messages import SuggestResponse

_log = logging.getLogger("annotator.suggest")

_TRIES = 2


@dataclass(slots=True)
class SuggestReport:
    """What a run of the suggesters came to.

    articles: how many were done. suggestions: how many were found, by label.
    failures: articles that could not be done, each with its reason.
    restarts: how often a worker process died and was started anew.
    missing: suggesters that the pipeline has not got what it takes for.
    """

    articles: int = 0
    suggestions: Counter[str] = field(default_factory=Counter)
    failures: dict[DocumentId, str] = field(default_factory=dict)
    restarts: int = 0
    missing: tuple[str, ...] = ()


class Run:
    """The articles of one run: what is to be done, in whose hands it is, what came of it."""

    def __init__(
        self,
        project: Project,
        changes: ChangeHub,
        urgent: deque[DocumentId],
        context: JobContext,
        infos: Sequence[SuggesterInfo],
    ) -> None:
        self._project = project
        self._changes = changes
        self._urgent = urgent
        self._context = context
        ids = [DocumentId(one) for one in project.documents_without_run(infos)]
        self._waiting = deque(ids)
        self._undone = set(ids)
        self._in_hand: dict[int, set[DocumentId]] = {}
        self._tries: Counter[DocumentId] = Counter()
        self._lock = threading.RLock()
        running = {info.name for info in infos}
        self._formerly = {name: former - running for name, former in FORMERLY.items()}
        self.total = len(ids)
        self.done = 0
        self.report = SuggestReport()
        self.error: Exception | None = None

    def goes_on(self) -> bool:
        """Whether something is waiting and nobody asked to stop; returns when nobody has paused."""
        self._context.wait_while_paused()
        with self._lock:
            return bool(self._waiting) and not self.should_stop()

    def should_stop(self) -> bool:
        """Whether the run was cancelled or failed elsewhere."""
        return self._context.is_cancelled or self.error is not None

    def requests(self) -> Iterator[SuggestRequest]:
        """Hands out articles one by one, what the user looks at first; none while it is paused."""
        mine = self._in_hand.setdefault(threading.get_ident(), set())
        while (document_id := self._next()) is not None:
            with self._lock:
                mine.add(document_id)
            document = self._project.document(document_id)
            yield SuggestRequest(document_id, document.text_sha256, document.text)

    def store(self, answer: SuggestResponse | Failure) -> None:
        """Keeps what a process found, and publishes it."""
        document_id = answer.document_id
        assert document_id is not None  # only loading fails without a document
        with self._lock:
            self._in_hand.get(threading.get_ident(), set()).discard(document_id)
        if isinstance(answer, Failure):
            if answer.trace:
                _log.info("an article could not be analysed:\n%s", answer.trace)
                report_trace(answer.trace, process="the suggestion process")
            self._finish(document_id, answer.sentence)
            return
        scheme = None
        while scheme != self._project.scheme():  # it may have been edited while that was stored
            scheme = self._project.scheme()
            try:
                runs = {info: landed(scheme, from_rows(rows)) for info, rows in answer.runs}
            except (TypeError, ValueError, AttributeError):
                self._finish(document_id, "What a suggester found there makes no sense.")
                return
            stored = self._project.store_suggestions(
                document_id, answer.fingerprint, runs, formerly=self._formerly
            )
        if not stored:
            self._finish(document_id, "The article changed or went while it was being read.")
            return
        with self._lock:
            for found in runs.values():
                self.report.suggestions.update(one.label for one in found)
        self._finish(document_id, None)
        self._changes.publish(Changed(documents=frozenset({document_id})))

    def give_back(self, error: WorkerFailed, *, suspect: DocumentId | None) -> None:
        """Puts what a dead process had in hand back; an article it died of twice is given up."""
        with self._lock:
            self.report.restarts += 1
            lost = self._in_hand.pop(threading.get_ident(), set())
            if suspect is not None:
                self._tries[suspect] += 1
                if self._tries[suspect] >= _TRIES:
                    lost.discard(suspect)
                    self._finish(suspect, f"The suggestion process died of it: {error}")
            self._waiting.extendleft(sorted(lost, reverse=True))

    def fail(self, error: Exception) -> None:
        """Notes why the run cannot go on; the first reason counts."""
        with self._lock:
            self.error = self.error or error

    def _next(self) -> DocumentId | None:
        with self._lock:
            if self.should_stop() or self._context.is_paused:
                return None
            while self._urgent:
                document_id = self._urgent.popleft()
                if document_id in self._undone and document_id in self._waiting:
                    self._waiting.remove(document_id)
                    return document_id
            return self._waiting.popleft() if self._waiting else None

    def _finish(self, document_id: DocumentId, failure: str | None) -> None:
        with self._lock:
            self._undone.discard(document_id)
            self.done += 1
            if failure is None:
                self.report.articles += 1
            else:
                self.report.failures[document_id] = failure
            self._context.report(self.done, self.total)


def landed(scheme: LabelScheme, predictions: Iterable[Prediction]) -> list[Prediction]:
    """Predictions under the scheme's own names; those that name none of its labels are dropped."""
    labels = ((scheme.named(one.label), one) for one in predictions)
    return [
        one if label.name == one.label else replace(one, label=label.name)
        for label, one in labels
        if label is not None
    ]
