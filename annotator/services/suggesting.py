"""Filling a project with suggestions, from processes that do the heavy work."""

from __future__ import annotations

import logging
import threading
from collections import deque
from typing import TYPE_CHECKING

from annotator.domain.errors import Cancelled, WorkerFailed
from annotator.services.jobs import Job
from annotator.services.suggestion_run import Run, SuggestReport
from annotator.suggest.process import SuggestionProcess
from annotator.suggest.registry import chosen_suggesters

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from annotator.domain.ids import DocumentId
    from annotator.domain.suggestion import SuggesterInfo
    from annotator.services.changes import ChangeHub
    from annotator.services.jobs import JobContext
    from annotator.store.project import Project

_log = logging.getLogger("annotator.suggest")

_WORTH_A_PROCESS = 4
"""Articles for each further process: to load its pipeline takes as long as to read some."""
_CRASHES_IN_A_ROW = 20
_IDLE_CRASHES = 5


class Suggesting:
    """Runs suggesters over the articles that they have not seen.

    model: a spaCy pipeline; suggesters: the names of those to run, () for all that are installed
    and that the pipeline has what it takes for.
    The first process is kept for the next run, since loading a pipeline takes a second or so.
    """

    def __init__(
        self, project: Project, changes: ChangeHub, *, model: str, suggesters: Sequence[str]
    ) -> None:
        self._project = project
        self._changes = changes
        self._model = model
        self._suggesters = chosen_suggesters(suggesters)
        self._lenient = not suggesters
        self._kept: SuggestionProcess | None = None
        self._lock = threading.Lock()
        self._urgent: deque[DocumentId] = deque(maxlen=8)

    def prioritise(self, document_id: DocumentId) -> None:
        """Moves an article to the front of a run, if it is still to be done there."""
        self._urgent.appendleft(document_id)

    def job(self, *, workers: int = 1) -> Job[SuggestReport]:
        """A job that suggests for every article that lacks a run of these suggesters.

        workers: how many processes. A process that dies is started anew; the article that it died
        of is tried once more and then reported. Stored article by article, so a cancel loses
        nothing that was done; a cancelled job returns its report. Paused, it waits between two
        articles, its processes ready.
        The job raises KnownError if the pipeline cannot be loaded.
        """
        return Job(
            "Looking for suggestions", lambda context: self._run(context, workers), can_pause=True
        )

    def close(self) -> None:
        """Ends the process that was kept."""
        with self._lock:
            kept, self._kept = self._kept, None
        if kept:
            kept.close()

    # ------------------------------------------------------------ parts

    def _run(self, context: JobContext, workers: int) -> SuggestReport:
        if self._kept is None:
            context.report(0, None, "loading the language model")
        first = self._take()
        try:
            infos = self._start_surely(first, context)
        except Cancelled:
            first.close()
            return SuggestReport()
        missing = set(self._suggesters) - {info.name for info in infos}
        run = Run(self._project, self._changes, self._urgent, context, infos)
        context.report(0, run.total)  # a long article's answer may take a minute
        lanes = [
            threading.Thread(
                target=self._work, args=(run, SuggestionProcess()), name=f"suggest-{number}"
            )
            for number in range(1, min(workers, 1 + run.total // _WORTH_A_PROCESS))
        ]
        for lane in lanes:
            lane.start()
        self._work(run, first)
        for lane in lanes:
            lane.join()
        if run.error is not None:
            raise run.error
        context.report(run.done, run.total)
        run.report.missing = tuple(sorted(missing))
        return run.report

    def _start_surely(
        self, process: SuggestionProcess, context: JobContext
    ) -> tuple[SuggesterInfo, ...]:
        """Starts the first process, and anew if it dies, which may be chance; five times in all."""
        for _ in range(1, _IDLE_CRASHES):
            try:
                return self._start(process, lambda: context.is_cancelled)
            except WorkerFailed as error:
                _log.info("a suggestion process died as it started: %s", error)
        return self._start(process, lambda: context.is_cancelled)

    def _start(
        self, process: SuggestionProcess, should_stop: Callable[[], bool]
    ) -> tuple[SuggesterInfo, ...]:
        """Starts the process; does nothing if it runs already."""
        return process.start(
            self._model, self._suggesters, lenient=self._lenient, should_stop=should_stop
        )

    def _take(self) -> SuggestionProcess:
        with self._lock:
            kept, self._kept = self._kept, None
        return kept or SuggestionProcess()

    def _keep(self, process: SuggestionProcess) -> None:
        with self._lock:
            if self._kept is None:
                self._kept = process
                return
        process.close()

    def _work(self, run: Run, process: SuggestionProcess) -> None:
        """One lane: a process, started anew when it dies, until nothing is left to do."""
        crashes = 0
        try:
            while run.goes_on():
                try:
                    self._start(process, run.should_stop)
                    for answer in process.suggest(run.requests(), should_stop=run.should_stop):
                        run.store(answer)
                        crashes = 0
                except WorkerFailed as error:
                    _log.info("a suggestion process died: %s", error)
                    crashes += 1
                    run.give_back(error, suspect=process.suspect)
                    # an article is given up after two, so some of those next to each other may be
                    # as bad; a process that dies of nothing will not do better
                    if crashes >= (_CRASHES_IN_A_ROW if process.suspect else _IDLE_CRASHES):
                        raise
        except Cancelled:
            pass  # what is not done yet will be asked for by the next run
        except Exception as error:  # noqa: BLE001 - it is raised again where the lanes meet
            run.fail(error)
        finally:
            self._keep(process)
