"""Whatever analysts do, in whatever order, in several articles: the project stays sound."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import (
    rule,
    run_state_machine_as_test,
)

from annotator.domain.document import Status
from annotator.domain.errors import InvalidScheme, UnknownName
from annotator.domain.labels import AttributeKind, AttributeSpec, Label, LabelScheme
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
from annotator.domain.span import Span
from annotator.services.article_editing import ArticleChanges
from annotator.services.bulk import Choice
from annotator.services.jobs import JobContext
from tests.services.project_machine import KIND, TEXTS, WORDS, ProjectMachine
from tests.strategies import few

if TYPE_CHECKING:
    from collections.abc import Callable


NEW_NAMES = ("PERSON", "PLACE", "GPE", "WORDS", "ACTOR", "LOCATION", "QUOTE", "CLAIM")
NAMES = ("Homs", "HTS", "hts", "Ghani", "Hayat Tahrir al-Sham", "  ", "Al Homs")
VALUES = st.sampled_from(
    [("kind", "town"), ("kind", "group"), ("role", "x"), ("sure", True), ("size", 4), ("x", "y")]
)


class Analysts(ProjectMachine):
    """Whatever the services offer, with whatever is there."""

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
        fresh = Label(new, "#123456", "#654321", "", "", (KIND,))
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


def test_whatever_is_done_the_project_stays_sound_and_can_be_taken_back_to_its_start() -> None:
    run_state_machine_as_test(Analysts, settings=few(examples=8, steps=20))
