"""Whatever analysts do, in whatever order, in several articles: the project stays sound."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from annotator.domain.document import Status
from annotator.domain.errors import InvalidScheme, NotAllowed, UnknownName
from annotator.domain.labels import AttributeKind, AttributeSpec, Label, LabelScheme, RelationType
from annotator.domain.scheme_steps import (
    DeleteLabel,
    MergeLabels,
    Part,
    RenameAttribute,
    RenameChoice,
    RenameLabel,
    RenameRelation,
    Revise,
    SplitLabel,
    Step,
)
from annotator.domain.segments import Mark, in_order
from annotator.domain.span import Span
from annotator.domain.suggestion import Prediction, SuggesterInfo
from annotator.services import projects
from annotator.services.article_editing import ArticleChanges
from annotator.services.bulk import Choice
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
    exported_and_imported,
    steps_that_hold,
    whole,
)
from tests.strategies import few

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
_KIND = AttributeSpec("kind", AttributeKind.CHOICE, "", ("town", "group"))
_ROLE = AttributeSpec("role", AttributeKind.TEXT)
SCHEME = LabelScheme(
    (
        Label("ACTOR", "#1f6feb", "#58a6ff", "a", "", (_KIND, _ROLE)),
        Label("LOCATION", "#1a7f37", "#3fb950", "l", "", (_KIND,), aliases=("GPE",)),
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
NEW_NAMES = ("PERSON", "PLACE", "GPE", "WORDS", "ACTOR", "LOCATION", "QUOTE", "CLAIM")
NAMES = ("Homs", "HTS", "hts", "Ghani", "Hayat Tahrir al-Sham", "  ", "Al Homs")
VALUES = st.sampled_from(
    [("kind", "town"), ("kind", "group"), ("role", "x"), ("sure", True), ("size", 4), ("x", "y")]
)


class Analysts(RuleBasedStateMachine):
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
        """Undoes all edits, the newest first, up to one that suggestions of later runs forbid."""
        undone = []
        for step in reversed(done):
            try:
                edit = self.undo(step.document_id)
            except NotAllowed as refusal:
                note(f"not taken back: {refusal}")
                assert "suggestion" in str(refusal)  # noqa: PT017 - or it is raised
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
            if moved:
                removed, added = moved
                for mark in removed:
                    self.views[document_id].remove(mark)
                self.views[document_id] += added
            else:
                self.views[document_id] = self.services.browsing.marks(document_id)
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

    # ------------------------------------------------------------ marks

    @rule(data=st.data())
    def suggest(self, data: st.DataObject) -> None:
        self.have_suggested(data, self.article(data))

    @rule(data=st.data())
    def add(self, data: st.DataObject) -> None:
        document_id = self.article(data)
        span, label = self.span(data, document_id), self.label(data)
        self.do(lambda: self.services.editing.add(document_id, span, label))

    @rule(data=st.data(), what=st.sampled_from(["accept", "reject", "relabel", "resize"]))
    def decide(self, data: st.DataObject, what: str) -> None:
        mark = self.pick(data, [one for one in self.marks() if one.is_suggestion])
        if mark is not None:
            self.do(self.gesture(data, what, mark))

    @rule(data=st.data(), what=st.sampled_from(["relabel", "resize", "delete", "note", "values"]))
    def change(self, data: st.DataObject, what: str) -> None:
        mark = self.pick(data, [one for one in self.marks() if not one.is_suggestion])
        if mark is not None:
            self.do(self.gesture(data, what, mark))

    def gesture(self, data: st.DataObject, what: str, mark: Any) -> Callable[[], object]:
        editing = self.services.editing
        match what:
            case "relabel":
                label = self.label(data)
                return lambda: editing.relabel(mark.id, label)
            case "resize":
                on = next(one for one in self.ids if mark in self.services.browsing.marks(one))
                span = self.span(data, on)
                return lambda: editing.resize(mark.id, span)
            case "note":
                return lambda: editing.set_note(mark.id, "n")
            case "values":
                values = data.draw(st.lists(VALUES, unique_by=lambda pair: pair[0], max_size=2))
                return lambda: editing.set_attributes(mark.id, tuple(values))
            case _:
                return lambda: getattr(editing, what)(mark.id)

    @rule(data=st.data())
    def join(self, data: st.DataObject) -> None:
        source, target = self.pick(data, self.marks()), self.pick(data, self.marks())
        if source and target:
            self.do(lambda: self.services.editing.join(source.id, target.id))

    @rule(data=st.data())
    def unrelate(self, data: st.DataObject) -> None:
        found = [one for each in self.ids for one in self.services.project.relations(each)]
        relation = self.pick(data, found)
        if relation is not None:
            self.do(lambda: self.services.editing.unrelate(relation.id))

    # ------------------------------------------------------------ articles

    @rule(
        data=st.data(),
        status=st.sampled_from(Status),
        what=st.sampled_from(["status", "remove", "restore", "tags", "note", "details", "many"]),
    )
    def care(self, data: st.DataObject, status: Status, what: str) -> None:
        on, services = self.article(data), self.services
        metadata = services.project.info(on).metadata
        changes = ArticleChanges(status, "why", ("new",), ("old",))
        gestures: dict[str, Callable[[], object]] = {
            "status": lambda: services.editing.set_status(on, status, "why"),
            "remove": lambda: services.editing.remove_article(on),
            "restore": lambda: services.article_editing.restore(on),
            "tags": lambda: services.article_editing.set_tags(
                on, ["old", "two words", str(status)]
            ),
            "note": lambda: services.article_editing.set_note(on, f"note {status}"),
            "details": lambda: services.article_editing.set_metadata(
                on, replace(metadata, title=f"Title {status}", published="2026-11-22")
            ),
            "many": lambda: services.article_editing.job_for(self.ids, changes).work(JobContext()),
        }
        self.do(gestures[what])

    # ------------------------------------------------------------ many at once

    @rule(data=st.data(), accepts=st.booleans(), bound=st.sampled_from([None, 0.5]))
    def decide_all(self, data: st.DataObject, accepts: bool, bound: float | None) -> None:
        on, bulk = self.article(data), self.services.bulk
        labels = data.draw(st.none() | st.just(frozenset({self.label(data)})))
        choice = Choice(labels, bound, below=data.draw(st.booleans()))
        self.job(lambda: (bulk.accept_all if accepts else bulk.reject_all)(on, choice))

    @rule(data=st.data(), what=st.sampled_from(["tag", "untag", "relabel"]), wide=st.booleans())
    def tag_all(self, data: st.DataObject, what: str, wide: bool) -> None:
        word, label, new = data.draw(st.sampled_from(WORDS)), self.label(data), self.label(data)
        on = None if wide else self.article(data)
        places = [
            (document_id, Span(start, start + len(word)))
            for document_id, text in zip(self.ids, TEXTS, strict=True)
            for start in range(len(text))
            if on in (None, document_id) and text.startswith(word, start)
        ]
        bulk = self.services.bulk
        if what == "relabel":
            self.job(lambda: bulk.relabel(places, label, new, document_id=on))
        else:
            self.job(lambda: getattr(bulk, what)(places, label, document_id=on))

    # ------------------------------------------------------------ the registry

    @rule(data=st.data(), name=st.sampled_from(NAMES), wide=st.booleans())
    def say_who(self, data: st.DataObject, name: str, wide: bool) -> None:
        one = self.pick(data, self.annotations())
        if one is None:
            return
        registering = self.services.registering
        entry = self.pick(data, self.entries())
        what = data.draw(st.sampled_from(["link", "make", "alike", "unlink"]))
        if what == "make":
            self.do(lambda: registering.make_entry(one.id, name))
        elif what == "alike":
            self.job(lambda: registering.link_alike(one.id, everywhere=wide))
        elif what == "unlink" or entry:
            self.do(lambda: registering.link(one.id, entry.id if what == "link" else None))

    @rule(data=st.data(), name=st.sampled_from(NAMES), word=st.sampled_from(WORDS))
    def enter(self, data: st.DataObject, name: str, word: str) -> None:
        registering, label = self.services.registering, self.label(data)
        entry = self.pick(data, self.entries())
        what = data.draw(st.sampled_from(["add", "enter", "link"]))
        if what == "add":
            self.do(lambda: registering.add(label, name))
        elif what == "enter":
            self.job(lambda: registering.enter_name(word, label, called=name))
        elif entry:
            self.job(lambda: registering.link_name(word, label, entry.id))

    @rule(
        data=st.data(),
        name=st.sampled_from(NAMES),
        what=st.sampled_from(["save", "alias", "merge", "split", "split aliases", "delete"]),
    )
    def register(self, data: st.DataObject, name: str, what: str) -> None:
        entry, other = self.pick(data, self.entries()), self.pick(data, self.entries())
        if entry is None:
            return
        registering = self.services.registering
        match what:
            case "save":
                self.do(
                    lambda: registering.save(
                        replace(entry, name=name, aliases=(), latitude=1.5, longitude=2.0)
                    )
                )
            case "alias":
                self.do(lambda: registering.add_alias(entry.id, name))
            case "merge":
                self.job(lambda: registering.merge([entry.id, other.id], entry.id))
            case "split":
                mentions = [one.id for one in self.annotations() if one.entry_id == entry.id]
                chosen = data.draw(st.lists(st.sampled_from(mentions))) if mentions else []
                self.job(lambda: registering.split_mentions(entry.id, chosen, name))
            case "split aliases":
                if entry.aliases:
                    chosen = data.draw(st.lists(st.sampled_from(entry.aliases), min_size=1))
                    self.job(lambda: registering.split_aliases(entry.id, chosen))
            case "delete":
                self.job(lambda: registering.delete([entry.id, other.id]))

    # ------------------------------------------------------------ the label scheme

    @rule(data=st.data(), many=st.integers(1, 2))
    def revise(self, data: st.DataObject, many: int) -> None:
        schemes = self.services.schemes
        draft = schemes.draft()
        for _ in range(many):
            step = self.step(data, draft.scheme)
            try:
                draft = draft.then(step)
            except (InvalidScheme, UnknownName):
                return
        note(f"draft: {draft.steps}")
        self.job(lambda: schemes.preview(draft))
        self.job(lambda: schemes.job(draft))

    def step(self, data: st.DataObject, scheme: LabelScheme) -> Step:
        label, other = (data.draw(st.sampled_from(scheme.labels)) for _ in range(2))
        new = data.draw(st.sampled_from(NEW_NAMES))
        specs = label.attributes or (AttributeSpec("none", AttributeKind.TEXT),)
        spec = data.draw(st.sampled_from(specs))
        fresh = Label(new, "#123456", "#654321", "", "", (_KIND,))
        kept = tuple(one for one in scheme.relations if data.draw(st.booleans()))
        steps: list[Callable[[], Step]] = [
            lambda: RenameLabel(label.name, new),
            lambda: MergeLabels(label.name, other.name),
            lambda: SplitLabel(label.name, (Part(fresh, "kind", ("town",), ("Homs", "said")),)),
            lambda: DeleteLabel(label.name, data.draw(st.sampled_from([None, other.name]))),
            lambda: RenameAttribute(label.name, spec.name, data.draw(st.sampled_from("ab"))),
            lambda: RenameChoice(label.name, "kind", "town", "city"),
            lambda: RenameRelation("SPEAKER", "SAID_BY"),
            lambda: Revise(LabelScheme(scheme.labels, kept)),
            lambda: Revise(LabelScheme((*scheme.labels, fresh), scheme.relations)),
            lambda: Revise(
                LabelScheme(
                    tuple(
                        replace(one, attributes=()) if one is label else one
                        for one in scheme.labels
                    ),
                    scheme.relations,
                )
            ),
        ]
        try:
            return data.draw(st.sampled_from(steps))()
        except InvalidScheme:
            return Step()

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


def test_whatever_is_done_the_project_stays_sound_and_can_be_taken_back_to_its_start() -> None:
    run_state_machine_as_test(Analysts, settings=few(examples=15, steps=25))
