"""Colours that eyes without a cone can tell apart, and how far apart two colours are."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor

from annotator.resources import resource
from annotator.ui.colours import Sight, difference, seen_with
from annotator.ui.theme import Stroke

if TYPE_CHECKING:
    from collections.abc import Sequence

FAR_APART = 20.0
"""Of two labels' colours; 2 can just be told apart side by side."""
SCHEMES = sorted(Path(resource("schemes")).glob("*.json"))


def palettes(path: Path) -> list[Sequence[QColor]]:
    """The light and the dark colours of a scheme file, in its order."""
    labels = json.loads(path.read_text(encoding="utf-8"))["labels"]
    return [[QColor(label[key]) for label in labels] for key in ("colour", "dark_colour")]


def nearest(colours: Sequence[QColor]) -> float:
    return min((difference(*pair) for pair in combinations(colours, 2)), default=100.0)


def test_the_news_labels_are_far_apart_for_every_eye():
    (news,) = [path for path in SCHEMES if path.stem == "news"]
    for colours in palettes(news):
        assert nearest(colours) >= FAR_APART
        for sight in Sight:
            assert nearest([seen_with(one, sight) for one in colours]) >= FAR_APART, sight


@pytest.mark.parametrize("path", SCHEMES, ids=lambda path: path.stem)
def test_labels_that_look_alike_have_different_lines(path: Path):
    strokes = tuple(Stroke)
    for colours in palettes(path):
        for sight in Sight:
            seen = [seen_with(one, sight) for one in colours]
            for (place, one), (other_place, other) in combinations(enumerate(seen), 2):
                if difference(one, other) < FAR_APART:
                    apart = (other_place - place) % len(strokes)
                    assert apart, (path.stem, place, other_place, sight)


def test_a_red_and_a_green_are_one_colour_to_those_who_lack_the_cone_for_it():
    red, green = QColor("#a04000"), QColor("#5f6f00")
    assert difference(red, green) > 30
    assert difference(*(seen_with(one, Sight.DEUTERANOPIA) for one in (red, green))) < 15
    assert difference(*(seen_with(one, Sight.TRITANOPIA) for one in (red, green))) > 30


def test_grey_is_grey_to_every_eye():
    for sight in Sight:
        for grey in ("#000000", "#777777", "#ffffff"):
            assert difference(QColor(grey), seen_with(QColor(grey), sight)) < 1


def test_black_and_white_are_a_hundred_apart():
    assert difference(QColor("black"), QColor("white")) == pytest.approx(100, abs=0.1)
    assert difference(QColor("#336699"), QColor("#336699")) == 0
