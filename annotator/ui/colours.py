"""Sums with colours: contrast, translucency, and what eyes that lack a cone see of them."""

from __future__ import annotations

from enum import Enum
from math import dist

from PySide6.QtGui import QColor

Row = tuple[float, float, float]


class Sight(Enum):
    """Eyes that lack one kind of cone: what linear red, green and blue turn into.

    Source: Machado, Oliveira, Fernandes 2009, IEEE TVCG 15(6), 1291-1298, severity 1.
    """

    PROTANOPIA = (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    )
    DEUTERANOPIA = (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    )
    TRITANOPIA = (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    )


def seen_with(colour: QColor, sight: Sight) -> QColor:
    """What an opaque colour looks like to eyes that lack a cone."""
    seen = _linear(colour)

    def mixed(shares: Row) -> float:
        part = sum(share * one for share, one in zip(shares, seen, strict=True))
        return _displayed(min(1.0, max(0.0, part)))

    return QColor.fromRgbF(*(mixed(shares) for shares in sight.value))


def difference(one: QColor, other: QColor) -> float:
    """How far apart two opaque colours look: about 2 can just be told apart, 100 is black to white.

    Source: CIE 1976 L*a*b*, the distance of two points, under the white of sRGB (D65).
    """
    return dist(_lab(one), _lab(other))


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
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(colour: QColor) -> Row:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

    return linear(colour.redF()), linear(colour.greenF()), linear(colour.blueF())


def _displayed(part: float) -> float:
    """A linear part as sRGB has it, 0..1."""
    return part * 12.92 if part <= 0.0031308 else float(1.055 * part ** (1 / 2.4) - 0.055)


def _lab(colour: QColor) -> Row:
    red, green, blue = _linear(colour)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.0890

    def root(part: float) -> float:
        return part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116

    return 116 * root(y) - 16, 500 * (root(x) - root(y)), 200 * (root(y) - root(z))
