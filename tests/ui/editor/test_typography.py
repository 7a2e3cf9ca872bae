"""How the article is set, as the reader chose it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QFontDatabase, QTextCursor

from annotator.domain.segments import Mark
from annotator.services.settings import Settings
from annotator.ui.editor.typography import Typography, from_settings, to_settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from annotator.ui.editor.view import ArticleView

PARAGRAPH = "The ferries would not leave before the crews had been paid, the unions said. " * 12
TEXT = f"{PARAGRAPH}\n{PARAGRAPH}"


def characters_on_a_line(view: ArticleView) -> int:
    starts = [
        view.cursorForPosition(QPoint(x, 60)).position() for x in (0, view.viewport().width())
    ]
    return starts[1] - starts[0]


def y_of(view: ArticleView, offset: int) -> int:
    cursor = QTextCursor(view.document())
    cursor.setPosition(offset)
    return view.cursorRect(cursor).top()


def distance_of_lines(view: ArticleView) -> int:
    """From the first line to the second, in pixels."""
    cursor = QTextCursor(view.document())
    first = view.cursorRect(cursor).top()
    cursor.setPosition(characters_on_a_line(view) + 20)
    return view.cursorRect(cursor).top() - first


@pytest.fixture
def wide(view: ArticleView) -> ArticleView:
    view.resize(1400, 500)
    view.set_article(TEXT, [])
    return view


@pytest.mark.parametrize("length", [45, 78, 110])
def test_lines_are_as_long_as_was_chosen(wide: ArticleView, length: int):
    wide.set_typography(Typography(line_length=length))
    assert length - 12 <= characters_on_a_line(wide) <= length + 12


def test_lines_are_as_far_apart_as_was_chosen(wide: ArticleView):
    heights = []
    for spacing in (1.0, 1.4, 2.0):
        wide.set_typography(Typography(line_spacing=spacing))
        heights.append(distance_of_lines(wide))
    assert heights == sorted(heights)
    assert heights[2] > heights[0] * 1.5


def test_paragraphs_are_as_far_apart_as_was_chosen(wide: ArticleView):
    tops = []
    for spacing in (0.0, 2.0):
        wide.set_typography(Typography(paragraph_spacing=spacing))
        tops.append(y_of(wide, TEXT.index("\n") + 1))
    assert tops[1] - tops[0] > wide.fontMetrics().height()


def test_zoom_stays(wide: ArticleView):
    wide.zoom_by(3)
    zoomed = wide.font().pointSizeF()
    wide.set_typography(Typography(size=25.0))
    assert wide.zoom == 3
    assert wide.font().pointSizeF() == pytest.approx(zoomed * 2, rel=0.01)


def test_the_tightest_lines_leave_room_for_chips_and_lanes(wide: ArticleView):
    wide.set_typography(Typography(line_spacing=1.0))
    plain = distance_of_lines(wide)
    wide.set_marks([Mark(0, 4, 1, "ACTOR", False), Mark(0, 9, 2, "QUOTE", False)])
    assert distance_of_lines(wide) > plain
    assert y_of(wide, 0) > 0


def test_a_typeface_that_is_not_installed_gives_way_to_the_standard_one(qapp: QApplication):
    standard = Typography().font().family()
    assert Typography(family="No Such Face").font().family() == standard
    other = next(one for one in QFontDatabase.families() if one != standard)
    assert Typography(family=other).font().family() == other


def test_values_out_of_bounds_are_brought_within_them():
    assert Typography(size=900, line_length=1, line_spacing=-3, paragraph_spacing=50) == (
        Typography(size=36.0, line_length=40, line_spacing=1.0, paragraph_spacing=2.0)
    )


def test_settings_bring_back_what_was_chosen():
    chosen = Typography("Serif", 14.5, 66, 1.7, 0.9)
    assert from_settings(Settings(**to_settings(chosen))) == chosen  # type: ignore[arg-type]


def test_the_defaults_of_the_settings_are_the_standard_values():
    assert from_settings(Settings()) == Typography()
