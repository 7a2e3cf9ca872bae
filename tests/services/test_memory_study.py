"""Working out what learning has to write, without writing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotator.domain.memory import Phrase, Rule
from annotator.store.memory_articles import Plan, parts
from annotator.store.memory_study import FileStudy
from tests.services.helpers import import_text
from tests.services.memory_helpers import learn, tag

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.domain.ids import DocumentId
    from annotator.services.projects import Services
    from annotator.store.memory_study import Study

PLAN = Plan(
    7,
    withhold=[1, 2],
    release=[3],
    forget=[4],
    renew=[(0.5, "why", 5)],
    offers=[((9, 12, "ACTOR"), 0.9, "so"), ((2, 5, "ACTOR"), 0.9, "so")],
)


@pytest.mark.parametrize("most", [1, 2, 3, 7, 100])
def test_a_plan_in_parts_comes_to_the_same(most: int):
    found = list(parts(PLAN, most))

    assert all(0 < part.size <= most for part in found)
    assert {part.document_id for part in found} == {7}
    for name in ("withhold", "release", "forget", "renew"):
        assert [row for part in found for row in getattr(part, name)] == getattr(PLAN, name)
    assert [row for part in found for row in part.offers] == sorted(PLAN.offers)
    assert found[0].forget == [4]


def test_a_plan_with_nothing_to_do_is_one_part():
    empty = Plan(7, [], [], [], [], [])
    assert list(parts(empty, 10)) == [empty]


@pytest.fixture
def ids(services: Services) -> list[DocumentId]:
    texts = ("Rebels took Port Merrow and Osby.", "Port Merrow, Osby and Port Merrow.")
    return [import_text(services, text, f"{n}.txt") for n, text in enumerate(texts)]


def offers(services: Services, study: Study, document_id: DocumentId) -> object:
    """What it would have written, if the articles were to be gone over."""
    with services.project._database.writing() as connection:
        services.project.memory.add_due(connection, [document_id])
    portions = [one for batch in study.portions(document_id) for one in batch]
    return [(one.plan, one.is_last) for one in portions if one.plan.document_id == document_id]


@pytest.mark.parametrize(
    "gesture",
    [
        lambda services, ids: tag(services, ids[0], "Osby"),
        lambda services, ids: services.editing.undo(ids[0]),
        lambda services, _: services.memory.set_rule([Phrase("Osby", "ACTOR")], Rule.OFFER),
        lambda services, _: services.memory.remove([Phrase("Port Merrow", "LOCATION")]),
    ],
)
@pytest.mark.parametrize("is_own", [True, False])
def test_one_that_has_followed_says_what_a_new_one_says(
    services: Services,
    ids: list[DocumentId],
    gesture: Callable[[Services, list[DocumentId]], object],
    is_own: bool,
):
    tag(services, ids[0], "Port Merrow")
    learn(services)
    study = FileStudy(services.project._database)
    before = offers(services, study, ids[1])
    gesture(services, ids)
    while services.project.memory.learn_some(study if is_own else None) is not None:
        pass

    found = offers(services, study, ids[1])

    assert found == offers(services, FileStudy(services.project._database), ids[1])
    assert found != before


def test_a_lesson_that_was_not_stored_changes_nothing(services: Services, ids: list[DocumentId]):
    tag(services, ids[0], "Port Merrow")
    learn(services)
    study = FileStudy(services.project._database)
    before = offers(services, study, ids[1])
    tag(services, ids[0], "Osby")
    assert study.lesson() is not None
    assert offers(services, study, ids[1]) == before
