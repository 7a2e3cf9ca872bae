"""Rows with ticks: what may be ticked, what is, and what is said of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from annotator.domain.ids import DocumentId
from annotator.domain.occurrences import occurrence
from annotator.domain.segments import Mark
from annotator.domain.span import Span
from annotator.ui.item_models.review import ARTICLE, NOTE, TICK, WORDS, Plan, ReviewModel, Verb

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from annotator.domain.occurrences import Occurrence

CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
CHECK = Qt.ItemDataRole.CheckStateRole
TAG = Plan(Verb.TAG, "LOCATION")


def found(article: int, label: str = "", *, suggested: bool = False) -> Occurrence:
    marks = (Mark(3, 7, 1, label, suggested),) if label else ()
    return occurrence(DocumentId(article), f"Title {article}", "In Homs.", Span(3, 7), marks)


@pytest.fixture
def model(qtbot: QtBot) -> ReviewModel:
    made = ReviewModel()
    made.set_plan(TAG)
    made.add([found(1), found(1, "LOCATION"), found(2, "LOCATION", suggested=True)])
    made.add([found(2, "ACTOR"), found(3, "ACTOR", suggested=True)])
    return made


def ticks(model: ReviewModel) -> list[object]:
    return [model.index(row, TICK).data(CHECK) for row in range(model.rowCount())]


def column(model: ReviewModel, number: int) -> list[object]:
    return [model.index(row, number).data() for row in range(model.rowCount())]


def test_it_keeps_the_rules_of_models(model: ReviewModel, qtmodeltester: ModelTester):
    qtmodeltester.check(model)
    model.toggle([0, 2])
    model.add([found(4)])
    qtmodeltester.check(model)
    model.clear()
    qtmodeltester.check(model)


def test_all_are_ticked_but_what_is_there_already(model: ReviewModel):
    assert ticks(model) == [CHECKED, None, CHECKED, CHECKED, CHECKED]
    assert model.ticked == 4
    assert not model.index(1, TICK).flags() & Qt.ItemFlag.ItemIsUserCheckable
    assert column(model, NOTE) == [
        "",
        "LOCATION already",
        "suggested",
        "also ACTOR",
        "suggested ACTOR",
    ]
    assert column(model, WORDS) == ["Homs"] * 5


def test_an_article_is_named_once(model: ReviewModel):
    assert column(model, ARTICLE) == ["Title 1", "", "Title 2", "", "Title 3"]


def test_ticks_go_and_come(model: ReviewModel):
    model.toggle([0, 2])
    assert ticks(model) == [UNCHECKED, None, UNCHECKED, CHECKED, CHECKED]
    model.toggle([0, 1, 3])
    assert ticks(model)[:4] == [CHECKED, None, UNCHECKED, CHECKED]
    model.tick_all(False)
    assert model.places() == []
    model.tick_all(True)
    assert [place[0] for place in model.places()] == [1, 2, 2, 3]
    model.toggle_article(3)
    assert [place[0] for place in model.places()] == [1, 3]
    model.tick_only_article(2)
    assert [place[0] for place in model.places()] == [2, 2]


def test_a_click_ticks_one(model: ReviewModel, qtbot: QtBot):
    with qtbot.waitSignal(model.ticks_changed):
        assert model.setData(model.index(0, TICK), UNCHECKED, CHECK)
    assert not model.setData(model.index(1, TICK), CHECKED, CHECK)
    assert not model.setData(model.index(0, WORDS), CHECKED, CHECK)
    assert model.ticked == 3


def test_another_plan_ticks_what_it_is_about(model: ReviewModel):
    model.toggle([0])
    model.set_plan(Plan(Verb.TAG, "ACTOR"))
    assert ticks(model) == [UNCHECKED, CHECKED, CHECKED, None, CHECKED]
    model.set_plan(Plan(Verb.UNTAG, "LOCATION"))
    assert ticks(model) == [None, CHECKED, None, None, None]
    assert column(model, NOTE)[0] == "not LOCATION"


def test_a_row_can_be_heard(model: ReviewModel):
    spoken = model.index(3, WORDS).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "In  Homs ., Title 2, also ACTOR, ticked"
