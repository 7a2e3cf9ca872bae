from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotator.domain.errors import Cancelled, ProjectError
from annotator.domain.suggestion import Decision
from annotator.services import projects, stories
from annotator.services.jobs import JobContext
from annotator.services.stories import COPIES, find_all_copies
from tests.factories import ANA, make_annotation, make_creation, make_relation
from tests.services.helpers import import_text, span_of, suggest

if TYPE_CHECKING:
    from annotator.domain.ids import DocumentId
    from annotator.services.projects import Services
    from annotator.services.stories import CarryReport

STORY = (
    "Strike ends at the harbour\n\n“We go back on Monday,” said Mira Tolev in Varna on Sunday"
    " night. The port office said the ships would wait for the tide and for the pilots, who had"
    " walked out with the crane drivers a week ago. Trains took the freight meanwhile."
)
COPY = "Ships to sail from Varna\n\n(Agency) " + STORY.split("\n\n")[1]
UPDATE = STORY.replace("said Mira Tolev", "said the union’s leader") + "\n\nThe tide is at ten."


def group(services: Services) -> int:
    return services.stories.job().work(JobContext())


def carry_over(services: Services, document_id: DocumentId) -> CarryReport:
    return services.stories.carry_over_job(document_id).work(JobContext())


def tag(services: Services, document_id: DocumentId, words: str, label: str) -> None:
    services.editing.add(document_id, span_of(services, document_id, words), label)


def pending(services: Services, document_id: DocumentId) -> list[tuple[str, str]]:
    text = services.project.document(document_id).text
    return [
        (one.span.text_of(text), one.label)
        for one in services.project.suggestions(document_id)
        if one.is_pending
    ]


@pytest.fixture
def story(services: Services) -> tuple[DocumentId, DocumentId, DocumentId]:
    """An article, its copy, and a later version of it."""
    found = (
        import_text(services, STORY),
        import_text(services, COPY),
        import_text(services, UPDATE),
    )
    assert group(services) == 3
    return found


def test_finding_copies_says_whose_are_others(services: Services):
    first = import_text(services, STORY)
    assert group(services) == 1
    heard = []
    services.changes.subscribe(heard.append)
    second = import_text(services, COPY)
    heard.clear()

    assert services.stories.is_behind()
    assert group(services) == 1

    assert not services.stories.is_behind()
    assert [one.stories for one in heard] == [{first, second}]
    assert not heard[0].documents
    assert services.stories.copies(first) == [second]
    assert services.stories.copies(second) == [first]


def test_many_are_told_of_in_pieces(services: Services, monkeypatch):
    monkeypatch.setattr(stories, "_AT_ONCE", 2)
    ids = {import_text(services, f"{STORY}\n\nNote {number}.") for number in range(5)}
    heard = []
    services.changes.subscribe(heard.append)

    group(services)

    assert [len(one.stories) for one in heard] == [2, 2, 1]
    assert {one for changed in heard for one in changed.stories} == ids


def test_a_cancelled_job_keeps_what_it_did(services: Services, monkeypatch):
    for number in range(3):
        import_text(services, f"{STORY}\n\nNote {number}.")
    monkeypatch.setattr("annotator.store.stories._AT_A_TIME", 1)
    context = JobContext()
    context.cancel()

    with pytest.raises(Cancelled):
        services.stories.job().work(context)

    assert services.project.stories.count_due() == 2


def test_what_is_tagged_is_suggested_in_each_copy(services: Services, story):
    first, copy, update = story
    tag(services, first, "Mira Tolev", "ACTOR")
    tag(services, first, "port office", "ACTOR")

    report = carry_over(services, first)

    assert pending(services, copy) == [("Mira Tolev", "ACTOR"), ("port office", "ACTOR")]
    assert pending(services, update) == [("port office", "ACTOR")]
    assert (report.copies, report.suggested, report.there, report.missing) == (2, 3, 0, 1)
    assert report.sentences() == [
        "3 suggestions in 2 copies.",
        "1 was left out: other words stand there.",
    ]
    (one, _) = services.project.suggestions(copy)
    assert one.suggester == COPIES
    assert one.score == 1.0
    assert one.reason == "tagged so in “Strike ends at the harbour”"
    assert services.project.check() == []


