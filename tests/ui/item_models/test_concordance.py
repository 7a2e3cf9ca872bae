"""The lines of a concordance as a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt

from annotator.domain.hits import Article
from annotator.domain.ids import DocumentId
from annotator.ui.item_models.concordance import Column, ConcordanceModel

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester

    from annotator.domain.hits import Hit

TEXT = "Old storm ended. New Storm\nbegan. A storm came."


def hits(outlet: str = "Post") -> list[Hit]:
    article = Article(DocumentId(7), "Storms", outlet, "2026-03-04T12:00Z", TEXT)
    return [article.hit(start, start + 5) for start in (4, 21, 36)]


@pytest.fixture
def model(qapp: object) -> ConcordanceModel:
    return ConcordanceModel()


def column(model: ConcordanceModel, column: Column) -> list[object]:
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_it_is_a_proper_model_whatever_is_done_to_it(
    model: ConcordanceModel, qtmodeltester: ModelTester
):
    qtmodeltester.check(model)
    model.add(hits())
    qtmodeltester.check(model)
    model.sort(Column.RIGHT)
    model.add(hits("Gazette"))
    qtmodeltester.check(model)
    model.clear()
    qtmodeltester.check(model)


def test_a_row_has_the_hit_between_its_contexts(model: ConcordanceModel):
    model.add(hits())

    assert [model.index(1, one).data() for one in Column] == [
        "Old storm ended. New",
        "Storm",
        "began. A storm came.",
        "",
        "Storms",
        "Post",
        "2026-03-04",
    ]
    tip = model.index(1, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "…Old storm ended. New Storm began. A storm came.…"


def test_a_suggestion_is_marked_as_one(model: ConcordanceModel):
    article = Article(DocumentId(7), "", "", "", TEXT)
    model.add([article.hit(0, 9, "CLAIM", is_suggestion=True)])

    assert column(model, Column.LABEL) == ["CLAIM?"]


def test_what_stands_before_is_sorted_from_the_hit_backwards(model: ConcordanceModel):
    model.add(hits())

    model.sort(Column.LEFT)

    assert [str(one).split()[-1] for one in column(model, Column.LEFT)] == ["A", "New", "Old"]


def test_sorting_back_and_forth_keeps_every_hit_and_who_points_at_it(model: ConcordanceModel):
    model.add(hits())
    kept = QPersistentModelIndex(model.index(0, Column.RIGHT))

    model.sort(Column.RIGHT)
    assert column(model, Column.RIGHT) == ["began. A storm came.", "came.", kept.data()]
    model.sort(Column.RIGHT, Qt.SortOrder.DescendingOrder)
    assert kept.row() == 0
    model.sort(-1)

    assert model.hits() == hits()
    assert kept.row() == 0


def test_hits_that_come_later_are_below_until_sorted_again(model: ConcordanceModel):
    model.add(hits("Post"))
    model.sort(Column.OUTLET)

    model.add(hits("Gazette"))
    assert column(model, Column.OUTLET) == ["Post"] * 3 + ["Gazette"] * 3
    model.sort(Column.OUTLET)

    assert column(model, Column.OUTLET) == ["Gazette"] * 3 + ["Post"] * 3
    assert [hit.span for hit in model.hits()] == [hit.span for hit in hits() * 2]
