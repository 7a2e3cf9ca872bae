"""The registry: saying whom and what mentions name, each step an undoable edit.

Linking one mention belongs to its article; whatever else touches the registry belongs to the
project, and to the undo of each article it reaches. Nothing is linked unasked: a name alone does
not tell two people apart.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.domain.edits import Change
from annotator.domain.entries import RegistryEntry
from annotator.domain.errors import NotAllowed, UnknownName
from annotator.domain.ids import EntryId
from annotator.domain.matching import folded
from annotator.domain.registry import fits, has_entries
from annotator.domain.text import cut
from annotator.services import registry_drafts as drafts
from annotator.services.drafts import started

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from annotator.domain.annotation import Annotation
    from annotator.domain.edits import Edit
    from annotator.domain.ids import AnnotationId, DocumentId
    from annotator.services.jobs import Job, JobContext
    from annotator.services.project_edits import ProjectEdits
    from annotator.store.project import Project

_LONGEST_VERB = 40


class Registering:
    """The gestures. Jobs make one edit each and return it, None where there was nothing to do.

    Raises UnknownName for what is not (or no longer) there, NotAllowed for what cannot be.
    """

    def __init__(self, project: Project, edits: ProjectEdits) -> None:
        self._project = project
        self._edits = edits

    # ------------------------------------------------------------ one mention

    def link(self, annotation_id: AnnotationId, entry_id: EntryId | None) -> None:
        """Says what a mention names; None takes that back."""
        annotation = self._annotation(annotation_id)
        if entry_id is None:
            verb = "Unlink"
        else:
            entry = self._entry(entry_id)
            self._check_fits(entry, annotation.label)
            verb = f"Link to {_short(entry.name)}"
        changes = drafts.linking([annotation], entry_id, self._project.now())
        if changes:
            self._in_article(verb, annotation.document_id, changes)

    def make_entry(self, annotation_id: AnnotationId, name: str) -> EntryId:
        """Makes an entry of that name and links the mention to it: one edit of the article.

        An attribute “kind” of the mention becomes the entry's kind.
        """
        annotation = self._annotation(annotation_id)
        kind = dict(annotation.attributes).get("kind", "")
        entry = self._new(annotation.label, name, kind=kind if isinstance(kind, str) else "")
        changes = [
            Change(None, entry),
            *drafts.linking([annotation], entry.id, self._project.now()),
        ]
        self._in_article(f"New entry {_short(entry.name)}", annotation.document_id, changes)
        return entry.id

    # ------------------------------------------------------------ many mentions

    def link_alike(self, annotation_id: AnnotationId, *, everywhere: bool) -> Job[Edit | None]:
        """Links the unlinked mentions that say the same, in the article or everywhere, as it is.

        Raises NotAllowed if the mention is not linked itself.
        """
        annotation = self._annotation(annotation_id)
        if annotation.entry_id is None:
            raise NotAllowed("Link this mention first; then the others can follow it.")
        entry = self._entry(annotation.entry_id)
        (mention,) = self._project.registry.mentions([annotation_id])
        document_id = None if everywhere else annotation.document_id
        return self._edits.job(
            f"Linking “{_short(mention.text)}”",
            f"Link all “{_short(mention.text)}”",
            lambda context: self._alike(
                mention.text, annotation.label, entry.id, document_id, context
            ),
            document_id=document_id,
        )

    def link_name(self, text: str, label: str, entry_id: EntryId) -> Job[Edit | None]:
        """Links all unlinked annotations of a label that say this, in all articles, to an entry."""
        self._check_fits(self._entry(entry_id), label)
        return self._edits.job(
            f"Linking “{_short(text)}”",
            f"Link all “{_short(text)}”",
            lambda context: self._alike(text, label, entry_id, None, context),
        )

    def enter_name(self, text: str, label: str, *, called: str = "") -> Job[Edit | None]:
        """Makes an entry and links all annotations of the label that say this.

        called: the entry's name, "" for the text itself.
        """
        entry = self._new(label, called or text)

        def build(context: JobContext) -> list[Change]:
            return [Change(None, entry), *self._alike(text, label, entry.id, None, context)]

        short = _short(entry.name)
        return self._edits.job(f"Linking “{short}”", f"New entry {short}", build)

    # ------------------------------------------------------------ entries

    def add(self, label: str, name: str) -> EntryId:
        """Makes an entry that nothing names yet."""
        entry = self._new(label, name)
        self._edits.apply(f"New entry {_short(entry.name)}", [Change(None, entry)])
        return entry.id

    def save(self, entry: RegistryEntry) -> None:
        """Writes an entry anew; its label stays."""
        before = self._entry(entry.id)
        after = replace(entry, label=before.label)
        self._edits.apply(f"Edit {_short(after.name)}", drafts.changing(before, after))

    def add_alias(self, entry_id: EntryId, alias: str) -> None:
        """Gives an entry one more name; nothing if it has it already."""
        before = self._entry(entry_id)
        alias = " ".join(alias.split())
        if alias and alias not in before.names:
            after = replace(before, aliases=tuple(sorted((*before.aliases, alias))))
            self._edits.apply(f"Alias of {_short(before.name)}", [Change(before, after)])

    def merge(self, ids: Sequence[EntryId], into: EntryId) -> Job[Edit | None]:
        """Makes several entries one, which has all their names and mentions."""
        kept = self._entry(into)
        others = [self._entry(one) for one in dict.fromkeys(ids) if one != into]
        scheme = self._project.scheme()
        labels = {
            found.name if (found := scheme.named(one.label)) else one.label
            for one in (kept, *others)
        }
        if len(labels) > 1:
            raise NotAllowed(f"Entries of {' and '.join(sorted(labels))} cannot be merged.")

        def build(context: JobContext) -> list[Change]:
            context.report(0, None)
            mentions = self._project.registry.linked([one.id for one in others])
            return drafts.merging(kept, others, mentions, self._project.now()) if others else []

        short = _short(kept.name)
        return self._edits.job(f"Merging into {short}", f"Merge into {short}", build)

    def split_mentions(
        self, entry_id: EntryId, mentions: Sequence[AnnotationId], name: str
    ) -> Job[Edit | None]:
        """Moves some mentions of an entry to a new one of that name."""
        old = self._entry(entry_id)
        new = self._new(old.label, name, kind=old.kind)

        def build(context: JobContext) -> list[Change]:
            context.report(0, None)
            found = self._project.registry.annotations(mentions)
            moved = [one for one in found if one.entry_id == old.id]
            return drafts.splitting(old, new, moved, self._project.now())

        return self._edits.job(f"Splitting {_short(old.name)}", f"Split {_short(old.name)}", build)

    def split_aliases(self, entry_id: EntryId, aliases: Sequence[str]) -> Job[Edit | None]:
        """Moves aliases of an entry, and the mentions that say one of them, to a new entry.

        The first of them becomes its name. Raises NotAllowed if one is no alias of the entry.
        """
        old = self._entry(entry_id)
        for alias in aliases:
            if alias not in old.aliases:
                raise NotAllowed(f"“{alias}” is no alias of “{old.name}”.")
        name, *rest = aliases
        new = replace(self._new(old.label, name, kind=old.kind), aliases=tuple(sorted(rest)))
        said = {folded(one) for one in aliases} - {folded(old.name)}

        def build(context: JobContext) -> list[Change]:
            context.report(0, None)
            linked = self._project.registry.linked([old.id])
            texts = {
                one.id: one.text
                for one in self._project.registry.mentions([each.id for each in linked])
            }
            moved = [one for one in linked if folded(texts[one.id]) in said]
            return drafts.splitting(old, new, moved, self._project.now())

        return self._edits.job(f"Splitting {_short(old.name)}", f"Split {_short(old.name)}", build)

    def delete(self, ids: Sequence[EntryId]) -> Job[Edit | None]:
        """Takes entries away; what names them is unlinked."""
        entries = [self._entry(one) for one in dict.fromkeys(ids)]

        def build(context: JobContext) -> list[Change]:
            context.report(0, None)
            mentions = self._project.registry.linked([one.id for one in entries])
            return drafts.deleting(entries, mentions, self._project.now())

        what = _short(entries[0].name) if len(entries) == 1 else f"{len(entries):,} entries"
        return self._edits.job(f"Deleting {what}", f"Delete {what}", build)

    # ------------------------------------------------------------ parts

    def _alike(
        self,
        text: str,
        label: str,
        entry_id: EntryId,
        document_id: DocumentId | None,
        context: JobContext,
    ) -> list[Change]:
        """Links the unlinked annotations of a label that say the same."""
        wanted = folded(text)
        alike: list[AnnotationId] = []
        for number, batch in enumerate(self._project.registry.named_mentions(label, document_id)):
            context.check_cancelled()
            context.report(number, None)
            alike += [
                one.id for one in batch if one.entry_id is None and folded(one.text) == wanted
            ]
        found: Iterable[Annotation] = self._project.registry.annotations(alike)
        return drafts.linking(found, entry_id, self._project.now())

    def _in_article(self, verb: str, document_id: DocumentId, changes: Sequence[Change]) -> None:
        """An edit of one article; the first work on a new one starts it."""
        beginning = started(self._project.info(document_id))
        self._edits.apply(verb, [*changes, *beginning], document_id=document_id)

    def _new(self, label: str, name: str, *, kind: str = "") -> RegistryEntry:
        scheme = self._project.scheme()
        known = scheme.named(label)
        if known is None or not has_entries(scheme, known.name):
            raise NotAllowed(f"What {label} marks has no entry in the registry.")
        entry_id = EntryId(self._project.ids())
        return RegistryEntry(entry_id, known.name, " ".join(name.split()), kind=kind)

    def _check_fits(self, entry: RegistryEntry, label: str) -> None:
        if not fits(entry, label, self._project.scheme()):
            raise NotAllowed(f"“{entry.name}” is no {label} but {entry.label}.")

    def _entry(self, entry_id: EntryId) -> RegistryEntry:
        entry = self._project.registry.entry(entry_id)
        if entry is None:
            raise NotAllowed("That entry is no longer in the registry.")
        return entry

    def _annotation(self, annotation_id: AnnotationId) -> Annotation:
        annotation = self._project.annotation(annotation_id)
        if annotation is None:
            raise UnknownName("annotation", str(annotation_id), ())
        return annotation


def _short(text: str) -> str:
    return cut(text, _LONGEST_VERB)
