"""Spans that may be repaired, as rows with a tick."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from annotator.domain.exchange import IncomingSpan
from annotator.domain.ids import DocumentId
from annotator.domain.misfits import Misfit, Misfitting
from annotator.domain.span import Span
from annotator.services.repairing import Repair
from annotator.ui.item_models.repairs import Column, Kind, RepairModel

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester

TICK = Qt.ItemDataRole.CheckStateRole
SPOKEN = Qt.ItemDataRole.AccessibleTextRole


def repair(label: str = "ACTOR", *, known: bool = True, at: int | None = 3, **more: int) -> Repair:
    span = None if at is None else Span(at, at + 3)
    misfit = Misfit(
        DocumentId(1),
        "theirs.jsonl, line 1",
        1,
        IncomingSpan(90, 93, label, quoted="Ada\nB"),
        Misfitting.PLACE,
        "[90:93) is outside of the text (20 characters).",
    )
    around = ("", "", "") if span is None else ("so ", "Ada", " said")
    likeness, places = more.get("likeness", 100), more.get("places", 1)
    return Repair(misfit, span, label if known else "", likeness, places, around)


CERTAIN = repair()
TWICE = repair(places=2)
ALIKE = repair(likeness=91)
NOWHERE = repair(at=None)
UNKNOWN = repair("PER", known=False)
ALL = [CERTAIN, TWICE, ALIKE, NOWHERE, UNKNOWN]


@pytest.fixture
def model(qapp: object) -> RepairModel:
    made = RepairModel(lambda number: f"Article {number}")
    made.show_repairs(ALL, {"PER": ""})
    return made


def column(model: RepairModel, which: Column) -> list[object]:
    return [model.index(row, which).data() for row in range(model.rowCount())]


def ticks(model: RepairModel) -> list[bool | None]:
    states = [model.index(row, Column.TICK).data(TICK) for row in range(model.rowCount())]
    return [None if one is None else one == Qt.CheckState.Checked for one in states]


def test_it_keeps_the_rules_of_models(model: RepairModel, qtmodeltester: ModelTester):
    qtmodeltester.check(model)
    model.show_kind(Kind.CERTAIN)
    qtmodeltester.check(model)
    model.drop([CERTAIN])
    qtmodeltester.check(model)
    model.show_repairs([], {})
    qtmodeltester.check(model)


def test_a_row_says_what_the_file_quotes_and_what_stands_there(model: RepairModel):
    assert column(model, Column.ARTICLE)[0] == "Article 1"
    assert column(model, Column.QUOTED)[0] == "Ada B"
    three = (Column.BEFORE, Column.THERE, Column.AFTER)
    assert [column(model, one)[0] for one in three] == ["so ", "Ada", " said"]
    assert column(model, Column.LABEL) == [*["ACTOR"] * 4, "PER ?"]
    assert column(model, Column.FOUND) == [
        "certain",
        "2 places",
        "91% alike",
        "no place",
        "certain",
    ]


def test_only_what_is_certain_and_has_a_label_is_ticked_at_first(model: RepairModel):
    assert ticks(model) == [True, False, False, None, None]
    assert model.ticked() == [CERTAIN]


def test_a_label_that_is_chosen_makes_its_rows_ready(model: RepairModel):
    model.toggle([1])

    model.set_labels({"PER": "ACTOR"})

    assert ticks(model) == [True, True, False, None, True]
    assert column(model, Column.LABEL)[4] == "ACTOR"
    model.set_labels({"PER": ""})
    assert ticks(model) == [True, True, False, None, None]


def test_what_has_no_place_cannot_be_ticked(model: RepairModel):
    model.tick_all(True)
    model.toggle([3])

    assert ticks(model) == [True, True, True, None, None]
    assert not model.setData(model.index(3, 0), Qt.CheckState.Checked.value, TICK)
    assert not model.flags(model.index(3, 0)) & Qt.ItemFlag.ItemIsUserCheckable
    assert model.flags(model.index(2, 0)) & Qt.ItemFlag.ItemIsUserCheckable


def test_rows_are_ticked_together_and_unticked_if_all_of_them_were(model: RepairModel):
    model.toggle([0, 1, 2, 3])
    assert ticks(model)[:3] == [True, True, True]
    model.toggle([0, 1, 3])
    assert ticks(model)[:3] == [False, False, True]
    assert model.setData(model.index(2, 0), Qt.CheckState.Unchecked.value, TICK)
    assert model.ticked_count == 0


def test_a_kind_is_shown_alone_and_the_ticks_of_the_others_stay(model: RepairModel):
    model.show_kind(Kind.TO_LOOK_AT)

    assert column(model, Column.FOUND) == ["2 places", "91% alike"]
    model.tick_all(True)
    assert model.ticked() == [CERTAIN, TWICE, ALIKE]
    model.tick_all(False)
    assert model.ticked() == [CERTAIN]
    assert model.counts() == {Kind.CERTAIN: 2, Kind.TO_LOOK_AT: 2, Kind.NO_PLACE: 1}


def test_what_was_done_goes(model: RepairModel):
    model.toggle([1])  # meanwhile
    model.drop([CERTAIN])

    assert column(model, Column.FOUND) == ["2 places", "91% alike", "no place", "certain"]
    assert model.ticked() == [TWICE]
    assert len(model.misfits()) == 4


def test_a_row_is_spoken_and_says_why_it_was_left_out(model: RepairModel):
    spoken = model.index(0, Column.QUOTED).data(SPOKEN)

    assert spoken == "ACTOR, Ada B, so  Ada  said, certain, Article 1, ticked"
    tip = model.index(3, Column.FOUND).data(Qt.ItemDataRole.ToolTipRole)
    assert tip.startswith("theirs.jsonl, line 1: [90:93) is outside")
    assert "ticked" not in model.index(3, 0).data(SPOKEN)


def test_titles_are_asked_for_once_an_article(qapp: object):
    asked: list[int] = []
    model = RepairModel(lambda number: asked.append(number) or "Title")
    model.show_repairs(ALL, {})

    assert column(model, Column.ARTICLE) == ["Title"] * 5
    assert asked == [1]
