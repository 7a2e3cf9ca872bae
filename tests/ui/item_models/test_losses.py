"""The two tables of what an export loses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from annotator.domain.losses import Fate, Kind, Loss
from annotator.domain.span import Span
from annotator.ui.item_models.losses import LossModel, RuleModel

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel
    from pytestqt.modeltest import ModelTester

RULE = "Spans that begin within a token are widened."
LOSSES = [
    Loss(
        Fate.MOVED,
        Kind.SPAN,
        RULE,
        title="Storm",
        span=Span(1_204, 1_210),
        label="ACTOR",
        text="Ada\nBell",
        became=Span(1_200, 1_210),
    ),
    Loss(Fate.DROPPED, Kind.SPAN, RULE, span=Span(0, 3), label="CLAIM", text="Ada"),
    Loss(Fate.DROPPED, Kind.NOTE, RULE, title="Storm", count=2_000),
    Loss(Fate.DROPPED, Kind.ARTICLE, RULE, title="Storm"),
]


def cells(model: QAbstractItemModel) -> list[list[str]]:
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_rules_are_counted(qapp: object, qtmodeltester: ModelTester):
    model = RuleModel()
    qtmodeltester.check(model)
    model.show_rows([{"fate": "moved", "kind": "span", "rule": RULE, "count": 12_000}])
    qtmodeltester.check(model)

    assert cells(model) == [["12,000", "span", "moved", RULE]]
    assert model.index(0, 3).data(Qt.ItemDataRole.ToolTipRole) == RULE


def test_each_loss_has_a_line(qapp: object, qtmodeltester: ModelTester):
    model = LossModel()
    qtmodeltester.check(model)
    model.show_losses(LOSSES)
    qtmodeltester.check(model)

    assert cells(model) == [
        ["Storm", "ACTOR", "1,204–1,210 → 1,200–1,210", "Ada Bell"],
        ["(no title)", "CLAIM", "0–3", "Ada"],
        ["Storm", "", "", "2,000 in this article"],
        ["Storm", "", "", ""],
    ]
