"""The shapes of lines under spans: the cue that needs no colour."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter

from annotator.domain.segments import Mark
from annotator.ui.editor.strokes import Certainty, broken, certainty_of
from annotator.ui.theme import Stroke

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

INK = QColor("#0a3fbf")
WIDTH = 240


def drawn(stroke: Stroke, certainty: Certainty, unit: int) -> QImage:
    """The line as it is painted, on nothing."""
    image = QImage(WIDTH, 2 * unit + 1, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setPen(Qt.PenStyle.NoPen)
    for row in broken(stroke, certainty, unit, INK):
        painter.setBrush(row.brush)
        painter.drawRect(0, row.top, WIDTH, row.height)
    painter.end()
    return image


def inked(image: QImage) -> int:
    return sum(
        image.pixelColor(x, y).alpha() > 0
        for x in range(image.width())
        for y in range(image.height())
    )


def columns(image: QImage) -> list[bool]:
    """Whether there is ink at each x."""
    return [
        any(image.pixelColor(x, y).alpha() for y in range(image.height()))
        for x in range(image.width())
    ]


@pytest.mark.parametrize("unit", [2, 3, 4, 6])
def test_no_two_labels_have_the_same_line(qapp: QApplication, unit: int):
    pictures = [drawn(stroke, Certainty.GIVEN, unit) for stroke in Stroke]
    for one, other in combinations(pictures, 2):
        differing = sum(
            one.pixel(x, y) != other.pixel(x, y) for x in range(WIDTH) for y in range(one.height())
        )
        assert differing > WIDTH // 8


@pytest.mark.parametrize("stroke", Stroke)
@pytest.mark.parametrize("unit", [2, 3, 5])
def test_an_annotations_line_has_no_gap_and_a_suggestions_has(
    qapp: QApplication, stroke: Stroke, unit: int
):
    assert all(columns(drawn(stroke, Certainty.GIVEN, unit)))
    for certainty in (Certainty.HIGH, Certainty.MIDDLE, Certainty.LOW):
        assert not all(columns(drawn(stroke, certainty, unit)))


@pytest.mark.parametrize("stroke", Stroke)
def test_the_less_sure_a_suggestion_is_the_less_ink_it_has(qapp: QApplication, stroke: Stroke):
    ink = [inked(drawn(stroke, certainty, 2)) for certainty in Certainty]
    assert ink == sorted(ink, reverse=True)
    assert len(set(ink)) == len(ink)
    assert ink[-1] > 0


@pytest.mark.parametrize("stroke", Stroke)
@pytest.mark.parametrize("unit", [2, 3, 4, 7])
def test_a_line_leaves_a_gap_to_the_next_lane(qapp: QApplication, stroke: Stroke, unit: int):
    lowest = max(row.top + row.height for row in broken(stroke, Certainty.GIVEN, unit, INK))
    assert lowest < 2 * unit + 1


@pytest.mark.parametrize(
    ("score", "certainty"),
    [
        (1.0, Certainty.HIGH),
        (0.8, Certainty.HIGH),
        (0.79, Certainty.MIDDLE),
        (None, Certainty.MIDDLE),
        (0.5, Certainty.MIDDLE),
        (0.49, Certainty.LOW),
        (0.0, Certainty.LOW),
    ],
)
def test_a_suggestion_is_as_sure_as_its_score(score: float | None, certainty: Certainty):
    assert certainty_of(Mark(0, 4, 1, "ACTOR", True, score)) is certainty


def test_an_annotation_is_sure_whatever_its_score_was():
    assert certainty_of(Mark(0, 4, 1, "ACTOR", False, 0.1)) is Certainty.GIVEN
    # the store hands out 0 and 1
    assert certainty_of(Mark(0, 4, 1, "ACTOR", 0, None)) is Certainty.GIVEN
    assert certainty_of(Mark(0, 4, 1, "ACTOR", 1, 0.9)) is Certainty.HIGH
