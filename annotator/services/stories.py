"""Copies of an article: finding them, and carrying annotations over to them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotator.domain.carrying_over import LONGEST, Alignment
from annotator.domain.errors import ProjectError
from annotator.domain.suggestion import Prediction, SuggesterInfo
from annotator.domain.text import cut
from annotator.services.changes import Changed
from annotator.services.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from annotator.domain.annotation import Annotation
    from annotator.domain.document import Document
    from annotator.domain.ids import AnnotationId, DocumentId
    from annotator.domain.span import Span
    from annotator.domain.suggestion import Suggestion
    from annotator.services.changes import ChangeHub
    from annotator.services.jobs import JobContext
    from annotator.store.project import Project

COPIES = SuggesterInfo("project.copies.v1", "1")
"""Who suggests what is tagged in a copy."""

_AT_ONCE = 200
"""Articles in one Changed: a list reads so many lines again rather than all of itself."""
_LONGEST_TITLE = 60


@dataclass(slots=True)
class CarryReport:
    """What came of carrying annotations over.

    copies: how many articles were looked at. suggested: annotations that are suggested there now.
    there: such as were tagged, suggested or rejected in the copy already. missing: those whose
    words are not in the copy, or are others. too_long: copies that were left out.
    """

    copies: int = 0
    suggested: int = 0
    there: int = 0
    missing: int = 0
    too_long: int = 0

    def sentences(self) -> list[str]:
        """The same in words."""
        if not self.copies:
            return ["This article has no copies."]
        said = [f"{_counted(self.suggested, 'suggestion')} in {_counted(self.copies, 'copy')}."]
        if self.there:
            said.append(f"{self.there:,} {_were(self.there)} there already.")
        if self.missing:
            said.append(
                f"{self.missing:,} {_were(self.missing)} left out: other words stand there."
            )
        if self.too_long:
            copies = _counted(self.too_long, "copy")
            said.append(f"{copies} {_were(self.too_long)} too long to be compared.")
        return said


class Stories:
    """Copies are found by a job in the background; nothing waits for it."""

    def __init__(self, project: Project, changes: ChangeHub) -> None:
        self._project = project
        self._changes = changes

    def copies(self, document_id: DocumentId) -> list[DocumentId]:
        """The other articles of the same story, the oldest first, without those removed."""
        return [one for one in self._project.stories.members(document_id) if one != document_id]

    def is_behind(self) -> bool:
        """Whether the job has something to do: one short read, to be asked in a window."""
        return not self._project.read_only and self._project.stories.is_behind()

    def job(self) -> Job[int]:
        """A job that looks for copies of the articles that are new; returns how many these were.

        It works in transactions of some milliseconds, and what it did stays when it is cancelled,
        which raises Cancelled. A Changed with the articles whose copies are others is published.
        """

        def work(context: JobContext) -> int:
            done, total = 0, self._project.stories.count_due()
            while (step := self._project.stories.group_some()) is not None:
                done += step.done
                for some in _chunks(sorted(step.moved)):
                    self._changes.publish(Changed(stories=frozenset(some)))
                context.report(done, max(done, total))
                context.check_cancelled()
            return done

        return Job("Looking for copies", work)

    def carry_over_job(self, document_id: DocumentId) -> Job[CarryReport]:
        """A job that suggests in each copy what is tagged in an article.

        In place of what was suggested there because of an article of this title before. The score
        of a suggestion is how far the words are the same. Cancelled, it leaves what is done.
        Raises UnknownName if there is no such article.
        """

        def work(context: JobContext) -> CarryReport:
            report = CarryReport()
            source = self._project.document(document_id)
            found = self._copied(source)
            copies = self.copies(document_id)
            for number, copy in enumerate(copies):
                context.check_cancelled()
                context.report(number, len(copies))
                self._carry_to(copy, source, found, report)
            context.report(len(copies), len(copies))
            return report

        return Job("Carrying annotations over", work)

    # ------------------------------------------------------------ parts

    def _copied(self, source: Document) -> list[Prediction]:
        """What an article's annotations say, for whatever text."""
        annotations = self._project.annotations(source.id)
        spoken = self._sources(source.id, annotations)
        reason = _reason(source)
        found = {
            (one.span, one.label): Prediction(
                one.span,
                one.label,
                source=spoken.get(one.id),
                reason=reason,
                attributes=one.attributes,
            )
            for one in reversed(annotations)  # of two annotators, the first counts
        }
        return list(found.values())[::-1]

    def _sources(
        self, document_id: DocumentId, annotations: Sequence[Annotation]
    ) -> dict[AnnotationId, Span]:
        """Who says what is annotated, as far as relations tell."""
        spans = {one.id: one.span for one in annotations}
        relations = self._project.relations(document_id)
        return {one.source_id: spans[one.target_id] for one in reversed(relations)}

    def _carry_to(
        self,
        document_id: DocumentId,
        source: Document,
        found: Sequence[Prediction],
        report: CarryReport,
    ) -> None:
        copy = self._project.document(document_id)
        report.copies += 1
        if max(len(source.text), len(copy.text)) > LONGEST:
            report.too_long += 1
            return
        alignment = Alignment(source.text, copy.text)
        moved = [one for one in (_moved(one, alignment) for one in found) if one is not None]
        report.missing += len(found) - len(moved)
        taken, kept = self._taken(document_id, _reason(source))
        fresh = [one for one in moved if (one.span, one.label) not in taken]
        report.there += len(moved) - len(fresh)
        if self._project.store_suggestions(
            document_id, copy.text_sha256, {COPIES: [*fresh, *kept]}
        ):
            report.suggested += len(fresh)
            self._changes.publish(Changed(documents=frozenset({document_id})))

    def _taken(
        self, document_id: DocumentId, reason: str
    ) -> tuple[set[tuple[Span, str]], list[Prediction]]:
        """What need not be suggested in a copy, and what other copies had suggested there."""
        taken = {(one.span, one.label) for one in self._project.annotations(document_id)}
        kept = []
        for one in self._project.suggestions(document_id):
            is_ours = one.suggester.name == COPIES.name and one.is_pending
            if is_ours and one.reason == reason:
                continue
            taken.add((one.span, one.label))
            if is_ours:
                kept.append(_as_predicted(one))
        return taken, kept


