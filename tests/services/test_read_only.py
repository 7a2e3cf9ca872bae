"""A project that is open for reading only: all of it can be read, and no gesture changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotator.domain.document import ArticleFilter, ListOrder
from annotator.domain.errors import ProjectError
from annotator.domain.query_line import parse
from annotator.domain.span import Span
from annotator.services import projects
from annotator.services.article_editing import ArticleChanges
from annotator.services.histories import BEGINNING
from annotator.services.jobs import JobContext
from tests.factories import ANA, TEXT, make_scheme
from tests.services.helpers import import_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from annotator.domain.ids import DocumentId
    from annotator.services.jobs import Job
    from annotator.services.projects import Services

SPAN = Span(11, 23)

GESTURES: dict[str, Callable[[Services, DocumentId], object]] = {
    "add": lambda on, one: on.editing.add(one, Span(0, 3), "ACTOR"),
    "undo": lambda on, one: on.editing.undo(one),
    "go to the beginning": lambda on, one: on.histories.go_to(one, BEGINNING),
    "undo of the project": lambda on, _: on.project_edits.undo(),
    "tag": lambda on, one: work(on.bulk.tag([(one, Span(0, 3))], "ACTOR")),
    "note": lambda on, one: on.article_editing.set_note(one, "Read."),
    "several": lambda on, one: work(
        on.article_editing.job_for([one], ArticleChanges(added=("a",)))
    ),
    "entry": lambda on, _: on.registering.add("ACTOR", "Nadia Orbeli"),
    "filter": lambda on, _: on.filters.save("a", ArticleFilter(words="a"), ListOrder()),
}


def work(job: Job[object]) -> object:
    """Does a job here."""
    return job.work(JobContext())


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Services]:
    """A project with one article that has one annotation."""
    path = tmp_path / "Storm.annotator"
    with projects.create_project(path, ANA, scheme=make_scheme()) as services:
        services.editing.add(import_text(services, TEXT), SPAN, "ACTOR")
    with projects.open_project(path, ANA, read_only=True) as services:
        yield services


@pytest.mark.parametrize("gesture", GESTURES.values(), ids=GESTURES)
def test_gestures_are_refused_with_a_sentence(reader: Services, gesture):
    (document_id,) = reader.browsing.ids(ArticleFilter())
    marks = reader.browsing.marks(document_id)

    with pytest.raises(ProjectError, match="open for reading only"):
        gesture(reader, document_id)

    assert reader.browsing.marks(document_id) == marks


def test_everything_can_be_looked_at(reader: Services):
    (document_id,) = reader.browsing.ids(ArticleFilter())

    assert len(reader.histories.steps(document_id)) == 1
    assert reader.editing.history_status(document_id).undo_verb == "Add ACTOR"
    assert reader.registry.totals()["ACTOR"].unlinked == 1
    assert reader.schemes.counts()["ACTOR"] == 1
    assert work(reader.finding.concordance(parse("label:ACTOR Nadia")).job()).hits == 1
    assert work(reader.checking.job()) == []
