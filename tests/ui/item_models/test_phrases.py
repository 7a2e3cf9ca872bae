"""The table of what a project remembers, over a real project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from annotator.domain.memory import Phrase, PhraseOrder, Rule
from annotator.ui.item_models.phrases import ARTICLES, PHRASE, RULE, STATE, PhraseModel

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester

    from annotator.domain.ids import DocumentId
    from annotator.services.projects import Services


def column(model: PhraseModel, place: int) -> list[object]:
    return [model.index(row, place).data() for row in range(model.rowCount())]


def test_the_phrases_are_a_proper_model(
    qapp: object, qtmodeltester: ModelTester, services: Services, document_id: DocumentId
):
    model = PhraseModel()
    qtmodeltester.check(model)
    services.memory.add("Nadia Orbeli", "ACTOR")
    services.memory.add("Batumi", "LOCATION", Rule.WITHHOLD)
    services.memory.add("harbour quarter", "LOCATION", Rule.IGNORE)

    model.set_source(services.memory)
    model.show("", PhraseOrder.TEXT)

    qtmodeltester.check(model)
    assert column(model, PHRASE) == ["Batumi", "harbour quarter", "Nadia Orbeli"]
    assert column(model, ARTICLES) == ["0", "0", "1"]
    assert column(model, RULE) == ["Never offer", "Ignore", "Offer always"]
    assert len({*column(model, STATE)}) == 3
    said = model.index(2, PHRASE).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Nadia Orbeli, ACTOR, tagged 0 times, rejected 0 times, Offer always")
    assert model.row_of(Phrase("Batumi", "LOCATION")) == 0
    assert model.row_of(Phrase("Batumi", "ACTOR")) is None


def test_the_same_phrases_are_no_other_table(qapp: object, services: Services):
    services.memory.add("Batumi", "LOCATION")
    model = PhraseModel()
    model.set_source(services.memory)
    model.show("", PhraseOrder.TAGGED)
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))

    services.memory.set_rule([Phrase("Batumi", "LOCATION")], Rule.IGNORE)
    model.show("", PhraseOrder.TAGGED)
    assert column(model, RULE) == ["Ignore"]
    assert resets == []

    model.show("zzz", PhraseOrder.TAGGED)
    assert (model.rowCount(), model.total) == (0, 0)
    assert resets == [1]
