"""The store against a simple model in memory, under any mix of gestures and reopening."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from annotator.domain.annotation import Annotation, Relation
from annotator.domain.document import DocumentInfo, Status
from annotator.domain.edits import Change, Edit, HistoryStatus
from annotator.domain.suggestion import Decision, Prediction, Suggestion
from annotator.store.project import Project
from tests.factories import (
    ANA,
    NER,
    NOON,
    make_annotation,
    make_document,
    make_edit,
    make_project,
    make_relation,
)
from tests.strategies import decisions, few, spans, texts

if TYPE_CHECKING:
    from annotator.domain.document import Document

LABELS = ("ACTOR", "QUOTE")
MIN_LENGTH = 8


@dataclass
class Model:
    """One article as it should be: its values by id, and the two stacks of edits."""

    document: Document
    values: dict[int, Annotation | Relation | Suggestion | DocumentInfo] = field(
        default_factory=dict
    )
    done: list[Edit] = field(default_factory=list)
    undone: list[Edit] = field(default_factory=list)

    def of(self, kind):
        return sorted((one for one in self.values.values() if isinstance(one, kind)), key=_by_id)

    def make(self, changes):
        for change in changes:
            if change.after is None:
                del self.values[change.value.id]
            else:
                self.values[change.after.id] = change.after


def _by_id(value):
    return value.id


def _by_span(value):
    return value.span, value.id


class StoreMachine(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "x.annotator"
        self.project = None

    def teardown(self):
        if self.project is not None:
            assert self.project.check() == []
            self.project.close()
        shutil.rmtree(self.folder)
        super().teardown()

    @initialize(made=st.lists(texts(min_size=MIN_LENGTH), min_size=2, max_size=2, unique=True))
    def create(self, made):
        self.models = [Model(make_document(text)) for text in made]
        self.project = make_project(self.path, *(model.document for model in self.models))
        for model in self.models:
            model.values[model.document.id] = model.document.info

    def apply(self, model, verb, *changes):
        edit = make_edit(model.document.id, *changes, verb=verb)
        self.project.apply(edit)
        model.make(changes)
        model.done.append(edit)
        model.undone.clear()

    def pick(self, data, kind):
        """A model, and one of its values of that kind; None if it has none."""
        model = data.draw(st.sampled_from(self.models))
        found = model.of(kind)
        return model, data.draw(st.sampled_from(found)) if found else None

    @rule(data=st.data(), label=st.sampled_from(LABELS), span=spans(MIN_LENGTH))
    def create_annotation(self, data, label, span):
        model = data.draw(st.sampled_from(self.models))
        annotation = make_annotation(model.document, span.start, span.end, label)
        self.apply(model, "Add", Change(None, annotation))

    @rule(data=st.data())
    def delete_annotation(self, data):
        model, annotation = self.pick(data, Annotation)
        if annotation is not None:
            ends = [
                one for one in model.of(Relation) if annotation.id in (one.source_id, one.target_id)
            ]
            changes = [Change(one, None) for one in (*ends, annotation)]
            self.apply(model, "Delete", *changes)

    @rule(data=st.data(), span=spans(MIN_LENGTH), note=texts())
    def change_annotation(self, data, span, note):
        model, annotation = self.pick(data, Annotation)
        if annotation is not None:
            attributes = (("role", note),) if annotation.label == "ACTOR" else ()
            after = replace(annotation, span=span, note=note, attributes=attributes)
            self.apply(model, "Change", Change(annotation, after))

    @rule(data=st.data())
    def relate(self, data):
        model = data.draw(st.sampled_from(self.models))
        quotes = [one for one in model.of(Annotation) if one.label == "QUOTE"]
        actors = [one for one in model.of(Annotation) if one.label == "ACTOR"]
        if quotes and actors:
            ends = data.draw(st.tuples(st.sampled_from(quotes), st.sampled_from(actors)))
            self.apply(model, "Relate", Change(None, make_relation(*ends)))

    @rule(data=st.data(), spans=st.lists(spans(MIN_LENGTH), max_size=4))
    def suggest(self, data, spans):
        model = data.draw(st.sampled_from(self.models))
        predictions = [Prediction(span, "ACTOR", 0.5) for span in spans]
        document = model.document
        assert self.project.store_suggestions(document.id, document.text_sha256, {NER: predictions})
        # what belongs there after a run has its own tests; here it is where edits start from
        stored = self.project.suggestions(document.id)
        touched = {
            change.value.id for edit in (*model.done, *model.undone) for change in edit.changes
        }
        for old in model.of(Suggestion):
            assert old in stored or (old.is_pending and old.id not in touched)
            del model.values[old.id]
        model.values |= {one.id: one for one in stored}

    @rule(data=st.data(), decision=decisions)
    def decide(self, data, decision):
        model, suggestion = self.pick(data, Suggestion)
        if suggestion is not None and suggestion.is_pending:
            changes = [Change(suggestion, replace(suggestion, decision=decision))]
            if decision is Decision.ACCEPTED:
                span = suggestion.span
                annotation = make_annotation(model.document, span.start, span.end)
                changes.append(Change(None, annotation))
            self.apply(model, "Decide", *changes)

    @rule(data=st.data(), status=st.sampled_from(Status), hidden=st.booleans())
    def set_status(self, data, status, hidden):
        model, info = self.pick(data, DocumentInfo)
        self.apply(model, "Set", Change(info, replace(info, status=status, hidden=hidden)))

    @rule(data=st.data())
    def undo(self, data):
        model = data.draw(st.sampled_from(self.models))
        expected = model.done.pop() if model.done else None

        edit = self.project.undo(model.document.id, annotator_id=ANA.id, at=NOON)

        assert edit == expected
        if edit is not None:
            model.make(edit.inverse().changes)
            model.undone.append(edit)

    @rule(data=st.data())
    def redo(self, data):
        model = data.draw(st.sampled_from(self.models))
        expected = model.undone.pop() if model.undone else None

        edit = self.project.redo(model.document.id, annotator_id=ANA.id, at=NOON)

        assert edit == expected
        if edit is not None:
            model.make(edit.changes)
            model.done.append(edit)

    @rule()
    def reopen(self):
        self.project.close()
        self.project = Project.open(self.path)

    @precondition(lambda self: self.project is not None)
    @invariant()
    def the_store_equals_the_model(self):
        for model in self.models:
            document_id = model.document.id
            assert self.project.info(document_id) == model.values[document_id]
            assert self.project.annotations(document_id) == tuple(
                sorted(model.of(Annotation), key=_by_span)
            )
            assert self.project.suggestions(document_id) == tuple(
                sorted(model.of(Suggestion), key=_by_span)
            )
            assert self.project.relations(document_id) == tuple(model.of(Relation))
            assert self.project.history_status(document_id) == HistoryStatus(
                model.done[-1].verb if model.done else None,
                model.undone[-1].verb if model.undone else None,
            )


StoreMachine.TestCase.settings = few()
TestStore = StoreMachine.TestCase
