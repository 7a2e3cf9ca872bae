"""How the article is set: typeface, size, length of its lines, and the space between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontDatabase

if TYPE_CHECKING:
    from annotator.services.settings import Settings

_SERIFS = (
    "Source Serif 4",
    "Source Serif Pro",
    "Literata",
    "Charter",
    "Georgia",
    "Cambria",
    "Noto Serif",
    "DejaVu Serif",
    "Liberation Serif",
)
SIZES = (8.0, 36.0)
LINE_LENGTHS = (40, 140)
LINE_SPACINGS = (1.0, 2.0)
PARAGRAPH_SPACINGS = (0.0, 2.0)
"""The least and the greatest value of each."""


@dataclass(frozen=True, slots=True)
class Typography:
    """What a reader chooses; values out of bounds are brought within them.

    family: "" for the first of a few good serif faces that is installed. size: in points.
    line_length: characters of average width on the longest line.
    line_spacing, paragraph_spacing: from line to line, and between paragraphs, in line heights of
    the typeface. Chips and underlines take more where they need it.
    """

    family: str = ""
    size: float = 12.5
    line_length: int = 78
    line_spacing: float = 1.4
    paragraph_spacing: float = 0.6

    def __post_init__(self) -> None:
        for name, (least, most) in (
            ("size", SIZES),
            ("line_length", LINE_LENGTHS),
            ("line_spacing", LINE_SPACINGS),
            ("paragraph_spacing", PARAGRAPH_SPACINGS),
        ):
            object.__setattr__(self, name, min(most, max(least, getattr(self, name))))

    def font(self) -> QFont:
        """The typeface at its size; the standard one where the chosen one is not installed."""
        installed = set(QFontDatabase.families())
        family = self.family if self.family in installed else standard_family(installed)
        font = QFont(family or "serif")
        font.setStyleHint(QFont.StyleHint.Serif)
        font.setPointSizeF(self.size)
        return font


def standard_family(installed: set[str]) -> str:
    """The first of a few good serif faces that is installed; "" for the system's own."""
    return next((name for name in _SERIFS if name in installed), "")


def from_settings(settings: Settings) -> Typography:
    """What was chosen the last time."""
    return Typography(
        settings.reading_family,
        settings.reading_size,
        settings.line_length,
        settings.line_spacing,
        settings.paragraph_spacing,
    )


def to_settings(chosen: Typography) -> dict[str, object]:
    """The same as fields of Settings."""
    return {
        "reading_family": chosen.family,
        "reading_size": chosen.size,
        "line_length": chosen.line_length,
        "line_spacing": chosen.line_spacing,
        "paragraph_spacing": chosen.paragraph_spacing,
    }
