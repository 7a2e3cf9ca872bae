"""Whose work the program is made of, as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from annotator.ui.item_models.works import LICENCE, NAME, VERSION, Work, WorkModel

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester

ROWS = (Work("numpy", "2.4.6", "BSD-3-Clause", "text"), Work("Qt", "6.11.3", "LGPL-3.0-only", ""))


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester):
    model = WorkModel()
    model.show(ROWS)
    qtmodeltester.check(model)


def test_a_row_says_name_version_and_licence():
    model = WorkModel()
    model.show(ROWS)
    cells = [model.index(1, column).data() for column in (NAME, VERSION, LICENCE)]
    assert cells == ["Qt", "6.11.3", "LGPL-3.0-only"]
    assert model.index(0, LICENCE).data(Qt.ItemDataRole.ToolTipRole) == "BSD-3-Clause"


def test_there_is_no_work_where_there_is_no_row():
    model = WorkModel()
    model.show(ROWS)
    assert model.work(0) == ROWS[0]
    assert model.work(2) is None
    assert model.work(-1) is None


def test_every_word_has_to_fit():
    assert ROWS[1].fits(["lgpl", "qt"])
    assert ROWS[1].fits([])
    assert not ROWS[1].fits(["qt", "bsd"])
