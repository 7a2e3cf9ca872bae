"""Large edits: one at a time, and nobody waits for them without a word."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from annotator.domain.document import ArticleFilter, ListOrder
from annotator.domain.edits import Change
from annotator.domain.errors import NotAllowed, ProjectError
from annotator.domain.labels import LabelScheme
from annotator.domain.span import Span
from annotator.services.changes import changed_by, mark_changes
from annotator.services.jobs import JobContext, ThreadRunner
from tests.factories import make_annotation, make_document, make_edit

if TYPE_CHECKING:
    from annotator.domain.ids import DocumentId
    from annotator.services.changes import Changed
    from annotator.services.projects import Services

SPAN = Span(11, 23)


class Elsewhere:
    """Another thread that is engaged in writing until it is told to end."""

    def __init__(self, services: Services) -> None:
        self._project = services.project
        self._begun, self._may_end = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._work)

    def begin(self) -> None:
        self._thread.start()
        assert self._begun.wait(10)

    def end(self) -> None:
        self._may_end.set()
        self._thread.join(10)

    def _work(self) -> None:
        with self._project.engaged():
            self._begun.set()
            self._may_end.wait(10)


def test_a_gesture_is_refused_at_once_while_a_large_edit_is_stored(
    services: Services, document_id: DocumentId
):
    elsewhere = Elsewhere(services)
    elsewhere.begin()
    try:
        tagging = services.bulk.tag([(document_id, SPAN)], "ACTOR")
        for gesture in (
            lambda: services.editing.add(document_id, SPAN, "ACTOR"),
            lambda: services.project_edits.at_once(tagging),
            lambda: services.filters.save("mine", ArticleFilter(words="a"), ListOrder()),
            lambda: services.editing.undo(document_id),
            lambda: services.project_edits.apply("Rename", [_renaming(services)]),
            services.project_edits.undo,
        ):
            with pytest.raises(ProjectError, match="Try again"):
                gesture()
        assert services.browsing.marks(document_id) == []
    finally:
        elsewhere.end()

    services.editing.add(document_id, SPAN, "ACTOR")
    assert len(services.browsing.marks(document_id)) == 1


def test_a_gesture_waits_for_what_is_short(services: Services, document_id: DocumentId):
    begun, may_end = threading.Event(), threading.Event()

    def write() -> None:
        with services.project.together():
            begun.set()
            may_end.wait(10)

    thread = threading.Thread(target=write)
    thread.start()
    assert begun.wait(10)
    threading.Timer(0.2, may_end.set).start()

    services.editing.add(document_id, SPAN, "ACTOR")

    thread.join(10)
    assert len(services.browsing.marks(document_id)) == 1


def test_jobs_wait_their_turn(services: Services, document_id: DocumentId):
    elsewhere = Elsewhere(services)
    elsewhere.begin()
    runner, outcome = ThreadRunner(), threading.Event()
    runner.run(
        services.bulk.tag([(document_id, SPAN)], "ACTOR"),
        on_done=lambda _: outcome.set(),
        on_error=lambda _: None,
    )
    assert not outcome.wait(0.2)

    elsewhere.end()

    assert outcome.wait(10)
    runner.stop()
    assert len(services.browsing.marks(document_id)) == 1


def test_an_edit_is_taken_back_while_it_is_the_newest(services: Services, document_id: DocumentId):
    tagging = services.bulk.tag([(document_id, SPAN)], "ACTOR", document_id=document_id)
    edit = services.project_edits.at_once(tagging)
    assert edit is not None
    services.editing.add(document_id, Span(0, 3), "ACTOR")

    with pytest.raises(NotAllowed, match="“Tag 1 × ACTOR” is not the last change any more"):
        services.project_edits.at_once(services.project_edits.take_back(edit))
    services.editing.undo(document_id)
    services.project_edits.at_once(services.project_edits.take_back(edit))

    assert services.browsing.marks(document_id) == []


def test_what_was_built_for_another_scheme_is_not_stored(
    services: Services, document_id: DocumentId
):
    made = make_annotation(services.project.document(document_id), 0, 3, "ACTOR")

    def build(_: JobContext) -> list[Change]:
        services.project_edits.apply("Rename", [_renaming(services)])
        return [Change(None, made)]

    with pytest.raises(NotAllowed, match="label scheme was changed"):
        services.project_edits.job("Tagging", "Tag", build).work(JobContext())

    assert services.browsing.marks(document_id) == []


def _renaming(services: Services) -> Change:
    scheme = services.browsing.scheme()
    labels = (replace(scheme.labels[0], description="Somebody"), *scheme.labels[1:])
    return Change(scheme, LabelScheme(labels, scheme.relations))


def test_a_change_of_the_scheme_is_told_and_undone(services: Services):
    told: list[Changed] = []
    services.changes.subscribe(told.append)
    change = _renaming(services)

    edit = services.project_edits.apply("Describe ACTOR", [change])

    assert edit is not None
    assert services.browsing.scheme() == change.after
    assert services.project_edits.history_status().undo_verb == "Describe ACTOR"
    services.project_edits.undo()
    assert services.browsing.scheme() == change.before
    services.project_edits.redo()
    assert [one.scheme for one in told] == [True] * 3
    assert [one.edit is not None for one in told] == [True] * 3


def test_no_changes_are_no_edit(services: Services):
    assert services.project_edits.apply("Nothing", []) is None
    assert services.project_edits.job("Nothing", "Nothing", lambda _: []).work(JobContext()) is None
    assert services.project_edits.undo() is None
    assert services.project_edits.redo() is None


def test_a_conflict_at_once_says_what_was_not_done(services: Services, document_id: DocumentId):
    annotation = make_annotation(services.project.document(document_id))

    with pytest.raises(NotAllowed, match="“Delete it” was not done") as refused:
        services.project_edits.apply("Delete it", [Change(annotation, None)])

    assert services.project.document(document_id).info.metadata.title in str(refused.value)


def test_hiding_an_article_is_news_for_the_list(services: Services, document_id: DocumentId):
    info = services.project.info(document_id)

    changed = changed_by(make_edit(None, Change(info, replace(info, hidden=True))))

    assert changed.listing
    assert changed.documents == {document_id}


def test_a_view_follows_what_is_in_its_article_and_reads_large_edits_anew():
    one, other = make_document("x" * 50), make_document("y" * 50)
    here, there = make_annotation(one), make_annotation(other)
    edit = make_edit(None, Change(None, here), Change(None, there))

    marks = mark_changes(edit, one.id)

    assert marks is not None
    assert [mark.id for mark in marks[1]] == [here.id]
    many = make_edit(None, *(Change(None, make_annotation(one)) for _ in range(201)))
    assert mark_changes(many, one.id) is None
