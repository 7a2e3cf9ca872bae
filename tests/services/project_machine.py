"""A project under any gestures: done and refused, undone and done again, followed by views."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
)

from annotator.domain.errors import InvalidScheme, NotAllowed, UnknownName
from annotator.domain.labels import AttributeKind, AttributeSpec, Label, LabelScheme, RelationType
from annotator.domain.registry import has_entries
from annotator.domain.segments import Mark, in_order
from annotator.domain.span import Span
from annotator.domain.suggestion import Prediction, SuggesterInfo
from annotator.services import projects
from annotator.services.changes import mark_changes
from annotator.services.histories import BEGINNING
from annotator.services.jobs import JobContext
from annotator.services.suggestion_run import landed
from tests.factories import ANA, NER
from tests.services.helpers import import_text
from tests.services.whole_project import (
    Held,
    Whole,
    carried,
    counted,
    exported_and_imported,
    steps_that_hold,
    whole,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from annotator.domain.annotation import Annotation
    from annotator.domain.edits import Edit
    from annotator.domain.entries import RegistryEntry
    from annotator.domain.ids import DocumentId
    from annotator.services.changes import Changed
    from annotator.services.jobs import Job

TEXTS = (
    "Homs, Homs 😀 and HTS: “We go,” said Ghani of HTS.",
    "HTS left Homs. Ghani: “We go,” he said. Homs 😀",
    "“We go,” said e\u0301 Ghani\u2028in Homs. HTS.",
)
WORDS = ("Homs", "HTS", "Ghani", "“We go,”", "We go", "said", "😀", "Homs 😀")
RULES = SuggesterInfo("rules.v1", "1")
KIND = AttributeSpec("kind", AttributeKind.CHOICE, "", ("town", "group"))
ROLE = AttributeSpec("role", AttributeKind.TEXT)
SCHEME = LabelScheme(
    (
        Label("ACTOR", "#1f6feb", "#58a6ff", "a", "", (KIND, ROLE)),
        Label("LOCATION", "#1a7f37", "#3fb950", "l", "", (KIND,), aliases=("GPE",)),
        Label("QUOTE", "#9a6700", "#d29922", "q"),
        Label(
            "CLAIM",
            "#cf222e",
            "#f85149",
            "c",
            "",
            (
                AttributeSpec("sure", AttributeKind.FLAG),
                AttributeSpec("size", AttributeKind.NUMBER),
            ),
        ),
    ),
    (
        RelationType("SPEAKER", ("QUOTE",), ("ACTOR",)),
        RelationType("CLAIMANT", ("CLAIM",), ("ACTOR", "LOCATION")),
    ),
)


class ProjectMachine(RuleBasedStateMachine):
    """Gestures by their services; a view follows each article change by change, as the desk does.

    Any exception but a sentence of these kinds ends the run: that would be a bug.
    """

    refusals = (NotAllowed, UnknownName, InvalidScheme)

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.services = projects.create_project(self.folder / "x.annotator", ANA, scheme=SCHEME)
        self.ids = [
            import_text(self.services, text, f"{number}.txt") for number, text in enumerate(TEXTS)
        ]
        self.views: dict[DocumentId, list[Mark]] = {one: [] for one in self.ids}
        self.made: list[Edit] = []
        self.services.changes.subscribe(self.on_changed)
        self.steps = 0

    @initialize(data=st.data())
    def begin(self, data: st.DataObject) -> None:
        for document_id in self.ids:
            self.have_suggested(data, document_id)
        self.start = whole(self.services, self.ids)

    def teardown(self) -> None:
        try:
            if hasattr(self, "start"):
                self.finish()
        finally:
            self.services.close()
            shutil.rmtree(self.folder)

    def finish(self) -> None:
        assert self.services.project.check() == []
        scheme = self.services.project.scheme()
        linked = {one.label for one in self.annotations() if one.entry_id is not None}
        # a relation may begin now where mentions were linked before: an import tells of those
        if all(has_entries(scheme, label) for label in linked):
            assert exported_and_imported(self.services, self.folder) == carried(self.services)
        end = self.everything()
        undone = self.take_all_back(steps_that_hold(self.services))
        assert self.services.project.check() == []
        for step in reversed(undone):
            again = self.redo(step.document_id)
            assert again is not None
            assert again.id == step.edit_id
        assert without_suggestions(self.everything()) == without_suggestions(end)

    def take_all_back(self, done: Sequence[Held]) -> list[Held]:
        """Undoes all edits, the newest first, up to one that what came back later forbids.

        Only a scheme is refused so: where suggestions of a later run have its labels, or an
        annotation whose deletion was taken back after it.
        """
        undone = []
        for step in reversed(done):
            try:
                edit = self.undo(step.document_id)
            except NotAllowed as refusal:
                note(f"not taken back: {refusal}")
                if "Undo what was done in the articles" not in str(refusal):
                    raise
                return undone
            assert edit is not None
            assert edit.id == step.edit_id
            undone.append(step)
        assert without_suggestions(self.everything()) == without_suggestions(self.start)
        return undone

    # ------------------------------------------------------------ parts

    def everything(self) -> Whole:
        return whole(self.services, self.ids)

    def on_changed(self, changed: Changed) -> None:
        for document_id in changed.documents:
            moved = changed.edit and mark_changes(changed.edit, document_id)
            view, browsing = self.views[document_id], self.services.browsing
            if moved:
                removed, added = moved
                for mark in removed:
                    view.remove(mark)
                view += added
            elif changed.suggestions:
                view[:] = [mark for mark in view if mark.id not in changed.suggestions]
                view += browsing.pending_among(document_id, changed.suggestions)
            else:
                self.views[document_id] = browsing.marks(document_id)
        if changed.edit is not None:
            self.made.append(changed.edit)

    def do(self, gesture: Callable[[], object], *, and_back: bool = True) -> None:
        """Does it; refused, it has left no trace; done, it can be undone and done again."""
        before = self.everything()
        self.made.clear()
        try:
            gesture()
        except self.refusals as refusal:
            note(f"refused: {refusal}")
            assert self.made == []
            assert self.everything() == before
            return
        if and_back and self.made:
            (edit,) = self.made
            after = self.everything()
            where = sorted(edit.documents())
            owner = edit.document_id or (where[0] if where and self.steps % 2 else None)
            assert self.undo(owner) == edit
            assert self.everything() == before
            assert self.redo(owner) == edit
            assert self.everything() == after

    def job(self, begin: Callable[[], Job[Any]]) -> None:
        self.do(lambda: begin().work(JobContext()))

    def undo(self, document_id: DocumentId | None) -> Edit | None:
        if document_id is None:
            return self.services.project_edits.undo()
        return self.services.editing.undo(document_id)

    def redo(self, document_id: DocumentId | None) -> Edit | None:
        if document_id is None:
            return self.services.project_edits.redo()
        return self.services.editing.redo(document_id)

    def article(self, data: st.DataObject) -> DocumentId:
        return data.draw(st.sampled_from(self.ids), label="article")

    def span(self, data: st.DataObject, document_id: DocumentId) -> Span:
        text = TEXTS[self.ids.index(document_id)]
        word = data.draw(st.sampled_from([one for one in WORDS if one in text]), label="words")
        start = data.draw(st.sampled_from([text.index(word), text.rindex(word)]))
        return Span(start, start + len(word))

    def label(self, data: st.DataObject) -> str:
        return data.draw(st.sampled_from(self.services.project.scheme().names()), label="label")

    def pick(self, data: st.DataObject, among: Sequence[Any]) -> Any:
        """One of them, or None if there is none."""
        return data.draw(st.sampled_from(among)) if among else None

    def annotations(self) -> list[Annotation]:
        return [one for each in self.ids for one in self.services.project.annotations(each)]

    def marks(self) -> list[Mark]:
        return [mark for each in self.ids for mark in self.services.browsing.marks(each)]

    def entries(self) -> list[RegistryEntry]:
        return list(self.everything().entries.values())

    def have_suggested(self, data: st.DataObject, document_id: DocumentId) -> None:
        scheme = self.services.project.scheme()
        document = self.services.project.document(document_id)
        labels = st.sampled_from(["ACTOR", "LOCATION", "GPE", "QUOTE", "CLAIM", "PERSON"])
        for info in data.draw(st.sets(st.sampled_from([NER, RULES]), min_size=1)):
            found = [
                Prediction(
                    self.span(data, document_id),
                    data.draw(labels),
                    data.draw(st.sampled_from([None, 0.2, 0.9])),
                    data.draw(st.sampled_from([None, self.span(data, document_id)])),
                )
                for _ in range(data.draw(st.integers(0, 4)))
            ]
            runs = {info: landed(scheme, found)}
            assert self.services.project.store_suggestions(document_id, document.text_sha256, runs)
        self.views[document_id] = self.services.browsing.marks(document_id)

    # ------------------------------------------------------------ memory

    @rule()
    def learn(self) -> None:
        """The job's news bring the views up to date; what it remembers is what is stored."""
        memory = self.services.memory
        memory.learn_job().work(JobContext())
        assert not memory.is_behind()
        rows = {row.phrase: (row.tagged, row.rejected) for row in memory.table().rows}
        assert rows == counted(self.services, self.ids)

    # ------------------------------------------------------------ history

    @rule(data=st.data(), redo=st.booleans(), times=st.integers(1, 3))
    def step_in_history(self, data: st.DataObject, redo: bool, times: int) -> None:
        where = data.draw(st.sampled_from([None, *self.ids]), label="whose undo")
        forth, back = (self.redo, self.undo) if redo else (self.undo, self.redo)
        for _ in range(times):
            before = self.everything()
            self.do(lambda: forth(where), and_back=False)
            if self.made:
                after = self.everything()
                back(where)
                assert self.everything() == before
                forth(where)
                assert self.everything() == after

    @rule(data=st.data())
    def go_to(self, data: st.DataObject) -> None:
        document_id, histories = self.article(data), self.services.histories
        numbers = [BEGINNING, *(one.number for one in histories.steps(document_id))]
        number = data.draw(st.sampled_from(numbers))
        self.do(lambda: histories.go_to(document_id, number), and_back=False)

    @rule()
    def reopen(self) -> None:
        before = self.everything()
        self.services.close()
        self.services = projects.open_project(self.folder / "x.annotator", ANA)
        self.services.changes.subscribe(self.on_changed)
        assert self.everything() == before

    # ------------------------------------------------------------ what holds

    @invariant()
    def views_and_lists_show_what_is_stored(self) -> None:
        browsing, project = self.services.browsing, self.services.project
        rows = {one.id: one for one in browsing.rows(self.ids)}
        for document_id in self.ids:
            annotations = project.annotations(document_id)
            pending = [one for one in project.suggestions(document_id) if one.is_pending]
            stored = in_order(
                [
                    Mark(one.span.start, one.span.end, one.id, one.label, False)
                    for one in annotations
                ]
                + [
                    Mark(one.span.start, one.span.end, one.id, one.label, True, one.score)
                    for one in pending
                ]
            )
            assert browsing.marks(document_id) == stored
            assert in_order(self.views[document_id]) == stored
            row, info = rows[document_id], project.info(document_id)
            assert (row.annotation_count, row.pending_count) == (len(annotations), len(pending))
            assert (row.title, row.status, row.tags) == (
                info.metadata.title,
                info.status,
                info.tags,
            )
            assert self.services.editing.history_status(document_id) == project.history_status(
                document_id
            )

    @invariant()
    def the_scheme_allows_what_is_annotated(self) -> None:
        scheme = self.services.project.scheme()
        for one in self.annotations():
            scheme.check_attributes(one.label, one.attributes)

    @invariant()
    def the_project_is_sound(self) -> None:
        self.steps += 1
        if self.steps % 5 == 0:
            assert self.services.project.check() == []


def without_suggestions(found: Whole) -> Whole:
    """The same, but for what suggesters say: no edit takes that back."""
    articles = {key: one._replace(suggestions=()) for key, one in found.articles.items()}
    return found._replace(articles=articles)
