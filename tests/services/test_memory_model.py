"""The memory under any mix of gestures is what counting and deciding anew would make of them."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from annotator.domain.errors import NotAllowed
from annotator.domain.lexicon import Found
from annotator.domain.memory import MEMORY, Known, Phrase, Rule, is_cased, phrase_text, verdict
from annotator.domain.memory_effect import Suggested, effect
from annotator.domain.occurrences import Words, find
from annotator.domain.scheme_steps import MergeLabels, RenameLabel
from annotator.domain.span import Span
from annotator.domain.suggestion import Decision, Prediction
from annotator.services import projects
from annotator.services.jobs import JobContext
from tests.factories import ANA, NER, make_scheme
from tests.services.helpers import import_text
from tests.strategies import few

if TYPE_CHECKING:
    from annotator.domain.ids import DocumentId

TEXTS = (
    "Rebels hold Port Merrow. Merrow fell; “rebels of Port Merrow,” he said.",
    "PORT MERROW FALLS\nThe rebels left Port\u00a0Merrow. He said Merrow’s mayor fled.",
    "Merrow's mayor met rebels. Port Merrows, xPort Merrow: 港 rebels.",
)
LATE = "Late news: Port Merrow, Merrow's mayor, and rebels."
WORDS = (
    "rebels",
    "Rebels",
    "Port Merrow",
    "PORT MERROW",
    "Port\u00a0Merrow",
    "Merrow",
    "Merrow's mayor",
    "Merrow’s mayor",
    "rebels of Port Merrow",
    "he",
    "He said",
    "港",
)
LABELS = ("ACTOR", "LOCATION", "QUOTE")


class MemoryMachine(RuleBasedStateMachine):
    """Gestures, edits of the table and runs of a suggester; now and then the job."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "x.annotator"
        self.services = projects.create_project(self.path, ANA, scheme=make_scheme())
        self.is_learning = True
        self.ids = [import_text(self.services, one, f"{n}.txt") for n, one in enumerate(TEXTS)]

    def teardown(self) -> None:
        try:
            self.learn()
            assert self.services.project.check() == []
        finally:
            self.services.close()
            shutil.rmtree(self.folder)

    # ------------------------------------------------------------ gestures

    @rule(data=st.data())
    def tag(self, data: st.DataObject) -> None:
        document_id, span = self.place(data)
        self.services.editing.add(document_id, span, self.label(data))

    @rule(data=st.data())
    def reject_twice(self, data: st.DataObject) -> None:
        """Suggests the same words in two articles and rejects both, so that a third is withheld."""
        words, label = data.draw(st.sampled_from(("rebels", "Merrow"))), self.label(data)
        for document_id in self.ids[:2]:
            self.have_suggested(document_id, [(words, label)])
            for one in self.suggestions(document_id):
                if one.is_pending and (one.suggester, one.label) == (NER, label):
                    self.services.editing.reject(one.id)
        self.have_suggested(self.ids[2], [(words, label)])

    @rule(data=st.data(), verb=st.sampled_from(["accept", "reject"]))
    def decide(self, data: st.DataObject, verb: str) -> None:
        waiting = [one for each in self.ids for one in self.suggestions(each) if one.is_pending]
        if waiting:
            getattr(self.services.editing, verb)(data.draw(st.sampled_from(waiting)).id)

    @rule(data=st.data(), verb=st.sampled_from(["delete", "relabel", "resize"]))
    def rework(self, data: st.DataObject, verb: str) -> None:
        marks = [one for each in self.ids for one in self.services.browsing.marks(each)]
        if verb == "delete":
            marks = [one for one in marks if not one.is_suggestion]
        if not marks:
            return
        mark = data.draw(st.sampled_from(marks))
        if verb == "delete":
            self.services.editing.delete(mark.id)
        elif verb == "relabel":
            self.services.editing.relabel(mark.id, self.label(data))
        elif mark.end - mark.start > 1:
            self.services.editing.resize(mark.id, Span(mark.start, mark.end - 1))

    @rule(data=st.data(), step=st.sampled_from(["undo", "redo"]), wide=st.booleans())
    def go(self, data: st.DataObject, step: str, wide: bool) -> None:
        try:
            if wide:
                getattr(self.services.project_edits, step)()
            else:
                document_id = data.draw(st.sampled_from(self.ids))
                getattr(self.services.editing, step)(document_id)
        except NotAllowed:  # overtaken
            pass

    @rule(data=st.data(), chosen=st.none() | st.sampled_from(Rule))
    def write(self, data: st.DataObject, chosen: Rule | None) -> None:
        text = phrase_text(data.draw(st.sampled_from(WORDS)))
        label = data.draw(st.sampled_from(self.services.memory.labels()))
        if text is None:
            return
        phrase = Phrase(text, label)
        if chosen is None:
            self.services.memory.clear_rule([phrase])
        else:
            self.services.memory.set_rule([phrase], chosen)

    @rule(data=st.data())
    def suggest(self, data: st.DataObject) -> None:
        words = data.draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4))
        document_id = data.draw(st.sampled_from(self.ids))
        self.have_suggested(document_id, [(one, self.label(data)) for one in words])

    def have_suggested(self, document_id: DocumentId, places: list[tuple[str, str]]) -> None:
        document = self.services.project.document(document_id)
        found = [
            Prediction(Span(start, start + len(words)), label, 0.5)
            for words, label in places
            if (start := document.text.rfind(words)) >= 0
        ]
        self.services.project.store_suggestions(document_id, document.text_sha256, {NER: found})

    @rule(data=st.data())
    def change_the_scheme(self, data: st.DataObject) -> None:
        draft = self.services.schemes.draft()
        names = draft.scheme.names()
        steps = [RenameLabel("LOCATION", "PLACE"), RenameLabel("PLACE", "LOCATION")]
        steps = [one for one in steps if one.old in names]
        steps += [MergeLabels(one.old, "ACTOR") for one in steps[:1]]
        if steps:
            self.services.schemes.job(draft.then(data.draw(st.sampled_from(steps)))).work(
                JobContext()
            )

    @rule()
    def import_one(self) -> None:
        if len(self.ids) == len(TEXTS):
            self.ids.append(import_text(self.services, LATE, "late.txt"))

    @rule()
    def reopen(self) -> None:
        self.services.close()
        self.services = projects.open_project(self.path, ANA)

    @rule(steps=st.integers(0, 3))
    def learn_in_part(self, steps: int) -> None:
        """As far as a job gets before it is stopped."""
        memory = self.services.project.memory
        refresh = lambda: next(memory.refresh_some(), None)  # noqa: E731
        for step in (memory.learn_some, memory.spread_some, refresh)[:steps]:
            step()

    @invariant()
    def learn_often(self) -> None:
        if self.is_learning:
            self.learn()

    @rule(often=st.booleans())
    def turn(self, often: bool) -> None:
        """From now on the job runs after each gesture, or when it is called for."""
        self.is_learning = often

    @rule()
    def learn(self) -> None:
        self.services.memory.learn_job().work(JobContext())
        assert not self.services.memory.is_behind()
        known = self.counted()
        rows = self.services.memory.table().rows
        assert {row.phrase: (row.tagged, row.rejected) for row in rows} == {
            phrase: (one.tagged, one.rejected) for phrase, one in known.items()
        }
        for document_id in self.ids:
            self.compare(document_id, known)

    # ------------------------------------------------------------ counting and deciding anew

    def counted(self) -> dict[Phrase, Known]:
        tagged: Counter[Phrase] = Counter()
        rejected: Counter[Phrase] = Counter()
        for document_id in self.ids:
            text = self.text(document_id)
            for one in self.services.project.annotations(document_id):
                tagged[Phrase(phrase_text(one.span.text_of(text)) or "", one.label)] += 1
            for other in self.suggestions(document_id):
                words = Phrase(phrase_text(other.span.text_of(text)) or "", other.label)
                rejected[words] += other.decision is Decision.REJECTED
        labels = self.services.memory.labels()
        written = {
            Phrase(text, label)
            for words in WORDS
            for label in labels
            if (text := phrase_text(words))
        }
        found = {}
        for phrase in tagged.keys() | rejected.keys() | written:
            said = self.services.project.memory.rule(phrase)
            one = Known(
                phrase.label,
                tagged[phrase],
                rejected[phrase],
                said and said.rule,
                said.id if said else 0,
            )
            if phrase.text and phrase.label in labels and any(one[1:]):
                found[phrase] = one
        return found

    def compare(self, document_id: DocumentId, known: dict[Phrase, Known]) -> None:
        text = self.text(document_id)
        labels = self.services.memory.labels()
        found = naive(text, known)
        seen = [
            Suggested(
                one.id,
                one.span.start,
                one.span.end,
                one.label,
                one.decision,
                is_own=one.suggester == MEMORY,
            )
            for one in self.suggestions(document_id)
        ]
        annotations = [
            (one.span.start, one.span.end, one.label)
            for one in self.services.project.annotations(document_id)
        ]
        wanted = effect(found, annotations, seen, labels)
        own = {
            (one.span.start, one.span.end, one.label)
            for one in self.suggestions(document_id)
            if one.suggester == MEMORY and one.is_pending
        }
        assert own == set(wanted.offers)
        assert wanted.withheld == {
            one.id for one in seen if one.decision is Decision.WITHHELD and not one.is_own
        }

    # ------------------------------------------------------------ parts

    def text(self, document_id: DocumentId) -> str:
        return self.services.project.document(document_id).text

    def suggestions(self, document_id: DocumentId) -> Any:
        return self.services.project.suggestions(document_id)

    def label(self, data: st.DataObject) -> str:
        names = self.services.project.scheme().names()
        return data.draw(st.sampled_from([one for one in (*LABELS, "PLACE") if one in names]))

    def place(self, data: st.DataObject) -> tuple[DocumentId, Span]:
        document_id = data.draw(st.sampled_from(self.ids))
        text = self.text(document_id)
        words = data.draw(st.sampled_from([one for one in WORDS if one in text]))
        start = data.draw(st.sampled_from([text.index(words), text.rindex(words)]))
        return document_id, Span(start, start + len(words))


def naive(text: str, known: dict[Phrase, Known]) -> list[Found]:
    """Where phrases stand, each looked for by itself."""
    by_text: dict[str, list[Known]] = {}
    for phrase, one in known.items():
        by_text.setdefault(phrase.text, []).append(one)
    same = text.replace("\u00a0", " ").replace("’", "'")
    found: dict[tuple[int, int], tuple[int, Found]] = {}
    for words, labels in by_text.items():
        follows = verdict(labels)
        if follows is None:
            continue
        ways = (
            [(0, Words(words, case=True))] if is_cased(words) else [(2, Words(words, case=False))]
        )
        if is_cased(words) and words.upper() != words:
            ways.append((1, Words(words.upper(), case=True)))
        for rank, way in ways:
            for span in find(same, way):
                line = (
                    same[: span.start].rpartition("\n")[2] + same[span.start :].partition("\n")[0]
                )
                if rank == 1 and line.upper() != line:
                    continue
                place = span.start, span.end
                if place not in found or rank < found[place][0]:
                    found[place] = rank, Found(*place, follows)
    return [one for _, one in found.values()]


TestMemory = MemoryMachine.TestCase
TestMemory.settings = few(examples=25, steps=25)
