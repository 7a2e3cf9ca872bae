"""The history as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from annotator.domain.edits import HistoryStep, StepState
from annotator.ui.item_models.steps import VERB, StepModel
from tests.factories import NOON

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.modeltest import ModelTester


def step(number: int, verb: str, state: StepState = StepState.DONE, *, wide: bool = False):
    return HistoryStep(number, verb, "Ana", NOON, 2, wide, state)


STEPS = (
    step(3, "Add ACTOR"),
    step(5, "Relabel 40 spans", wide=True),
    step(6, "Add QUOTE", StepState.DROPPED),
    step(9, "Add CLAIM", StepState.UNDONE),
)


def test_rows_run_from_the_newest_to_the_import(qapp: QApplication, qtmodeltester: ModelTester):
    model = StepModel()
    model.show(STEPS)
    qtmodeltester.check(model)

    verbs = [model.data(model.index(row, VERB)) for row in range(model.rowCount())]
    assert verbs == [
        "Add CLAIM",
        "Add QUOTE",
        "Relabel 40 spans (whole project)",
        "Add ACTOR",
        "As imported",
    ]
    assert [model.number(row) for row in range(5)] == [9, 6, 5, 3, 0]


def test_it_knows_where_the_article_stands_and_what_is_lost(qapp: QApplication):
    model = StepModel()
    model.show(STEPS)

    assert model.now == 2
    assert model.data(model.index(2, 0), Qt.ItemDataRole.FontRole).bold()
    assert not model.index(1, 0).flags() & Qt.ItemFlag.ItemIsEnabled
    assert "undone" in model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)


def test_with_nothing_done_the_article_is_as_imported(qapp: QApplication):
    model = StepModel()
    model.show([step(3, "Add ACTOR", StepState.UNDONE)])

    assert model.now == 1