def test_who_is_quoted_comes_along(services: Services, story):
    first, copy, update = story
    document = services.project.document(first)
    actor, quote = (
        make_annotation(document, span.start, span.end, label)
        for span, label in (
            (span_of(services, first, "Mira Tolev"), "ACTOR"),
            (span_of(services, first, "“We go back on Monday,”"), "QUOTE"),
        )
    )
    services.project.apply(make_creation(actor, quote, make_relation(quote, actor)))

    carry_over(services, first)

    (found,) = (one for one in services.project.suggestions(copy) if one.label == "QUOTE")
    assert found.source == span_of(services, copy, "Mira Tolev")
    (found,) = (one for one in services.project.suggestions(update) if one.label == "QUOTE")
    assert found.source is None  # she is not named there
    services.bulk.accept_all(copy).work(JobContext())
    assert [one.label for one in services.project.relations(copy)] == ["SPEAKER"]


def test_attributes_come_along(services: Services, story):
    first, copy, _ = story
    document = services.project.document(first)
    span = span_of(services, first, "Mira Tolev")
    role = (("role", "union leader"),)
    services.project.apply(
        make_creation(make_annotation(document, span.start, span.end, attributes=role))
    )

    carry_over(services, first)

    assert services.project.suggestions(copy)[0].attributes == role


def test_what_is_there_already_is_not_suggested_again(services: Services, story):
    first, copy, _ = story
    for words in ("Mira Tolev", "port office", "crane drivers", "pilots"):
        tag(services, first, words, "ACTOR")
    tag(services, copy, "Mira Tolev", "ACTOR")
    _, rejected = suggest(services, copy, ("port office", "ACTOR"), ("crane drivers", "ACTOR"))
    services.editing.reject(rejected)

    report = carry_over(services, first)

    assert pending(services, copy) == [("port office", "ACTOR"), ("pilots", "ACTOR")]
    assert report.there == 3
    assert "3 were there already." in report.sentences()


def test_doing_it_again_follows_the_article_and_keeps_what_was_decided(services: Services, story):
    first, copy, _ = story
    tag(services, first, "Mira Tolev", "ACTOR")
    tag(services, first, "port office", "ACTOR")
    carry_over(services, first)
    accepted, _ = services.project.suggestions(copy)
    services.editing.accept(accepted.id)
    services.editing.delete(services.project.annotations(first)[1].id)
    tag(services, first, "Sunday night", "CLAIM")

    carry_over(services, first)

    assert pending(services, copy) == [("Sunday night", "CLAIM")]
    (decided,) = (one for one in services.project.suggestions(copy) if not one.is_pending)
    assert decided.decision is Decision.ACCEPTED


def test_what_another_copy_suggests_stays(services: Services, story):
    first, copy, update = story
    tag(services, first, "pilots", "ACTOR")
    tag(services, copy, "crane drivers", "ACTOR")

    carry_over(services, first)
    carry_over(services, copy)

    assert pending(services, update) == [("pilots", "ACTOR"), ("crane drivers", "ACTOR")]


def test_an_article_without_copies_says_so(services: Services, story):
    alone = import_text(services, "A recipe for bean soup with mint and a spoon of vinegar in it.")
    group(services)

    report = carry_over(services, alone)

    assert report.sentences() == ["This article has no copies."]


def test_a_removed_copy_is_left_alone(services: Services, story):
    first, copy, update = story
    services.editing.remove_article(copy)
    tag(services, first, "port office", "ACTOR")

    assert carry_over(services, first).copies == 1
    assert pending(services, copy) == []
    assert pending(services, update) == [("port office", "ACTOR")]


def test_before_articles_are_split_all_copies_are_found(services: Services):
    first = import_text(services, STORY)
    second = import_text(services, COPY)

    find_all_copies(services.project)

    assert services.stories.copies(first) == [second]


def test_a_project_that_may_not_be_written_says_that_copies_were_not_looked_for(
    services: Services,
):
    import_text(services, STORY)
    services.close()
    with projects.open_project(services.path, ANA, read_only=True) as reading:
        assert not reading.stories.is_behind()  # nothing that a window could do
        with pytest.raises(ProjectError, match="Open it in the window"):
            find_all_copies(reading.project)
    with projects.open_project(services.path, ANA) as writing:
        find_all_copies(writing.project)
    with projects.open_project(services.path, ANA, read_only=True) as reading:
        find_all_copies(reading.project)


def test_a_text_that_is_too_long_is_left_out_and_told_of(services: Services, story, monkeypatch):
    first, _, _ = story
    tag(services, first, "port office", "ACTOR")
    monkeypatch.setattr(stories, "LONGEST", 100)

    report = carry_over(services, first)

    assert report.too_long == 2
    assert report.sentences()[-1] == "2 copies were too long to be compared."
