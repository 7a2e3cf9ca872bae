"""The first rows of a table, and what its columns are taken for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from annotator.ui.item_models.table_preview import TablePreviewModel

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester

FAINT = Qt.ItemDataRole.ForegroundRole


def headers(model: TablePreviewModel) -> list[object]:
    sections = range(model.columnCount())
    return [model.headerData(one, Qt.Orientation.Horizontal) for one in sections]


def test_it_keeps_the_rules_of_models(qapp: object, qtmodeltester: ModelTester):
    model = TablePreviewModel()
    qtmodeltester.check(model)
    model.show_table(("body", "id"), [("It rained.", "1"), ("It snowed.", "2")])
    model.show_uses({"body": "Text"})
    qtmodeltester.check(model)
    model.show_table((), ())
    qtmodeltester.check(model)
    assert headers(model) == []


def test_columns_say_what_they_are_taken_for(qapp: object):
    model = TablePreviewModel()
    model.show_table(("body", "id"), [("It rained.", "1")])
    assert headers(model) == ["body\nkept", "id\nkept"]

    model.show_uses({"body": "Text"})

    assert headers(model) == ["body\nText", "id\nkept"]
    assert model.index(0, 0).data() == "It rained."
    assert model.index(0, 0).data(FAINT) is None
    assert model.index(0, 1).data(FAINT) is not None
    spoken = model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "kept: 1"


def test_another_table_is_taken_for_nothing_yet(qapp: object):
    model = TablePreviewModel()
    model.show_table(("body",), [("It rained.",)])
    model.show_uses({"body": "Text"})

    model.show_table(("body", "more"), [("It rained.", "")])

    assert headers(model) == ["body\nkept", "more\nkept"]
