"""The table of steps: done, under way, to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from annotator.ui.self_test.steps_model import FOUND, OUTCOME, STEP, TIME, StepsModel
from tests.ui.self_test.helpers import FAILED, PASSED

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot


@pytest.fixture
def model(qapp: object) -> StepsModel:
    return StepsModel(["The installation", "The model", "A project"])


def column(model: StepsModel, which: int) -> list[str]:
    return [str(model.index(row, which).data()) for row in range(model.rowCount())]


def test_it_is_a_model(model: StepsModel, qtmodeltester: ModelTester):
    model.begin()
    model.add(FAILED)
    qtmodeltester.check(model)


def test_before_it_begins_nothing_is_under_way(model: StepsModel):
    assert column(model, STEP) == ["The installation", "The model", "A project"]
    assert column(model, OUTCOME) == ["", "", ""]


def test_one_step_is_under_way(model: StepsModel):
    model.begin()
    model.add(PASSED[0])

    assert column(model, OUTCOME) == ["passed", "trying…", ""]
    assert column(model, TIME) == ["1.2 s", "", ""]


def test_what_was_found_stands_above_what_to_do(model: StepsModel):
    model.begin()
    model.add(FAILED)

    assert column(model, OUTCOME)[0] == "FAILED"
    assert column(model, FOUND)[0] == (
        "Parts of the program are missing.\nInstall the program again."
    )
    assert model.index(0, OUTCOME).data(Qt.ItemDataRole.FontRole).bold()


def test_stopped_early_no_step_is_under_way(model: StepsModel):
    model.begin()
    model.add(PASSED[0])
    model.end()

    assert column(model, OUTCOME) == ["passed", "", ""]


def test_the_next_time_begins_anew(model: StepsModel, qtbot: QtBot):
    model.begin()
    model.add(FAILED)
    with qtbot.waitSignal(model.dataChanged):
        model.begin()

    assert column(model, OUTCOME) == ["trying…", "", ""]
