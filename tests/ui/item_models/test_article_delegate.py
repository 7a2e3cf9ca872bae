"""What a row looks like."""

from __future__ import annotations

from array import array
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from annotator.domain.document import ArticleRow, Status
from annotator.domain.ids import DocumentId
from annotator.services.jobs import InlineRunner
from annotator.ui.item_models.article_delegate import ArticleDelegate
from annotator.ui.item_models.articles import ArticleListModel
from annotator.ui.theme import base_theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from annotator.ui.theme import Theme

ROW = ArticleRow(DocumentId(1), "Title", "Post", "2026-11-22", Status.NEW, "", 100, 0, 0)


class OneRow:
    """A project of one article."""

    def __init__(self, row: ArticleRow) -> None:
        self._row = row

    def first_ids(self, *_: object) -> array[int]:
        return array("q", [1])

    def rows(self, ids: object) -> list[ArticleRow]:
        return [self._row]


def painted(
    theme: Theme,
    row: ArticleRow,
    state: QStyle.StateFlag = QStyle.StateFlag.State_Enabled,
    width: int = 300,
) -> QImage:
    model = ArticleListModel(InlineRunner())
    model.set_source(OneRow(row))  # type: ignore[arg-type]
    delegate = ArticleDelegate(theme)
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, width, delegate.row_height(option.font))
    option.state = state
    image = QImage(option.rect.size(), QImage.Format.Format_RGB32)
    image.fill(theme.background)
    painter = QPainter(image)
    delegate.paint(painter, option, model.index(0, 0))
    painter.end()
    return image


def without_colour(image: QImage) -> QImage:
    return image.convertToFormat(QImage.Format.Format_Mono)


@pytest.mark.parametrize("dark", [False, True])
def test_each_status_is_painted_differently(qapp: QApplication, dark: bool):
    theme = base_theme(dark=dark)
    signs = QRect(0, 0, 30, 40)
    images = [painted(theme, replace(ROW, status=status)).copy(signs) for status in Status]

    for one, other in combinations(images, 2):
        assert one != other
        # nor is it the colour alone that tells them apart
        assert without_colour(one) != without_colour(other)


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "Other"},
        {"outlet": "Herald"},
        {"published": "2026-11-23"},
        {"annotation_count": 3},
        {"pending_count": 4},
        {"tags": ("wire",)},
        {"tags": ("a very long name of a tag that is cut",)},
        {"copies": 2},
        {"status": Status.FLAGGED, "flag_reason": "why"},
    ],
)
def test_what_is_known_is_shown(theme: Theme, changed: dict[str, object]):
    other = replace(ROW, **changed)
    if "flag_reason" in changed:
        assert painted(theme, other) != painted(theme, replace(other, flag_reason=""))
    assert painted(theme, other) != painted(theme, ROW)


def test_why_an_article_is_flagged_is_not_cut_by_what_else_is_known(theme: Theme):
    flagged = replace(ROW, status=Status.FLAGGED, outlet="A very long name of an outlet" * 3)
    one, other = (replace(flagged, flag_reason=reason) for reason in ("paywall", "unclear"))

    assert painted(theme, one, width=180) != painted(theme, other, width=180)


def test_tags_that_find_no_room_are_counted(theme: Theme):
    some, more = (tuple(f"tag number {one}" for one in range(count)) for count in (3, 4))

    assert painted(theme, replace(ROW, tags=some)) != painted(theme, replace(ROW, tags=more))


def test_copies_are_counted_as_far_as_there_is_room(theme: Theme):
    images = [painted(theme, replace(ROW, copies=count)) for count in (1, 2, 99, 100)]

    assert all(one != other for one, other in combinations(images, 2))
    long = replace(ROW, title="W" * 500)
    right = QRect(270, 0, 30, 24)
    with_copies, without = (painted(theme, replace(long, copies=one)) for one in (2, 0))
    assert painted(theme, replace(ROW, copies=2)).copy(right) == with_copies.copy(right)
    assert with_copies.copy(right) != without.copy(right)


def test_a_chosen_row_and_one_under_the_mouse_stand_out(theme: Theme):
    plain = painted(theme, ROW)
    chosen = painted(theme, ROW, QStyle.StateFlag.State_Selected)
    hovered = painted(theme, ROW, QStyle.StateFlag.State_MouseOver)

    assert len({bytes(one.constBits()) for one in (plain, chosen, hovered)}) == 3


def test_a_long_title_stays_inside_of_its_row(theme: Theme):
    image = painted(theme, replace(ROW, title="W" * 500, outlet="W" * 500))
    edge = {QColor(image.pixel(299, y)).name() for y in range(image.height() - 2)}

    assert edge == {theme.background.name()}
