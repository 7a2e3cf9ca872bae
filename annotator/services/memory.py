"""The project's memory: phrases that were tagged or rejected, as a table that can be edited.

What it follows from is folded from the history by a job; see services.memory_job.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.edits import Change
from annotator.domain.errors import NotAllowed
from annotator.domain.ids import RuleId
from annotator.domain.memory import Phrase, PhraseOrder, PhraseRow, PhraseRule, Rule, typed
from annotator.domain.registry import has_entries
from annotator.domain.text import cut
from annotator.services.memory_job import LearnReport, learn_job

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from annotator.domain.ids import DocumentId
    from annotator.services.changes import ChangeHub
    from annotator.services.jobs import Job
    from annotator.services.memory_process import StudyProcess
    from annotator.services.project_edits import ProjectEdits
    from annotator.store.project import Project

__all__ = ["ALL_ROWS", "MOST_ROWS", "LearnReport", "Memory", "PhraseTable"]

MOST_ROWS = 5_000
ALL_ROWS = -1
"""As a limit: none."""
_LONGEST_VERB = 40


class PhraseTable(NamedTuple):
    """Lines of the table. total: how many there would be without a limit."""

    rows: list[PhraseRow]
    total: int


class Memory:
    """Reads and edits the table, and makes the job that lets the project learn.

    Each verb that changes something is one edit of the whole project: `project_edits.undo()` and
    `redo()` take it back and do it again, and a Changed with `memory` set is published. What
    follows in the articles, the learning job does; a Changed with their ids comes from it.
    Raises NotAllowed for what cannot be.
    """

    def __init__(
        self,
        project: Project,
        edits: ProjectEdits,
        changes: ChangeHub,
        process: StudyProcess | None = None,
    ) -> None:
        """process: works out what is to be learnt; None: whoever runs the job does."""
        self._project = project
        self._edits = edits
        self._changes = changes
        self._process = process

    def close(self) -> None:
        """Ends the process that learns; harmless when done already."""
        if self._process is not None:
            self._process.close()

    # ------------------------------------------------------------ the table

    def labels(self) -> tuple[str, ...]:
        """The labels whose phrases are remembered, in the scheme's order: not quotes and claims."""
        scheme = self._project.scheme()
        return tuple(name for name in scheme.names() if has_entries(scheme, name))

    def table(
        self,
        search: str = "",
        order: PhraseOrder = PhraseOrder.TAGGED,
        *,
        limit: int = MOST_ROWS,
    ) -> PhraseTable:
        """The lines whose text has these characters in it, whatever the case of ASCII letters."""
        return PhraseTable(*self._project.memory.table(search.strip(), order, limit))

    def row(self, phrase: Phrase) -> PhraseRow | None:
        """One line; None if nothing is known of the phrase with that label."""
        return self._project.memory.row(phrase)

    def articles(self, text: str) -> int:
        """In how many articles a phrase stands, as far as the full-text index knows.

        A few tenths of a millisecond: ask for the lines that are seen.
        """
        return self._project.memory.count_articles(text)

    # ------------------------------------------------------------ edits

    def set_rule(self, phrases: Iterable[Phrase], rule: Rule) -> None:
        """Says what is to be done about phrases, whatever the counts are."""
        chosen = list(phrases)
        changes = [change for one in chosen for change in self._ruling(one, rule)]
        self._edits.apply(f"{rule.capitalize()} {_named(chosen)}", changes)

    def clear_rule(self, phrases: Iterable[Phrase]) -> None:
        """Lets the counts decide again."""
        chosen = list(phrases)
        changes = [change for one in chosen for change in self._ruling(one, None)]
        self._edits.apply(f"Clear the rule of {_named(chosen)}", changes)

    def add(self, text: str, label: str, rule: Rule = Rule.OFFER) -> Phrase:
        """Writes a new line; returns what it is about, as it is compared."""
        phrase = self._checked(text, label)
        self._edits.apply(f"{rule.capitalize()} {_named([phrase])}", self._ruling(phrase, rule))
        return phrase

    def change(
        self, phrase: Phrase, *, text: str | None = None, label: str | None = None
    ) -> Phrase:
        """Rewrites a line: what its counts say is ignored, and the new phrase has its rule.

        The new one is offered where the old one had no rule. Returns the new one.
        """
        new = self._checked(text or phrase.text, label or phrase.label)
        if new != phrase:
            old = self._project.memory.rule(phrase)
            changes = [*self._removing(phrase), *self._ruling(new, old.rule if old else Rule.OFFER)]
            self._edits.apply(f"Change {_named([phrase])}", changes)
        return new

    def remove(self, phrases: Iterable[Phrase]) -> None:
        """Forgets phrases: a line that was only written goes, what has counts is ignored."""
        chosen = list(phrases)
        changes = [change for one in chosen for change in self._removing(one)]
        self._edits.apply(f"Forget {_named(chosen)}", changes)

    # ------------------------------------------------------------ learning

    def is_behind(self) -> bool:
        """Whether the learning job has something to do: one short read, to be asked in a window."""
        return self._project.memory.is_behind()

    def learn_job(self, first: DocumentId | None = None) -> Job[LearnReport]:
        """A job that takes in what was done since it last ran, and changes the suggestions.

        first: the article that is looked at, whose turn comes first.
        To be run in the background some tenths of a second after the last Changed (of whatever
        kind), when is_behind(), and once after a project was opened; never two at a time. It works
        in transactions of a few milliseconds, and leaves an article in which somebody is at work
        to the next one: is_behind() says so. Cancelled it raises Cancelled; what is not done then
        is done by the next one, also after a restart. It publishes a Changed with `memory` when
        the table may be another, and a Changed with the articles, some at a time, whose
        suggestions are others.
        """
        return learn_job(self._project, self._changes, first, self._process)

    # ------------------------------------------------------------ parts

    def _ruling(self, phrase: Phrase, rule: Rule | None) -> list[Change]:
        before = self._project.memory.rule(phrase)
        if (before and before.rule) is rule:
            return []
        changes = [] if before is None else [Change(before, None)]
        if rule is not None:
            # made anew, not changed: of two labels that shall be offered the newest rule counts
            number = RuleId(self._project.ids())
            changes.append(Change(None, PhraseRule(number, phrase.text, phrase.label, rule)))
        return changes

    def _removing(self, phrase: Phrase) -> list[Change]:
        row = self._project.memory.row(phrase)
        is_counted = row is not None and bool(row.tagged or row.rejected)
        return self._ruling(phrase, Rule.IGNORE if is_counted else None)

    def _checked(self, text: str, label: str) -> Phrase:
        scheme = self._project.scheme()
        known = scheme.named(label)
        if known is None or not has_entries(scheme, known.name):
            raise NotAllowed(f"Phrases with the label {label} are not remembered.")
        return Phrase(typed(text), known.name)


def _named(phrases: Sequence[Phrase]) -> str:
    if len(phrases) == 1:
        return f"“{cut(phrases[0].text, _LONGEST_VERB)}”"
    return f"{len(phrases):,} phrases"
