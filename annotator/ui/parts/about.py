"""Tells which version this is, and whose work is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.ui.actions import Spec
from annotator.ui.parts.part import Part

if TYPE_CHECKING:
    from annotator.services.credits import Credits
    from annotator.ui.dialogs.about import AboutDialog
    from annotator.ui.main_window import MainWindow


class About(Part):
    """The last entry of the Help menu; what it shows is gathered when it is opened first."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._dialog: AboutDialog | None = None

    def specs(self) -> list[Spec]:
        """One entry of the Help menu."""
        return [Spec("about", "&Help", "&About Annotator…", (), self.show, separated=True)]

    def show(self) -> None:
        """Opens at once, and is filled a moment later."""
        if self._dialog is None:
            from annotator.services import credits
            from annotator.ui.dialogs.about import AboutDialog

            self._dialog = AboutDialog(self._window)
            self._window.jobs.run(credits.job(), self._on_gathered, is_quiet=True)
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()

    def _on_gathered(self, credits: Credits) -> None:
        if self._dialog is not None:
            self._dialog.show_credits(credits)
