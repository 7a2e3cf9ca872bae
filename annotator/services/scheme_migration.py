"""What a new label scheme makes of all that is annotated: the changes of one edit."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar

from annotator.domain.annotation import Annotation, Relation
from annotator.domain.edits import Change
from annotator.domain.errors import KnownError, NotAllowed
from annotator.domain.scheme_steps import SplitLabel, Tagged
from annotator.services.scheme_impact import GONE, Impact
from annotator.services.scheme_mentions import Mentions, WordsUnder

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from annotator.domain.edits import Value
    from annotator.domain.entries import RegistryEntry
    from annotator.domain.ids import AnnotationId, DocumentId, EntryId
    from annotator.domain.labels import Attributes
    from annotator.domain.scheme_draft import SchemeDraft
    from annotator.domain.suggestion import Suggestion
    from annotator.services.jobs import JobContext
    from annotator.store.project import Project

    Marked = TypeVar("Marked", Annotation, Suggestion)

_OFTEN = 1_000


class Migration:
    """Follows a draft through the project; reads, writes nothing.

    Times of modification stay: nobody looked at these annotations again.
    """

    def __init__(self, project: Project, draft: SchemeDraft, context: JobContext) -> None:
        self._project = project
        self._draft = draft
        self._after = draft.scheme
        self._context = context
        self._words = WordsUnder(project) if _asks_for_words(draft) else None
        self._touched: set[DocumentId] = set()
        self.impact = Impact()

    def changes(self) -> list[Change]:
        """The changes, kind by kind; none if the scheme stays as it is.

        Raises NotAllowed if annotations are left whose label is in the scheme no more.
        """
        before = self._draft.base
        if self._after == before:
            return []
        names = before.names()
        moved = {
            name for name in names if self._draft.changes_label(name) or name not in self._after
        }
        altered = {name for name in names if self._draft.changes_attributes(name)}
        targets = {there for name in moved for there in self._draft.leads(name)}
        mentions = Mentions(self._project.labelled.annotations(moved | altered | targets))
        self._relabel(mentions, moved | altered)
        self._join(mentions, moved)
        relations = self._relations(mentions, moved)
        entries = self._entries(mentions, moved)
        suggestions = self._suggestions(moved, targets)
        rules = self._rules(moved)
        annotations = list(mentions.changes())
        self._touch(annotations)
        self.impact.articles = len(self._touched)
        found: list[Change] = [Change(before, self._after)]
        return [*found, *annotations, *relations, *suggestions, *entries, *rules]

    # ------------------------------------------------------------ annotations

    def _relabel(self, mentions: Mentions, affected: set[str]) -> None:
        left: Counter[str] = Counter()
        for number, one in enumerate(mentions.before.values()):
            if number % _OFTEN == 0:
                self._context.check_cancelled()
                self._context.report(number, len(mentions.before))
            if one.label not in affected:
                continue
            where = self._tagged(one, one.attributes)
            if where is not None and where.label not in self._after:
                left[one.label] += 1
            else:
                mentions.now[one.id] = where and self._fitted(one, where)
            if where is None or where.label != one.label:
                self.impact.annotations[one.label, where.label if where else GONE] += 1
        if left:
            many = ", ".join(f"{label} ({count:,})" for label, count in left.items())
            raise NotAllowed(
                f"The new label scheme has no place for annotations of {many}."
                " Merge or delete these labels first."
            )

    def _tagged(self, one: Annotation | Suggestion, attributes: Attributes) -> Tagged | None:
        words = self._words.of(one) if self._words else ""
        return self._draft.tagged(Tagged(one.label, attributes, words))

    def _fitted(self, one: Annotation, where: Tagged) -> Annotation:
        """The annotation with its new label, and those values that this one allows."""
        kept = []
        for name, value in where.attributes:
            try:
                self._after.check_attributes(where.label, ((name, value),))
            except KnownError:
                self.impact.lost[one.label, name] += 1
                self.impact.values[one.label, name] += 1
            else:
                kept.append((name, value))
                if (name, value) not in one.attributes:
                    self.impact.values[one.label, name] += 1
        return replace(one, label=where.label, attributes=tuple(sorted(kept)))

    def _join(self, mentions: Mentions, moved: set[str]) -> None:
        """Lets one annotation take in those that got its span and label; each analyst's apart."""
        if not moved:
            return
        places: defaultdict[object, list[Annotation]] = defaultdict(list)
        for one in mentions.now.values():
            if one is not None:
                places[one.document_id, one.span, one.label, one.annotator_id].append(one)
        for group in places.values():
            came = [one for one in group if mentions.before[one.id].label in moved]
            if len(group) < 2 or not came:
                continue
            stayed = [one for one in group if one not in came]
            kept, *others = [*stayed[:1], *came]
            for other in others:
                kept = self._taking_in(kept, other, mentions.before[other.id].label)
                mentions.now[other.id] = None
                mentions.joined[other.id] = kept.id
                self.impact.merged += 1
            mentions.now[kept.id] = kept

    def _taking_in(self, kept: Annotation, other: Annotation, was: str) -> Annotation:
        values = dict(kept.attributes)
        for name, value in other.attributes:
            if values.setdefault(name, value) != value:
                self.impact.lost[was, name] += 1
                self.impact.values[was, name] += 1
        notes = dict.fromkeys(note for note in (kept.note, other.note) if note)
        return replace(
            kept,
            attributes=tuple(sorted(values.items())),
            note="\n".join(notes),
            entry_id=kept.entry_id or other.entry_id,
        )

    # ------------------------------------------------------------ relations

    def _relations(self, mentions: Mentions, moved: set[str]) -> list[Change]:
        before, after = self._draft.base, self._after
        known = {one.name: one for one in after.relations}
        names = [one.name for one in before.relations if known.get(one.name) != one]
        labels = moved | {one.label for one in mentions.before.values() if mentions.joined}
        found = [
            (one, self._related(one, mentions))
            for one in self._project.labelled.relations(names=names, at=labels)
        ]
        seen: set[object] = set()
        pairs = []
        # those that stay as they are come first: of two that become one, they stay
        for one, new in sorted(found, key=lambda pair: pair[0] != pair[1]):
            place = new and (new.label, new.source_id, new.target_id)
            kept = None if place in seen and new != one else new
            seen.add(place)
            if kept is None:
                self.impact.relations[one.label] += 1
            pairs.append((one, kept))
        return self._changed(pairs)

    def _related(self, one: Relation, mentions: Mentions) -> Relation | None:
        source = mentions.joined.get(one.source_id, one.source_id)
        target = mentions.joined.get(one.target_id, one.target_id)
        ends = [self._label_of(end, mentions) for end in (source, target)]
        if None in ends or source == target:
            return None
        name = self._draft.relation(one.label)
        try:
            self._after.check_relation(name, ends[0] or "", ends[1] or "")
        except KnownError:
            return None
        return replace(one, label=name, source_id=source, target_id=target)

    def _label_of(self, annotation_id: AnnotationId, mentions: Mentions) -> str | None:
        if annotation_id in mentions.now:
            now = mentions.now[annotation_id]
        else:
            now = self._project.annotation(annotation_id)
        return None if now is None else now.label

    # ------------------------------------------------------------ suggestions

    def _suggestions(self, moved: set[str], targets: set[str]) -> list[Change]:
        """What is decided keeps its label where that goes: nobody is asked about it again."""
        pairs: list[tuple[Suggestion, Suggestion | None]] = []
        found = self._project.labelled.suggestions(moved | targets if moved else ())
        for _, group in groupby(found, attrgetter("document_id")):
            waiting: set[object] = set()
            # those that keep their label come first: of two that become one, they stay
            for one in sorted(group, key=lambda one: one.label in moved):
                new = self._suggested(one) if one.label in moved else one
                if new is not None and new.is_pending:
                    place = (new.span, new.label, new.suggester.name)
                    if place in waiting and new != one:
                        new = None
                    waiting.add(place)
                if new is None or new.label != one.label:
                    self.impact.suggestions[one.label, new.label if new else GONE] += 1
                pairs.append((one, new))
        return self._changed(pairs)

    def _suggested(self, one: Suggestion) -> Suggestion | None:
        where = self._tagged(one, ())
        if where is None or where.label not in self._after:
            return None if one.is_pending else one
        return replace(one, label=where.label)

    def _rules(self, moved: set[str]) -> list[Change]:
        """What was said about phrases goes where they go; what is said there already stays."""
        stay = self._project.labelled.rules(set(self._after.names()) - moved) if moved else []
        said = {(one.text, one.label) for one in stay}
        gone, made = [], []
        for one in self._project.labelled.rules(moved):
            where = self._draft.tagged(Tagged(one.label, (), one.text))
            if where is not None and where.label == one.label:
                said.add((one.text, one.label))
                continue
            gone.append(Change(one, None))
            if where is None or where.label not in self._after:
                continue
            if (one.text, where.label) not in said:
                said.add((one.text, where.label))
                made.append(Change(None, replace(one, label=where.label)))
        return [*gone, *made]

    # ------------------------------------------------------------ registry

    def _entries(self, mentions: Mentions, moved: set[str]) -> list[Change]:
        entries = self._project.labelled.entries(moved)
        if not entries:
            return []
        naming = self._project.registry.linked([one.id for one in entries])
        for one in naming:
            mentions.add(one)
        by_entry: defaultdict[EntryId, list[Annotation]] = defaultdict(list)
        for now in mentions.now.values():
            if now is not None and now.entry_id is not None:
                by_entry[now.entry_id].append(now)
        pairs = []
        for entry in entries:
            label = self._entry_label(entry, by_entry[entry.id])
            if label != entry.label:
                self.impact.entries[entry.label, label] += 1
            for one in by_entry[entry.id]:
                was = mentions.before[one.id].label
                if one.label != label and (label == GONE or was == entry.label):
                    mentions.now[one.id] = replace(one, entry_id=None)
                    self.impact.unlinked += 1
            pairs.append((entry, None if label == GONE else replace(entry, label=label)))
        return self._changed(pairs)

    def _entry_label(self, entry: RegistryEntry, mentions: Sequence[Annotation]) -> str:
        """Where an entry goes: with its mentions, if they stay together."""
        labels = {one.label for one in mentions} & self._draft.leads(entry.label)
        if len(labels) == 1:
            return labels.pop()
        where = self._draft.tagged(Tagged(entry.label, (), entry.name))
        return where.label if where is not None and where.label in self._after else GONE

    # ------------------------------------------------------------ parts

    def _changed(self, pairs: Iterable[tuple[Value, Value | None]]) -> list[Change]:
        found = [Change(before, after) for before, after in pairs if before != after]
        found.sort(key=lambda change: change.after is None)  # stored quicker kind by kind
        self._touch(found)
        return found

    def _touch(self, changes: Iterable[Change]) -> None:
        for change in changes:
            if isinstance(change.value, Annotation | Relation):
                self._touched.add(change.value.document_id)


def _asks_for_words(draft: SchemeDraft) -> bool:
    return any(
        part.words for step in draft.steps if isinstance(step, SplitLabel) for part in step.parts
    )
