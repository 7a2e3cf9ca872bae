"""Puts a theme on the application: its style, palette and style sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFontInfo, QPalette
from PySide6.QtWidgets import QStyleFactory

from annotator.ui.colours import over, translucent
from annotator.ui.stylesheet import stylesheet
from annotator.ui.theme import base_theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from annotator.ui.theme import Theme


def apply_theme(app: QApplication, dark: bool, high_contrast: bool = False) -> None:
    """Fusion, a calm palette and a small style sheet, for every window of the program."""
    theme = base_theme(dark=dark, high_contrast=high_contrast)
    app.setStyle(QStyleFactory.create("Fusion"))
    app.setPalette(_palette(theme))
    app.setStyleSheet(stylesheet(theme, QFontInfo(app.font()).pointSizeF()))


def _palette(theme: Theme) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for where, colour in (
        (role.Window, theme.window),
        (role.WindowText, theme.text),
        (role.Base, theme.background),
        (role.AlternateBase, theme.window),
        (role.Text, theme.text),
        (role.Button, theme.raised),
        (role.ButtonText, theme.text),
        (role.BrightText, theme.accent),
        (role.Highlight, theme.accent),
        (role.HighlightedText, theme.on_accent),
        (role.Link, theme.accent),
        (role.PlaceholderText, theme.muted),
        (role.ToolTipBase, theme.raised),
        (role.ToolTipText, theme.text),
        (role.Light, theme.raised),
        (role.Midlight, theme.raised),
        (role.Mid, theme.border),
        (role.Dark, theme.border),
    ):
        palette.setColor(where, colour)
    for where in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(
            QPalette.ColorGroup.Disabled, where, over(translucent(theme.text, 0.45), theme.window)
        )
    return palette
