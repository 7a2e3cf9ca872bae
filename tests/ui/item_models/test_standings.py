"""The report's table: numbers, and bars that are words as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

from annotator.domain.statistics import DecisionCount
from annotator.domain.suggestion import Decision
from annotator.services.suggestion_report import standings
from annotator.ui.item_models.standings import (
    ACCEPTED,
    BANDS,
    BAR,
    OFFERED,
    SHARE,
    SUGGESTER,
    BandDelegate,
    StandingModel,
)

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

ROWS = standings(
    [
        DecisionCount("a.v1", "ACTOR", Decision.ACCEPTED, 4, 1_500),
        DecisionCount("a.v1", "ACTOR", Decision.REJECTED, 4, 500),
        DecisionCount("a.v1", "ACTOR", Decision.REJECTED, 0, 20),
        DecisionCount("b.v1", "QUOTE", Decision.PENDING, None, 7),
    ]
)


def test_the_standings_are_a_proper_model(qapp: object, qtmodeltester: ModelTester):
    model = StandingModel()
    qtmodeltester.check(model)
    model.show(ROWS)
    qtmodeltester.check(model)

    def cells(row: int) -> list[object]:
        columns = (SUGGESTER, OFFERED, ACCEPTED, SHARE)
        return [model.index(row, column).data() for column in columns]

    assert cells(0) == ["a.v1", "2,020", "1,500", "74%"]
    assert cells(1) == ["b.v1", "7", "0", "–"]


def test_bars_are_told_in_words(qapp: object):
    model = StandingModel()
    model.show(ROWS)
    said = [model.index(row, BANDS).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(2)]

    assert said[0].startswith("0.0–0.2: 0% of 20; 0.2–0.4: none decided")
    assert said[0].endswith("0.8–1.0: 75% of 2,000")
    assert said[1] == "no scores"
    assert model.lines()[1][BANDS] == said[0]


def test_a_bar_is_as_high_as_its_share(qtbot: QtBot):
    model = StandingModel()
    model.show(ROWS)
    table = QTableView()
    qtbot.addWidget(table)
    table.setModel(model)
    image = QImage(140, 60, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    option = QStyleOptionViewItem()
    option.widget, option.palette = table, table.palette()
    option.rect = image.rect()
    painter = QPainter(image)
    BandDelegate(table).paint(painter, option, model.index(0, BANDS))
    painter.end()
    accent = table.palette().highlight().color()

    def height(band: int) -> int:
        x = 10 + band * (BAR + 4) + 3
        return sum(image.pixelColor(x, y) == accent for y in range(image.height()))

    assert height(0) <= 1
    assert height(2) == 0
    assert abs(height(4) - 0.75 * 50) <= 2
