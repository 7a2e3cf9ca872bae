"""How the window looks: its theme, and how the article is set; both are remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator.domain.labels import LabelScheme
from annotator.ui.dressing import apply_theme
from annotator.ui.editor.typography import from_settings, to_settings
from annotator.ui.theme import (
    Appearance,
    appearance_of,
    base_theme,
    setting_of,
    theme_for,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from annotator.services.settings import SettingsFile
    from annotator.ui.dialogs.reading import ReadingDialog
    from annotator.ui.editor.typography import Typography
    from annotator.ui.main_window import MainWindow
    from annotator.ui.theme import Theme


class Looks(QObject):
    """Dresses the window as the settings say, and again when the desktop changes its mind."""

    def __init__(
        self, app: QApplication, settings: SettingsFile, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._app = app
        self._settings = settings
        self._scheme = LabelScheme(())
        self._window: MainWindow | None = None
        self._dialog: ReadingDialog | None = None
        self._worn = self._wanted()
        apply_theme(app, *self._worn)
        self._hints = app.styleHints()  # kept: PySide lets what belongs to it go with it
        self._hints.colorSchemeChanged.connect(self.apply)
        self._hints.accessibility().contrastPreferenceChanged.connect(self.apply)

    def theme(self) -> Theme:
        """The theme of a window without a project."""
        dark, high_contrast = self._wanted()
        return base_theme(dark=dark, high_contrast=high_contrast)

    def dress(self, window: MainWindow) -> None:
        """Looks after this window from now on."""
        self._window = window
        window.view.set_typography(from_settings(self._settings.value))
        window.headline.set_typeface(window.view.font())

    def set_scheme(self, scheme: LabelScheme) -> None:
        """Colours these labels."""
        self._scheme = scheme
        self.apply()

    def apply(self) -> None:
        """Paints everything in the colours that are wanted now."""
        wanted = dark, high_contrast = self._wanted()
        if wanted != self._worn:  # a style sheet takes 50 ms, and each project comes by here
            self._worn = wanted
            apply_theme(self._app, dark, high_contrast)
        if self._window is not None:
            theme = theme_for(self._scheme, dark=dark, high_contrast=high_contrast)
            self._window.set_theme(theme)

    def switch(self) -> None:
        """From light to dark, or back; high contrast stays."""
        dark, high_contrast = self._wanted()
        self.choose_theme(setting_of(Appearance(not dark, high_contrast)))

    def choose_theme(self, setting: str) -> None:
        """Paints in the colours of a value of the setting `theme`."""
        self._settings.update(theme=setting)
        self.apply()

    def choose_typography(self, chosen: Typography) -> None:
        """Sets the article like this."""
        self._settings.update(**to_settings(chosen))
        if self._window is not None:
            self._window.view.set_typography(chosen)
            self._window.headline.set_typeface(self._window.view.font())

    def show_dialog(self) -> None:
        """Opens the choice of all this beside the article; the window goes on working."""
        from annotator.ui.dialogs.reading import ReadingDialog

        if self._dialog is None:
            settings = self._settings.value
            self._dialog = ReadingDialog(from_settings(settings), settings.theme, self._window)
            self._dialog.typography_chosen.connect(self.choose_typography)
            self._dialog.theme_chosen.connect(self.choose_theme)
            self._dialog.finished.connect(self._on_finished)
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()

    def _on_finished(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    def _wanted(self) -> Appearance:
        return appearance_of(self._settings.value.theme)
