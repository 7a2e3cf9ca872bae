from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette

from annotator.domain.labels import Label, LabelScheme
from annotator.ui.colours import contrast, over, readable
from annotator.ui.theme import (
    LINE_CONTRAST,
    TEXT_CONTRAST,
    Theme,
    apply_theme,
    base_theme,
    system_is_dark,
    theme_for,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

# among them colours that vanish on one of the backgrounds
SCHEME = LabelScheme(
    tuple(
        Label(f"L{number}", colour, dark_colour)
        for number, (colour, dark_colour) in enumerate(
            [
                ("#0a3fbf", "#6f96fb"),
                ("#7a2e00", "#ef8733"),
                ("#ffff00", "#00002a"),
                ("#fdfcf9", "#1d2023"),
                ("#bb1690", "#f0c6fb"),
            ]
        )
    )
)


@pytest.fixture(params=["light", "dark"])
def theme(request: pytest.FixtureRequest, qapp: QApplication) -> Theme:
    return theme_for(SCHEME, dark=request.param == "dark")


def test_text_can_be_read_wherever_it_stands(theme: Theme) -> None:
    for behind in (theme.background, theme.window, theme.raised):
        assert contrast(theme.text, behind) >= TEXT_CONTRAST
        assert contrast(theme.muted, behind) >= TEXT_CONTRAST
    assert contrast(theme.on_accent, theme.accent) >= TEXT_CONTRAST
    assert contrast(theme.text, over(theme.selection, theme.background)) >= TEXT_CONTRAST


def test_labels_can_be_told_from_the_background(theme: Theme) -> None:
    for label in SCHEME.labels:
        style = theme.label_style(label.name)
        assert contrast(style.colour, theme.background) >= LINE_CONTRAST
        assert contrast(style.ink, theme.background) >= TEXT_CONTRAST
        assert contrast(style.on_colour, style.colour) >= TEXT_CONTRAST


def test_text_can_be_read_on_four_fills_and_the_current_one(theme: Theme) -> None:
    styles = [theme.label_style(label.name) for label in SCHEME.labels]
    for current, *nested in product(styles, repeat=5):
        behind = over(current.strong_fill, theme.background)
        for style in nested:
            behind = over(style.fill, behind)
        assert contrast(theme.text, behind) >= TEXT_CONTRAST


def test_a_colour_that_can_be_seen_is_kept(qapp: QApplication) -> None:
    assert theme_for(SCHEME, dark=False).label_style("L0").colour.name() == "#0a3fbf"
    assert theme_for(SCHEME, dark=True).label_style("L0").colour.name() == "#6f96fb"


def test_a_label_that_the_scheme_lacks_is_shown_all_the_same(theme: Theme) -> None:
    style = theme.label_style("EVENT")

    assert style.name == "EVENT"
    assert contrast(style.colour, theme.background) >= LINE_CONTRAST


def test_black_on_white_has_the_greatest_contrast(qapp: QApplication) -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert contrast(QColor("red"), QColor("red")) == pytest.approx(1)


def test_a_colour_moves_only_as_far_as_it_must(qapp: QApplication) -> None:
    moved = readable(QColor("#ffff00"), QColor("white"), 3.0)

    assert 3.0 <= contrast(moved, QColor("white")) < 3.4


def test_the_program_takes_on_the_theme(qapp: QApplication) -> None:
    before, sheet = qapp.palette(), qapp.styleSheet()
    try:
        for dark in (True, False):
            apply_theme(qapp, dark)
            theme = base_theme(dark=dark)
            assert qapp.palette().color(QPalette.ColorRole.Window) == theme.window
            assert theme.window.name() in qapp.styleSheet()
    finally:
        qapp.setPalette(before)
        qapp.setStyleSheet(sheet)


def test_the_desktop_is_asked_for_its_colours(qapp: QApplication) -> None:
    dark = qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark

    assert system_is_dark() == dark
