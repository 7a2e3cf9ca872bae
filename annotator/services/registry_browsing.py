"""Reading the registry: lists of entries, their mentions, and who a mention may be."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from annotator.domain.matching import folded, keys_for, rank
from annotator.domain.registry import (
    EntryFilter,
    EntryRow,
    LinkCount,
    Mention,
    UnlinkedName,
    entry_labels,
    has_entries,
)
from annotator.services.jobs import Job

if TYPE_CHECKING:
    from array import array
    from collections.abc import Sequence

    from annotator.domain.annotation import Annotation
    from annotator.domain.entries import RegistryEntry
    from annotator.domain.ids import AnnotationId, DocumentId, EntryId
    from annotator.domain.matching import Candidate
    from annotator.services.jobs import JobContext
    from annotator.store.project import Project

_SIFTED = 60
"""So many entries whose names begin as typed are read, to show the best of them."""


class RegistryBrowsing:
    """Reads; never changes anything."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._rows = project.registry

    # ------------------------------------------------------------ lists

    def labels(self) -> tuple[str, ...]:
        """The labels whose annotations may name entries, in the scheme's order."""
        scheme = self._project.scheme()
        return tuple(name for name in scheme.names() if has_entries(scheme, name))

    def has_entries(self, label: str) -> bool:
        """Whether annotations of a label may name entries."""
        return has_entries(self._project.scheme(), label)

    def entry_labels(self, label: str) -> tuple[str, ...]:
        """The labels of the entries that annotations of a label may name."""
        return entry_labels(self._project.scheme(), label)

    def ids(self, where: EntryFilter) -> array[int]:
        """The entries that a list shows, in its order."""
        return self._rows.ids(where)

    def rows(self, ids: Sequence[EntryId]) -> list[EntryRow]:
        """The lines of a list, in the order asked for."""
        return self._rows.rows(ids)

    def entry(self, entry_id: EntryId) -> RegistryEntry | None:
        """One entry; None if it is not there."""
        return self._rows.entry(entry_id)

    def row(self, entry_id: EntryId) -> EntryRow | None:
        """One entry with the number of its mentions; None if it is not there."""
        return next(iter(self._rows.rows([entry_id])), None)

    def totals(self) -> dict[str, LinkCount]:
        """How many annotations name an entry, for each label that may have any."""
        found = self._rows.link_totals()
        return {name: found.get(name, LinkCount(0, 0)) for name in self.labels()}

    # ------------------------------------------------------------ mentions

    def mention_count(self, entry_id: EntryId) -> int:
        """How many mentions name an entry, 1,000 standing for all that are more."""
        return self._rows.link_counts([entry_id])[entry_id]

    def mention_ids(self, entry_id: EntryId) -> array[int]:
        """The annotations that name an entry, by article, then by place."""
        return self._rows.mention_ids(entry_id)

    def mentions(self, ids: Sequence[AnnotationId]) -> list[Mention]:
        """Annotations with the text around them, in the order asked for."""
        return self._rows.mentions(ids)

    def next_mention(self, annotation: Annotation) -> Mention | None:
        """The mention after this one of what it names, wrapping round; None if it is the only."""
        if annotation.entry_id is None:
            return None
        following = self._rows.mention_after(
            annotation.entry_id, annotation.document_id, annotation.span.start, annotation.id
        )
        if following is None or following == annotation.id:
            return None
        return next(iter(self._rows.mentions([following])), None)

    # ------------------------------------------------------------ who is meant

    def suggest(
        self, text: str, label: str, document_id: DocumentId | None = None, *, count: int = 8
    ) -> list[Candidate]:
        """The entries that a mention may name, the likeliest first, each with its reason.

        document_id: the article it is in; what is named there already goes before its equals.
        """
        entries = self._rows.candidates(keys_for(text), self.entry_labels(label))
        ids = [one.id for one in entries]
        here = {} if document_id is None else self._rows.link_counts(ids, document_id)
        return rank(text, entries, here=here, everywhere=self._rows.link_counts(ids))[:count]

    def only_named(self, text: str, label: str) -> RegistryEntry | None:
        """The entry that has a name of just that; None if there is none or more than one."""
        found = self._rows.named(text, self.entry_labels(label))
        return found[0] if len(found) == 1 else None

    def find(self, typed: str, label: str, *, count: int = 8) -> list[EntryRow]:
        """Entries one of whose names begins as typed: those called just so first."""
        where = EntryFilter(self.entry_labels(label), typed)
        rows = self._rows.rows(list(self._rows.ids(where, _SIFTED)))  # type: ignore[arg-type]
        start = folded(typed)

        def order(row: EntryRow) -> tuple[bool, bool, int, str]:
            names = [folded(name) for name in row.entry.names]
            begins = any(name.startswith(start) for name in names)
            return start not in names, not begins, -row.mentions, names[0]

        return sorted(rows, key=order)[:count]

    def unlinked_job(self, labels: Sequence[str]) -> Job[list[UnlinkedName]]:
        """A job that finds what unlinked annotations say, the commonest first."""
        return Job("Looking for unlinked names", lambda context: self._unlinked(labels, context))

    def _unlinked(self, labels: Sequence[str], context: JobContext) -> list[UnlinkedName]:
        totals = self.totals()
        total = sum(totals[one].total for one in labels)
        found: list[UnlinkedName] = []
        done = 0
        for label in labels:
            spellings: dict[str, Counter[str]] = {}
            first: dict[str, AnnotationId] = {}
            for batch in self._rows.named_mentions(label):
                context.check_cancelled()
                context.report(done, total)
                done = min(done + len(batch), total)
                for mention in batch:
                    if mention.entry_id is None:
                        key = folded(mention.text)
                        spelling = " ".join(mention.text.split())
                        spellings.setdefault(key, Counter())[spelling] += 1
                        first.setdefault(key, mention.id)
            found += [
                UnlinkedName(said.most_common(1)[0][0], label, said.total(), first[key])
                for key, said in spellings.items()
            ]
        context.report(total, total)
        return sorted(found, key=lambda one: (-one.count, one.text.casefold(), one.label))
