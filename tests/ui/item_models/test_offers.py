"""The search for actions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from annotator.ui.actions import Offer
from annotator.ui.item_models.offers import OfferModel, fitness, found

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.modeltest import ModelTester


def offer(title: str, menu: str = "Span", keys: str = "", *, enabled: bool = True) -> Offer:
    action = QAction(title)
    action.setEnabled(enabled)
    return Offer(title.casefold(), menu, title, keys, action)


@pytest.fixture
def offers(qapp: QApplication) -> list[Offer]:
    return [
        offer("Next suggestion", keys="Tab"),
        offer("Accept the suggestion", keys="Enter", enabled=False),
        offer("Export", "File", "Ctrl+E"),
        offer("Next article in the list", "Article"),
    ]


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("", ["Next suggestion", "Export", "Next article in the list", "Accept the suggestion"]),
        ("next", ["Next suggestion", "Next article in the list"]),
        ("NEXT art", ["Next article in the list"]),
        ("sugg", ["Next suggestion", "Accept the suggestion"]),
        ("file", ["Export"]),
        ("xprt", ["Export"]),
        ("zz", []),
    ],
)
def test_words_find_actions_the_usable_ones_first(offers, typed, titles):
    assert [one.title for one in found(offers, typed)] == titles


def test_a_title_that_begins_so_comes_before_one_that_holds_it():
    assert fitness(["ex"], "Export", "File") < fitness(["ex"], "The exit", "File")
    assert fitness(["ex"], "The exit", "File") < fitness(["ex"], "Next article", "File")


def test_what_others_call_it_finds_it_too(qapp: object):
    offers = [
        replace(offer("Light or dark", "View"), name="switch_theme"),
        offer("Export", "File"),
    ]
    assert [one.title for one in found(offers, "theme")] == ["Light or dark"]
    assert [one.title for one in found(offers, "jsonl")] == ["Export"]


def test_what_cannot_be_done_is_seen_but_not_chosen(offers, qtmodeltester: ModelTester):
    model = OfferModel()
    model.show(offers)
    qtmodeltester.check(model)

    flags = [model.index(row, 0).flags() for row in range(model.rowCount())]
    assert [bool(one & Qt.ItemFlag.ItemIsEnabled) for one in flags] == [True, False, True, True]
    assert model.data(model.index(2, 0), Qt.ItemDataRole.AccessibleTextRole) == (
        "Export, File, Ctrl+E"
    )
