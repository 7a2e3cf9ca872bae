"""Sums with colours: contrast, translucency."""

from __future__ import annotations

from PySide6.QtGui import QColor


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of two opaque colours, 1..21.

    Source: WCAG 2.2, "contrast ratio" and "relative luminance".
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def over(colour: QColor, background: QColor) -> QColor:
    """What a translucent colour looks like on an opaque background."""
    share = colour.alphaF()

    def mixed(top: float, below: float) -> float:
        return top * share + below * (1 - share)

    return QColor.fromRgbF(
        mixed(colour.redF(), background.redF()),
        mixed(colour.greenF(), background.greenF()),
        mixed(colour.blueF(), background.blueF()),
    )


def readable(colour: QColor, background: QColor, ratio: float) -> QColor:
    """The colour, moved just as far from the background's lightness as the ratio asks for."""
    towards = QColor("black") if _luminance(background) > 0.18 else QColor("white")
    for step in range(51):
        towards.setAlphaF(step / 50)
        moved = over(towards, colour)
        if contrast(moved, background) >= ratio:
            return moved
    return moved


def translucent(colour: QColor, share: float) -> QColor:
    """The colour, letting 1 - share of what lies below through."""
    result = QColor(colour)
    result.setAlphaF(share)
    return result


def _luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

    return (
        0.2126 * linear(colour.redF())
        + 0.7152 * linear(colour.greenF())
        + 0.0722 * linear(colour.blueF())
    )
