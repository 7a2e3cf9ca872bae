from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette

from annotator.domain.labels import Label, LabelScheme
from annotator.ui.colours import contrast, over, readable
from annotator.ui.dressing import apply_theme
from annotator.ui.theme import (
    HIGH_CONTRAST,
    LINE_CONTRAST,
    TEXT_CONTRAST,
    THEMES,
    Appearance,
    Stroke,
    Theme,
    appearance_of,
    base_theme,
    setting_of,
    system_is_dark,
    system_is_high_contrast,
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


@pytest.fixture(params=THEMES.values(), ids=THEMES)
def theme(request: pytest.FixtureRequest, qapp: QApplication) -> Theme:
    return theme_for(SCHEME, dark=request.param.dark, high_contrast=request.param.high_contrast)


def least_contrast(theme: Theme) -> tuple[float, float]:
    """Of text, and of lines."""
    if theme.is_high_contrast:
        return HIGH_CONTRAST, 4.5
    return TEXT_CONTRAST, LINE_CONTRAST


def test_text_can_be_read_wherever_it_stands(theme: Theme) -> None:
    text, _ = least_contrast(theme)
    for behind in (theme.background, theme.window, theme.raised):
        assert contrast(theme.text, behind) >= text
        assert contrast(theme.muted, behind) >= text
    assert contrast(theme.on_accent, theme.accent) >= text
    assert contrast(theme.text, over(theme.selection, theme.background)) >= text


def test_labels_can_be_told_from_the_background(theme: Theme) -> None:
    for label in SCHEME.labels:
        style = theme.label_style(label.name)
        text, lines = least_contrast(theme)
        assert contrast(style.colour, theme.background) >= lines
        assert contrast(style.ink, theme.background) >= text
        assert contrast(style.on_colour, style.colour) >= text


def test_text_can_be_read_on_four_fills_and_the_current_one(theme: Theme) -> None:
    styles = [theme.label_style(label.name) for label in SCHEME.labels]
    for current, *nested in product(styles, repeat=5):
        behind = over(current.strong_fill, theme.background)
        for style in nested:
            behind = over(style.fill, behind)
        assert contrast(theme.text, behind) >= least_contrast(theme)[0]


def test_borders_and_focus_can_be_seen_in_high_contrast(qapp: QApplication) -> None:
    for dark in (False, True):
        theme = base_theme(dark=dark, high_contrast=True)
        for behind in (theme.background, theme.window, theme.raised):
            assert contrast(theme.accent, behind) >= HIGH_CONTRAST
            assert contrast(theme.border, behind) >= 4.5


def test_high_contrast_fills_nothing_but_the_current_span(qapp: QApplication) -> None:
    style = theme_for(SCHEME, dark=False, high_contrast=True).label_style("L0")
    assert (style.fill.alpha(), style.strong_fill.alpha() > 0) == (0, True)


def test_each_of_the_first_labels_has_a_line_of_its_own(theme: Theme) -> None:
    strokes = [theme.label_style(label.name).stroke for label in SCHEME.labels]
    assert strokes == list(Stroke)


def test_a_label_keeps_its_line_in_every_theme(qapp: QApplication) -> None:
    for label in SCHEME.labels:
        strokes = {
            theme_for(SCHEME, dark=dark, high_contrast=high_contrast).label_style(label.name).stroke
            for dark, high_contrast in THEMES.values()
        }
        assert len(strokes) == 1


def test_a_setting_and_its_appearance_are_one(qapp: QApplication) -> None:
    for setting, appearance in THEMES.items():
        assert appearance_of(setting) == appearance
        assert setting_of(appearance) == setting
    for unknown in ("system", "sepia"):
        assert appearance_of(unknown) == Appearance(system_is_dark(), system_is_high_contrast())


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
