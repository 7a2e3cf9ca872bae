"""What can be found and read of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotator.domain.document import ArticleFilter, Status
from annotator.domain.errors import UnknownName
from annotator.domain.ids import AnnotationId, DocumentId, SuggestionId
from tests.factories import ANA
from tests.services.helpers import import_text, span_of, suggest

if TYPE_CHECKING:
    from annotator.services.projects import Services

NOTHING = dict.fromkeys(("pending", "accepted", "corrected", "rejected", "withheld"), 0)


def test_an_article_opens_with_its_marks_in_reading_order(services, document_id):
    services.editing.add(document_id, span_of(services, document_id, "Tbilisi"), "LOCATION")
    suggest(services, document_id, ("Nadia Orbeli", "ACTOR"))

    article = services.browsing.open(document_id)

    assert article.document.id == document_id
    text = article.document.text
    assert [(text[one.start : one.end], one.is_suggestion) for one in article.marks] == [
        ("Nadia Orbeli", True),
        ("Tbilisi", False),
    ]
    assert [
        one.label for one in services.browsing.nearest(document_id, 0, ["ACTOR", "LOCATION"])
    ] == ["LOCATION"]


def test_decided_suggestions_are_no_marks(services, document_id):
    accepted, rejected = suggest(
        services, document_id, ("Nadia Orbeli", "ACTOR"), ("Tbilisi", "LOCATION")
    )
    annotation_id = services.editing.accept(accepted)
    services.editing.reject(rejected)

    assert [one.id for one in services.browsing.marks(document_id)] == [annotation_id]
    assert services.browsing.suggestion(rejected) is not None


def test_what_is_not_there_is_none_or_unknown(services, document_id):
    assert services.browsing.annotation(AnnotationId(1)) is None
    assert services.browsing.suggestion(SuggestionId(1)) is None
    assert services.browsing.relations_of(AnnotationId(1)) == ()
    assert services.browsing.annotator_name(7) == ""
    for ask in (services.browsing.open, services.browsing.info):
        with pytest.raises(UnknownName):
            ask(DocumentId(1))


def test_the_next_unfinished_article_wraps_round_and_passes_over_what_is_done(services):
    ids = [import_text(services, f"Article {number}.") for number in range(4)]
    following = services.browsing.next_unfinished
    services.editing.set_status(ids[1], Status.DONE)
    services.editing.set_status(ids[2], Status.FLAGGED)

    assert following(None) == ids[0]
    assert following(ids[0]) == ids[2]
    assert following(ids[3]) == ids[0]
    for one in (ids[0], ids[2]):
        services.editing.set_status(one, Status.DONE)
    assert following(ids[3]) is None
    assert following(ids[0]) == ids[3]


def test_articles_are_found_by_status_and_words(services):
    ids = [import_text(services, f"{word} news.") for word in ("Storm", "Calm", "Stormy")]
    services.editing.set_status(ids[2], Status.DONE)

    def found(**where: object) -> list[int]:
        return list(services.browsing.ids(ArticleFilter(**where)))

    assert found() == ids
    assert found(words="STORM news") == [ids[0], ids[2]]
    assert found(words="storm", statuses=frozenset({Status.NEW})) == [ids[0]]
    assert found(words="100%") == []
    assert found(statuses=frozenset()) == []


def test_words_are_found_whatever_their_case_and_script(services):
    ids = [import_text(services, f"{word} news.") for word in ("ÉCOLE", "МОСКВА", "İzmir 50%")]

    def found(words: str) -> list[int]:
        return list(services.browsing.ids(ArticleFilter(words=words)))

    assert found("école") == [ids[0]]
    assert found("москва") == [ids[1]]
    assert found("50%") == [ids[2]]
    assert found("5_1") == []


def test_rows_come_in_the_order_asked_for(services):
    ids = [import_text(services, f"Article {number}.") for number in range(3)]
    suggest(services, ids[1], ("Article", "ACTOR"))
    services.editing.add(ids[2], span_of(services, ids[2], "Article"), "ACTOR")

    rows = services.browsing.rows([ids[2], ids[0], ids[1]])

    assert [row.id for row in rows] == [ids[2], ids[0], ids[1]]
    assert [(row.annotation_count, row.pending_count) for row in rows] == [(1, 0), (0, 0), (0, 1)]
    assert rows[0].status is Status.IN_PROGRESS


def test_everything_is_counted_and_what_there_is_not_is_zero(services: Services, document_id):
    assert services.browsing.statistics().articles == {
        "new": 1,
        "in progress": 0,
        "done": 0,
        "flagged": 0,
    }
    actor, place = suggest(
        services, document_id, ("Nadia Orbeli", "ACTOR"), ("Tbilisi", "LOCATION")
    )
    services.editing.accept(actor)
    services.editing.reject(place)

    found = services.browsing.statistics()

    assert found.annotations == {"ACTOR": 1, "LOCATION": 0, "QUOTE": 0, "CLAIM": 0}
    assert found.suggestions["ACTOR"] == {**NOTHING, "accepted": 1}
    assert found.suggestions["LOCATION"] == {**NOTHING, "rejected": 1}
    assert found.relations == {"SPEAKER": 0, "CLAIMANT": 0}
    assert found.characters == len(services.project.document(document_id).text)


def test_removed_articles_do_not_count(services, document_id):
    services.editing.remove_article(document_id)

    found = services.browsing.statistics()

    assert sum(found.articles.values()) == found.characters == 0
    assert list(services.browsing.ids(ArticleFilter())) == []
    assert services.browsing.next_unfinished(None) is None


def test_annotators_have_names(services):
    assert services.browsing.annotator_name(ANA.id) == "Ana"