def find_all_copies(project: Project) -> None:
    """Looks for copies of every article for which that was not done, so that none is unknown.

    Raises ProjectError if a project that is open for reading only has such articles.
    """
    if project.read_only and project.stories.is_behind():
        raise ProjectError(
            f"In {project.path} copies of some articles were not looked for yet. Open it in the"
            " window for a moment, then do this again."
        )
    while project.stories.is_behind():
        project.stories.group_some()


def _moved(one: Prediction, alignment: Alignment) -> Prediction | None:
    """What is said of a copy where an annotation's words stand in it."""
    carried = alignment.carried(one.span)
    if carried is None:
        return None
    speaker = alignment.carried(one.source) if one.source is not None else None
    return replace(
        one,
        span=carried.span,
        score=carried.similarity,
        source=speaker.span if speaker is not None else None,
    )


def _as_predicted(one: Suggestion) -> Prediction:
    return Prediction(
        one.span,
        one.label,
        one.score,
        one.source,
        one.reason,
        one.cue,
        one.referent,
        one.attributes,
    )


def _reason(source: Document) -> str:
    return f"tagged so in “{cut(source.info.metadata.title, _LONGEST_TITLE)}”"


def _chunks(ids: Sequence[DocumentId]) -> Iterator[Sequence[DocumentId]]:
    return (ids[at : at + _AT_ONCE] for at in range(0, len(ids), _AT_ONCE))


def _counted(count: int, what: str) -> str:
    if count == 1:
        return f"1 {what}"
    return f"{count:,} {what.removesuffix('y') + 'ies' if what.endswith('y') else what + 's'}"


def _were(count: int) -> str:
    return "was" if count == 1 else "were"
