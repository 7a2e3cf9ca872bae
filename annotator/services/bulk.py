"""Many suggestions or annotations at once, each time one edit and so one undo."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from annotator.domain.segments import is_below
from annotator.services.article_draft import ArticleDraft, Gathered
from annotator.services.changes import mark_of
from annotator.services.drafts import Drafts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from annotator.domain.annotation import Annotation, Annotator
    from annotator.domain.edits import Change, Edit
    from annotator.domain.ids import DocumentId, SuggestionId
    from annotator.domain.segments import Mark
    from annotator.domain.span import Span
    from annotator.services.jobs import Job, JobContext
    from annotator.services.project_edits import ProjectEdits
    from annotator.store.project import Project

    Place = tuple[DocumentId, Span]

_STEP = 1_000
"""So often a long article asks whether it should stop."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which pending suggestions of an article.

    labels: None for all. bound: a score, None for whatever score. below: those under the bound
    rather than those that reach it. A suggestion without a score counts as 0.
    least: those whose score does not reach it are hidden, and so never chosen; a suggestion
    without a score is not hidden.
    """

    labels: frozenset[str] | None = None
    bound: float | None = None
    below: bool = False
    least: float = 0.0

    def takes(self, mark: Mark) -> bool:
        """Whether a mark is a suggestion that was chosen."""
        if not mark.is_suggestion or (self.labels is not None and mark.label not in self.labels):
            return False
        if is_below(mark, self.least):
            return False
        return self.bound is None or ((mark.score or 0.0) < self.bound) == self.below


class BulkEditing:
    """Each verb gives a job that makes one edit; what cannot be done any more is left out.

    Spans are chosen from what was seen: a mark that was decided, changed or deleted since is
    passed over, as are articles that were removed.
    """

    def __init__(self, project: Project, annotator: Annotator, edits: ProjectEdits) -> None:
        self._project = project
        self._edits = edits
        self._drafts = Drafts(project, annotator)

    def accept_all(
        self,
        document_id: DocumentId,
        choice: Choice = Choice(),
    ) -> Job[Edit | None]:
        """Accepts the chosen suggestions of an article, each as a single one would be.

        Quotes and claims are joined to their speakers, which are accepted with them.
        """
        return self._decide("Accept", document_id, choice, ArticleDraft.accept)

    def reject_all(
        self,
        document_id: DocumentId,
        choice: Choice = Choice(),
    ) -> Job[Edit | None]:
        """Rejects the chosen suggestions of an article."""
        return self._decide("Reject", document_id, choice, ArticleDraft.reject)

    def tag(
        self, places: Sequence[Place], label: str, *, document_id: DocumentId | None = None
    ) -> Job[Edit | None]:
        """Puts a label on each place; accepts a suggestion of just that, leaves what is there.

        document_id: the article, if all places are in one. Raises UnknownName for the label.
        """
        self._project.scheme().label(label)

        def one(draft: ArticleDraft, spans: Sequence[Span]) -> None:
            for span in spans:
                draft.add(span, label)

        return self._over(places, f"Tag {_times(places)} {label}", document_id, one)

    def untag(
        self, places: Sequence[Place], label: str, *, document_id: DocumentId | None = None
    ) -> Job[Edit | None]:
        """Deletes the annotations of the label that are just there, and their relations."""

        def one(draft: ArticleDraft, spans: Sequence[Span]) -> None:
            for annotation in _at(draft, spans, label):
                draft.delete(annotation.id)

        return self._over(places, f"Untag {_times(places)} {label}", document_id, one)

    def relabel(
        self,
        places: Sequence[Place],
        label: str,
        new_label: str,
        *,
        document_id: DocumentId | None = None,
    ) -> Job[Edit | None]:
        """Gives the annotations of a label that are just there another one.

        Attributes and relations that it may not have go. Raises UnknownName for the new label.
        """
        self._project.scheme().label(new_label)

        def one(draft: ArticleDraft, spans: Sequence[Span]) -> None:
            for annotation in _at(draft, spans, label):
                draft.relabel(annotation.id, new_label)

        verb = f"Relabel {_times(places)} {label} as {new_label}"
        return self._over(places, verb, document_id, one)

    # ------------------------------------------------------------ parts

    def _decide(
        self,
        what: str,
        document_id: DocumentId,
        choice: Choice,
        decide: Callable[[ArticleDraft, SuggestionId], None],
    ) -> Job[Edit | None]:
        def build(context: JobContext) -> Sequence[Change]:
            draft = ArticleDraft(self._project, self._drafts, document_id)
            chosen = [one.id for one in draft.suggestions() if choice.takes(mark_of(one))]
            for number, suggestion_id in enumerate(chosen):
                if number % _STEP == 0:
                    context.check_cancelled()
                    context.report(number, len(chosen))
                decide(draft, suggestion_id)
            gathered = Gathered()
            draft.add_to(gathered)
            return gathered.in_order()

        verb = f"{what} {_named(choice)}"
        return self._edits.job(f"{what}ing suggestions", verb, build, document_id=document_id)

    def _over(
        self,
        places: Sequence[Place],
        verb: str,
        document_id: DocumentId | None,
        change: Callable[[ArticleDraft, Sequence[Span]], None],
    ) -> Job[Edit | None]:
        by_article = sorted(places, key=itemgetter(0))

        def build(context: JobContext) -> Sequence[Change]:
            gathered = Gathered()
            done = 0
            for article, group in groupby(by_article, itemgetter(0)):
                context.check_cancelled()
                context.report(done, len(places))
                spans = [span for _, span in group]
                draft = ArticleDraft(self._project, self._drafts, article)
                if not draft.is_hidden:
                    change(draft, spans)
                    draft.add_to(gathered)
                done += len(spans)
            return gathered.in_order()

        return self._edits.job(verb, verb, build, document_id=document_id)


def _at(draft: ArticleDraft, spans: Iterable[Span], label: str) -> list[Annotation]:
    wanted = set(spans)
    return [one for one in draft.annotations() if one.label == label and one.span in wanted]


def _times(places: Sequence[Place]) -> str:
    return f"{len(places):,} ×"


def _named(choice: Choice) -> str:
    every = "all suggestions shown" if choice.least else "all suggestions"
    labels = every if choice.labels is None else ", ".join(sorted(choice.labels))
    if choice.bound is None:
        return labels
    return f"{labels} {'below' if choice.below else 'from'} {choice.bound:.0%}"
