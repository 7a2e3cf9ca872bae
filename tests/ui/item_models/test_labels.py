"""The labels of a scheme as a list."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QListView

from annotator.ui.item_models.label_delegate import LabelDelegate
from annotator.ui.item_models.labels import COUNT, KEY, LabelModel
from annotator.ui.theme import theme_for
from tests.ui.conftest import SCHEME

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot


def shown(model: LabelModel) -> list[tuple[str, str, str]]:
    rows = [model.index(row) for row in range(model.rowCount())]
    return [(one.data(), one.data(KEY), one.data(COUNT)) for one in rows]


def test_each_label_has_its_key_and_count(qapp: object, qtmodeltester: ModelTester):
    theme = theme_for(SCHEME, dark=False)
    model = LabelModel(theme, QFont())
    qtmodeltester.check(model)
    model.show(SCHEME, theme, {"ACTOR": 1204})
    qtmodeltester.check(model)

    assert shown(model)[:2] == [("ACTOR", "A", "1,204"), ("LOCATION", "L", "")]
    assert model.row_of("QUOTE") == 2
    assert model.row_of("NOBODY") == -1
    first = model.index(0)
    assert first.data(Qt.ItemDataRole.AccessibleTextRole) == "ACTOR, A, 1,204"
    assert "Who acts or speaks" in first.data(Qt.ItemDataRole.ToolTipRole)


def test_a_label_that_only_looks_otherwise_keeps_its_row(qapp: object, qtmodeltester: ModelTester):
    theme = theme_for(SCHEME, dark=False)
    model = LabelModel(theme, QFont())
    model.show(SCHEME, theme, {})
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))

    renamed = replace(SCHEME.labels[1], name="PLACE")
    other = replace(SCHEME, labels=(SCHEME.labels[0], renamed, *SCHEME.labels[2:]))
    model.show(other, theme_for(other, dark=False), {})
    assert not resets
    assert model.name(1) == "PLACE"

    model.show(replace(SCHEME, labels=SCHEME.labels[:1], relations=()), theme, {})
    assert resets
    qtmodeltester.check(model)


def test_a_row_is_painted_in_the_labels_colour(qtbot: QtBot):
    theme = theme_for(SCHEME, dark=False)
    model = LabelModel(theme, QFont())
    model.show(SCHEME, theme, {"ACTOR": 3})
    view = QListView()
    qtbot.addWidget(view)
    view.setItemDelegate(LabelDelegate(view))
    view.setModel(model)
    view.resize(220, 200)

    image = view.grab().toImage()

    colours = {image.pixelColor(x, y).name() for x in range(80) for y in range(40)}
    assert theme.label_style("ACTOR").colour.name() in colours
