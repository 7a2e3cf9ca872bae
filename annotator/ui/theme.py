"""The colours of the program: light and dark, each in high contrast as well."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication

from annotator.ui.colours import contrast, readable, translucent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotator.domain.labels import Label, LabelScheme

TEXT_CONTRAST = 4.5
LINE_CONTRAST = 3.0
"""The least contrast ratios of text and of lines to what lies behind them (WCAG 2.2, AA)."""
HIGH_CONTRAST = 7.0
"""The same of a high contrast theme, for both: the name on a chip stands on its label's colour."""


class Stroke(Enum):
    """How the line under a label's spans is drawn: the cue that needs no colour.

    None of them has gaps: a broken line is a suggestion.
    """

    SOLID = "solid"
    DOUBLE = "double"
    WAVE = "wave"
    COMB = "comb"
    BEADS = "beads"


class Appearance(NamedTuple):
    """Which of the four themes."""

    dark: bool
    high_contrast: bool = False


@dataclass(frozen=True, slots=True)
class LabelStyle:
    """How one label looks on the current background.

    colour: lines and solid chips. ink: the label's name as text on the background.
    on_colour: text on top of `colour`. fill, strong_fill: translucent, to lay under article text;
    the strong one is for the current annotation; with high contrast there is no other.
    """

    name: str
    colour: QColor
    ink: QColor
    on_colour: QColor
    fill: QColor
    strong_fill: QColor
    stroke: Stroke = Stroke.SOLID


@dataclass(frozen=True, slots=True)
class Theme:
    """All colours of a window. Two themes are one if they have the same palette and labels.

    background: behind the article; window: behind panels; raised: buttons and inputs.
    selection is translucent: label fills stay visible below it.
    """

    is_dark: bool
    background: QColor
    window: QColor
    raised: QColor
    border: QColor
    text: QColor
    muted: QColor
    accent: QColor
    on_accent: QColor
    selection: QColor
    labels: Mapping[str, LabelStyle] = field(default_factory=dict)
    is_high_contrast: bool = False

    def label_style(self, name: str) -> LabelStyle:
        """The label's style; a grey one for a label that the scheme does not have."""
        known = self.labels.get(name)
        return known if known is not None else _style(name, self.muted, self)


def theme_for(scheme: LabelScheme, *, dark: bool, high_contrast: bool = False) -> Theme:
    """The theme in which a project with that scheme is shown."""
    base = base_theme(dark=dark, high_contrast=high_contrast)
    strokes = tuple(Stroke)
    styles = {
        label.name: replace(
            _style(label.name, _own_colour(label, dark), base),
            stroke=strokes[place % len(strokes)],
        )
        for place, label in enumerate(scheme.labels)
    }
    return replace(base, labels=styles)


def base_theme(*, dark: bool, high_contrast: bool = False) -> Theme:
    """The theme of a window without a project."""
    if high_contrast:
        return _stark_dark() if dark else _stark_light()
    return _dark() if dark else _light()


THEMES = {
    "light": Appearance(dark=False),
    "dark": Appearance(dark=True),
    "contrast-light": Appearance(dark=False, high_contrast=True),
    "contrast-dark": Appearance(dark=True, high_contrast=True),
}
"""The values of the setting `theme`; any other one follows the desktop."""


def appearance_of(setting: str) -> Appearance:
    """Which theme a value of the setting `theme` asks for now."""
    chosen = THEMES.get(setting)
    return chosen or Appearance(system_is_dark(), system_is_high_contrast())


def setting_of(appearance: Appearance) -> str:
    """The value of the setting `theme` that asks for an appearance."""
    return next(name for name, one in THEMES.items() if one == appearance)


def system_is_dark() -> bool:
    """Whether the desktop asks for a dark window."""
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def system_is_high_contrast() -> bool:
    """Whether the desktop asks for high contrast; not every desktop tells."""
    hints = QGuiApplication.styleHints()  # kept: PySide lets what belongs to it go with it
    return hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast


def _own_colour(label: Label, dark: bool) -> QColor:
    return QColor(label.dark_colour if dark else label.colour)


def _style(name: str, colour: QColor, theme: Theme) -> LabelStyle:
    text, lines = TEXT_CONTRAST, LINE_CONTRAST
    fill, strong = (0.36, 0.62) if theme.is_dark else (0.20, 0.36)
    if theme.is_high_contrast:
        text = lines = HIGH_CONTRAST
        fill, strong = 0.0, 0.5
    line = readable(colour, theme.background, lines)
    # so far from the text's lightness that it stays readable under any number of layers
    wash = readable(colour, theme.text, text + 0.1)
    on_colour = max(QColor("#ffffff"), QColor("#14171a"), key=lambda ink: contrast(ink, line))
    return LabelStyle(
        name=name,
        colour=line,
        ink=readable(colour, theme.background, text),
        on_colour=readable(on_colour, line, text),
        fill=translucent(wash, fill),
        strong_fill=translucent(wash, strong),
    )


def _light() -> Theme:
    return Theme(
        is_dark=False,
        background=QColor("#fdfcf9"),
        window=QColor("#f3f1ec"),
        raised=QColor("#ffffff"),
        border=QColor("#d9d5cc"),
        text=QColor("#22262a"),
        muted=QColor("#5d636a"),
        accent=QColor("#1f6a8a"),
        on_accent=QColor("#ffffff"),
        selection=QColor(70, 140, 190, 84),
    )


def _dark() -> Theme:
    return Theme(
        is_dark=True,
        background=QColor("#1d2023"),
        window=QColor("#16181b"),
        raised=QColor("#2a2e33"),
        border=QColor("#3a3f46"),
        text=QColor("#e6e3dc"),
        muted=QColor("#a2a8af"),
        accent=QColor("#7cbbdb"),
        on_accent=QColor("#10161a"),
        selection=QColor(110, 170, 220, 96),
    )


def _stark_light() -> Theme:
    return Theme(
        is_dark=False,
        background=QColor("#ffffff"),
        window=QColor("#ffffff"),
        raised=QColor("#ffffff"),
        border=QColor("#595959"),
        text=QColor("#000000"),
        muted=QColor("#333333"),
        accent=QColor("#00407a"),
        on_accent=QColor("#ffffff"),
        selection=QColor(60, 140, 255, 110),
        is_high_contrast=True,
    )


def _stark_dark() -> Theme:
    return Theme(
        is_dark=True,
        background=QColor("#000000"),
        window=QColor("#000000"),
        raised=QColor("#000000"),
        border=QColor("#a6a6a6"),
        text=QColor("#ffffff"),
        muted=QColor("#d9d9d9"),
        accent=QColor("#6fd3ff"),
        on_accent=QColor("#000000"),
        selection=QColor(40, 110, 220, 150),
        is_high_contrast=True,
    )
