"""Hands that edit a project by its services, at random; the same each time for the same seed."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from annotator.domain.document import ArticleFilter, ListOrder, Status
from annotator.domain.errors import InvalidScheme, NotAllowed, UnknownName
from annotator.domain.ids import DocumentId, EntryId
from annotator.domain.labels import AttributeKind, AttributeSpec, Label, LabelScheme
from annotator.domain.memory import Phrase, Rule
from annotator.domain.registry import EntryFilter
from annotator.domain.scheme_steps import DeleteLabel, MergeLabels, RenameLabel, Revise
from annotator.domain.span import Span
from annotator.domain.suggestion import Prediction
from annotator.services.article_editing import ArticleChanges
from annotator.services.bulk import Choice
from annotator.services.histories import BEGINNING
from annotator.services.jobs import JobContext
from annotator.services.reading import Source
from annotator.services.suggestion_run import landed
from tests.factories import NER
from tests.services.helpers import do_import
from tests.services.project_machine import RULES, TEXTS, WORDS

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

    from annotator.domain.annotation import Annotation
    from annotator.domain.entries import RegistryEntry
    from annotator.domain.scheme_steps import Step
    from annotator.domain.segments import Mark
    from annotator.services.jobs import Job
    from annotator.services.projects import Services

REFUSALS = (NotAllowed, UnknownName, InvalidScheme)
"""Sentences that a gesture may be answered with; anything else is a bug."""

_NAMES = ("Homs", "HTS", "hts", "Ghani", "Hayat Tahrir al-Sham", "Al Homs")
_LABELS = ("ACTOR", "LOCATION", "GPE", "QUOTE", "CLAIM", "PERSON")
_NEW = ("PERSON", "PLACE", "GPE", "WORDS", "ACTOR", "LOCATION")
_VALUES = (("kind", "town"), ("kind", "group"), ("role", "x"), ("sure", True), ("size", 4))
_FRESH = AttributeSpec("kind", AttributeKind.CHOICE, "", ("town", "group"))


class Hands:
    """Does one thing after another. What a step did is on the disk when it returns, as a whole."""

    def __init__(self, services: Services, hazard: random.Random) -> None:
        self.services = services
        self._random = hazard
        self._ways: list[tuple[int, Callable[[], object]]] = [
            *[(4, way) for way in (self._add, self._decide, self._change)],
            *[(2, way) for way in (self._join, self._care, self._suggest, self._bring)],
            *[(2, way) for way in (self._say_who, self._register, self._many, self._decide_all)],
            *[(1, way) for way in (self._revise, self._go_to, self._rule, self._keep_a_filter)],
            (5, self._step_in_history),
        ]

    def step(self) -> str:
        """Does something; says what, and whether it was refused."""
        weights = [weight for weight, _ in self._ways]
        ((_, way),) = self._random.choices(self._ways, weights)
        try:
            way()
        except REFUSALS as refusal:
            return f"{way.__name__}, refused: {refusal}"
        return way.__name__

    # ------------------------------------------------------------ marks

    def _add(self) -> None:
        on = self._article()
        self.services.editing.add(on, self._span(on), self._label())

    def _decide(self) -> None:
        editing, mark = self.services.editing, self._one(self._marks(suggested=True))
        if mark is None:
            return
        match self._random.choice(["accept", "accept", "reject", "relabel"]):
            case "accept":
                editing.accept(mark.id)  # type: ignore[arg-type]
            case "reject":
                editing.reject(mark.id)  # type: ignore[arg-type]
            case _:
                editing.relabel(mark.id, self._label())

    def _change(self) -> None:
        editing, one = self.services.editing, self._one(self._annotations())
        if one is None:
            return
        match self._random.choice(["relabel", "resize", "delete", "note", "values"]):
            case "relabel":
                editing.relabel(one.id, self._label())
            case "resize":
                editing.resize(one.id, self._span(one.document_id))
            case "delete":
                editing.delete(one.id)
            case "note":
                editing.set_note(one.id, f"note {self._random.randrange(99)}")
            case _:
                editing.set_attributes(one.id, (self._random.choice(_VALUES),))

    def _join(self) -> None:
        on = self._article()
        marks = sorted(self.services.browsing.marks(on))
        relation = self._one(self.services.project.relations(on))
        if relation and self._random.random() < 0.3:
            self.services.editing.unrelate(relation.id)
        elif len(marks) > 1:
            source, target = self._random.sample(marks, 2)
            self.services.editing.join(source.id, target.id)

    # ------------------------------------------------------------ articles

    def _care(self) -> None:
        on, services = self._article(), self.services
        articles, metadata = services.article_editing, services.project.info(on).metadata
        status = self._random.choice(list(Status))
        changes = ArticleChanges(status, "why", ("new",), ("old",))
        self._random.choice(
            [
                lambda: services.editing.set_status(on, status, "why"),
                lambda: services.editing.remove_article(on),
                lambda: articles.restore(on),
                lambda: articles.set_tags(on, ["old", str(status)]),
                lambda: articles.set_note(on, f"note {status}"),
                lambda: articles.set_metadata(on, replace(metadata, title=f"Title {status}")),
                lambda: self._work(articles.job_for(self.ids(), changes)),
            ]
        )()

    def _bring(self) -> None:
        """An import: plain articles, or one with all that may come along, perhaps once more."""
        number = self._random.randrange(10_000)
        if self._random.random() < 0.5:
            many = self._random.randint(1, 3)
            texts = [f"{self._random.choice(TEXTS)} {number} {one}" for one in range(many)]
            sources = [Source(text.encode(), f"{number}.txt") for text in texts]
        else:
            lines = [_full_line(f"HTS left Homs. {number % 20} {one}") for one in range(2)]
            sources = [Source("\n".join(lines).encode(), f"{number}.jsonl")]
        problems = do_import(self.services, *sources).problems
        assert all("There is no label" in one.sentence for one in problems), problems

    def _suggest(self) -> None:
        on, project = self._article(), self.services.project
        document, scheme = project.document(on), project.scheme()
        for info in self._random.choice([[NER], [RULES]]):
            found = [
                Prediction(
                    self._span(on), self._random.choice(_LABELS), self._random.choice([None, 0.9])
                )
                for _ in range(self._random.randint(0, 4))
            ]
            runs = {info: landed(scheme, found)}
            assert project.store_suggestions(on, document.text_sha256, runs)

    # ------------------------------------------------------------ many at once

    def _decide_all(self) -> None:
        bulk = self.services.bulk
        all_of = self._random.choice([bulk.accept_all, bulk.reject_all])
        labels = self._random.choice([None, frozenset({self._label()})])
        self._work(all_of(self._article(), Choice(labels)))

    def _many(self) -> None:
        word, label, bulk = self._random.choice(WORDS), self._label(), self.services.bulk
        on = self._random.choice([None, self._article()])
        places = [
            (one, Span(start, start + len(word)))
            for one in self.ids()
            if on in (None, one)
            for text in [self.services.project.document(one).text]
            for start in range(len(text))
            if text.startswith(word, start)
        ]
        job = self._random.choice(
            [
                lambda: bulk.tag(places, label, document_id=on),
                lambda: bulk.untag(places, label, document_id=on),
                lambda: bulk.relabel(places, label, self._label(), document_id=on),
            ]
        )
        self._work(job())

    # ------------------------------------------------------------ registry, scheme, memory, lists

    def _say_who(self) -> None:
        one, registering = self._one(self._annotations()), self.services.registering
        if one is None:
            return
        entry, name = self._one(self.entries()), self._random.choice(_NAMES)
        match self._random.choice(["link", "make", "alike", "unlink"]):
            case "make":
                registering.make_entry(one.id, name)
            case "alike":
                self._work(registering.link_alike(one.id, everywhere=True))
            case "link" if entry:
                registering.link(one.id, entry.id)
            case _:
                registering.link(one.id, None)

    def _register(self) -> None:
        registering, name = self.services.registering, self._random.choice(_NAMES)
        entry, other = self._one(self.entries()), self._one(self.entries())
        if entry is None or other is None or self._random.random() < 0.3:
            registering.add(self._label(), name)
            return
        match self._random.choice(["save", "alias", "merge", "delete", "enter"]):
            case "save":
                registering.save(replace(entry, name=name, aliases=(), latitude=1.5, longitude=2.0))
            case "alias":
                registering.add_alias(entry.id, name)
            case "merge":
                self._work(registering.merge([entry.id, other.id], entry.id))
            case "delete":
                self._work(registering.delete([entry.id]))
            case _:
                word = self._random.choice(WORDS)
                self._work(registering.enter_name(word, self._label(), called=name))

    def _revise(self) -> None:
        schemes = self.services.schemes
        draft = schemes.draft()
        self._work(schemes.job(draft.then(self._scheme_step(draft.scheme))))

    def _scheme_step(self, scheme: LabelScheme) -> Step:
        label, other = self._label(), self._label()
        new = self._random.choice(_NEW)
        fresh = Label(new, "#123456", "#654321", "", "", (_FRESH,))
        steps: list[Callable[[], Step]] = [
            lambda: RenameLabel(label, new),
            lambda: MergeLabels(label, other),
            lambda: DeleteLabel(label, None),
            lambda: Revise(LabelScheme((*scheme.labels, fresh), scheme.relations)),
        ]
        return self._random.choice(steps)()

    def _rule(self) -> None:
        memory, name, label = self.services.memory, self._random.choice(_NAMES), self._label()
        if self._random.random() < 0.5:
            memory.add(name, label, self._random.choice(list(Rule)))
        else:
            memory.clear_rule([Phrase(name, label)])

    def _keep_a_filter(self) -> None:
        name = f"Filter {self._random.randrange(3)}"
        where = ArticleFilter(words=self._random.choice(WORDS))
        if self._random.random() < 0.7:
            self.services.filters.save(name, where, ListOrder())
        else:
            self.services.filters.delete(name)

    # ------------------------------------------------------------ history

    def _step_in_history(self) -> None:
        services, on = self.services, self._random.choice([None, *self.ids()])
        steps: list[Callable[[], object]] = [
            services.project_edits.undo if on is None else lambda: services.editing.undo(on),
            services.project_edits.redo if on is None else lambda: services.editing.redo(on),
        ]
        self._random.choice(steps)()

    def _go_to(self) -> None:
        on, histories = self._article(), self.services.histories
        numbers = [BEGINNING, *(one.number for one in histories.steps(on))]
        histories.go_to(on, self._random.choice(numbers[-4:]))

    # ------------------------------------------------------------ what is there

    def ids(self) -> list[DocumentId]:
        """All articles, removed ones as well, in the order in which they came."""
        lists = self.services.project
        hidden = lists.article_ids(ArticleFilter(hidden=True))
        return sorted(map(DocumentId, {*lists.article_ids(), *hidden}))

    def entries(self) -> list[RegistryEntry]:
        """The registry, in the order in which its entries came."""
        found = map(EntryId, sorted(self.services.registry.ids(EntryFilter())))
        return sorted(self.services.project.registry.entries(list(found)), key=lambda one: one.id)

    def _annotations(self) -> list[Annotation]:
        found = [one for on in self.ids() for one in self.services.project.annotations(on)]
        return sorted(found, key=lambda one: one.id)

    def _marks(self, *, suggested: bool) -> list[Mark]:
        found = [one for on in self.ids() for one in self.services.browsing.marks(on)]
        return sorted(
            (one for one in found if one.is_suggestion == suggested), key=lambda one: one.id
        )

    def _article(self) -> DocumentId:
        return self._random.choice(self.ids())

    def _span(self, on: DocumentId) -> Span:
        text = self.services.project.document(on).text
        word = self._random.choice([one for one in WORDS if one in text])
        start = self._random.choice([text.index(word), text.rindex(word)])
        return Span(start, start + len(word))

    def _label(self) -> str:
        return self._random.choice(self.services.project.scheme().names())

    def _one(self, among: Sequence[Any]) -> Any:
        return self._random.choice(among) if among else None

    def _work(self, job: Job[Any]) -> None:
        job.work(JobContext())


def _full_line(text: str) -> str:
    """A line of JSONL with an annotation that names an entry, its annotator, and a suggestion."""
    span = {
        "start": 0,
        "end": 3,
        "label": "ACTOR",
        "annotator": "Ben",
        "canonical": {"name": text},
    }
    suggestion = {"start": 9, "end": 13, "label": "LOCATION", "suggester": "other.v1"}
    found = {"spans": [span], "relations": [], "suggestions": [suggestion]}
    return json.dumps({"schema_version": "1.2", "text": text, **found})
