"""The models of the registry's lists, over a real project."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from annotator.domain.registry import EntryFilter
from annotator.services.jobs import JobContext
from annotator.ui.item_models.entries import KIND, NAME, EntryModel
from annotator.ui.item_models.entry_choices import DETAIL_ROLE, Choice, ChoiceModel, Does
from annotator.ui.item_models.mentions import BEFORE, TEXT, MentionModel
from annotator.ui.item_models.paging import Pages
from annotator.ui.item_models.unlinked import REASON, SUGGESTED, UnlinkedModel
from tests.services.helpers import span_of

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester

    from annotator.domain.ids import DocumentId, EntryId
    from annotator.services.projects import Services


@pytest.fixture
def orbeli(services: Services, document_id: DocumentId) -> EntryId:
    """An entry with one mention."""
    span = span_of(services, document_id, "Nadia Orbeli")
    mention = services.editing.add(document_id, span, "ACTOR")
    return services.registering.make_entry(mention, "Nadia Orbeli")


def column(model: object, place: int) -> list[object]:
    return [model.index(row, place).data() for row in range(model.rowCount())]  # type: ignore[attr-defined]


def test_the_entries_are_a_proper_model(
    qapp: object, qtmodeltester: ModelTester, services: Services, orbeli: EntryId
):
    model = EntryModel()
    qtmodeltester.check(model)
    services.registering.add("LOCATION", "Tbilisi")
    model.set_source(services.registry)
    qtmodeltester.check(model)
    assert column(model, NAME) == ["Nadia Orbeli", "Tbilisi"]
    index = model.index(0, NAME)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Nadia Orbeli, ACTOR, 1 mentions"


def test_entries_are_filtered_and_read_again_when_they_change(
    qapp: object, services: Services, orbeli: EntryId
):
    model = EntryModel()
    model.set_source(services.registry)
    place = services.registering.add("LOCATION", "Tbilisi")
    assert model.rowCount() == 1
    model.reload()
    assert model.row_of(place) == 1

    model.set_filter(EntryFilter(prefix="orb"))

    assert column(model, NAME) == ["Nadia Orbeli"]
    assert model.row_of(place) is None
    services.project_edits.undo()
    model.set_filter(EntryFilter())
    assert column(model, KIND) == [""]


def test_the_mentions_are_a_proper_model(
    qapp: object, qtmodeltester: ModelTester, services: Services, orbeli: EntryId
):
    model = MentionModel()
    qtmodeltester.check(model)
    model.show_entry(orbeli, services.registry)
    qtmodeltester.check(model)
    assert (column(model, BEFORE), column(model, TEXT)) == (["The mayor,"], ["Nadia Orbeli"])
    model.show_entry(None, services.registry)
    assert model.rowCount() == 0
    assert model.mention(0) is None


def test_the_unlinked_names_are_a_proper_model(
    qapp: object,
    qtmodeltester: ModelTester,
    services: Services,
    document_id: DocumentId,
):
    model = UnlinkedModel()
    qtmodeltester.check(model)
    services.editing.add(document_id, span_of(services, document_id, "Orbeli"), "ACTOR")
    names = services.registry.unlinked_job(("ACTOR",)).work(JobContext())
    model.show_names(names, services.registry)
    qtmodeltester.check(model)
    assert column(model, SUGGESTED) == [""]

    services.registering.add("ACTOR", "Nadia Orbeli")
    model.suggest_anew()

    assert column(model, SUGGESTED) == ["Nadia Orbeli"]
    assert column(model, REASON) == ["last word of “Nadia Orbeli”"]
    model.remove(names[0])
    model.remove(names[0])
    assert model.rowCount() == 0


def test_the_choices_are_a_proper_model(qapp: object, qtmodeltester: ModelTester):
    model = ChoiceModel()
    qtmodeltester.check(model)
    model.show_choices([Choice(Does.LINK, "Ghani", "surname"), Choice(Does.UNLINK, "Unlink")])
    qtmodeltester.check(model)
    assert model.index(0).data(DETAIL_ROLE) == "surname"
    assert model.index(1).data(Qt.ItemDataRole.AccessibleTextRole) == "Unlink"
    assert model.choice(2) is None


def test_only_what_is_looked_at_is_read():
    reads: list[int] = []

    def read(ids: array[int]) -> list[int]:
        reads.append(len(ids))
        return list(ids)

    pages = Pages(array("q", range(100_000)), read)
    assert [pages[0], pages[1], pages[99_999]] == [0, 1, 99_999]
    assert reads == [64, 32]
    pages.forget()
    assert pages[0] == 0
    assert len(reads) == 3
